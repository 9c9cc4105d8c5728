"""Polygons of GeoJSON: from positions to valid geometry."""

from collections.abc import Iterator

import attrs
import shapely

from dabyl.core.places.checks import on_globe
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem

_MIN_POSITIONS = 4
_KINDS = ("Polygon", "MultiPolygon")
_AXES = 2

Position = tuple[float, float]


def read_geometry(
    value: object, path: str, file: str
) -> tuple[shapely.Geometry, tuple[Problem, ...]]:
    """Return the polygon or polygons of a GeoJSON geometry, and everything wrong with it.

    With problems, the geometry is empty.
    """
    reader = _Reader(file=file)
    shape = reader.geometry(value, path)
    return (shapely.MultiPolygon() if reader.problems else shape), tuple(reader.problems)


@attrs.define(kw_only=True)
class _Reader:
    file: str
    problems: list[Problem] = attrs.field(factory=list)

    def geometry(self, value: object, path: str) -> shapely.Geometry:
        if not isinstance(value, dict):
            return self._wrong(path, "an object")
        kind, inside = value.get("type"), f"{path}.coordinates"
        if kind not in _KINDS:
            data = {"value": str(kind), "near": " or ".join(_KINDS)}
            self._add(Code.UNKNOWN_VALUE, f"{path}.type", **data)
            return shapely.MultiPolygon()
        parts = [value.get("coordinates")] if kind == "Polygon" else value.get("coordinates")
        if not isinstance(parts, list) or not parts:
            return self._wrong(inside, "a list of polygons")
        paths = [inside] if kind == "Polygon" else [f"{inside}[{i}]" for i in range(len(parts))]
        rings = [self._rings(part, at) for part, at in zip(parts, paths, strict=True)]
        if self.problems:
            return shapely.MultiPolygon()
        shapes = [shapely.Polygon(part[0], part[1:]) for part in rings]
        shape = shapes[0] if kind == "Polygon" else shapely.MultiPolygon(shapes)
        if not shape.is_valid:
            self._add(Code.BORDER_INVALID, inside, reason=shapely.is_valid_reason(shape))
        return shape

    def _rings(self, value: object, path: str) -> list[list[Position]]:
        if not isinstance(value, list) or not value:
            self._wrong(path, "a list of rings")
            return []
        return [self._ring(ring, f"{path}[{i}]") for i, ring in enumerate(value)]

    def _ring(self, value: object, path: str) -> list[Position]:
        if not isinstance(value, list):
            self._wrong(path, "a list of positions")
            return []
        ring = [p for i, row in enumerate(value) for p in self._position(row, f"{path}[{i}]")]
        if len(value) < _MIN_POSITIONS:
            self._add(Code.BORDER_RING_SHORT, path, count=len(value))
        elif len(ring) == len(value) and ring[0] != ring[-1]:
            self._add(Code.BORDER_RING_OPEN, path)
        return ring

    def _position(self, value: object, path: str) -> Iterator[Position]:
        if not isinstance(value, list) or len(value) < _AXES or not all(map(_is_number, value)):
            self._wrong(path, "a position: longitude, latitude")
        elif not on_globe(value[0], value[1]):
            self._add(Code.PLACE_POINT_RANGE, path, lon=value[0], lat=value[1])
        else:
            yield float(value[0]), float(value[1])

    def _wrong(self, path: str, want: str) -> shapely.Geometry:
        self._add(Code.WRONG_TYPE, path, field=path, want=want, have="something else")
        return shapely.MultiPolygon()

    def _add(self, code: Code, path: str, **data: object) -> None:
        self.problems.append(Problem(code=code, where=f"{self.file} {path}", data=data))


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
