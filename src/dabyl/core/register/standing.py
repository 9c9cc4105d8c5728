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

from dabyl.core.levels.combine import NO_LEVEL, Reading, Readings, split_by_rule
from dabyl.core.levels.pieces import FOREVER, Track
from dabyl.core.levels.scale import Combination
from dabyl.core.levels.standing import Conflict, Defect, Next, Part, Reason, Standing, StandingLayer
from dabyl.core.levels.tables import Row, Table
from dabyl.core.register.conflicts import conflicts_of, defects_of
from dabyl.core.register.epoch import Epoch
from dabyl.core.register.ledger import Ground
from dabyl.core.register.register import Register
from dabyl.core.values.codes import Code
from dabyl.core.values.instants import Instant
from dabyl.core.values.moments import Moment


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
    question = _question(epoch, readings, Ground(scale, Track.LEVEL, mask), known_at.s)
    return _Answer(register, question, place, at, known_at, lease_s).standing()


@attrs.frozen(eq=False)
class Spot:
    """A piece of ground on which the same layers lie: its mask, their rows, and the level."""

    mask: int
    rows: tuple[Row, ...]
    rank: int


@attrs.frozen(eq=False)
class _Question:
    """One ground of one scale, as known at one instant; asked at several instants.

    ``whole`` are the tables of layers on all of the ground, ``part`` those on parts of it.
    """

    epoch: Epoch
    readings: Readings
    ground: Ground
    known_at: int
    whole: Table
    part: tuple[tuple[int, Table], ...]

    def spots(self, at: int) -> list[Spot]:
        """Return the ground in spots, each with the layers that lie on it at *at*."""
        known = self.known_at
        base = self.whole.at(at, known)
        if not self.part:
            return [Spot(self.ground[2], tuple(base), self._rank(base, self.readings.at(at)))]
        reading = self.readings.at(at)
        above: dict[int, list[Row]] = {}
        for mask, table in self.part:
            for row in table.at(at, known):
                for atom in _atoms(self.ground[2] & mask):
                    above.setdefault(atom, []).append(row)
        spots = [
            Spot(atom, (*base, *rows), self._rank([*base, *rows], reading))
            for atom, rows in above.items()
        ]
        rest = self.ground[2]
        for atom in above:
            rest ^= atom
        if rest:
            spots.append(Spot(rest, tuple(base), self._rank(base, reading)))
        return spots

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
            return self._rank(self.whole.at(at, self.known_at), self.readings.at(at))
        return min(spot.rank for spot in self.spots(at))

    def next_edge(self, at: int) -> int | None:
        """Return the first instant after *at* at which other layers lie on the ground."""
        known = self.known_at
        edges = [self.whole.next_edge(at, known)]
        edges += [table.next_edge(at, known) for _, table in self.part]
        if len(self.readings.every) > 1:
            edges.append(self._next_version(at))
        return min((edge for edge in edges if edge is not None and edge < FOREVER), default=None)

    def last_edge(self, at: int) -> int | None:
        """Return the last instant up to *at* at which other layers began to lie on the ground."""
        known = self.known_at
        edges = [self.whole.last_edge(at, known)]
        edges += [table.last_edge(at, known) for _, table in self.part]
        if len(self.readings.every) > 1:
            edges.append(self._last_version(at))
        return max((edge for edge in edges if edge is not None), default=None)

    # --- the unbroken time of a level ---

    def until(self, at: int, rank: int) -> int | None:
        """Return the first instant after *at* at which the lowest rank is another, or None."""
        edge = self._stays_until(at, rank)
        while edge is not None and self.lowest(edge) == rank:
            edge = self._stays_until(edge, rank)
        return edge

    def since(self, at: int, rank: int) -> int | None:
        """Return the instant since which the lowest rank has been *rank*, or None for ever."""
        edge = self._stayed_since(at, rank)
        while edge is not None and self.lowest(edge - 1) == rank:
            edge = self._stayed_since(edge - 1, rank)
        return edge

    def _stays_until(self, at: int, rank: int) -> int | None:
        """Return an instant after *at* until which the lowest rank surely stays the same.

        Where the highest layer wins, the lowest rank stays as long as one spot shows it (it cannot
        rise) and the layers on the whole ground hold it up (it cannot fall). So two questions with
        few tables stand for one with many.
        """
        shore = self._shore(at, rank)
        if shore is None:
            return self.next_edge(at)
        witness, base = shore
        edges = [witness.until(at, rank), self._next_version(at)]
        if base is not None:
            edge = base.next_edge(at)
            while edge is not None and base.lowest(edge) >= rank:
                edge = base.next_edge(edge)
            edges.append(edge)
        return min((edge for edge in edges if edge is not None), default=None)

    def _stayed_since(self, at: int, rank: int) -> int | None:
        """Return an instant up to *at* since which the lowest rank was surely the same."""
        shore = self._shore(at, rank)
        if shore is None:
            return self.last_edge(at)
        witness, base = shore
        edges = [witness.since(at, rank), self._last_version(at)]
        if base is not None:
            edge = base.last_edge(at)
            while edge is not None and base.lowest(edge - 1) >= rank:
                edge = base.last_edge(edge - 1)
            edges.append(edge)
        return max((edge for edge in edges if edge is not None), default=None)

    def _shore(self, at: int, rank: int) -> tuple["_Question", "_Question | None"] | None:
        """Return a spot that shows the lowest rank, and the base if the rank can fall at all.

        None where this does not tell: nothing lies on parts, parts may be below what covers them,
        or the rank rests on layers that lie on parts.
        """
        reading = self.readings.at(at)
        if not self.part or _parts_can_undercut(reading):
            return None
        spots = self.spots(at)
        shows = min((spot for spot in spots if spot.rank == rank), key=lambda spot: len(spot.rows))
        witness = self._on(shows.mask & -shows.mask)
        if rank == reading.floor_rank:
            return witness, None
        base = _Question(self.epoch, self.readings, self.ground, self.known_at, self.whole, ())
        return (witness, base) if base.lowest(at) >= rank else None

    def _on(self, mask: int) -> "_Question":
        return _question(self.epoch, self.readings, self.ground._replace(mask=mask), self.known_at)

    def _next_version(self, at: int) -> int | None:
        return min((r.starts for r in self.readings.every if r.starts > at), default=None)

    def _last_version(self, at: int) -> int | None:
        starts = (r.starts for r in self.readings.every if -FOREVER < r.starts <= at)
        return max(starts, default=None)


def _question(epoch: Epoch, readings: Readings, ground: Ground, known_at: int) -> _Question:
    return _Question(epoch, readings, ground, known_at, *epoch.ledger.around(ground))


def _parts_can_undercut(reading: Reading) -> bool:
    version = reading.version
    return version.combination is Combination.MOST_SPECIFIC and version.below_parent


def _atoms(mask: int) -> Iterator[int]:
    while mask:
        atom = mask & -mask
        yield atom
        mask ^= atom


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
            next=self._next(until),
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
        if len(spots) == 1 and len(spots[0].rows) == 1:
            return [spots[0].rows[0]], []
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
        shown = [spot for spot in spots if spot.rank == low]
        starts = [r.piece.layer.decision for spot in shown for r in spot.rows if r.start == until]
        then = _Answer(
            self.register, self.question, self.place, Instant(until), self.known_at, self.lease_s
        )
        wins, _ = then._sorted_rows(shown)
        return Next(
            at=then.at,
            level=then._level(low, wins),
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


def _first_review(layers: tuple[StandingLayer, ...]) -> Instant | None:
    reviews = [layer.review.instant for layer in layers if layer.review is not None]
    return min(reviews, default=None)


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
        start=layer.start if row.start == layer.start.instant.s else _resumed(row),
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


def _resumed(row: Row) -> Moment:
    return attrs.evolve(row.piece.layer.start, instant=Instant(row.start))
