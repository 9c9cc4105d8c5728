"""Standing: what holds at a place, at an instant, as known at an instant.

1. The place's ground is that of the day of ``at``. Layers that hold all of it make the base; layers
   that hold a part of it cut it into pieces of ground, each with a level of its own.
2. The place's level is the lowest of them; with it goes the unbroken time for which the lowest has
   been, and as known will be, the same.
3. The answer may be repeated as what stands now until the next change of anything it says, and not
   longer than the lease.
"""

from collections.abc import Iterator
from typing import TypedDict

import attrs

from dabyl.core.levels.combine import NO_LEVEL, Reading, split_by_rule
from dabyl.core.levels.pieces import FOREVER, Track
from dabyl.core.levels.standing import Conflict, Defect, Next, Part, Reason, Standing, StandingLayer
from dabyl.core.levels.tables import Row
from dabyl.core.register.conflicts import conflicts_of, defects_of
from dabyl.core.register.ledger import Ground
from dabyl.core.register.question import Question, Spot, question
from dabyl.core.register.register import Register
from dabyl.core.register.shown import end_of, standing_layer
from dabyl.core.values.codes import Code
from dabyl.core.values.instants import Instant


class _Doubts(TypedDict):
    """What contradicts, and what is missing."""

    conflicts: tuple[Conflict, ...]
    defects: tuple[Defect, ...]


_NO_DOUBTS: _Doubts = {"conflicts": (), "defects": ()}

LEASE_S = 3600
"""For how long an answer may be repeated when nothing is known to change: one hour."""


def standing(
    register: Register,
    place: str,
    *,
    scale: str,
    at: Instant,
    known_at: Instant,
    lease_s: int = LEASE_S,
) -> Standing:
    """Return what holds at the place with the key *place* at *at*, as known at *known_at*.

    Raises:
        KeyError: there is no such place or scale.
    """
    epoch = register.epoch_at(known_at)
    readings = epoch.readings[scale]
    day = at.local(readings.scale.zone).date()
    mask = epoch.gazetteer.ground(place, day)
    asked = question(epoch, readings, Ground(scale, Track.LEVEL, mask), known_at.s)
    return _Answer(register, asked, place, at, known_at, lease_s).standing()


@attrs.frozen(eq=False)
class _Answer:
    """The answer to a question at one instant, being put together."""

    register: Register
    question: Question
    place: str
    at: Instant
    known_at: Instant
    lease_s: int

    def standing(self) -> Standing:
        """Return the answer."""
        question, at = self.question, self.at.s
        spots = question.spots(at)
        low = min(spot.rank for spot in spots) if len(spots) > 1 else spots[0].rank
        until, since = question.until(at, low), question.since(at, low)
        wins, loses = self._sorted_rows([spot for spot in spots if spot.rank == low])
        level = self._level(low, wins)
        layers = tuple([self._layer(row) for row in wins])
        return Standing(
            place=self.place,
            scale=question.readings.scale.id,
            at=self.at,
            known_at=self.known_at,
            as_of=min(self.at, self.known_at),
            valid_until=self._valid_until(until),
            level=level,
            rank=None if low == NO_LEVEL else low,
            highest_part=level if len(spots) == 1 else self._highest(spots),
            since=None if since is None else Instant(since),
            until=None if until is None else Instant(until),
            next=self._next(until, wins),
            review_by=_first_review(layers),
            layers=layers,
            overruled=tuple([self._layer(row) for row in loses]),
            parts=() if len(spots) == 1 else self._parts(spots, low),
            scoped=self._scoped(),
            reasons=tuple(self._reasons(wins, loses)),
            **self._doubts(spots),
        )

    def _doubts(self, spots: list[Spot]) -> _Doubts:
        rows = {id(row.piece): row for spot in spots for row in spot.rows}
        if not rows:
            return self._nothing_recorded()
        every = tuple(rows.values())
        known = sorted({row.piece.layer.decision for row in every})
        return {
            "conflicts": conflicts_of(self.register, every, self.at, self.known_at),
            "defects": defects_of(self.register, tuple(known), self.known_at),
        }

    def _nothing_recorded(self) -> _Doubts:
        """A named floor holds where nothing lies; that nothing was ever recorded is said."""
        scale = self.question.readings.scale.id
        ledger = self.question.epoch.ledger
        filed = (ground for ground in ledger.members if ground.scale == scale)
        known = self.known_at.s
        if self._reading.floor is None or any(ledger.table(g).known_by(known) for g in filed):
            return _NO_DOUBTS
        return {"conflicts": (), "defects": (Defect(decision="", code=Code.NOTHING_RECORDED),)}

    def _valid_until(self, until: int | None) -> Instant:
        as_of = min(self.at.s, self.known_at.s)
        end = as_of + self.lease_s
        if until is not None and until < end:
            end = until
        if self.at.s < end and (edge := self.question.next_edge(self.at.s)) is not None:
            end = min(end, edge)
        return Instant(end)

    def _level(self, rank: int, wins: list[Row]) -> str | None:
        """Return the level of a rank that rows give; where all are shown, one of them does."""
        readings, reading = self.question.readings, self._reading
        top = next((row for row in wins if readings.rank(row, reading) == rank), None)
        if top is not None:
            return readings.name(top, reading)
        return reading.floor if rank != NO_LEVEL else None

    @property
    def _reading(self) -> Reading:
        return self.question.readings.at(self.at.s)

    def _sorted_rows(self, spots: list[Spot]) -> tuple[list[Row], list[Row]]:
        """Return the rows that give the level on the spots, and those that are overruled there."""
        wins: dict[int, Row] = {}
        loses: dict[int, Row] = {}
        if len(spots) == 1 and len(spots[0].rows) == 1:
            return [spots[0].rows[0]], []
        for spot in spots:
            if spot.rows:
                ranks = [self.question.readings.rank(row, self._reading) for row in spot.rows]
                won, lost = split_by_rule(spot.rows, ranks, self._reading.version)
                wins.update((id(spot.rows[place].piece), spot.rows[place]) for place in won)
                loses.update((id(spot.rows[place].piece), spot.rows[place]) for place in lost)
        overruled = [row for key, row in loses.items() if key not in wins]
        return sorted(wins.values(), key=_place), sorted(overruled, key=_place)

    def _highest(self, spots: list[Spot]) -> str | None:
        top = max(spots, key=lambda spot: spot.rank)
        wins, _ = self._sorted_rows([top])
        return self._level(top.rank, wins)

    def _next(self, until: int | None, wins: list[Row]) -> Next | None:
        if until is None:
            return None
        spots = self.question.spots(until)
        low = min(spot.rank for spot in spots)
        shown = [spot for spot in spots if spot.rank == low]
        starts = [r.piece.layer.decision for spot in shown for r in spot.rows if r.start == until]
        then = _Answer(
            self.register, self.question, self.place, Instant(until), self.known_at, self.lease_s
        )
        ends = [row.piece.ended_by for row in wins if row.end == until and row.piece.ended_by]
        later, _ = then._sorted_rows(shown)
        return Next(
            at=then.at,
            level=then._level(low, later),
            decision=next(iter((*starts, *ends)), None),
        )

    def _parts(self, spots: list[Spot], low: int) -> tuple[Part, ...]:
        """Return the units of the place whose level differs, the fewest for each level."""
        places = self.question.epoch
        day = self.at.local(self.question.readings.scale.zone).date()
        found = []
        for rank in sorted({spot.rank for spot in spots} - {low}, reverse=True):
            alike = [spot for spot in spots if spot.rank == rank]
            ground = 0
            for spot in alike:
                ground |= spot.mask
            wins, _ = self._sorted_rows(alike)
            level = self._level(rank, wins)
            found += [Part(place=key, level=level) for key in places.covering(ground, day)]
        return tuple(found)

    def _scoped(self) -> tuple[StandingLayer, ...]:
        ground = self.question.ground
        scoped = Ground(ground.scale, Track.SCOPED, ground.mask)
        whole, part = self.question.epoch.ledger.around(scoped)
        if not part and whole.is_empty():
            return ()
        at, known = self.at.s, self.known_at.s
        rows = {
            id(row.piece): row
            for table in (whole, *(table for _, table in part))
            for row in table.at(at, known)
        }
        return tuple([self._layer(row) for row in rows.values()])

    def _reasons(self, wins: list[Row], loses: list[Row]) -> Iterator[Reason]:
        rule = self._reading.version.combination.value
        first = wins[0] if wins else None
        for row in wins:
            yield Reason(layer=row.piece.layer.id, by=None, rule=rule, until=end_of(row))
        for row in loses:
            by = None if first is None else first.piece.layer.id
            ends = [row.end for row in wins]
            until = min((*ends, row.end))
            yield Reason(
                layer=row.piece.layer.id,
                by=by,
                rule=rule,
                until=None if until >= FOREVER else Instant(until),
            )

    def _layer(self, row: Row) -> StandingLayer:
        return standing_layer(row, self.question.epoch)


def _place(row: Row) -> tuple[int, int, str, int]:
    """Return where a row comes among others, whatever was recorded later: the widest first."""
    layer = row.piece.layer
    return -row.piece.ground.bit_count(), layer.start.instant.s, layer.id, row.piece.start


def _first_review(layers: tuple[StandingLayer, ...]) -> Instant | None:
    reviews = [layer.review.instant for layer in layers if layer.review is not None]
    return min(reviews, default=None)
