"""Outlines: borders as short paths of whole numbers, for a map inside a page.

1. The set is simplified with its shared edges kept, projected (Albers, equal area, made for the
   set's own extent), and put on a grid of whole numbers; neighbours stay without gaps.
2. Coordinates in a path are relative, so that a path is short; y runs downwards.
3. The error that simplifying made is kept, together with that of the set itself.
"""

from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from itertools import pairwise
from math import atan2, degrees

import attrs
import numpy as np
import numpy.typing as npt
import shapely
from pyproj import Proj

from dabyl.core.formats.geojson.features import Polygon, Ring
from dabyl.core.places.borders import BorderSet, simplified

WIDTH = 600
"""The width of a map, in its own units."""

Numbers = npt.NDArray[np.float64]

_MARGIN = 4
_TALLEST = 900
_DETAIL = 300  # a corner that matters is about this part of the map's width
_CORNERS = 3
_DIGITS = 5  # a metre


@attrs.frozen(kw_only=True)
class Outline:
    """One unit's path, the middle of it, and its smaller side, in the map's units."""

    path: str
    middle: tuple[int, int]
    side: int


@attrs.frozen(kw_only=True, eq=False)
class Outlines:
    """A border set drawn on a grid ``WIDTH`` wide and ``height`` high."""

    borders: BorderSet
    height: int
    by_key: Mapping[str, Outline]
    _grid: "_Grid"

    @property
    def error_km(self) -> float:
        """How far a line may lie from the source's own."""
        return self.borders.error_km or 0.0

    def at(self, point: tuple[float, float]) -> tuple[int, int] | None:
        """Return where a position (longitude, latitude) lies on the map; None when outside it."""
        x, y = (round(float(v)) for v in self._grid.put(np.array([point]))[0])
        return (x, y) if 0 <= x <= WIDTH and 0 <= y <= self.height else None

    def position(self, x: float, y: float) -> tuple[float, float]:
        """Return which position (longitude, latitude) lies at a place of the map."""
        lon, lat = self._grid.take(x, y)
        return round(lon, _DIGITS), round(lat, _DIGITS)

    def put(self, shape: shapely.Geometry) -> Outline:
        """Return the outline of any area on the map."""
        return _outline(shape, self._grid)

    def polygons(self, key: str) -> tuple[Polygon, ...]:
        """Return the simplified polygons of a unit: rings of positions, outer ones first."""
        shape = shapely.orient_polygons(self.borders.shapes[key])
        return tuple(
            tuple(_positions(ring) for ring in shapely.get_rings(part))
            for part in shapely.get_parts(shape)
        )


def _positions(ring: shapely.Geometry) -> Ring:
    return tuple((round(x, 3), round(y, 3)) for x, y in shapely.get_coordinates(ring).tolist())


@attrs.frozen(eq=False)
class _Grid:
    proj: Proj
    left: float
    top: float
    per_m: float

    def put(self, at: Numbers) -> Numbers:
        x, y = self.proj(at[:, 0], at[:, 1])
        placed = ((x - self.left) * self.per_m + _MARGIN, (self.top - y) * self.per_m + _MARGIN)
        return np.column_stack(placed)

    def take(self, x: float, y: float) -> tuple[float, float]:
        """Return the longitude and latitude of a place of the map."""
        east, north = (x - _MARGIN) / self.per_m + self.left, self.top - (y - _MARGIN) / self.per_m
        lon, lat = self.proj(east, north, inverse=True)
        return float(lon), float(lat)


@attrs.frozen
class _Once:
    """A border set by all it says and its bytes, so that the same set is drawn once."""

    digest: bytes
    borders: BorderSet = attrs.field(eq=False)


def outlines(borders: BorderSet) -> Outlines:
    """Return the outlines of a set, which has at least one shape."""
    said = attrs.evolve(borders, shapes={})
    digest = sha256(repr((said, *borders.shapes)).encode())
    for shape in borders.shapes.values():
        digest.update(shapely.to_wkb(shape))
    return _drawn(_Once(digest.digest(), borders))


@lru_cache(maxsize=16)
def _drawn(once: _Once) -> Outlines:
    exact = list(once.borders.shapes.values())
    grid, height, width_km = _grid_for(exact)
    simple, _ = simplified(once.borders, width_km / _DETAIL)
    return Outlines(
        borders=simple,
        height=height,
        by_key={key: _outline(shape, grid) for key, shape in simple.shapes.items()},
        grid=grid,
    )


def _grid_for(shapes: list[shapely.Geometry]) -> tuple[_Grid, int, float]:
    corners = shapely.get_coordinates(shapes)
    lats = corners[:, 1]
    low, high = float(lats.min()), float(lats.max())
    sixth = (high - low) / 6
    proj = Proj(
        proj="aea",
        lat_1=low + sixth,
        lat_2=high - sixth,
        lon_0=_middle(corners[:, 0]),
        ellps="WGS84",
    )
    x, y = proj(corners[:, 0], lats)
    width, tall = float(np.ptp(x)), float(np.ptp(y))
    room = WIDTH - 2 * _MARGIN
    per_m = min(room / width, _TALLEST / tall)
    left = float(x.min()) - (room / per_m - width) / 2
    grid = _Grid(proj, left, float(y.max()), per_m)
    return grid, round(tall * per_m) + 2 * _MARGIN, max(width, tall) / 1000


def _middle(lons: Numbers) -> float:
    """Return the longitude in the middle of others, also across the antimeridian."""
    turns = np.radians(lons)
    east = degrees(atan2(float(np.sin(turns).mean()), float(np.cos(turns).mean())))
    offsets = (lons - east + 180) % 360 - 180
    return east + (float(offsets.min()) + float(offsets.max())) / 2


def _outline(shape: shapely.Geometry, grid: _Grid) -> Outline:
    placed = shapely.transform(shape, grid.put)
    west, north, east, south = placed.bounds
    middle = placed.representative_point()
    rings = [ring for part in shapely.get_parts(placed) for ring in shapely.get_rings(part)]
    return Outline(
        path="".join(_path(shapely.get_coordinates(ring)) for ring in rings),
        middle=(round(middle.x), round(middle.y)),
        side=round(min(east - west, south - north)),
    )


def _path(ring: Numbers) -> str:
    corners = [(int(x), int(y)) for x, y in np.rint(ring[:-1])]
    steps = [(x - fx, y - fy) for (fx, fy), (x, y) in pairwise(corners) if (x, y) != (fx, fy)]
    if len(steps) + 1 < _CORNERS:
        return ""
    (x, y) = corners[0]
    return f"M{x} {y}l{_numbers(steps)}z"


def _numbers(steps: list[tuple[int, int]]) -> str:
    text = " ".join(f"{dx} {dy}" for dx, dy in steps)
    return text.replace(" -", "-")
