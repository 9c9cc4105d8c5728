"""Outlines: what the rules on shapes see of a polygon, read and measured once.

1. The same text in several languages is one outline, judged once and told at each of its places.
2. Coordinates of up to six decimals are measured as whole millionths of a degree, exactly; those
   of more, as they are. Degrees count as lengths on a plane, longitude to the east.
3. A ring that goes over the antimeridian is unrolled before it is measured. One around a pole has
   no inside on that plane, and is no ring here.
4. GEOS tells at once that a ring is simple; where one is not, the sweep tells. Where too many edges
   lie side by side for GEOS, the sweep judges alone.
"""

from decimal import Decimal
from functools import cached_property
from typing import Final

import attrs
import numpy as np
import numpy.typing as npt
import shapely

from dabyl.core.formats.cap.rules.crossings import Corner, Meeting, crossing
from dabyl.core.formats.cap.values import Point, Polygon

MIN_POINTS: Final = 4
MOST_LAT: Final = 90.0
MOST_LON: Final = 180.0
_TURN: Final = 360.0
_MICRO: Final = 1e6
_FINE: Final = Decimal(10) ** 15
_MANY: Final = 600
_BESIDE: Final = 300

Array = npt.NDArray[np.float64]
Bounds = tuple[float, float, float, float]
"""South, west, north, east in degrees."""


@attrs.frozen(eq=False)
class Outline:
    """A polygon that is read and measured once."""

    polygon: Polygon

    @property
    def points(self) -> tuple[Point, ...]:
        """The points; none when the text can't be read."""
        return self.polygon.points or ()

    @cached_property
    def bounds(self) -> Bounds:
        """The box around the points; there is at least one."""
        south, west = self._degrees.min(axis=0).tolist()
        north, east = self._degrees.max(axis=0).tolist()
        return south, west, north, east

    @cached_property
    def is_closed(self) -> bool:
        """Whether it has points enough and ends where it began."""
        points = self.points
        return len(points) >= MIN_POINTS and points[0] == points[-1]

    @cached_property
    def is_ring(self) -> bool:
        """Whether it is closed, on the earth or a turn beside it, and not around a pole."""
        if not self.is_closed:
            return False
        south, west, north, east = self.bounds
        if south < -MOST_LAT or north > MOST_LAT or west < -_TURN or east > _TURN:
            return False
        return not self.leaps or bool((self.plane[0] == self.plane[-1]).all())

    @cached_property
    def leaps(self) -> tuple[int, ...]:
        """The edges that go over the antimeridian, by their first points, from 1."""
        _, west, _, east = self.bounds
        if not MOST_LON < east - west <= 2 * _TURN:
            return ()
        return tuple((np.flatnonzero(self._turns) + 1).tolist())

    @cached_property
    def doubled(self) -> tuple[int, ...]:
        """The points of a ring that repeat the one before them, from 1."""
        moves = self.plane[1:] != self.plane[:-1]
        goes_on = moves[:, 0] | moves[:, 1]
        return () if goes_on.all() else tuple((np.flatnonzero(~goes_on) + 2).tolist())

    @cached_property
    def turning(self) -> float:
        """Twice a ring's area, above 0 when it turns counter-clockwise; in units of its own."""
        x, y = (self.plane - self.plane[0]).T
        return float(np.dot(x[:-1], y[1:]) - np.dot(x[1:], y[:-1]))

    @property
    def is_flat(self) -> bool:
        """Whether all points of a ring lie on one line."""
        x, y = (self.plane - self.plane[0]).T
        far = int(np.argmax(np.abs(x) + np.abs(y)))
        return bool((x * y[far] == y * x[far]).all())

    @cached_property
    def meeting(self) -> Meeting | None:
        """Where a ring meets itself, its edges by their first points, from 1; None: nowhere."""
        plane = self.plane
        has_area = self.turning != 0  # what has none is never simple
        if has_area and not _is_crowded(plane) and shapely.is_simple(shapely.linearrings(plane)):
            return None
        doubled = set(self.doubled)
        kept = [at for at in range(len(plane) - 1) if at + 2 not in doubled] or [0]
        exact = _whole if self._is_whole else _fine
        corners: list[Corner] = [(exact(x), exact(y)) for x, y in plane[kept].tolist()]
        found = crossing(corners)
        return None if found is None else found.renumbered(kept)

    @cached_property
    def shape(self) -> shapely.Polygon:
        """A simple ring in degrees, unrolled."""
        return shapely.Polygon(self.plane / self._unit)

    @cached_property
    def plane(self) -> Array:
        """Longitude and latitude of each point, unrolled, in the units of the plane."""
        degrees = self._degrees
        plane = (np.rint(degrees * _MICRO) if self._is_whole else degrees.copy())[:, ::-1]
        if self.leaps:
            plane[1:, 0] -= _TURN * self._unit * np.cumsum(self._turns)
        return plane

    @cached_property
    def _degrees(self) -> Array:
        return np.array(self.points)

    @cached_property
    def _is_whole(self) -> bool:
        """Whether the coordinates are whole millionths of a degree."""
        return bool((np.rint(self._degrees * _MICRO) / _MICRO == self._degrees).all())

    @property
    def _unit(self) -> float:
        return _MICRO if self._is_whole else 1.0

    @cached_property
    def _turns(self) -> Array:
        """By how many turns each edge leaps; one along both ends of the map doesn't."""
        lon = self._degrees[:, 1]
        steps = np.diff(lon)
        on_both = (np.abs(lon[:-1]) == MOST_LON) & (np.abs(lon[1:]) == MOST_LON)
        return np.where((np.abs(steps) > MOST_LON) & ~on_both, np.sign(steps), 0.0)


def _is_crowded(plane: Array) -> bool:
    """Tell whether too many edges lie side by side for a look at each pair of them."""
    edges = len(plane) - 1
    if edges < _MANY:
        return False
    low, high = np.minimum(plane[:-1], plane[1:]), np.maximum(plane[:-1], plane[1:])
    beside = min(
        int(np.searchsorted(np.sort(low[:, axis]), high[:, axis], side="right").sum())
        for axis in (0, 1)
    )
    return beside - edges * (edges + 1) // 2 > _BESIDE * edges


def _whole(number: float) -> int:
    return int(number)


def _fine(number: float) -> int:
    """Return the number as it is written, in quadrillionths."""
    return round(Decimal(repr(number)) * _FINE)
