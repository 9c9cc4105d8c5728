"""Border sets: the geometry of units, as one source draws it, for a span of days.

1. The exact geometry of the source is kept; a simplified set is derived and states its error.
2. Units of a set may lie in each other (a lease in a region); otherwise they share edges, and
   simplifying keeps shared edges shared.
3. Coordinates are degrees, WGS84, longitude first. Areas and distances are on the ellipsoid.
"""

from collections.abc import Mapping
from datetime import date
from math import cos, radians

import attrs
import numpy as np
import shapely

from dabyl.core.places.shapes import WGS84
from dabyl.core.places.units import holds

_KM_PER_DEGREE = 111.32
_INSIDE = 0.999


@attrs.frozen(kw_only=True)
class BorderSet:
    """Geometries by unit key, with what must be shown wherever they are shown.

    ``error_km`` is how far a border may lie from the source's own, None when nobody says.
    """

    id: str
    source: str
    licence: str
    attribution: str
    shapes: Mapping[str, shapely.Geometry]
    valid_from: date | None = None
    valid_to: date | None = None
    error_km: float | None = None
    note: str = ""

    def holds(self, on: date) -> bool:
        """Tell whether the set shows the borders of the day."""
        return holds(self, on)

    def unit_at(self, lon: float, lat: float) -> str | None:
        """Return the key of the smallest unit that the position lies in or on; None outside all."""
        return next(iter(self.units_at(lon, lat)), None)

    def units_at(self, lon: float, lat: float) -> tuple[str, ...]:
        """Return the keys of all units that the position lies in or on, the smallest first."""
        here = shapely.Point(lon, lat)
        found = [(shape.area, key) for key, shape in self.shapes.items() if shape.covers(here)]
        return tuple(key for _, key in sorted(found))


def corners(borders: BorderSet) -> int:
    """Return how many corners all shapes have, shared ones counted each time."""
    return sum(int(shapely.get_num_coordinates(shape)) for shape in borders.shapes.values())


def area_km2(shape: shapely.Geometry) -> float:
    """Return the area of all polygons in the shape on the WGS84 ellipsoid."""
    polygons = shapely.normalize(areal(shape))
    return abs(float(WGS84.geometry_area_perimeter(polygons)[0])) / 1e6


def areal(shape: shapely.Geometry) -> shapely.Geometry:
    """Return the polygons of the shape, however deep, without its lines and points."""
    parts = shapely.get_parts(shapely.get_parts(shape))
    return shapely.MultiPolygon([part for part in parts if part.geom_type == "Polygon"])


def lies_in(inner: shapely.Geometry, outer: shapely.Geometry) -> bool:
    """Tell whether practically all of *inner*, the smaller one, lies in *outer*."""
    return bool(inner.area < outer.area and inner.intersection(outer).area >= _INSIDE * inner.area)


def simplified(borders: BorderSet, tolerance_km: float) -> tuple[BorderSet, float]:
    """Return a simpler set, and the farthest that it moved a border, in km.

    Corners are dropped that make a triangle of less than the square of *tolerance_km*. The set's
    ``error_km`` grows by the error. A part of a unit that would vanish is kept.
    """
    if not borders.shapes:
        return borders, 0.0
    keys = tuple(borders.shapes)
    old = [borders.shapes[key] for key in keys]
    faces, holders = _faces(old)
    middle = float(np.mean(shapely.total_bounds(old)[[1, 3]]))
    scale = np.array([_KM_PER_DEGREE * cos(radians(middle)), _KM_PER_DEGREE])
    flat = [shapely.transform(face, lambda at: at * scale) for face in faces]
    simple = [
        shapely.transform(face, lambda at: at / scale)
        for face in shapely.coverage_simplify(flat, tolerance_km)
    ]
    new = [shapely.union_all([simple[i] for i in inside]) for inside in holders]
    error_km = max(map(farthest_km, old, new))
    evolved = attrs.evolve(
        borders,
        shapes=dict(zip(keys, new, strict=True)),
        error_km=round((borders.error_km or 0.0) + error_km, 3),
    )
    return evolved, error_km


def _faces(
    shapes: list[shapely.Geometry],
) -> tuple[list[shapely.Geometry], list[tuple[int, ...]]]:
    """Return each shape without those that lie in it, and of which faces each shape is made."""
    inside = [
        [i for i, inner in enumerate(shapes) if i != o and lies_in(inner, outer)]
        for o, outer in enumerate(shapes)
    ]
    faces = [
        shape.difference(shapely.union_all([shapes[i] for i in within])) if within else shape
        for shape, within in zip(shapes, inside, strict=True)
    ]
    return faces, [(o, *within) for o, within in enumerate(inside)]


def farthest_km(old: shapely.Geometry, new: shapely.Geometry) -> float:
    """Return how far the farthest corner of *old*'s border lies from *new*'s border, in km."""
    corners = shapely.points(shapely.get_coordinates(old))
    ways = shapely.get_coordinates(shapely.shortest_line(corners, new.boundary))
    _, _, metres = WGS84.inv(ways[::2, 0], ways[::2, 1], ways[1::2, 0], ways[1::2, 1])
    return float(np.max(metres)) / 1000
