"""Questions: one ground of one scale, as known at one instant, asked at several instants.

1. Layers on the whole of the ground make the base; layers on a part of it cut it into spots, each
   with a level of its own. The lowest of them is the ground's.
2. The unbroken time of the lowest level goes from change to change. On a ground of many parts it
   goes by one spot that shows the lowest level and by the base, where these two tell.
"""

from collections.abc import Iterator

import attrs

from dabyl.core.levels.combine import Reading, Readings, split_by_rule
from dabyl.core.levels.pieces import FOREVER
from dabyl.core.levels.scale import Combination
from dabyl.core.levels.tables import Row, Table
from dabyl.core.register.epoch import Epoch
from dabyl.core.register.ledger import Ground


@attrs.frozen(eq=False)
class Spot:
    """A piece of ground on which the same layers lie: its mask, their rows, and the level."""

    mask: int
    rows: tuple[Row, ...]
    rank: int


@attrs.frozen(eq=False)
class Question:
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

    def _shore(self, at: int, rank: int) -> tuple["Question", "Question | None"] | None:
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
        base = Question(self.epoch, self.readings, self.ground, self.known_at, self.whole, ())
        return (witness, base) if base.lowest(at) >= rank else None

    def _on(self, mask: int) -> "Question":
        return question(self.epoch, self.readings, self.ground._replace(mask=mask), self.known_at)

    def _next_version(self, at: int) -> int | None:
        return min((r.starts for r in self.readings.every if r.starts > at), default=None)

    def _last_version(self, at: int) -> int | None:
        starts = (r.starts for r in self.readings.every if -FOREVER < r.starts <= at)
        return max(starts, default=None)


def question(epoch: Epoch, readings: Readings, ground: Ground, known_at: int) -> Question:
    """Return the question about a ground, as known at an instant in seconds."""
    return Question(epoch, readings, ground, known_at, *epoch.ledger.around(ground))


def _parts_can_undercut(reading: Reading) -> bool:
    version = reading.version
    return version.combination is Combination.MOST_SPECIFIC and version.below_parent


def _atoms(mask: int) -> Iterator[int]:
    while mask:
        atom = mask & -mask
        yield atom
        mask ^= atom
