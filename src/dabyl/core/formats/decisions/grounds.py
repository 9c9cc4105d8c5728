"""Where an effect stands: codes of places, shapes inside them, and a scope.

1. ``where`` is one code or a list; any code, or name, that *find* knows will do, and a code without
   a gazetteer at hand is taken for the key of its unit.
2. ``shape`` tables draw a circle, ``circle = { lon = 76.93, lat = 43.24, radius_km = 1.5 }``, or a
   ``polygon``, a list of positions ``[lon, lat]``, the last the first again, with ``holes``.
3. ``about`` is a scope: ``{ kind = "sector", id = "aviation" }``.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from dabyl.core.formats.toml.table import Table
from dabyl.core.levels.decision import Area, Scope
from dabyl.core.levels.ground import WireShape
from dabyl.core.levels.scale import ScopeKind
from dabyl.core.places.shapes import Shape
from dabyl.core.values.codes import Code
from dabyl.core.values.languages import NO_TEXTS, Texts
from dabyl.core.values.problems import Rejected
from dabyl.core.values.wire import read

Find = Callable[[str], tuple[str, ...]]
"""Returns the keys of all units that a code or a name can mean."""


def own_key(code: str) -> tuple[str, ...]:
    """Take a code for the key of its unit."""
    return (code,)


def texts(table: Table, field: str) -> Texts:
    """Read texts, or none."""
    return table.optional_texts(field) or NO_TEXTS


def read_units(table: Table, field: str, find: Find) -> tuple[str, ...]:
    """Read one code or a list of codes."""
    single = isinstance(table.plain(field), str)
    codes = (table.text(field),) if single else table.strings(field)
    found: list[str] = []
    for place, code in enumerate(codes):
        at = (field,) if single else (field, place)
        keys = find(code)
        if len(keys) > 1:
            table.problem(Code.PLACE_AMBIGUOUS, *at, place=code, candidates=", ".join(keys))
        elif not keys:
            table.problem(Code.PLACE_UNKNOWN, *at, place=code)
        found.extend(keys[:1])
    return tuple(dict.fromkeys(found))


def read_place(table: Table, field: str, find: Find) -> str:
    """Read one code."""
    if not isinstance(table.plain(field), str):
        return table.text(field)
    return next(iter(read_units(table, field, find)), "")


def read_area(table: Table, find: Find) -> Area:
    """Read where an effect stands."""
    area = optional_area(table, find)
    if area is None:
        table.problem(Code.MISSING_FIELD, field="where")
        return Area()
    return area


def optional_area(table: Table, find: Find) -> Area | None:
    """Read where an effect stands, or nothing."""
    about = table.optional_table("about")
    units = read_units(table, "where", find)
    shapes = tuple(_shape(row, find) for row in table.tables("shape"))
    if "where" not in table and not shapes and about is None:
        return None
    scope = None if about is None else _scope(about)
    return Area(units=units, shapes=tuple(s for s in shapes if s is not None), scope=scope)


def _scope(table: Table) -> Scope:
    return Scope(
        kind=table.choice("kind", ScopeKind), id=table.id("id"), names=texts(table, "name")
    )


def _shape(table: Table, find: Find) -> Shape | None:
    names = texts(table, "name")
    plain = {
        "id": table.id("id"),
        "within": read_units(table, "within", find),
        "geometry": _geometry(table),
        "names": names.as_dict(),
    }
    try:
        return read(plain, WireShape).value()
    except Rejected as rejected:
        for problem in rejected.problems:
            table.problem(problem.code, **problem.data)
        return None


def _geometry(table: Table) -> dict[str, Any] | None:
    circle = table.optional_table("circle")
    outer, holes = table.plain("polygon"), table.plain("holes")
    if circle is not None:
        lon, lat, radius = (circle.number(field) for field in ("lon", "lat", "radius_km"))
        return {"kind": "circle", "centre": _position([lon, lat]), "radius_km": _text(radius)}
    rings = [outer, *(holes if isinstance(holes, list) else [])]
    return {"kind": "area", "polygons": [[_ring(ring) for ring in rings]]}


def _ring(ring: object) -> object:
    return [_position(at) for at in ring] if isinstance(ring, list) else ring


def _position(at: object) -> object:
    return " ".join(map(_text, at)) if isinstance(at, list) else at


def _text(number: object) -> str:
    is_number = isinstance(number, int | float) and not isinstance(number, bool)
    return format(Decimal(repr(number)), "f") if is_number else str(number)
