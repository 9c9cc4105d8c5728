"""Areas of GeoJSON (RFC 7946): polygons, features and collections of them.

1. Coordinates are WGS84, longitude first; an older file may name that datum and no other.
2. What is no area (a point, a line) is told, not left out.
3. An altitude behind a position is left out.
"""

from collections.abc import Callable, Iterator, Sequence

import attrs
import msgspec

from dabyl.core.formats.places.drawn_rings import Given, Part, Position, Ring
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem

_WGS84 = ("CRS84", "EPSG::4326", "EPSG:4326", "WGS84", "WGS 84")
_DEEPEST = 16
_AXES = 2
_Take = Callable[[object, str], None]


def rings_of_geojson(text: str) -> Given:
    """Return all polygons of a text."""
    try:
        tree = msgspec.json.decode(text)
    except (ValueError, RecursionError) as error:
        data = {"reason": str(error)}
        return Given(problems=(Problem(code=Code.SHAPE_UNREADABLE, where="area", data=data),))
    reader = _Reader()
    reader.take(tree, "", 0)
    return Given(tuple(reader.parts), tuple(reader.problems))


@attrs.define
class _Reader:
    parts: list[Part] = attrs.field(factory=list)
    problems: list[Problem] = attrs.field(factory=list)

    def take(self, value: object, path: str, depth: int) -> None:
        """Take everything that an object holds."""
        if not isinstance(value, dict) or depth > _DEEPEST:
            self._wrong(path, "an object")
            return
        self._check_datum(value, path)
        dot = f"{path}." if path else ""
        match value.get("type"):
            case "Polygon":
                self._polygon(value.get("coordinates"), f"{dot}coordinates")
            case "MultiPolygon":
                self._many(value.get("coordinates"), f"{dot}coordinates", self._polygon)
            case "Feature":
                self.take(value.get("geometry"), f"{dot}geometry", depth + 1)
            case "FeatureCollection" | "GeometryCollection" as kind:
                name = "features" if kind == "FeatureCollection" else "geometries"
                for place, one in self._list(value.get(name), f"{dot}{name}"):
                    self.take(one, f"{dot}{name}[{place}]", depth + 1)
            case other:
                near = "Polygon, MultiPolygon, Feature, FeatureCollection"
                data = {"value": str(other)[:40], "near": near}
                self._add(Code.UNKNOWN_VALUE, f"{dot}type", **data)

    def _check_datum(self, value: dict[str, object], path: str) -> None:
        crs = value.get("crs")
        properties = crs.get("properties") if isinstance(crs, dict) else None
        name = properties.get("name") if isinstance(properties, dict) else crs
        if name is not None and not str(name).endswith(_WGS84):
            self._add(Code.SHAPE_DATUM, f"{path}.crs".removeprefix("."), datum=str(name)[:80])

    def _many(self, value: object, path: str, take: _Take) -> None:
        for place, one in self._list(value, path):
            take(one, f"{path}[{place}]")

    def _polygon(self, value: object, path: str) -> None:
        rings: list[Ring] = []
        for place, one in self._list(value, path):
            rings += self._ring(one, f"{path}[{place}]")
        if rings:
            self.parts.append(Part(path, tuple(rings)))

    def _ring(self, value: object, path: str) -> Iterator[Ring]:
        positions: list[Position] = []
        for place, one in self._list(value, path):
            match one:
                case [int() | float() as lon, int() | float() as lat, *_] if _plain(one):
                    positions.append((float(lon), float(lat)))
                case _:
                    self._wrong(f"{path}[{place}]", "a position: longitude, latitude")
                    return
        yield Ring(path, tuple(positions))

    def _list(self, value: object, path: str) -> Iterator[tuple[int, object]]:
        if isinstance(value, list) and value:
            yield from enumerate(value)
        else:
            self._wrong(path, "a list")

    def _wrong(self, path: str, want: str) -> None:
        self._add(Code.WRONG_TYPE, path, field=path or "area", want=want, have="something else")

    def _add(self, code: Code, path: str, **data: object) -> None:
        self.problems.append(Problem(code=code, where=path or "area", data=data))


def _plain(position: Sequence[object]) -> bool:
    return not any(isinstance(one, bool) for one in position[:_AXES])
