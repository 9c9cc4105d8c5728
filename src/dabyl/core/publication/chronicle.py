"""The chronicle: what happened and what was told, by year.

1. History goes by when something happened, feeds by when it was known: what is recorded late is
   news then, and an older feed never changes by it.
2. Which decisions belong to a year is found in one light pass over the record; only the events of
   the years that are asked for are told.
3. What will happen is not history yet, but an act that is known has been told.
"""

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from functools import cached_property

import attrs

from dabyl.core.levels.decision import Decision, layer_id
from dabyl.core.levels.pieces import Track
from dabyl.core.levels.standing import StandingLayer
from dabyl.core.register.epoch import Epoch
from dabyl.core.register.events import Event
from dabyl.core.register.register import Register
from dabyl.core.register.shown import standing_layer
from dabyl.core.register.timeline import events_of, timeline
from dabyl.core.values.instants import Instant, day_start

_FIRST, _AHEAD = 1900, 2


@attrs.define
class _Index:
    """Ids of decisions by year: of what happened, of what was told, and of recording."""

    happened: dict[int, dict[str, None]] = attrs.field(factory=dict)
    told: dict[int, dict[str, None]] = attrs.field(factory=dict)
    recorded: dict[int, dict[str, None]] = attrs.field(factory=dict)
    layers: list[tuple[int, str]] = attrs.field(factory=list)  # last end as known, layer


@attrs.frozen(kw_only=True, eq=False, slots=False)
class Chronicle:
    """A register's past, seen at an instant as known at an instant, in the years of a zone."""

    register: Register
    at: Instant
    known_at: Instant
    zone: str

    def year(self, at: Instant) -> int:
        """Return the year of an instant."""
        starts, first = self._starts, _FIRST
        place = bisect_right(starts, at.s)
        return first + place - 1 if 0 < place < len(starts) else at.local(self.zone).year

    @cached_property
    def _starts(self) -> list[int]:
        last = self.at.local(self.zone).year + _AHEAD
        return [day_start(date(year, 1, 1), self.zone).s for year in range(_FIRST, last)]

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years in which something happened, oldest first."""
        return tuple(sorted(self._index.happened))

    @cached_property
    def told_years(self) -> tuple[int, ...]:
        """The years in which something was told, oldest first."""
        return tuple(sorted(self._index.told))

    @cached_property
    def recorded_years(self) -> tuple[int, ...]:
        """The years in which a decision was recorded, oldest first."""
        return tuple(sorted(self._index.recorded))

    def recorded(self, year: int) -> tuple[str, ...]:
        """Return the decisions recorded in a year, in journal order."""
        return tuple(self._index.recorded.get(year, ()))

    def happened(self, year: int) -> tuple[Event, ...]:
        """Return what happened in a year, oldest first."""
        found = self._events(self._index.happened.get(year, ()))
        mine = (event for event in found if self._has_happened(event))
        return _in_order((one for one in mine if self.year(one.at) == year), _by_time)

    def told(self, year: int) -> tuple[Event, ...]:
        """Return what became known in a year, oldest first."""
        found = self._events(self._index.told.get(year, ()))
        mine = (one for one in found if self._has_happened(one) or one.known_from <= self.at)
        return _in_order((one for one in mine if self.year(one.known_from) == year), _by_news)

    def latest(self, count: int) -> tuple[Event, ...]:
        """Return what became known last, newest first."""
        found: list[Event] = []
        for year in reversed(self.told_years):
            found += reversed(self.told(year))
            if len(found) >= count:
                break
        return tuple(found[:count])

    def layers_after(self, since: Instant) -> tuple[tuple[str, StandingLayer], ...]:
        """Return the level layers, each with its scale, that last beyond an instant, by start."""
        ledger, known = self._epoch.ledger, self.known_at.s
        rows = [
            row
            for end, layer in self._index.layers
            if end > since.s
            for row in ledger.rows(layer)
            if row.known <= known < row.gone and row.end > since.s
        ]
        found = [
            (row.piece.layer.scale, standing_layer(row, self._epoch))
            for row in rows
            if row.piece.layer.track is Track.LEVEL
        ]
        return tuple(sorted(found, key=lambda one: (one[1].start.instant, one[1].id, one[1].area)))

    @property
    def _epoch(self) -> Epoch:
        return self.register.epoch_at(self.known_at)

    def _has_happened(self, event: Event) -> bool:
        return event.at <= self.at

    @cached_property
    def _told_ahead(self) -> Mapping[str, tuple[Event, ...]]:
        """Everything told up to an instant after that of knowledge, by decision."""
        found: dict[str, list[Event]] = {}
        for event in timeline(self.register, known_at=self.known_at, until=self.at):
            found.setdefault(event.decision, []).append(event)
        return {key: tuple(events) for key, events in found.items()}

    def _events(self, keys: Iterable[str]) -> set[Event]:
        if self.at > self.known_at:
            return {event for events in self._told_ahead.values() for event in events}
        return {
            event for key in keys for event in events_of(self.register, key, known_at=self.known_at)
        }

    @cached_property
    def _index(self) -> _Index:
        index = _Index()
        register, corrected = self.register, self.register.corrections
        for key in register.decision_ids(self.known_at):
            record = register.record(key)
            known = register.decision_as_known(key, self.known_at) if key in corrected else None
            recorded = record.recorded_at
            index.recorded.setdefault(self.year(recorded), {})[key] = None
            withdrawn = key in corrected and known is None
            if not withdrawn:
                self._note_acts(index, known or record.decision, recorded)
            self._note_layers(index, record.decision)
        return index

    def _note_acts(self, index: _Index, decision: Decision, recorded: Instant) -> None:
        for effect in decision.effects:
            start = getattr(effect, "start", None)
            at = recorded if start is None else start.instant
            if at <= self.at:
                index.happened.setdefault(self.year(at), {})[decision.id] = None
            if at <= self.at or recorded <= self.at:
                index.told.setdefault(self.year(recorded), {})[decision.id] = None

    def _note_layers(self, index: _Index, decision: Decision) -> None:
        ledger, known = self._epoch.ledger, self.known_at.s
        for number in range(len(decision.effects)):
            layer = layer_id(decision.id, number)
            rows = [row for row in ledger.rows(layer) if row.known <= known < row.gone]
            if rows:
                index.layers.append((max(row.end for row in rows), layer))
            for row in rows:
                if row.piece.ended_by is None and row.end <= self.at.s:
                    year = self.year(Instant(row.end))
                    index.happened.setdefault(year, {})[decision.id] = None
                    index.told.setdefault(year, {})[decision.id] = None


def _in_order(
    events: Iterable[Event], key: Callable[[Event], tuple[Instant, Instant]]
) -> tuple[Event, ...]:
    return tuple(sorted(events, key=lambda event: (*key(event), _fixed(event))))


def _by_time(event: Event) -> tuple[Instant, Instant]:
    return event.at, event.known_from


def _by_news(event: Event) -> tuple[Instant, Instant]:
    return event.known_from, event.at


def _fixed(event: Event) -> tuple[str, str, str, tuple[str, ...]]:
    return event.decision, event.kind, event.layer or "", event.area


def with_neighbours(touched: Collection[int], years: tuple[int, ...]) -> frozenset[int]:
    """Return the years, and those before and after each that their pages and feeds point to."""
    found = set(touched)
    for year in touched:
        found.update([one for one in years if one < year][-1:])
        found.update([one for one in years if one > year][:1])
    return frozenset(found)
