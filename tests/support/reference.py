"""What stands, worked out slowly, district by district, from the words of the design.

Every district keeps its own list of spans for every layer. Nothing here uses the ledger, its tables
or the masks of the gazetteer; shapes and scopes are left out.
"""

from collections.abc import Iterable

import attrs

from dabyl.core.calendars.endings import Ending, end_instant
from dabyl.core.levels.decision import (
    Area,
    Change,
    Correct,
    Decision,
    Declare,
    Extend,
    Lift,
    layer_id,
)
from dabyl.core.levels.scale import Combination, Floor, Scale
from dabyl.core.register.facts import DecisionMade, Numbered, PackAdopted
from dabyl.core.values.instants import Instant
from dabyl.core.values.moments import Moment
from support.vale import DISTRICTS, RULE

NEVER = 1 << 60


@attrs.frozen
class Span:
    """The time for which a layer lies on a district."""

    level: str
    start: int
    end: int
    lifted: bool = False


Spans = dict[tuple[str, str], list[Span]]
"""Spans by layer and district."""


@attrs.frozen
class Answer:
    """What the reference says."""

    level: str | None
    highest: str | None
    since: int | None
    until: int | None
    layers: frozenset[str]
    overruled: frozenset[str]


def districts(units: Iterable[str]) -> set[str]:
    """Return the districts of units."""
    return {d for key in units for d in DISTRICTS if key in {"V", d[0], d}}


class Reference:
    """What was known at an instant, laid out district by district."""

    def __init__(self, facts: Iterable[Numbered], known_at: Instant) -> None:
        known = [one for one in facts if one.recorded_at <= known_at]
        self.scale = self._scale(known)
        decisions = [one.fact.decision for one in known if isinstance(one.fact, DecisionMade)]
        gone = self._withdrawn(decisions)
        self.spans: Spans = {}
        self.widths: dict[tuple[str, str], int] = {}
        for decision in decisions:
            if decision.id not in gone:
                for number, effect in enumerate(decision.effects):
                    self._apply(decision.id, number, effect)

    def _scale(self, known: list[Numbered]) -> Scale:
        packs = [one.fact.pack for one in known if isinstance(one.fact, PackAdopted)]
        return packs[-1].scales[0]

    def _withdrawn(self, decisions: list[Decision]) -> set[str]:
        gone: set[str] = set()
        for decision in reversed(decisions):
            if decision.id not in gone:
                gone |= {e.decision for e in decision.effects if isinstance(e, Correct)}
        return gone

    def _apply(self, key: str, number: int, effect: object) -> None:
        own = layer_id(key, number)
        match effect:
            case Declare():
                self._lay(own, effect.area, effect.level, effect.start, effect.ending)
            case Extend():
                self._extend(own, effect)
            case Lift():
                self._end(effect.layers, effect.area, effect.start.instant.s)
            case Change():
                freed = self._end(effect.layers, effect.area, effect.start.instant.s)
                if effect.level is not None and effect.ending is not None:
                    where = effect.area or Area(units=tuple(sorted(freed)))
                    self._lay(own, where, effect.level, effect.start, effect.ending)
            case _:
                pass  # corrections are read before; states and bulletins are no levels

    def _end_of(self, start: Moment, ending: Ending) -> int:
        end = end_instant(ending, start=start.instant, zone=start.zone, rule=RULE)
        return NEVER if end is None else end.s

    def _lay(self, layer: str, where: Area, level: str, start: Moment, ending: Ending) -> None:
        end = self._end_of(start, ending)
        for district in districts(where.units):
            self.spans.setdefault((layer, district), [])
            if start.instant.s < end:
                self.spans[layer, district].append(Span(level, start.instant.s, end))

    def _extend(self, own: str, effect: Extend) -> None:
        start, end = effect.start.instant.s, self._end_of(effect.start, effect.ending)
        for layer in effect.layers:
            for district in self._named(effect.area):
                spans = self.spans.get((layer, district), [])
                for place, span in enumerate(spans):
                    if span.lifted:
                        continue
                    if span.end < start:
                        if start < end:
                            anew = self.spans.setdefault((own, district), [])
                            anew.append(Span(span.level, start, end))
                    elif end > (span.start if span.end == NEVER else span.end):
                        spans[place] = attrs.evolve(span, end=end)

    def _end(self, layers: Iterable[str], where: Area | None, at: int) -> set[str]:
        freed: set[str] = set()
        for layer in layers:
            for district in self._named(where):
                spans = self.spans.get((layer, district), [])
                freed |= {district for span in spans if span.end > at}
                self.spans[layer, district] = [
                    attrs.evolve(span, end=at, lifted=True) if span.end > at else span
                    for span in spans
                    if span.end <= at or span.start < at
                ]
        return freed

    def _named(self, where: Area | None) -> set[str]:
        return set(DISTRICTS) if where is None else districts(where.units)

    # --- questions ---

    def lying(self, district: str, at: int) -> dict[str, str]:
        """Return the layers that lie on a district, with their levels."""
        return {
            layer: span.level
            for (layer, where), spans in self.spans.items()
            for span in spans
            if where == district and span.start <= at < span.end
        }

    def rank(self, level: str | None) -> int:
        """Return the rank of a level; none is below all."""
        known = None if level is None else self.scale.versions[0].level(level)
        return -1 if known is None else known.rank

    def level_on(self, district: str, at: int) -> str | None:
        """Return the level on a district."""
        version = self.scale.versions[0]
        levels = list(self.lying(district, at).values())
        if not levels:
            return version.levels[0].id if version.floor is Floor.NAMED else None
        return max(levels, key=self.rank)

    def lowest(self, place: str, at: int) -> str | None:
        """Return the lowest level anywhere on a place."""
        return min((self.level_on(d, at) for d in districts([place])), key=self.rank)

    def answer(self, place: str, at: Instant) -> Answer:
        """Return what stands at a place."""
        ground = districts([place])
        low = self.lowest(place, at.s)
        shown = [d for d in ground if self.level_on(d, at.s) == low]
        lying = [self.lying(d, at.s) for d in shown]
        wins = {layer for one in lying for layer, name in one.items() if name == low}
        every = {layer for one in lying for layer in one}
        if self.scale.versions[0].combination is Combination.SHOW_ALL:
            wins = every
        edges = sorted(
            {e for spans in self.spans.values() for s in spans for e in (s.start, s.end)}
        )
        later = (e for e in edges if e > at.s and self.lowest(place, e) != low)
        earlier = (e for e in reversed(edges) if e <= at.s and self.lowest(place, e - 1) != low)
        return Answer(
            level=low,
            highest=max((self.level_on(d, at.s) for d in ground), key=self.rank),
            since=next(earlier, None),
            until=next((e for e in later if e < NEVER), None),
            layers=frozenset(wins),
            overruled=frozenset(every - wins),
        )
