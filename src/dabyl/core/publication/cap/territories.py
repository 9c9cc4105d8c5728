"""Territories: the ground of the state for which a workspace speaks, as its borders draw it.

1. It is all ground of the packs' roots. Border sets that leave some of it out give no outline: what
   lies outside them may still be the state's.
2. Sets differ; the outline is theirs together, and may be off by as much as the worst of them. A
   set that doesn't say how far it may be off is taken to be off by ten kilometres.
3. What a decision drew beyond the border, farther than that, is cut off. One that lies abroad
   altogether is left: the gate tells of it.
4. Its time zones are those of the packs' units.
"""

from collections.abc import Iterable
from datetime import date
from functools import reduce
from typing import Final

import shapely

from dabyl.core.formats.cap.rules.context import Territory
from dabyl.core.formats.cap.rules.extents import Extent
from dabyl.core.places.borders import BorderSet, areal
from dabyl.core.places.gazetteer import Gazetteer

UNSTATED_KM: Final = 10.0
_KM_PER_DEGREE: Final = 111.4  # of latitude or longitude: never less than there are


def territory_of(places: Gazetteer, borders: tuple[BorderSet, ...], day: date) -> Territory | None:
    """Return the territory as borders of all times draw it; None without any."""
    shapes = [shape for each in borders for shape in each.shapes.values()]
    if not shapes:
        return None
    west, south, east, north = shapely.total_bounds(shapes).tolist()
    return Territory(
        box=(south, west, north, east),
        zones=frozenset(unit.zone for unit in places.units.values()),
        outline=extent_of(places, borders, day),
    )


def extent_of(places: Gazetteer, borders: tuple[BorderSet, ...], day: date) -> Extent | None:
    """Return all ground of the packs' roots; None when the borders leave some of it out."""
    whole = _ground(places, places.roots, day)
    drawn = _ground(places, (key for each in borders for key in each.shapes), day)
    if whole & ~drawn or not borders:
        return None
    errors = [UNSTATED_KM if each.error_km is None else each.error_km for each in borders]
    shapes = [shape for each in borders for shape in each.shapes.values()]
    return Extent(shape=shapely.GeometryCollection(shapes), error_km=max(errors))


def cut_at_the_border(shape: shapely.Geometry, extent: Extent | None) -> shapely.Geometry:
    """Return the part of a shape that lies within the extent, or as near as that may be off."""
    corners = [(lat, lon) for lon, lat in shapely.get_coordinates(shape).tolist()]
    if extent is None or extent.farthest_km(corners) <= extent.error_km:
        return shape
    near = shapely.buffer(extent.shape, extent.error_km / _KM_PER_DEGREE)
    inside = areal(shapely.GeometryCollection([shapely.intersection(shape, near)]))
    return shape if shapely.is_empty(inside) else inside


def _ground(places: Gazetteer, keys: Iterable[str], day: date) -> int:
    known = (places.ground(key, day) for key in keys if places.unit(key) is not None)
    return reduce(int.__or__, known, 0)
