"""Strategies for whole histories of Vale: decisions of every kind, one after another."""

from datetime import date, timedelta
from typing import Any

import attrs
from hypothesis import strategies as st

from dabyl.core.calendars.endings import Ending, ForDays, OpenEnd, ThroughDate
from dabyl.core.levels.decision import (
    Area,
    Change,
    Correct,
    Decision,
    Declare,
    Direction,
    Effect,
    Extend,
    Lift,
)
from dabyl.core.levels.scale import Combination, Floor
from dabyl.core.register.facts import DecisionMade, Fact, Numbered, PackAdopted
from dabyl.core.register.pack import Pack
from dabyl.core.values.instants import Instant
from dabyl.core.values.moments import Moment
from support.vale import DISTRICTS, EAST, HQ, WEST, ZONE, Told, act, numbered, pack, t, with_version

FIRST = date(2020, 1, 1)
LAST_DAY = 60
PLACES = ("V", "E", "W", *DISTRICTS)
PACKS = (
    pack(),
    with_version(pack(), floor=Floor.NAMED),
    with_version(pack(), combination=Combination.SHOW_ALL),
)

_days = st.integers(0, LAST_DAY)
places = st.sampled_from(PLACES)
instants = st.integers(t("2019-12-30").s // 3600, t("2020-03-20").s // 3600).map(
    lambda hours: Instant(hours * 3600)
)


def _date(day: int) -> date:
    return FIRST + timedelta(days=day)


@st.composite
def _starts(draw: st.DrawFn) -> Moment:
    at = t(_date(draw(_days)).isoformat())
    return Moment(instant=Instant(at.s + draw(st.sampled_from((0, 0, 0, 43_200)))), zone=ZONE)


_endings: st.SearchStrategy[Ending] = st.one_of(
    st.integers(1, 20).map(lambda days: ForDays(days=days)),
    _days.map(lambda day: ThroughDate(day=_date(day))),
    st.just(OpenEnd()),
)
_areas = st.sets(places, min_size=1, max_size=3).map(lambda keys: Area(units=tuple(sorted(keys))))
_levels = st.sampled_from(("yellow", "orange", "red"))


@st.composite
def _effects(draw: st.DrawFn, before: list[str], *, layers: list[str], withdraws: bool) -> Effect:
    kinds = ["declare", "declare"]
    if layers:
        kinds += ["extend", "extend", "change", "lift"]
    if before and withdraws:
        kinds.append("withdraw")
    kind, start = draw(st.sampled_from(kinds)), draw(_starts())
    if kind == "declare":
        return Declare(area=draw(_areas), level=draw(_levels), start=start, ending=draw(_endings))
    if kind == "withdraw":
        return Correct(decision=draw(st.sampled_from(before)), withdraw=True)
    named = tuple(draw(st.lists(st.sampled_from(layers), min_size=1, max_size=2, unique=True)))
    where = draw(st.none() | _areas)
    if kind == "extend":
        return Extend(layers=named, start=start, ending=draw(_endings), area=where)
    if kind == "lift":
        return Lift(layers=named, start=start, area=where)
    level = draw(st.none() | _levels)
    return Change(
        direction=draw(st.sampled_from(Direction)),
        layers=named,
        start=start,
        area=where,
        level=level,
        ending=None if level is None else draw(_endings),
    )


@st.composite
def told(draw: st.DrawFn, *, withdraws: bool = True, adopts: bool = True) -> tuple[Told, ...]:
    """Draw what happened, each with the local day on which it was recorded."""
    found: list[Told] = []
    before: list[str] = []
    layers: list[str] = []
    day = 0
    for number in range(draw(st.integers(1, 7))):
        day += draw(st.integers(0, 12))
        when = _date(day).isoformat()
        if adopts and draw(st.integers(0, 9)) == 0:
            found.append((when, PackAdopted(pack=draw(st.sampled_from(PACKS)))))
            continue
        key = f"d{number}"
        many = draw(st.integers(1, 2))
        effects = [draw(_effects(before, layers=layers, withdraws=withdraws)) for _ in range(many)]
        found.append((when, _decision(key, effects, draw(st.sampled_from((HQ, EAST, WEST))))))
        before.append(key)
        layers += [key, f"{key}.2"][: len(effects)]
    return tuple(found)


def _decision(key: str, effects: list[Any], office: str) -> Decision:
    corrections = [e for e in effects if isinstance(e, Correct)]
    return act(key, *(corrections[:1] or effects), office=office)


def _story(facts: tuple[Numbered, ...]) -> str:
    """Return what was decided, without the packs."""
    return "\n".join(f"{one.recorded_at.text(ZONE)} {_line(one.fact)}" for one in facts)


@attrs.frozen
class History:
    """Facts of a journal, the workspace and the pack first."""

    facts: tuple[Numbered, ...] = attrs.field(repr=_story)


def _line(fact: Fact) -> str:
    if isinstance(fact, DecisionMade):
        return f"{fact.decision.id}: {fact.decision.effects}"
    if isinstance(fact, PackAdopted):
        version = fact.pack.scales[0].versions[0]
        return f"adopted: {version.floor}, {version.combination}"
    return type(fact).__name__


@st.composite
def histories(draw: st.DrawFn, *, withdraws: bool = True, adopts: bool = True) -> History:
    """Draw a history."""
    first: Pack = draw(st.sampled_from(PACKS))
    return History(numbered(*draw(told(withdraws=withdraws, adopts=adopts)), first=first))
