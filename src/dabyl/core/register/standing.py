"""Standing: what holds at a place, at an instant, as known at an instant.

1. The place's ground is that of the day of ``at``. Layers that hold all of it make the base; layers
   that hold a part of it cut it into pieces of ground, each with a level of its own.
2. The place's level is the lowest of them; with it goes the unbroken time for which the lowest has
   been, and as known will be, the same.
3. The answer may be repeated as what stands now until the next change of anything it says, and not
   longer than the lease.
"""

from collections.abc import Iterator

import attrs

from dabyl.core.levels.combine import NO_LEVEL, Reading, Readings, split_by_rule
from dabyl.core.levels.pieces import FOREVER, Track
from dabyl.core.levels.scale import Combination
from dabyl.core.levels.standing import Next, Part, Reason, Standing, StandingLayer
from dabyl.core.levels.tables import Row, Table
from dabyl.core.register.conflicts import conflicts_of, defects_of
from dabyl.core.register.epoch import Epoch
from dabyl.core.register.ledger import Ground
from dabyl.core.register.register import Register
from dabyl.core.values.instants import Instant

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
    question = _Question(epoch, readings, Ground(scale, Track.LEVEL, mask), known_at.s)
    return _Answer(register, question, place, at, known_at, lease_s).standing()


@attrs.frozen(eq=False)
class Spot:
    """A piece of ground on which the same layers lie: its mask, their rows, and the level."""

    mask: int
    rows: tuple[Row, ...]
    rank: int


class _Question:
    """One ground of one scale, as known at one instant; asked at several instants."""

    def __init__(self, epoch: Epoch, readings: Readings, ground: Ground, known_at: int) -> None:
        self.epoch = epoch
        self.readings = readings
        self.ground = ground
        self.known_at = known_at
        ledger = epoch.ledger
        whole, part = ledger.near(ground)
        self.whole: list[Table] = [ledger.table(g) for g in whole]
        self.part: list[tuple[int, Table]] = [(g[2], ledger.table(g)) for g in part]

    def spots(self, at: int) -> list[Spot]:
        """Return the ground in spots, each with the layers that lie on it at *at*."""
        known = self.known_at
        base = [row for table in self.whole for row in table.at(at, known)]
        spots = [(self.ground[2], base)]
        for mask, table in self.part:
            for row in table.at(at, known):
                spots = list(_cut(spots, mask, row))
        reading = self.readings.at(at)
        return [Spot(mask, tuple(rows), self._rank(rows, reading)) for mask, rows in spots]

    def _rank(self, rows: list[Row], reading: Reading) -> int:
        if not rows:
            return reading.floor_rank
        if len(rows) == 1:
            return self.readings.rank(rows[0], reading)
        ranks = [self.readings.rank(row, reading) for row in rows]
        if reading.version.combination is Combination.HIGHEST:
            return max(ranks)
        wins, _ = split_by_rule(rows, ranks, reading.version)
        return max(ranks[place] for place in wins)

    def lowest(self, at: int) -> int:
        """Return the lowest rank on the ground at *at*."""
        if not self.part:
            known = self.known_at
            rows = [row for table in self.whole for row in table.at(at, known)]
            return self._rank(rows, self.readings.at(at))
        return min(spot.rank for spot in self.spots(at))

    def next_edge(self, at: int) -> int | None:
        """Return the first instant after *at* at which other layers lie on the ground."""
        edges = [table.next_edge(at, self.known_at) for table in self._tables()]
        edges += [reading.starts for reading in self.readings.every if reading.starts > at]
        return min((edge for edge in edges if edge is not None and edge < FOREVER), default=None)

    def last_edge(self, at: int) -> int | None:
        """Return the last instant up to *at* at which other layers began to lie on the ground."""
        edges = [table.last_edge(at, self.known_at) for table in self._tables()]
        edges += [r.starts for r in self.readings.every if -FOREVER < r.starts <= at]
        return max((edge for edge in edges if edge is not None), default=None)

    def _tables(self) -> Iterator[Table]:
        yield from self.whole
        for _, table in self.part:
            yield table

    # --- the unbroken time of a level ---

    def until(self, at: int, rank: int) -> int | None:
        """Return the first instant after *at* at which the lowest rank is another, or None."""
        edge = self.next_edge(at)
        while edge is not None and self.lowest(edge) == rank:
            edge = self.next_edge(edge)
        return edge

    def since(self, at: int, rank: int) -> int | None:
        """Return the instant since which the lowest rank has been *rank*, or None for ever."""
        edge = self.last_edge(at)
        while edge is not None and self.lowest(edge - 1) == rank:
            edge = self.last_edge(edge - 1)
        return edge


def _cut(
    spots: list[tuple[int, list[Row]]], mask: int, row: Row
) -> Iterator[tuple[int, list[Row]]]:
    for ground, rows in spots:
        inside = ground & mask
        if inside:
            yield inside, [*rows, row]
        if rest := ground & ~mask:
            yield rest, rows


@attrs.frozen(eq=False)
class _Answer:
    """The answer to a question at one instant, being put together."""

    register: Register
    question: _Question
    place: str
    at: Instant
    known_at: Instant
    lease_s: int

    def standing(self) -> Standing:
        """Return the answer."""
        question, at = self.question, self.at.s
        spots = question.spots(at)
        low = min(spot.rank for spot in spots)
        until, since = question.until(at, low), question.since(at, low)
        wins, loses = self._sorted_rows([spot for spot in spots if spot.rank == low])
        every = {row.piece: row for spot in spots for row in spot.rows}
        scoped = self._scoped()
        as_of = min(self.at, self.known_at)
        level = self._level(low, wins)
        layers = tuple(self._layer(row) for row in wins)
        overruled = tuple(self._layer(row) for row in loses)
        reviews = [layer.review.instant for layer in layers if layer.review is not None]
        known = sorted({row.piece.layer.decision for row in every.values()})
        return Standing(
            place=self.place,
            scale=self.question.readings.scale.id,
            at=self.at,
            known_at=self.known_at,
            as_of=as_of,
            valid_until=self._valid_until(as_of, until),
            level=level,
            rank=None if low == NO_LEVEL else low,
            highest_part=self._highest(spots),
            since=None if since is None else Instant(since),
            until=None if until is None else Instant(until),
            next=self._next(until),
            review_by=min(reviews, default=None),
            layers=layers,
            overruled=overruled,
            parts=self._parts(spots, low),
            scoped=tuple(self._layer(row) for row in scoped),
            reasons=tuple(self._reasons(wins, loses)),
            conflicts=conflicts_of(self.register, tuple(every.values()), self.at, self.known_at),
            defects=defects_of(self.register, tuple(known), self.known_at),
        )

    def _valid_until(self, as_of: Instant, until: int | None) -> Instant:
        edges = [as_of.s + self.lease_s, until, self.question.next_edge(self.at.s)]
        return Instant(min(edge for edge in edges if edge is not None and edge > as_of.s))

    def _level(self, rank: int, wins: list[Row]) -> str | None:
        if wins:
            return self.question.readings.name(wins[0], self._reading)
        return self._reading.floor if rank != NO_LEVEL else None

    @property
    def _reading(self) -> Reading:
        return self.question.readings.at(self.at.s)

    def _sorted_rows(self, spots: list[Spot]) -> tuple[list[Row], list[Row]]:
        """Return the rows that give the level on the spots, and those that are overruled there."""
        wins: dict[int, Row] = {}
        loses: dict[int, Row] = {}
        for spot in spots:
            if spot.rows:
                ranks = [self.question.readings.rank(row, self._reading) for row in spot.rows]
                won, lost = split_by_rule(spot.rows, ranks, self._reading.version)
                wins.update((id(spot.rows[place].piece), spot.rows[place]) for place in won)
                loses.update((id(spot.rows[place].piece), spot.rows[place]) for place in lost)
        return list(wins.values()), [row for key, row in loses.items() if key not in wins]

    def _highest(self, spots: list[Spot]) -> str | None:
        top = max(spots, key=lambda spot: spot.rank)
        wins, _ = self._sorted_rows([top])
        return self._level(top.rank, wins)

    def _next(self, until: int | None) -> Next | None:
        if until is None:
            return None
        spots = self.question.spots(until)
        low = min(spot.rank for spot in spots)
        here = [row for spot in spots if spot.rank == low for row in spot.rows]
        starts = [row.piece.layer.decision for row in here if row.start == until]
        later = attrs.evolve(self, at=Instant(until))
        wins, _ = later._sorted_rows([spot for spot in spots if spot.rank == low])  # noqa: SLF001 the same class
        return Next(
            at=Instant(until),
            level=later._level(low, wins),  # noqa: SLF001 likewise
            decision=starts[0] if starts else None,
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

    def _scoped(self) -> list[Row]:
        ledger = self.question.epoch.ledger
        ground = self.question.ground._replace(track=Track.SCOPED)
        whole, part = ledger.near(ground)
        rows = {
            id(row.piece): row
            for near in (*whole, *part)
            for row in ledger.table(near).at(self.at.s, self.known_at.s)
        }
        return list(rows.values())

    def _reasons(self, wins: list[Row], loses: list[Row]) -> Iterator[Reason]:
        rule = self._reading.version.combination.value
        first = wins[0] if wins else None
        for row in wins:
            yield Reason(layer=row.piece.layer.id, by=None, rule=rule, until=_end(row))
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


def _end(row: Row) -> Instant | None:
    return None if row.end >= FOREVER else Instant(row.end)


def standing_layer(row: Row, epoch: Epoch) -> StandingLayer:
    """Return a row as a layer for people: its ground as units, its end and wording in force."""
    piece, layer = row.piece, row.piece.layer
    day = layer.start.instant.local(layer.start.zone).date()
    return StandingLayer(
        id=layer.id,
        decision=layer.decision,
        office=layer.office,
        level=layer.level,
        area=layer.shapes or epoch.covering(piece.ground, day),
        start=attrs.evolve(layer.start, instant=Instant(row.start)),
        end=_end(row),
        ending=piece.ending,
        ending_decision=piece.ending_decision,
        zone=layer.start.zone,
        review=piece.review,
        modifier=layer.modifier,
        trend=layer.trend,
        scope=layer.scope,
        only=layer.only,
        extended_by=piece.extended_by,
    )
