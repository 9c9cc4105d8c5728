"""The timeline: what happened to levels, in order, lapses included.

1. Events come from decisions and from the ends of pieces; a piece that nobody ended lapses.
2. A lift of what has ended, and any other act that changed nothing, is on the timeline as one
   without effect.
3. An event is listed from the instant at which it was known, and tells how late that was.
"""

from collections.abc import Iterable, Iterator
from typing import Final, assert_never

import attrs

from dabyl.core.levels.decision import (
    Bulletin,
    Change,
    Correct,
    Decision,
    Declare,
    DeclareState,
    Direction,
    EndState,
    Extend,
    Lift,
    layer_id,
)
from dabyl.core.levels.pieces import FOREVER, Piece, Track
from dabyl.core.levels.standing import StandingLayer
from dabyl.core.levels.tables import Row
from dabyl.core.levels.world import Remark
from dabyl.core.register.effects import layers_named
from dabyl.core.register.epoch import Epoch
from dabyl.core.register.events import Event, EventKind
from dabyl.core.register.ledger import Ground
from dabyl.core.register.records import DecisionRecord
from dabyl.core.register.register import Register
from dabyl.core.register.shown import standing_layer
from dabyl.core.values.instants import Instant
from dabyl.core.values.moments import Moment

_LAPSES = {
    Track.LEVEL: EventKind.LAPSED,
    Track.SCOPED: EventKind.LAPSED,
    Track.STATE: EventKind.STATE_LAPSED,
    Track.BULLETIN: EventKind.BULLETIN_ENDED,
}
LAPSES: Final = frozenset(_LAPSES.values())
"""What comes by itself, when its time has come."""


def timeline(
    register: Register,
    *,
    known_at: Instant,
    scale: str | None = None,
    place: str | None = None,
    until: Instant | None = None,
) -> tuple[Event, ...]:
    """Return the events known at *known_at*, in order of time, then of knowledge.

    Lapses and starts after *until* (default: *known_at*) are left to the agenda; acts that are
    known are listed even when they start later.
    """
    telling = _Telling(register, known_at, until or known_at)
    events = [e for key in register.decision_ids(known_at) for e in telling.of_decision(key)]
    events += telling.lapses()
    return about(register, sorted(events, key=_order), known_at=known_at, scale=scale, place=place)


def about(
    register: Register,
    events: Iterable[Event],
    *,
    known_at: Instant,
    scale: str | None = None,
    place: str | None = None,
) -> tuple[Event, ...]:
    """Return those of the events known at *known_at* that are of a scale, and of a place's."""
    telling = _Telling(register, known_at, known_at)
    wanted = (e for e in events if scale is None or e.scale == scale)
    if place is not None:
        wanted = (e for e in wanted if telling.concerns(e, place))
    return tuple(wanted)


def _order(event: Event) -> tuple[Instant, Instant, str, str, str, tuple[str, ...]]:
    """Return what puts events into an order that is the same in every process."""
    kind, layer = event.kind.value, event.layer or ""
    return event.at, event.known_from, event.decision, kind, layer, event.area


def events_of(register: Register, decision: str, *, known_at: Instant) -> tuple[Event, ...]:
    """Return the events that one decision made, or that its layers came to by themselves."""
    telling = _Telling(register, known_at, known_at)
    own = tuple(telling.of_decision(decision))
    return (*own, *(e for e in telling.lapses_of(decision)))


@attrs.frozen
class _Telling:
    """The telling of what is known at an instant, up to an instant."""

    register: Register
    known_at: Instant
    until: Instant

    @property
    def epoch(self) -> Epoch:
        return self.register.epoch_at(self.known_at)

    def of_decision(self, key: str) -> Iterator[Event]:
        record = self.register.record(key)
        decision = self.register.decision_as_known(key, self.known_at)
        if decision is None:
            return
        idle = {
            number
            for number, remark, _ in self.register.remarks(key, self.known_at)
            if remark in {Remark.NO_EFFECT, Remark.LAYER_UNKNOWN}
        }
        for number, effect in enumerate(decision.effects):
            event = self._event(record, decision, number)
            match effect:
                case Declare():
                    yield self._made(event, EventKind.DECLARED, number)
                case DeclareState():
                    yield self._made(event, EventKind.STATE_DECLARED, number)
                case Bulletin():
                    yield self._made(event, EventKind.BULLETIN, number)
                case Correct(withdraw=withdraw, decision=other):
                    kind = EventKind.WITHDRAWN if withdraw else EventKind.CORRECTED
                    yield attrs.evolve(event, kind=kind, layer=other)
                case Extend() | Lift() | EndState() | Change() if number in idle:
                    named = self._named(event, EventKind.NO_EFFECT, layers_named(effect))
                    yield attrs.evolve(named, layer=named.layer, level=None, end=None)
                case Extend(layers=layers):
                    yield self._named(event, EventKind.EXTENDED, layers)
                case Lift(layers=layers):
                    yield self._named(event, EventKind.LIFTED, layers)
                case EndState(states=states):
                    yield self._named(event, EventKind.STATE_ENDED, states)
                case Change(direction=direction, layers=layers, level=level):
                    up = direction is Direction.RAISE
                    kind = EventKind.RAISED if up else EventKind.LOWERED
                    if level is None:
                        yield attrs.evolve(self._named(event, kind, layers), level=None)
                    else:
                        yield self._made(event, kind, number)
                case _:
                    assert_never(effect)

    def _event(self, record: DecisionRecord, decision: Decision, number: int) -> Event:
        start: Moment | None = getattr(decision.effects[number], "start", None)
        known = record.recorded_at
        at = known if start is None else start.instant
        late = max(0, known.s - at.s)
        return Event(
            kind=EventKind.DECLARED,
            at=at,
            known_from=known,
            scale=decision.scale,
            decision=decision.id,
            layer=layer_id(decision.id, number),
            level=None,
            area=(),
            late_s=late,
            retroactive=late > 0,
        )

    def _made(self, event: Event, kind: EventKind, number: int) -> Event:
        layer = layer_id(event.decision, number)
        return self._with_pieces(attrs.evolve(event, kind=kind, layer=layer), (layer,))

    def _named(self, event: Event, kind: EventKind, layers: tuple[str, ...]) -> Event:
        first = layers[0]
        return self._with_pieces(attrs.evolve(event, kind=kind, layer=first), layers)

    def _with_pieces(self, event: Event, layers: tuple[str, ...]) -> Event:
        rows = [row for layer in layers for row in self.epoch.ledger.rows(layer)]
        known = [row for row in rows if row.known <= self.known_at.s]
        then = [r for r in known if r.known <= event.known_from.s < r.gone] or known[:1]
        if not then:
            return event
        ground = 0
        for row in then:
            ground |= row.piece.ground
        day = event.at.local(then[0].piece.layer.start.zone).date()
        end = max(row.end for row in then)
        return attrs.evolve(
            event,
            level=then[0].piece.layer.level,
            area=then[0].piece.layer.shapes or self.epoch.covering(ground, day),
            end=None if end >= FOREVER else Instant(end),
        )

    def lapses(self) -> Iterator[Event]:
        """Tell the lapses up to the end of the telling."""
        for layer in self.epoch.ledger.layers:
            yield from self._lapses_of_layer(layer)

    def lapses_of(self, decision: str) -> Iterator[Event]:
        """Tell the lapses of the layers that one decision made."""
        for number in range(len(self.register.record(decision).decision.effects)):
            yield from self._lapses_of_layer(layer_id(decision, number))

    def _lapses_of_layer(self, layer: str) -> Iterator[Event]:
        for piece in self.epoch.ledger.pieces(layer, self.known_at.s):
            if piece.ended_by is None and piece.end <= self.until.s:
                yield self._lapse(piece)

    def _lapse(self, piece: Piece) -> Event:
        day = Instant(piece.end).local(piece.layer.start.zone).date()
        return Event(
            kind=_LAPSES[piece.layer.track],
            at=Instant(piece.end),
            known_from=Instant(piece.end),
            scale=piece.layer.scale,
            decision=piece.ending_decision,
            layer=piece.layer.id,
            level=piece.layer.level,
            area=piece.layer.shapes or self.epoch.covering(piece.ground, day),
        )

    def concerns(self, event: Event, place: str) -> bool:
        """Tell whether an event lies on some of a place's ground."""
        day = event.at.local(self.epoch.readings[event.scale].scale.zone).date()
        ground = self.epoch.gazetteer.ground(place, day)
        for layer in (event.layer, event.decision):
            for row in self.epoch.ledger.rows(layer or ""):
                if row.piece.ground & ground:
                    return True
        return False


def layers(
    register: Register, *, scale: str, known_at: Instant, place: str | None = None
) -> tuple[StandingLayer, ...]:
    """Return all level layers of a scale that were ever laid, as known, by their start."""
    epoch = register.epoch_at(known_at)
    found: list[StandingLayer] = []
    for layer in epoch.ledger.layers:
        for row in epoch.ledger.rows(layer):
            piece = row.piece
            if (
                row.known <= known_at.s < row.gone
                and piece.layer.scale == scale
                and piece.layer.track is Track.LEVEL
                and (place is None or _lies_on(epoch, piece, place))
            ):
                found.append(standing_layer(row, epoch))
    return tuple(sorted(found, key=lambda one: (one.start.instant, one.id)))


def _lies_on(epoch: Epoch, piece: Piece, place: str) -> bool:
    day = Instant(piece.start).local(piece.layer.start.zone).date()
    return bool(epoch.gazetteer.ground(place, day) & piece.ground)


def companions(
    register: Register, track: Track, *, scale: str, place: str, at: Instant, known_at: Instant
) -> tuple[StandingLayer, ...]:
    """Return the states or bulletins (by *track*) that lie on some of a place's ground."""
    epoch = register.epoch_at(known_at)
    day = at.local(epoch.readings[scale].scale.zone).date()
    ground = Ground(scale, track, epoch.gazetteer.ground(place, day))
    rows: dict[int, Row] = {}
    for near in epoch.ledger.near(ground):
        for filed in near:
            for row in epoch.ledger.table(filed).at(at.s, known_at.s):
                rows[id(row.piece)] = row
    return tuple(standing_layer(row, epoch) for row in rows.values())


def states(
    register: Register, *, scale: str, place: str, at: Instant, known_at: Instant
) -> tuple[StandingLayer, ...]:
    """Return the companion legal states on some of a place's ground."""
    return companions(register, Track.STATE, scale=scale, place=place, at=at, known_at=known_at)


def bulletins(
    register: Register, *, scale: str, place: str, at: Instant, known_at: Instant
) -> tuple[StandingLayer, ...]:
    """Return the bulletins in force on some of a place's ground."""
    return companions(register, Track.BULLETIN, scale=scale, place=place, at=at, known_at=known_at)
