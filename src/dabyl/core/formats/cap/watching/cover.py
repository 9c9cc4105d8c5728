"""Cover: whether what an alert says concerns a place.

1. A place has ground (a position or a border), or codes, or both. The codes are its own and those
   of the places that it lies in, and apart from them those of its parts.
2. An area covers a place when a polygon or a circle of it meets the ground, or a geocode names the
   place or what it lies in; a geocode of a part covers that part.
3. An area that says where it is only in ways that the place doesn't know is ``UNKNOWN``, never no.
   A code that means nothing here puts in doubt nothing that a shape answers.
4. Places that only touch share a border, not ground. A position on a border lies in it.
5. Longitudes go on beyond 180 degrees where a polygon crosses the date line.

Source: CAP 1.2, 3.2.4.
"""

from collections.abc import Iterable, Iterator
from enum import IntEnum
from typing import Final

import attrs
import shapely
from shapely.affinity import translate

from dabyl.core.formats.cap.values import Area, Info, Point
from dabyl.core.formats.cap.values import Circle as AlertCircle
from dabyl.core.formats.cap.values import Polygon as AlertPolygon
from dabyl.core.places.shapes import Circle, polygon

_ROUND_DEG: Final = 360.0
_HALF_DEG: Final = 180.0
_FEWEST_POINTS: Final = 4
_MOST_KM: Final = 9_000.0
_LAST_LAT: Final = 90.0
_NEAR_KM: Final = 0.001


class Cover(IntEnum):
    """How far a place is covered; what says more is greater."""

    NO = 0
    UNKNOWN = 1
    PART = 2
    WHOLE = 3


@attrs.frozen(kw_only=True)
class Place:
    """What is known of a place: its ground in longitude and latitude, and codes.

    ``codes`` name it or what it lies in, ``parts`` what lies in it, ``others`` any other place that
    is known.
    """

    ground: shapely.Geometry | None = None
    codes: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()


def position(lat: float, lon: float) -> Place:
    """Return the place that is one position."""
    return Place(ground=shapely.Point(lon, lat))


def cover(infos: Iterable[Info], place: Place) -> Cover:
    """Return how far the blocks of an alert cover a place."""
    areas = [area for info in infos for area in info.areas]
    return max((_of_area(area, place) for area in areas), default=Cover.UNKNOWN)


def _of_area(area: Area, place: Place) -> Cover:
    drawn, coded = tuple(_by_shapes(area, place)), tuple(_by_codes(area, place))
    if Cover.NO in drawn and Cover.UNKNOWN not in drawn:
        coded = tuple(said for said in coded if said is not Cover.UNKNOWN)
    return max((*drawn, *coded), default=Cover.UNKNOWN)


def _by_shapes(area: Area, place: Place) -> Iterator[Cover]:
    shapes: tuple[AlertPolygon | AlertCircle, ...] = (*area.polygons, *area.circles)
    for shape in shapes:
        if place.ground is None:
            yield Cover.UNKNOWN
            continue
        drawn = _drawn(shape)
        yield Cover.UNKNOWN if drawn is None else _meets(drawn, place.ground)


def _by_codes(area: Area, place: Place) -> Iterator[Cover]:
    for geocode in area.geocodes:
        value = (geocode.value or "").strip()
        if value in place.codes:
            yield Cover.WHOLE
        elif value in place.parts:
            yield Cover.PART
        else:
            yield Cover.NO if value in place.others else Cover.UNKNOWN


def _meets(drawn: shapely.Geometry, ground: shapely.Geometry) -> Cover:
    west, _, east, _ = drawn.bounds
    crosses = west < -_HALF_DEG or east > _HALF_DEG
    for shift in (-_ROUND_DEG, 0.0, _ROUND_DEG) if crosses else (0.0,):
        moved = translate(ground, xoff=shift)
        if drawn.covers(moved):
            return Cover.WHOLE
        if drawn.intersects(moved) and not drawn.touches(moved):
            return Cover.PART
    return Cover.NO


def _drawn(shape: AlertPolygon | AlertCircle) -> shapely.Geometry | None:
    """Return a shape's ground; None when its text is no shape."""
    if isinstance(shape, AlertCircle):
        return _disc(shape)
    points = shape.points
    if points is None or len(points) < _FEWEST_POINTS or not all(map(_is_on_globe, points)):
        return None
    return shapely.make_valid(shapely.Polygon(_unwrapped(points)))


def _disc(circle: AlertCircle) -> shapely.Geometry | None:
    centre, radius_km = circle.centre, circle.radius_km
    if centre is None or radius_km is None or not _is_on_globe(centre):
        return None
    if not 0 <= radius_km <= _MOST_KM:
        return None
    lat, lon = centre
    ring = polygon(Circle(lon=lon, lat=lat, radius_km=max(radius_km, _NEAR_KM)))
    pairs = [(one[1], one[0]) for one in shapely.get_coordinates(ring).tolist()]
    return shapely.make_valid(shapely.Polygon(_unwrapped(pairs)))


def _unwrapped(points: Iterable[Point]) -> list[tuple[float, float]]:
    """Return positions whose longitudes never jump by more than half a turn."""
    found: list[tuple[float, float]] = []
    for lat, lon in points:
        near = found[-1][0] if found else lon
        found.append((near + (lon - near + _HALF_DEG) % _ROUND_DEG - _HALF_DEG, lat))
    return found


def _is_on_globe(point: Point) -> bool:
    return abs(point[0]) <= _LAST_LAT and abs(point[1]) <= _ROUND_DEG
