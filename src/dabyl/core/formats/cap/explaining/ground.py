"""Ground: where an alert is for, as rings and spots that can be drawn.

1. A ring is a polygon's, or that of a circle drawn on the sphere; a circle without radius and a
   polygon without extent are spots.
2. Longitudes run on across the antimeridian instead of jumping, and all shapes lie on one turn of
   the globe, as near to the first as they can.
3. What is no shape, or lies off the globe, is counted and not drawn.
4. Of a ring with more than 10,000 corners every so many stay; once 50,000 are drawn, further shapes
   are only counted. No real alert comes near that, and a hostile one costs no more.
"""

from collections.abc import Iterable, Iterator
from math import asin, atan2, cos, degrees, radians, sin
from typing import Final

import attrs

from dabyl.core.formats.cap.values import Area, Circle, Point, Polygon

KM_PER_DEGREE: Final = 111.195
"""Of latitude, on a sphere of 6,371 km."""

_HALF_TURN: Final = 180.0
_TURN: Final = 360.0
_POLE: Final = 90.0
_CORNERS: Final = 60
_HALF_ROUND_KM: Final = 20_015.0
_MOST_OF_A_RING: Final = 10_000
_MOST: Final = 50_000

Ring = tuple[Point, ...]
"""Corners in order; the last joins the first."""


@attrs.frozen(kw_only=True)
class Ground:
    """Rings and spots, with how many shapes could not be drawn; at least one can."""

    rings: tuple[Ring, ...]
    spots: tuple[Point, ...]
    undrawn: int
    south: float = attrs.field(init=False)
    north: float = attrs.field(init=False)
    west: float = attrs.field(init=False)
    east: float = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        """Find the edges."""
        points = [*self.spots, *(point for ring in self.rings for point in ring)]
        lats, lons = [lat for lat, _ in points], [lon for _, lon in points]
        for name, value in (
            ("south", min(lats)),
            ("north", max(lats)),
            ("west", min(lons)),
            ("east", max(lons)),
        ):
            object.__setattr__(self, name, value)

    @property
    def middle(self) -> Point:
        """The middle of its edges; the longitude may run on beyond 180."""
        return (self.south + self.north) / 2, (self.west + self.east) / 2

    @property
    def has_extent(self) -> bool:
        """Whether it is more than one spot."""
        return self.south < self.north or self.west < self.east

    @property
    def height_km(self) -> float:
        """How far it reaches from south to north."""
        return (self.north - self.south) * KM_PER_DEGREE

    @property
    def width_km(self) -> float:
        """How far it reaches from west to east, along the middle."""
        return (self.east - self.west) * KM_PER_DEGREE * cos(radians(self.middle[0]))


def ground_of(areas: Iterable[Area]) -> Ground | None:
    """Return the ground of areas; None when there is nothing to draw."""
    shapes: list[Polygon | Circle] = []
    for area in areas:
        shapes += [*area.polygons, *area.circles]
    rings: list[Ring] = []
    corners = 0
    for shape in shapes:
        ring = _ring(shape) if corners < _MOST else None
        if ring is not None:
            rings.append(ring[:: len(ring) // _MOST_OF_A_RING + 1])
            corners += len(rings[-1])
    if not rings:
        return None
    drawn = tuple(_on_one_turn(rings))
    return Ground(
        rings=tuple(ring for ring in drawn if len(ring) > 1),
        spots=tuple(ring[0] for ring in drawn if len(ring) == 1),
        undrawn=len(shapes) - len(drawn),
    )


def _ring(shape: Polygon | Circle) -> Ring | None:
    return _polygon(shape) if isinstance(shape, Polygon) else _circle(shape)


def _polygon(polygon: Polygon) -> Ring | None:
    points = polygon.points
    if not points or not all(_is_on_globe(point) for point in points):
        return None
    ring = points[:-1] if points[0] == points[-1] else points
    return tuple(_running_on(ring)) if len(set(ring)) > 1 else points[:1]


def _circle(circle: Circle) -> Ring | None:
    centre, radius_km = circle.centre, circle.radius_km
    if centre is None or radius_km is None or not _is_on_globe(centre):
        return None
    if not 0 <= radius_km <= _HALF_ROUND_KM:
        return None
    if radius_km == 0:
        return (centre,)
    reach = radius_km / KM_PER_DEGREE
    if abs(centre[0]) + reach >= _POLE:
        return _cap_of_globe(centre, reach)
    turns = (_TURN * step / _CORNERS for step in range(_CORNERS))
    return tuple(_running_on(_away(centre, radians(turn), radians(reach)) for turn in turns))


def _cap_of_globe(centre: Point, reach: float) -> Ring:
    """Return a circle with a pole in it as the belt of latitudes that it touches."""
    low, high = max(-_POLE, centre[0] - reach), min(_POLE, centre[0] + reach)
    west, east = centre[1] - _HALF_TURN, centre[1] + _HALF_TURN
    return (low, west), (low, east), (high, east), (high, west)


def _away(start: Point, turn: float, angle: float) -> Point:
    """Return the point at *angle* from *start*, in the direction *turn* from north (radians)."""
    lat = radians(start[0])
    there = asin(sin(lat) * cos(angle) + cos(lat) * sin(angle) * cos(turn))
    east = atan2(sin(turn) * sin(angle) * cos(lat), cos(angle) - sin(lat) * sin(there))
    return degrees(there), start[1] + degrees(east)


def _is_on_globe(point: Point) -> bool:
    return abs(point[0]) <= _POLE and abs(point[1]) <= _TURN


def _running_on(ring: Iterable[Point]) -> Iterator[Point]:
    last: float | None = None
    for lat, lon in ring:
        last = lon if last is None else _near(lon, last)
        yield lat, last


def _near(lon: float, other: float) -> float:
    """Return the longitude that is the same place as *lon*, within half a turn of *other*."""
    return lon + _TURN * round((other - lon) / _TURN)


def _on_one_turn(rings: Iterable[Ring]) -> Iterator[Ring]:
    first: float | None = None
    for ring in rings:
        middle = (min(lon for _, lon in ring) + max(lon for _, lon in ring)) / 2
        first = middle if first is None else first
        shift = _near(middle, first) - middle
        yield ring if shift == 0 else tuple((lat, lon + shift) for lat, lon in ring)
