"""Extents: all the ground of an authority, and how far outside it a point lies.

1. A degree of longitude is taken to be as long as it is in the extent's middle when the nearest
   ground is looked for; how far off that is, is measured on the ellipsoid.
2. A longitude beyond 180 degrees is the one a turn away.
"""

from collections.abc import Sequence
from functools import cached_property
from math import cos, radians
from typing import Final

import attrs
import numpy as np
import shapely

from dabyl.core.formats.cap.values import Point
from dabyl.core.places.shapes import WGS84

_NARROWEST: Final = 0.01


@attrs.frozen(eq=False, kw_only=True)
class Extent:
    """Ground in degrees, longitude first, that may be drawn ``error_km`` off; it isn't empty."""

    shape: shapely.Geometry
    error_km: float = 0.0

    def farthest_km(self, points: Sequence[Point]) -> float:
        """Return how far outside the farthest of *points* lies; 0 when none does."""
        lats, lons = np.array(points).T
        lons = (lons + 180.0) % 360.0 - 180.0
        here = shapely.points(lons * self._narrowing, lats)
        outside = here[~shapely.intersects(self._flat, here)]
        if not outside.size:
            return 0.0
        ways = shapely.get_coordinates(shapely.shortest_line(outside, self._flat))
        lons, lats = ways[:, 0] / self._narrowing, ways[:, 1]
        _, _, metres = WGS84.inv(lons[::2], lats[::2], lons[1::2], lats[1::2])
        return float(np.max(metres)) / 1000

    @cached_property
    def _narrowing(self) -> float:
        """How many degrees of latitude are as long as one of longitude."""
        _, south, _, north = self.shape.bounds
        return max(cos(radians((south + north) / 2)), _NARROWEST)

    @cached_property
    def _flat(self) -> shapely.Geometry:
        """The ground with degrees that are equally long both ways."""
        scale = np.array([self._narrowing, 1.0])
        flat = shapely.transform(self.shape, lambda at: at * scale)
        shapely.prepare(flat)
        return flat
