"""Combining: which of the layers on one ground gives the level, by the scale's rule.

1. Highest wins: the highest rank gives the level; layers of lower rank are overruled.
2. Most specific wins: the layer on the smallest ground gives the level, also when it is below what
   covers it, if the scale allows that; else a lower level never overrules a higher one.
3. Show all: the level is the highest, and nothing is overruled.
4. Where no layer lies, a named floor holds, or nothing.
"""

from collections.abc import Mapping, Sequence
from typing import assert_never

import attrs

from dabyl.core.levels.scale import Combination, Floor, Scale, ScaleVersion
from dabyl.core.levels.tables import Row
from dabyl.core.values.instants import day_start

NO_LEVEL = -1
"""The rank of ground without a level: below every level's."""


@attrs.frozen(eq=False)
class Reading:
    """How one version of a scale reads levels: its version, and ranks by level as once set.

    ``names`` maps a level set under an earlier version to its id now; ``floor`` is the level that
    holds where no layer lies, with its rank.
    """

    version: ScaleVersion
    starts: int
    ranks: Mapping[tuple[int, str], int]
    names: Mapping[tuple[int, str], str]
    floor: str | None
    floor_rank: int


@attrs.frozen(eq=False)
class Readings:
    """All versions of a scale, ready for questions by instant."""

    scale: Scale
    every: tuple[Reading, ...]

    def number(self, at: int) -> int:
        """Return the number of the version in force at the instant."""
        number = 0
        for place, reading in enumerate(self.every):
            if reading.starts <= at:
                number = place
        return number

    def rank(self, row: Row, reading: Reading) -> int:
        """Return the rank of a row's level as *reading* reads it."""
        made = self.number(row.piece.layer.start.instant.s) if len(self.every) > 1 else 0
        return reading.ranks.get((made, row.piece.layer.level), NO_LEVEL)

    def name(self, row: Row, reading: Reading) -> str:
        """Return the id of a row's level as *reading* reads it."""
        made = self.number(row.piece.layer.start.instant.s)
        return reading.names.get((made, row.piece.layer.level), row.piece.layer.level)

    def at(self, at: int) -> Reading:
        """Return how levels are read at the instant."""
        return self.every[0] if len(self.every) == 1 else self.every[self.number(at)]


def readings(scale: Scale) -> Readings:
    """Prepare a scale for questions."""
    return Readings(scale, tuple(_reading(scale, number) for number in range(len(scale.versions))))


def _reading(scale: Scale, number: int) -> Reading:
    version = scale.versions[number]
    ranks: dict[tuple[int, str], int] = {}
    names: dict[tuple[int, str], str] = {}
    for made in range(number + 1):
        for level in scale.versions[made].levels:
            now = scale.read_as(level.id, made=made, read=number)
            known = None if now is None else version.level(now)
            ranks[made, level.id] = level.rank if known is None else known.rank
            names[made, level.id] = level.id if now is None else now
    for later in range(number + 1, len(scale.versions)):
        for level in scale.versions[later].levels:
            ranks[later, level.id] = level.rank
    floor = version.levels[0] if version.floor is Floor.NAMED and version.levels else None
    starts = version.valid_from
    return Reading(
        version=version,
        starts=-(1 << 60) if starts is None or number == 0 else day_start(starts, scale.zone).s,
        ranks=ranks,
        names=names,
        floor=None if floor is None else floor.id,
        floor_rank=NO_LEVEL if floor is None else floor.rank,
    )


def split_by_rule(
    rows: Sequence[Row], ranks: Sequence[int], version: ScaleVersion
) -> tuple[list[int], list[int]]:
    """Return the places in *rows* of those that give the level, and of those that are overruled."""
    match version.combination:
        case Combination.HIGHEST:
            return _by_rank(ranks)
        case Combination.MOST_SPECIFIC:
            return _by_ground(rows, ranks) if version.below_parent else _by_rank(ranks)
        case Combination.SHOW_ALL:
            return list(range(len(rows))), []
        case _:
            assert_never(version.combination)


def _by_rank(ranks: Sequence[int]) -> tuple[list[int], list[int]]:
    top = max(ranks)
    return (
        [place for place, rank in enumerate(ranks) if rank == top],
        [place for place, rank in enumerate(ranks) if rank != top],
    )


def _by_ground(rows: Sequence[Row], ranks: Sequence[int]) -> tuple[list[int], list[int]]:
    sizes = [row.piece.ground.bit_count() for row in rows]
    order = sorted(range(len(rows)), key=lambda place: (sizes[place], -ranks[place]))
    best = order[0]
    wins = [p for p in order if sizes[p] == sizes[best] and ranks[p] == ranks[best]]
    return wins, [p for p in order if p not in wins]
