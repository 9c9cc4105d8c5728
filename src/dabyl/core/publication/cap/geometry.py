"""Geometry of a message: rings without holes, few points, and how far they may be off.

1. Rings run counter-clockwise and end where they began; four decimals, which is eleven metres.
2. A shape with a hole is cut through the hole into shapes without one.
3. A shape with too many points is simplified until it has few enough; how far a border moved is
   measured and stated.
4. The copy of a circle is made on the ellipsoid.

Source: CAP 1.2, 3.2.4; rules 79 to 90.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

import attrs
import shapely

from dabyl.core.places.borders import areal, farthest_km

DECIMALS: Final = 4
GRID: Final = 10.0**-DECIMALS
GRID_KM: Final = 0.01
_FIRST_DEG: Final = 0.002
_LEAST_DEG2: Final = 1e-7


@attrs.frozen
class Drawn:
    """Polygons as CAP writes them, and how far they may lie from the borders known, in km.

    ``parts`` are the same polygons, not yet written.
    """

    polygons: tuple[str, ...]
    error_km: float
    parts: tuple[shapely.Polygon, ...] = ()


NOT_DRAWN: Final = Drawn((), 0.0)


@lru_cache(maxsize=512)
def drawn(shape: shapely.Geometry, most_points: int) -> Drawn:
    """Return *shape* as polygons of at most *most_points* points, all rings together."""
    whole = shapely.force_2d(shape)
    simple, tolerance = whole, _FIRST_DEG
    parts = _parts(simple)
    while _count(parts) > most_points and tolerance < 1:
        simple = shapely.simplify(whole, tolerance, preserve_topology=True)
        parts = _parts(simple)
        tolerance *= 1.5
    error_km = 0.0
    if simple is not whole:
        error_km = max(farthest_km(whole, simple), farthest_km(simple, whole))
    return Drawn(tuple(_text(part) for part in parts), round(error_km + GRID_KM, 2), parts)


def _parts(shape: shapely.Geometry) -> tuple[shapely.Polygon, ...]:
    on_grid = areal(shapely.GeometryCollection([shapely.set_precision(shape, GRID)]))
    return tuple(part for each in shapely.get_parts(on_grid) for part in _without_holes(each))


def _without_holes(polygon: shapely.Polygon) -> Iterator[shapely.Polygon]:
    if not polygon.interiors:
        if polygon.area > _LEAST_DEG2:
            yield polygon
        return
    west, south, east, north = polygon.bounds
    middle = shapely.Polygon(polygon.interiors[0]).representative_point().x
    for half in (
        shapely.box(west, south, middle, north),
        shapely.box(middle, south, east, north),
    ):
        cut = shapely.set_precision(polygon.intersection(half), GRID)
        for part in shapely.get_parts(areal(shapely.GeometryCollection([cut]))):
            yield from _without_holes(part)


def _count(parts: tuple[shapely.Polygon, ...]) -> int:
    return sum(len(part.exterior.coords) for part in parts)


def _text(polygon: shapely.Polygon) -> str:
    ring = shapely.orient_polygons(polygon).exterior
    return " ".join(f"{lat:.{DECIMALS}f},{lon:.{DECIMALS}f}" for lon, lat in ring.coords)
