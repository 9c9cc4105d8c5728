"""Builders and strategies for law: wordings, clauses, sanctions and bills."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import attrs
from hypothesis import strategies as st

from dabyl.core.law import bills as b
from dabyl.core.law import changes as c
from dabyl.core.law import sanctions as s
from dabyl.core.law.days import Day
from dabyl.core.law.fines import UnitValue
from dabyl.core.law.kinds import Kind, Manner, Offender, Reach
from dabyl.core.law.wordings import Wording
from dabyl.core.law.works import Clause, Statutes, Work
from dabyl.core.values.languages import Texts

FIRST = date(2016, 1, 1)
WORK = Work(id="code", country="xx", kind="code", adopted=date(2014, 7, 5), number="235")


def day(number: int) -> date:
    """Return a day by its number after the first."""
    return FIRST + timedelta(days=number)


COMMENCES = day(100)


def prison(least: int, most: int | None, name: str = "prison", **rest: Any) -> s.Part:
    """Return a part that deprives of liberty for years."""
    return attrs.evolve(s.Part(id=name, penalty=s.Liberty(s.Term.years(least, most))), **rest)


def units(least: int, most: int | None = None, name: str = "fine", **rest: Any) -> s.Part:
    """Return a fine in units."""
    span = s.Range(Decimal(least), Decimal(least if most is None else most))
    return attrs.evolve(s.Part(id=name, penalty=s.FineUnits(span, "mci")), **rest)


def wording(name: str, on: Day | date | None, *parts: s.Part, **rest: Any) -> Wording:
    """Return a wording that commences on a day and has these parts."""
    commences = Day.on(on) if isinstance(on, date) else on or Day()
    built = Wording(id=name, commences=commences, sanction=s.Sanction(parts))
    return attrs.evolve(built, **rest)


def clause(*wordings: Wording, name: str = "art-1") -> Clause:
    """Return a clause with these wordings."""
    return Clause(id=name, work="code", kind=Kind.SANCTION, number=name, wordings=wordings)


def unit_of(value: int, since: date = FIRST) -> UnitValue:
    """Return the value of a unit from a day on."""
    return UnitValue(unit="mci", value=Decimal(value), currency="XXX", valid_from=since)


def statutes(*clauses: Clause) -> Statutes:
    """Return the statutes of one code with these clauses."""
    return Statutes.of([WORK], clauses)


def a_bill(
    *changes: c.Change, name: str = "bill", on: date = COMMENCES, stage: b.Stage = b.Stage.SIGNED
) -> b.Bill:
    """Return a bill of one article that makes the changes, commences on a day, and got so far."""
    amendments = tuple(b.Amendment(change=change) for change in changes)
    article = b.Article(id="1", amendments=amendments, commencement=b.OnDay(Day.on(on)))
    return b.Bill(
        id=name,
        stages=(b.Reached(stage=stage),),
        versions=(b.BillVersion(id="v1", articles=(article,)),),
    )


def insert(name: str, *parts: s.Part) -> c.Insert:
    """Return the change that inserts a clause."""
    sanction = s.Sanction(parts)
    return c.Insert(provision=name, work="code", kind=Kind.SANCTION, number=name, sanction=sanction)


small = st.integers(0, 400).map(day)
whole = st.integers(0, 3)


@st.composite
def uncertain(draw: st.DrawFn) -> Day:
    """Draw a day: exact, with one limit, with two, or not known."""
    low, high = sorted((draw(small), draw(small)))
    kinds = (Day.on(low), Day(not_before=low, not_after=high), Day(not_before=low))
    return draw(st.sampled_from((*kinds, Day(not_after=high), Day())))


@st.composite
def spans(draw: st.DrawFn) -> s.Range:
    """Draw a range of few values, so that equal ones are met."""
    low, high = sorted((draw(whole), draw(whole)))
    return s.Range(Decimal(low), Decimal(high))


@st.composite
def terms(draw: st.DrawFn) -> s.Term:
    """Draw a term of few values."""
    low, high = sorted((draw(whole), draw(whole)))
    return s.Term(low, draw(st.sampled_from((high, None))))


penalties = st.one_of(
    st.builds(s.Liberty, terms()),
    st.builds(s.Restriction, terms()),
    st.builds(s.FineUnits, spans(), st.just("mci")),
    st.builds(s.FineAmount, spans(), st.just("XXX")),
    st.builds(s.FineShare, spans(), st.just("revenue")),
    st.builds(s.Confiscation, st.sampled_from(("property", "weapon"))),
    st.builds(s.Loss, st.just("licence"), terms()),
)
unstated = st.builds(s.Unstated, direction=st.sampled_from(s.Direction), before=st.none())


def _numbered(parts: Iterable[s.Part]) -> s.Sanction:
    return s.Sanction(tuple(attrs.evolve(part, id=f"p{n}") for n, part in enumerate(parts)))


def parts_of(penalty: st.SearchStrategy[s.Penalty]) -> st.SearchStrategy[s.Part]:
    """Return parts of these penalties."""
    return st.builds(
        s.Part,
        id=st.just("p"),
        penalty=penalty,
        manner=st.sampled_from(Manner),
        offenders=st.frozensets(st.sampled_from((Offender.PERSON, Offender.OFFICIAL)), max_size=1),
        reach=st.sampled_from(Reach),
    )


known_sanctions = st.lists(parts_of(penalties), max_size=4).map(_numbered)
any_sanctions = st.lists(parts_of(penalties | unstated), max_size=3).map(_numbered)


@st.composite
def clauses(draw: st.DrawFn, days: st.SearchStrategy[Day]) -> Clause:
    """Draw a clause of a few wordings with known sanctions."""
    when = draw(st.lists(days, max_size=3))
    untils = (None, *(draw(uncertain()) for _ in when))
    return clause(
        *(
            Wording(
                id=f"v{n}",
                commences=commences,
                applies_until=draw(st.sampled_from(untils)),
                repeals=draw(st.sampled_from((False, False, False, True))),
                sanction=draw(known_sanctions),
            )
            for n, commences in enumerate(when)
        )
    )


BASE = clause(wording("v1", FIRST, prison(4, 10), units(10)))
SEARCHED = Texts.of({"en": "the law's page of 2016"})


@st.composite
def changes(draw: st.DrawFn) -> c.Change:
    """Draw a change that the base clause can take, whatever else was changed before it."""
    part = draw(st.sampled_from(("prison", "fine")))
    taken: tuple[c.Change, ...] = (
        c.Replace(provision="art-1", text=Texts.of({"en": part})),
        c.ReplacePart(provision="art-1", part=prison(draw(whole), 9, name=part)),
        c.Turn(provision="art-1", name=part, direction=s.Direction.HIGHER),
    )
    return draw(st.sampled_from(taken))
