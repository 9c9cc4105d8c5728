"""The timeline of the machine interface, for many who ask of a long history.

``python bench/timeline.py [DECISIONS] [ROUNDS]``

Readers ask what happened, part after part: of everything and of a place, known by one second after
another, so that no answer is in memory. The peer answers the same from what the core tells anew for
each question; all answers are compared, and both take turns, in seconds of processor time. Target:
20 times the answers a second.
"""

import sys
from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from time import process_time

import attrs

from _history import SCALE, fold_history
from dabyl.core.register.events import Event
from dabyl.core.register.register import Register
from dabyl.core.register.timeline import timeline
from dabyl.core.values.instants import Instant
from dabyl.usecases.timelines import Timelines

TARGET = 20.0
QUESTIONS = 40
PLACES = (None, "750000000", None, "KZ")
LONG_S = 20 * 86_400
"""For so long after the last entry it is asked: meanwhile what was declared last lapses."""


@attrs.frozen
class Question:
    """What happened at a place, or anywhere, as known at an instant."""

    place: str | None
    known_at: Instant


def main(count: int, rounds: int) -> bool:
    """Compare, measure and print; return whether the target was met."""
    register, _ = fold_history(count)
    asked = tuple(islice(questions(register), QUESTIONS))
    if anew(register, asked) != kept(Timelines(register), asked):
        raise SystemExit("the answers differ")
    print(f"{len(asked)} answers are the same")
    took = [a_round(register, asked) for _ in range(rounds)]
    ours, first, peer = (min(times) / len(asked) * 1000 for times in zip(*took, strict=True))
    print(f"kept            {ours:8.2f} ms an answer")
    print(f"  the first {len(asked)}  {first:8.2f} ms an answer, the telling among them")
    print(f"told anew       {peer:8.2f} ms an answer")
    print(f"ratio           {peer / ours:8.1f}   (target {TARGET:g})")
    return bool(peer / ours >= TARGET)


def questions(register: Register) -> Iterator[Question]:
    """Ask about place after place, each time as of another second after the last entry."""
    step_s = LONG_S // QUESTIONS
    for number, place in enumerate(cycle(PLACES)):
        yield Question(place, Instant(register.recorded_at.s + number * step_s))


def a_round(register: Register, asked: Sequence[Question]) -> tuple[float, float, float]:
    """Return the seconds of all answers: kept, kept from the first on, and told anew."""
    timelines = Timelines(register)
    times = []
    for _ in range(2):
        start = process_time()
        kept(timelines, asked)
        times.append(process_time() - start)
    start = process_time()
    anew(register, asked)
    return times[1], times[0], process_time() - start


def kept(timelines: Timelines, asked: Sequence[Question]) -> list[tuple[Event, ...]]:
    """Return the answers as the interface gets them."""
    return [timelines.told(known_at=q.known_at, scale=SCALE, place=q.place).events for q in asked]


def anew(register: Register, asked: Sequence[Question]) -> list[tuple[Event, ...]]:
    """Return the answers, each told for itself."""
    return [timeline(register, known_at=q.known_at, scale=SCALE, place=q.place) for q in asked]


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:3]]
    raise SystemExit(0 if main(*(numbers + [10_000, 2][len(numbers) :])) else 1)
