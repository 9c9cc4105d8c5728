"""The units of a pack as TOML (``places.toml``).

1. ``[[unit]]`` is one unit; ``[[group]]`` holds many rows in ``units`` and what they share:
   ``parents``, ``kind``, ``zone``, ``source``. ``country`` and ``zone`` at the top are for all.
2. A unit has ``name`` (one table of languages) or ``names`` (a list of ``{ name = {...} }`` with
   ``valid_from`` and ``valid_to``). ``codes`` and ``parents`` are lists with such days, too.
3. A key stands in addresses and file names: Latin letters, digits, and single ``-`` or ``.``
   between them. Texts lose blanks around them.
4. ``key_scheme`` at the top says from which classifier the keys of units below the country come:
   such a key is also the unit's code in that scheme.
5. The units must make sense together; see ``core/places/checks.py``.
"""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import attrs

from dabyl.core.formats.toml.reader import read_toml
from dabyl.core.formats.toml.table import Table
from dabyl.core.places.checks import place_problems
from dabyl.core.places.units import DatedCode, DatedParent, DatedTexts, Unit
from dabyl.core.values.codes import Code
from dabyl.core.values.languages import Texts

_KEY = re.compile(r"[A-Za-z0-9]+(?:[-.][A-Za-z0-9]+)*", re.ASCII)
_KEY_MAX_CHARS = 40
_AXES = 2


@attrs.frozen(kw_only=True)
class _Shared:
    """What the rows of a file or of a group have in common."""

    country: str | None = None
    zone: str | None = None
    kind: str | None = None
    source: str | None = None
    key_scheme: str | None = None
    parents: tuple[DatedParent, ...] = ()


def parse_places(text: str, *, file: str = "places.toml") -> tuple[Unit, ...]:
    """Read the units of a pack, in file order.

    Raises:
        Rejected: with every problem found, in file order.
    """
    table = read_toml(text, file=file)
    units = read_places(table)
    table.done()
    table.findings.reject()
    return units


def read_places(table: Table) -> tuple[Unit, ...]:
    """Read the units of an open table; problems are collected in its findings."""
    shared = _Shared(
        country=table.optional_text("country"),
        zone=table.optional_zone("zone"),
        key_scheme=table.optional_id("key_scheme"),
    )
    rows = [(row, _unit(row, shared)) for row in table.tables("unit")]
    for group in table.tables("group"):
        common = attrs.evolve(shared, **_common(group, shared))
        rows += [(row, _unit(row, common)) for row in group.tables("units", required=True)]
    by_key: dict[str, tuple[Table, Unit]] = {}
    for row, unit in rows:
        if unit.key in by_key:
            row.problem(Code.DUPLICATE, "key", value=unit.key)
        by_key.setdefault(unit.key, (row, unit))
    by_key.pop("", None)
    for problem in place_problems(tuple(unit for _, unit in by_key.values())):
        key, _, field = problem.where.partition(" ")
        row, _ = by_key[key]
        name, *_ = re.split(r"[.\[]", field)
        placed = attrs.evolve(problem, where=row.where(name) + field.removeprefix(name))
        table.findings.add(placed, file=table.file, line=row.line(name))
    return tuple(unit for _, unit in rows)


def _common(group: Table, shared: _Shared) -> dict[str, Any]:
    return {
        "zone": group.optional_zone("zone") or shared.zone,
        "kind": group.optional_id("kind"),
        "source": group.optional_text("source"),
        "parents": _parents(group),
    }


def _unit(row: Table, shared: _Shared) -> Unit:
    key, parents = _key(row), _parents(row) or shared.parents
    return Unit(
        key=key,
        country=_own(row, "country", row.optional_text("country"), shared.country),
        kind=_own(row, "kind", row.optional_id("kind"), shared.kind),
        zone=_own(row, "zone", row.optional_zone("zone"), shared.zone) or "UTC",
        names=_names(row),
        codes=_codes(row, key, shared.key_scheme if parents else None),
        aliases=row.strings("aliases"),
        parents=parents,
        valid_from=row.optional_day("valid_from"),
        valid_to=row.optional_day("valid_to"),
        predecessors=row.strings("predecessors"),
        successors=row.strings("successors"),
        children_cover=row.flag("children_cover", default=True),
        point=_point(row),
        population=row.optional_integer("population", at_least=0),
        population_as_of=row.optional_day("population_as_of"),
        population_source=row.optional_text("population_source") or "",
        drawn_by=row.optional_text("drawn_by"),
        note=row.optional_text("note") or "",
        source=row.optional_text("source") or shared.source or "",
    )


def _key(row: Table) -> str:
    key = row.text("key")
    if key and (len(key) > _KEY_MAX_CHARS or not _KEY.fullmatch(key)):
        row.problem(Code.PLACE_KEY, "key", value=key)
        return ""
    return key


def _own(row: Table, field: str, own: str | None, shared: str | None) -> str:
    if own is None and shared is None and field not in row:
        row.problem(Code.MISSING_FIELD, field=field)
    return own or shared or ""


def _names(row: Table) -> tuple[DatedTexts, ...]:
    if "names" not in row:
        return (DatedTexts(texts=row.texts("name")),)
    if "name" in row:
        row.plain("name")
        row.problem(Code.UNKNOWN_FIELD, "name", field="name", near="names")
    return tuple(
        DatedTexts(texts=name.texts("name"), **_days(name))
        for name in row.tables("names", required=True)
    )


def _codes(row: Table, key: str, key_scheme: str | None) -> tuple[DatedCode, ...]:
    codes = tuple(
        DatedCode(scheme=code.id("scheme"), code=code.text("code"), **_days(code))
        for code in row.tables("codes")
    )
    if not key or key_scheme is None or any(code.scheme == key_scheme for code in codes):
        return codes
    return (DatedCode(scheme=key_scheme, code=key), *codes)


def _parents(row: Table) -> tuple[DatedParent, ...]:
    return tuple(
        DatedParent(key=parent.text("key"), **_days(parent)) for parent in row.tables("parents")
    )


def _days(row: Table) -> dict[str, date | None]:
    return {name: row.optional_day(name) for name in ("valid_from", "valid_to")}


def _point(row: Table) -> tuple[float, float] | None:
    point = row.plain("point")
    if point is None:
        return None
    numbers = isinstance(point, list) and all(type(axis) in {int, float} for axis in point)
    if not numbers or len(point) != _AXES:
        want, have = "[longitude, latitude]", "something else"
        row.problem(Code.WRONG_TYPE, "point", field="point", want=want, have=have)
        return None
    return float(point[0]), float(point[1])


def format_places(units: Iterable[Unit]) -> str:
    """Return the TOML text of the units, one ``[[unit]]`` each."""
    return "\n".join("[[unit]]\n" + "\n".join(_lines(unit)) + "\n" for unit in units)


def _lines(unit: Unit) -> Iterator[str]:
    for field in attrs.fields(Unit):
        value = getattr(unit, field.name)
        if value != field.default:
            yield f"{field.name} = {_toml(value)}"


def _toml(value: object) -> str:
    match value:
        case bool():
            return str(value).lower()
        case str():
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
        case date():
            return value.isoformat()
        case tuple():
            return "[" + ", ".join(map(_toml, value)) + "]"
        case Texts():
            pairs = (f"{json.dumps(lang)} = {_toml(text)}" for lang, text in value)
            return "{ " + ", ".join(pairs) + " }"
        case DatedTexts() | DatedCode() | DatedParent():
            fields = {"name" if k == "texts" else k: v for k, v in _fields(value).items()}
            pairs = (f"{name} = {_toml(inner)}" for name, inner in fields.items())
            return "{ " + ", ".join(pairs) + " }"
        case _:
            return repr(value)


def _fields(value: DatedTexts | DatedCode | DatedParent) -> dict[str, object]:
    return {k: v for k, v in attrs.asdict(value, recurse=False).items() if v is not None}
