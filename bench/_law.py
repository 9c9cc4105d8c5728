"""Law at random: provisions with versions, some uncertain, recorded a gazette at a time.

A version commences after the one before it surely has; some may commence on any of several days,
some end before the next, some nobody knows quite when. The rows of the peer are worked out here
from the drawn days, apart from what Dabyl makes of them: which version *may* be in force when, as
known when, and when perhaps none is.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta

import attrs

from dabyl.core.law import bills as b
from dabyl.core.law import changes as c
from dabyl.core.law.book import LawBook
from dabyl.core.law.days import Day
from dabyl.core.law.kinds import Kind
from dabyl.core.law.law import NO_LAW, Law
from dabyl.core.law.wordings import Wording
from dabyl.core.law.works import Clause, Work
from dabyl.core.register.register import EMPTY, Register
from dabyl.core.values.known import Known
from dabyl.core.values.languages import Texts

FIRST = date(1975, 1, 1)
IN_A_WORK = 100
DAY_S = 86_400
RARE = 0.25  # so many versions commence, and so many end, on a day of their own kind
NOTHING = 0  # the number of no version
Row = tuple[int, int, str, str]  # provision, version, valid, known


@attrs.frozen
class Drawn:
    """A version as numbers of days after the first; *until* of None: it doesn't end by itself."""

    earliest: int
    latest: int
    until: tuple[int, int] | None
    known_s: int


def draw(dice: random.Random, versions: int) -> list[Drawn]:
    """Draw the versions of one provision, in order."""
    drawn: list[Drawn] = []
    day, known_s = 0, 0
    for _ in range(versions):
        day += dice.randrange(400, 1_000)
        latest = day + (dice.randrange(1, 150) if dice.random() < RARE else 0)
        until = None
        if dice.random() < RARE:
            ends = latest + dice.randrange(1, 100)
            until = (ends, ends + dice.choice((0, 0, 40)))
        known_s = max(known_s + 1, (day - dice.randrange(600)) * DAY_S + dice.randrange(DAY_S))
        drawn.append(Drawn(day, latest, until, known_s))
    return drawn


def span_days(versions: int) -> int:
    """Return how many days the versions of a provision can take, and some more."""
    return versions * 1_000 + 500


def on_day(number: int) -> date:
    """Return a day by its number."""
    return FIRST + timedelta(days=number)


def name(number: int) -> str:
    """Return the id of a provision by its number."""
    return f"p{number}"


def works(provisions: int) -> list[Work]:
    """Return the works that so many provisions stand in."""
    count = -(-provisions // IN_A_WORK)
    return [
        Work(id=f"w{n}", country="xx", kind="law", adopted=FIRST, number=str(n))
        for n in range(count)
    ]


def gazettes(drawn: list[list[Drawn]], size: int) -> list[list[Drawn]]:
    """Return the versions as gazettes of that many made them known, all at one instant."""
    every = [(v.known_s, n, place) for n, each in enumerate(drawn) for place, v in enumerate(each)]
    known: dict[tuple[int, int], int] = {}
    in_order = sorted(every)
    for start in range(0, len(in_order), size):
        gazette = in_order[start : start + size]
        known |= {(n, place): gazette[-1][0] for _, n, place in gazette}
    return [
        [attrs.evolve(v, known_s=known[n, place]) for place, v in enumerate(each)]
        for n, each in enumerate(drawn)
    ]


def register(drawn: list[list[Drawn]]) -> Register:
    """Return the register after every gazette."""
    wordings = [tuple(_wording(n, v) for n, v in enumerate(each, 1)) for each in drawn]
    new: dict[int, dict[int, int]] = {}
    for n, each in enumerate(drawn):
        for count, version in enumerate(each, 1):
            new.setdefault(version.known_s, {})[n] = count
    law = NO_LAW.with_book(LawBook(works=tuple(works(len(drawn)))))
    told: list[tuple[int, Law]] = []
    for known_s in sorted(new):
        clauses = tuple(_clause(n, wordings[n][:count]) for n, count in new[known_s].items())
        law = law.with_book(LawBook(clauses=clauses))
        told.append((known_s, law))
    return attrs.evolve(EMPTY, laws=Known.of(told))


def _clause(number: int, wordings: tuple[Wording, ...]) -> Clause:
    return Clause(
        id=name(number),
        work=f"w{number // IN_A_WORK}",
        kind=Kind.DUTY,
        number=str(number),
        wordings=wordings,
    )


def _wording(number: int, drawn: Drawn) -> Wording:
    until = drawn.until and Day(not_before=on_day(drawn.until[0]), not_after=on_day(drawn.until[1]))
    commences = Day(not_before=on_day(drawn.earliest), not_after=on_day(drawn.latest))
    return Wording(id=str(number), commences=commences, applies_until=until)


def rows(number: int, drawn: list[Drawn]) -> Iterator[Row]:
    """Yield which versions of a provision, or none, may be in force when, as known when."""
    for place, version in enumerate(drawn):
        following = drawn[place + 1] if place + 1 < len(drawn) else None
        alone = _may(place, version, None)
        if following is None:
            yield from _written(number, alone, f"[{version.known_s},)")
            continue
        yield from _written(number, alone, f"[{version.known_s},{following.known_s})")
        yield from _written(
            number, _may(place, version, following.latest), f"[{following.known_s},)"
        )


def _may(place: int, version: Drawn, end: int | None) -> Iterator[tuple[int, int, int | None]]:
    """Yield the days on which a version, or nothing, may be in force until the next surely is."""
    ends = end if version.until is None else version.until[1]
    yield place + 1, version.earliest, ends
    if place == 0 and version.earliest < version.latest:
        yield NOTHING, version.earliest, version.latest
    if version.until is not None:
        yield NOTHING, version.until[0], end


def _written(number: int, may: Iterator[tuple[int, int, int | None]], known: str) -> Iterator[Row]:
    for version, start, end in may:
        yield number, version, f"[{on_day(start)},{'' if end is None else on_day(end)})", known


def a_bill(provisions: int, amendments: int) -> b.Bill:
    """Return a bill that replaces, repeals and inserts provisions, here and there."""
    dice = random.Random(amendments)
    changes: list[c.Change] = []
    for place, number in enumerate(dice.sample(range(provisions), amendments)):
        match place % 10:
            case 0:
                changes.append(c.Repeal(provision=name(number)))
            case 1:
                work = f"w{number // IN_A_WORK}"
                new = f"new{number}"
                changes.append(c.Insert(provision=new, work=work, kind=Kind.DUTY, number="1"))
            case _:
                changes.append(c.Replace(provision=name(number), text=Texts.of({"en": "New"})))
    articles = tuple(
        b.Article(
            id=str(place),
            amendments=tuple(b.Amendment(change=change) for change in changes[place::10]),
            commencement=b.OnDay(Day.on(on_day(30_000 + place))),
        )
        for place in range(10)
    )
    return b.Bill(
        id="bill",
        stages=(b.Reached(stage=b.Stage.SIGNED),),
        versions=(b.BillVersion(id="v1", articles=articles),),
    )
