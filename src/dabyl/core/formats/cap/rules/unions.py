"""Unions: the polygons of one area beside each other.

1. Two polygons overlap when what they share is wider than rounding makes a shared border.
2. One lies within another when practically all of it does.
3. Only simple rings are compared, and only where their boxes overlap. What would take too long to
   compare, such as thousands of long edges side by side, is left: a union is no error in itself.
"""

from collections.abc import Iterator
from functools import cached_property
from typing import Final

import attrs
import numpy as np
import shapely

from dabyl.core.formats.cap.rules.outlines import Outline

_ROUNDING_DEG: Final = 1e-4
_PRACTICALLY: Final = 0.999
_MOST_FOUND: Final = 10
_MOST_PAIRS: Final = 40_000
_MOST_EDGES: Final = 20_000_000
"""How many pairs of edges GEOS compares in a third of a second."""


@attrs.frozen
class Overlap:
    """Two polygons of an area, by their numbers from 1; ``other`` is the inner or later one."""

    one: int
    other: int
    is_within: bool


@attrs.frozen(eq=False)
class Union:
    """The polygons of an area, compared once for all languages."""

    outlines: tuple[Outline, ...]

    @cached_property
    def overlaps(self) -> tuple[Overlap, ...]:
        """The first pairs that overlap."""
        if len(self.outlines) <= 1:
            return ()
        found = []
        for one, other in self._near():
            overlap = _overlap(self.outlines, one, other)
            if overlap is not None:
                found.append(overlap)
            if len(found) == _MOST_FOUND:
                break
        return tuple(found)

    def _near(self) -> Iterator[tuple[int, int]]:
        """Yield pairs of simple rings whose boxes overlap, until they have cost enough."""
        outlines = self.outlines
        rings = [at for at, each in enumerate(outlines) if each.is_ring and each.meeting is None]
        boxes = shapely.box(*np.array([outlines[at].bounds for at in rings]).reshape(-1, 4).T)
        tree = shapely.STRtree(boxes)
        left_pairs, left_edges = _MOST_PAIRS, _MOST_EDGES
        for place, one in enumerate(rings):
            near = tree.query(boxes[place])
            left_pairs -= len(near)
            for other in (rings[at] for at in sorted(near.tolist()) if at < place):
                left_edges -= len(outlines[one].points) * len(outlines[other].points)
                if left_pairs < 0 or left_edges < 0:
                    return
                yield other, one


def _overlap(outlines: tuple[Outline, ...], one: int, other: int) -> Overlap | None:
    first, second = outlines[one].shape, outlines[other].shape
    shared = shapely.intersection(first, second)
    if shapely.is_empty(shapely.buffer(shared, -_ROUNDING_DEG)):
        return None
    small, large = sorted((first.area, second.area))
    is_within = shared.area > _PRACTICALLY * small and small < _PRACTICALLY * large
    if is_within and first.area < second.area:
        one, other = other, one
    return Overlap(one + 1, other + 1, is_within)
