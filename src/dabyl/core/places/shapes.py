"""Shapes: areas that are no units, such as a circle around a stadium.

1. A shape lies in units that it names; it cuts each of their atoms in two, the part inside and the
   rest. Where an atom was cut by earlier shapes, geometry decides: it is cut again only when the
   new shape really overlaps a part of it and leaves a part of it.
2. The rest keeps the atom's bit; the part inside gets a new bit at the end. ``Split.widen`` turns a
   ground made before into the same ground.
3. Geometry is in degrees, WGS84; a circle's radius is in kilometres on the ellipsoid.
"""

from functools import cache
from typing import assert_never

import attrs
import shapely
from pyproj import Geod

from dabyl.core.values.languages import NO_TEXTS, Texts

WGS84 = Geod(ellps="WGS84")
_CIRCLE_POINTS = 96
_NOTHING_DEG2 = 1e-10

Ring = tuple[tuple[float, float], ...]


@attrs.frozen
class Circle:
    """Everything within ``radius_km`` of a centre."""

    lon: float
    lat: float
    radius_km: float


@attrs.frozen
class Area:
    """One polygon or several; each is its outer ring and then its holes, rings closed."""

    polygons: tuple[tuple[Ring, ...], ...]


@attrs.frozen(kw_only=True)
class Shape:
    """An area with an id, the units that it lies in, and names."""

    id: str
    within: tuple[str, ...]
    geometry: Circle | Area
    names: Texts = NO_TEXTS


@attrs.frozen
class Split:
    """Which old bits were cut, and which new bit the part inside got."""

    pairs: tuple[tuple[int, int], ...] = ()

    def widen(self, ground: int) -> int:
        """Return the same ground under the new atoms."""
        for old, new in self.pairs:
            if ground >> old & 1:
                ground |= 1 << new
        return ground


@attrs.frozen
class Cut:
    """How earlier shapes made an atom: it is inside all of ``inside`` and outside ``outside``."""

    inside: tuple[Shape, ...] = ()
    outside: tuple[Shape, ...] = ()


@cache
def polygon(geometry: Circle | Area) -> shapely.Geometry:
    """Return the geometry for shapely."""
    match geometry:
        case Circle():
            turns = [360 * i / _CIRCLE_POINTS for i in range(_CIRCLE_POINTS)]
            lons, lats, _ = WGS84.fwd(
                [geometry.lon] * _CIRCLE_POINTS,
                [geometry.lat] * _CIRCLE_POINTS,
                turns,
                [geometry.radius_km * 1000] * _CIRCLE_POINTS,
            )
            return shapely.Polygon(zip(lons, lats, strict=True))
        case Area():
            return shapely.union_all([shapely.Polygon(p[0], p[1:]) for p in geometry.polygons])
        case _:
            assert_never(geometry)


def inside_and_rest(cut: Cut, shape: Shape) -> tuple[bool, bool]:
    """Tell whether a part of the atom lies inside the shape, and whether a part lies outside it.

    An atom that lies in no earlier shape reaches beyond every shape: its own border isn't asked.
    """
    new = polygon(shape.geometry)
    if cut.outside:
        new = new.difference(shapely.union_all([polygon(s.geometry) for s in cut.outside]))
    if not cut.inside:
        return new.area > _NOTHING_DEG2, True
    atom = shapely.intersection_all([polygon(s.geometry) for s in cut.inside])
    if cut.outside:
        atom = atom.difference(shapely.union_all([polygon(s.geometry) for s in cut.outside]))
    return (
        atom.intersection(new).area > _NOTHING_DEG2,
        atom.difference(new).area > _NOTHING_DEG2,
    )
