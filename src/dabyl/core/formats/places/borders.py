"""Border sets as GeoJSON.

1. A border set is a ``FeatureCollection`` (RFC 7946) with one more member, ``borders``: ``id``,
   ``source``, ``licence``, ``attribution``, and optionally ``valid_from``, ``valid_to`` (days),
   ``error_km`` and ``note``.
2. Each feature is a Polygon or a MultiPolygon; ``properties.code`` is a code of its unit, and no
   two features mean the same unit. Other properties and members are not read.
3. A ring has at least four positions, the last is the first, and no ring crosses itself or another.
"""

import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import attrs
import msgspec
import shapely

from dabyl.core.formats.places.rings import read_geometry
from dabyl.core.places.borders import BorderSet
from dabyl.core.values.codes import Code
from dabyl.core.values.ids import is_id
from dabyl.core.values.problems import Problem, Rejected

Find = Callable[[str], tuple[str, ...]]
_TEXTS = ("id", "source", "licence", "attribution")


def parse_borders(content: bytes | str, file: str, *, find: Find | None = None) -> BorderSet:
    """Read a border set. *find* turns a code into unit keys; without it a code is the key.

    Raises:
        Rejected: with every problem found, in file order.
    """
    try:
        tree = msgspec.json.decode(content)
    except (ValueError, RecursionError) as error:
        problem = Problem(code=Code.SYNTAX, where=file, data={"reason": str(error)})
        raise Rejected((problem,)) from None
    reader = _Reader(file=file, find=find or (lambda code: (code,)))
    borders = reader.read(tree)
    if reader.problems:
        raise Rejected(reader.problems)
    return borders


def format_borders(borders: BorderSet) -> str:
    """Return the GeoJSON text of a border set, one line a feature, coordinates as they are."""
    about: dict[str, Any] = {name: getattr(borders, name) for name in _TEXTS}
    for name in ("valid_from", "valid_to"):
        day = getattr(borders, name)
        about |= {} if day is None else {name: day.isoformat()}
    about |= {} if borders.error_km is None else {"error_km": borders.error_km}
    about |= {"note": borders.note} if borders.note else {}
    features = ",\n".join(
        _dense({"type": "Feature", "properties": {"code": key}, "geometry": _mapping(shape)})
        for key, shape in borders.shapes.items()
    )
    head = json.dumps(about, ensure_ascii=False, indent=1)
    return f'{{"type":"FeatureCollection","borders":{head},"features":[\n{features}\n]}}\n'


def _dense(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _mapping(shape: shapely.Geometry) -> object:
    return shapely.geometry.mapping(shape)


@attrs.define(kw_only=True)
class _Reader:
    """Reads a decoded tree and gathers what is wrong."""

    file: str
    find: Find
    problems: list[Problem] = attrs.field(factory=list)

    def read(self, tree: object) -> BorderSet:
        top = self._mapping(tree, "")
        self._one_of(top, "type", "", ("FeatureCollection",))
        about = self._mapping(top.get("borders", {}), "borders")
        texts = {name: self._text(about, name, "borders") for name in _TEXTS}
        if texts["id"] and not is_id(texts["id"]):
            self.add(Code.NOT_AN_ID, "borders.id", value=texts["id"])
        start, end = (self._day(about, name) for name in ("valid_from", "valid_to"))
        if start is not None and end is not None and end <= start:
            data = {"start": start.isoformat(), "end": end.isoformat()}
            self.add(Code.END_BEFORE_START, "borders.valid_to", **data)
        return BorderSet(
            **texts,
            shapes=self._shapes(top),
            valid_from=start,
            valid_to=end,
            error_km=self._error_km(about),
            note=self._text(about, "note", "borders", needed=False),
        )

    def add(self, code: Code, path: str, **data: object) -> None:
        """Note a problem at a path of the file."""
        self.problems.append(Problem(code=code, where=f"{self.file} {path}".strip(), data=data))

    def _shapes(self, top: Mapping[str, Any]) -> dict[str, shapely.Geometry]:
        features = top.get("features")
        if not isinstance(features, list):
            self._wrong("features", "a list")
            return {}
        shapes: dict[str, shapely.Geometry] = {}
        for place, row in enumerate(features):
            path = f"features[{place}]"
            feature = self._mapping(row, path)
            self._one_of(feature, "type", f"{path}.", ("Feature",))
            key = self._key(feature, f"{path}.properties")
            if key is not None and key in shapes:
                self.add(Code.DUPLICATE, f"{path}.properties.code", value=key)
            shape, problems = read_geometry(feature.get("geometry"), f"{path}.geometry", self.file)
            self.problems.extend(problems)
            shapes[key or ""] = shape
        return shapes

    def _key(self, feature: Mapping[str, Any], path: str) -> str | None:
        properties = self._mapping(feature.get("properties"), path)
        code = self._text(properties, "code", path)
        keys = self.find(code) if code else ("",)
        if len(keys) == 1:
            return keys[0] or None
        data = {"value": code, "kind": "unit", "near": "a code of one unit of the pack"}
        self.add(Code.UNKNOWN_REFERENCE, f"{path}.code", **data)
        return None

    def _mapping(self, value: object, path: str) -> Mapping[str, Any]:
        if isinstance(value, dict):
            return value
        self._wrong(path, "an object")
        return {}

    def _text(self, row: Mapping[str, Any], name: str, path: str, *, needed: bool = True) -> str:
        value = row.get(name)
        if isinstance(value, str) and (value.strip() or not needed):
            return value
        if name in row:
            self._wrong(f"{path}.{name}", "text")
        elif needed:
            self.add(Code.MISSING_FIELD, f"{path}.{name}", field=name)
        return ""

    def _one_of(
        self, row: Mapping[str, Any], name: str, path: str, allowed: tuple[str, ...]
    ) -> None:
        if row.get(name) not in allowed:
            data = {"value": str(row.get(name)), "near": " or ".join(allowed)}
            self.add(Code.UNKNOWN_VALUE, f"{path}{name}", **data)

    def _day(self, row: Mapping[str, Any], name: str) -> date | None:
        value = row.get(name)
        if value is None:
            return None
        try:
            return date.fromisoformat(value)
        except (TypeError, ValueError):
            self.add(Code.DAY_UNREADABLE, f"borders.{name}", value=str(value))
            return None

    def _error_km(self, about: Mapping[str, Any]) -> float | None:
        value = about.get("error_km")
        if value is None:
            return None
        if isinstance(value, int | float) and not isinstance(value, bool) and value >= 0:
            return float(value)
        self._wrong("borders.error_km", "a number that is not negative")
        return None

    def _wrong(self, path: str, want: str) -> None:
        data = {"field": path or "the file", "want": want, "have": "something else"}
        self.add(Code.WRONG_TYPE, path, **data)
