"""Changing one value in a text of TOML, and nothing else of it: not a remark, not an order.

1. A table is found by its id: ``[[office]]`` with ``id = "hq"``. Its field stands on one line, as a
   text, a number, or an inline table of texts by language.
2. What comes out is read again: it must say what the text said, but for that one field. Where it
   doesn't, because the field is written in another way, nothing is changed.
"""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

import attrs

Value = str | int | Mapping[str, str] | None
"""What a field is to say; None takes it out."""


@attrs.frozen
class Spot:
    """Where a table is: the name of its array, the field that names it, and its id."""

    array: str
    key: str
    id: str


def table_at(text: str, spot: Spot) -> Mapping[str, Any] | None:
    """Return the table of a spot, as plain values; None when there is none, or no TOML."""
    try:
        tables = tomllib.loads(text).get(spot.array, [])
    except ValueError:
        return None
    return next((one for one in tables if one.get(spot.key) == spot.id), None)


def with_field(text: str, spot: Spot, field: str, value: Value) -> str | None:
    """Return the text in which a field of a table says something else; None when it can't be."""
    lines = text.split("\n")
    for first, last in _blocks(lines, spot.array):
        body = range(first + 1, last)
        if any(_is_set(lines[at], spot.key, spot.id) for at in body):
            changed = "\n".join(_changed(lines, body, field, value))
            return changed if _says(text, changed, spot, field, value) else None
    return None


def _blocks(lines: list[str], array: str) -> Iterator[tuple[int, int]]:
    """Give the lines of each table of an array, without those of tables inside of it."""
    heads = [at for at, line in enumerate(lines) if line.startswith("[")]
    for place, at in enumerate(heads):
        if lines[at].strip() == f"[[{array}]]":
            yield at, heads[place + 1] if place + 1 < len(heads) else len(lines)


def _is_set(line: str, key: str, value: str) -> bool:
    return (
        re.match(rf"{re.escape(key)}\s*=\s*{re.escape(_text(value))}\s*(#.*)?$", line) is not None
    )


def _changed(lines: list[str], body: range, field: str, value: Value) -> Iterator[str]:
    there = next((at for at in body if re.match(rf"{re.escape(field)}\s*=", lines[at])), None)
    after = there if there is not None else _last_filled(lines, body)
    said = [] if value is None else [f"{field} = {_written(value)}"]
    yield from lines[: after if there is not None else after + 1]
    yield from said
    yield from lines[after + 1 :]


def _last_filled(lines: list[str], body: range) -> int:
    """Return the last line of a table that says something, before what is between it and others."""
    return max(at for at in body if lines[at].strip() and not lines[at].startswith("#"))


def _written(value: str | int | Mapping[str, str]) -> str:
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, int):
        return str(value)
    return "{ " + ", ".join(f"{lang} = {_text(said)}" for lang, said in value.items()) + " }"


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def _says(text: str, changed: str, spot: Spot, field: str, value: Value) -> bool:
    """Tell whether the changed text says what the text said, but for the field."""
    try:
        now, then = tomllib.loads(text), tomllib.loads(changed)
    except ValueError:
        return False
    for one in now.get(spot.array, []):
        if one.get(spot.key) == spot.id:
            one.pop(field, None)
            if value is not None:
                one[field] = dict(value) if isinstance(value, Mapping) else value
    return now == then
