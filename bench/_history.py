"""A long invented history on the map of Kazakhstan, for benchmarks.

Fifty years of declarations, extensions and lifts at random units, recorded as they happen.
"""

import random
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from functools import cache
from time import perf_counter

from dabyl.adapters.packs import load_pack
from dabyl.core.calendars.endings import ForDays
from dabyl.core.formats.entries.facts import unsealed_of
from dabyl.core.formats.packs.pack import parse_pack
from dabyl.core.journal.entry import Entry, Head, seal
from dabyl.core.levels.decision import Area, Decision, Declare, Effect, Extend, Lift, Mode
from dabyl.core.register.facts import (
    DecisionMade,
    Fact,
    Numbered,
    PackAdopted,
    WorkspaceKind,
    WorkspaceMade,
)
from dabyl.core.register.fold import fold
from dabyl.core.register.pack import Pack
from dabyl.core.register.register import Register
from dabyl.core.values.instants import Instant
from dabyl.core.values.moments import Moment

SCALE = "kz-2013"
ZONE = "Asia/Almaty"
SPAN_S = 50 * 365 * 86_400
"""From 1970 on."""
EXTENSIONS = 0.15
LIFTS = 0.1


@cache
def pack_files() -> dict[str, str]:
    """Return the text of the shipped pack of Kazakhstan."""
    return dict(load_pack("kz").texts)


@cache
def a_pack() -> Pack:
    """Return the shipped pack of Kazakhstan."""
    return parse_pack(pack_files())


def first_facts() -> list[Fact]:
    """Return what a journal begins with."""
    return [
        WorkspaceMade(id="bench", kind=WorkspaceKind.REPLAY, keys=()),
        PackAdopted(pack=a_pack(), files=tuple(sorted(pack_files().items()))),
    ]


def decisions(
    count: int, *, seed: int = 1, first_s: int = 1, span_s: int = SPAN_S
) -> Iterator[tuple[Instant, Decision]]:
    """Give *count* decisions with the instants of their recording, in order."""
    dice = random.Random(seed)
    places = [unit.key for unit in a_pack().units]
    live: list[str] = []
    for number in range(count):
        recorded = Instant(first_s + number * span_s // count)
        start = Moment(instant=recorded.plus(timedelta(seconds=dice.randrange(86_400))), zone=ZONE)
        yield (
            recorded,
            Decision(
                id=f"d{number}",
                mode=Mode.RECORDED,
                scale=SCALE,
                effects=(_effect(dice, places, live[-50:], start),),
            ),
        )
        live.append(f"d{number}")


def _effect(dice: random.Random, places: list[str], live: list[str], start: Moment) -> Effect:
    kind = dice.random()
    if live and kind < EXTENSIONS:
        ending = ForDays(days=dice.randrange(60, 120))
        return Extend(layers=(dice.choice(live),), start=start, ending=ending)
    if live and kind < EXTENSIONS + LIFTS:
        return Lift(layers=(dice.choice(live),), start=start)
    return Declare(
        area=Area(units=(dice.choice(places),)),
        level=dice.choice(["yellow", "orange", "red"]),
        start=start,
        ending=ForDays(days=dice.randrange(5, 60)),
    )


def sealed(
    facts: Iterable[tuple[Instant, Fact]],
    *,
    head: Head,
    key_id: str,
    sign: Callable[[bytes], bytes],
) -> Iterator[Entry]:
    """Give facts, each with the instant of its recording, as entries that follow *head*."""
    for at, fact in facts:
        entry = seal(unsealed_of(fact), head=head, recorded_at=at, key_id=key_id, sign=sign)
        yield entry
        head = entry.head


def numbered(count: int) -> Iterator[Numbered]:
    """Give the whole history as facts."""
    number = 0
    for fact in first_facts():
        number += 1
        yield Numbered(number=number, recorded_at=Instant(0), hash=f"{number:064x}", fact=fact)
    for at, decision in decisions(count):
        number += 1
        fact = DecisionMade(decision=decision)
        yield Numbered(number=number, recorded_at=at, hash=f"{number:064x}", fact=fact)


def fold_history(count: int) -> tuple[Register, float]:
    """Return the register of *count* decisions, and the seconds that folding took."""
    facts = tuple(numbered(count))
    start = perf_counter()
    register = fold(facts)
    return register, perf_counter() - start
