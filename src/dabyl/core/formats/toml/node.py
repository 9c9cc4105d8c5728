"""A table of TOML with its lines and problems: what reading any kind of value rests on."""

import difflib
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from dabyl.core.formats.toml.findings import Findings
from dabyl.core.formats.toml.locate import Path, line_of
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem

Choice = TypeVar("Choice", bound=StrEnum)
Value = TypeVar("Value")

_KINDS: Mapping[type, str] = {
    str: "text",
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    datetime: "a time",
    date: "a day",
    list: "a list",
    dict: "a table",
}


class Node:
    """A table's values, lines and findings; readers use `Table`."""

    def __init__(
        self,
        values: Mapping[str, Any],
        *,
        lines: Mapping[Path, int],
        file: str,
        findings: Findings,
        path: Path = (),
    ) -> None:
        self.file = file
        self.path = path
        self.findings = findings
        self._values = values
        self._lines = lines
        self._asked: dict[str, None] = {}

    def __contains__(self, field: str) -> bool:
        """Tell whether the field is there; asking this does not read it."""
        return field in self._values

    def fields(self) -> tuple[str, ...]:
        """Return the fields that are there, in file order."""
        return tuple(self._values)

    def line(self, *field: str | int) -> int:
        """Return the line of a field, or of the table."""
        return line_of(self._lines, (*self.path, *field))

    def where(self, *field: str | int) -> str:
        """Return the place of a field, or of the table, in words for people."""
        path = _printed((*self.path, *field))
        return f"{self.file}:{self.line(*field)}" + (f" {path}" if path else "")

    def problem(self, code: Code, *field: str | int, **data: object) -> None:
        """Collect a problem at a field, or at the table."""
        found = Problem(code=code, where=self.where(*field), data=data)
        self.findings.add(found, file=self.file, line=self.line(*field))

    def plain(self, field: str) -> Any:  # noqa: ANN401 - what TOML gives, as it is
        """Return the value as TOML gives it, or None."""
        self._asked[field] = None
        return self._values.get(field)

    # --- for the readers of values ---

    def _typed(self, field: str, kind: type[Value]) -> Value | None:
        found = self.plain(field)
        if found is None or _is(found, kind):
            return found  # type: ignore[no-any-return]  # _is has just told its type
        self._wrong(field, found, kind)
        return None

    def _list(self, field: str, kind: type[Value], *, required: bool) -> tuple[Value, ...]:
        found = self.plain(field)
        if found is None:
            if required:
                self.problem(Code.MISSING_FIELD, field=field)
            return ()
        if not isinstance(found, list):
            self._wrong(field, found, list)
            return ()
        if required and not found:
            self.problem(Code.LIST_EMPTY, field, field=field)
        for place, item in enumerate(found):
            if not _is(item, kind):
                self._wrong(field, item, kind, place)
            elif item == "":
                self.problem(Code.TEXT_EMPTY, field, place, field=field)
        return tuple(item for item in found if _is(item, kind) and item != "")

    def _chosen(self, found: str, kinds: type[Choice], *field: str | int) -> Choice | None:
        try:
            return kinds(found)
        except ValueError:
            near = nearest(found, [kind.value for kind in kinds])
            self.problem(Code.UNKNOWN_VALUE, *field, value=found, near=near)
            return None

    def _wanted(self, field: str, found: Value | None, placeholder: Value) -> Value:
        if found is None:
            if field not in self._values:
                self.problem(Code.MISSING_FIELD, field=field)
            return placeholder
        return found

    def _wrong(self, field: str, found: object, kind: type, *inside: str | int) -> None:
        have = _KINDS.get(type(found), type(found).__name__)
        self.problem(Code.WRONG_TYPE, field, *inside, field=field, want=_KINDS[kind], have=have)


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the one of *known* that *name* may have meant, else all of them, in words."""
    names = [one for one in known if one]
    close = difflib.get_close_matches(name[:80], names, n=1)
    return close[0] if close else "one of: " + (", ".join(names) or "none yet")


def _is(value: object, kind: type) -> bool:
    """Tell whether TOML gave this kind; true is no number, and a time is no day."""
    return type(value) is kind


def _printed(path: Path) -> str:
    words = ""
    for part in path:
        if isinstance(part, int):
            words += f"[{part}]"
        else:
            words += f".{part}" if words else part
    return words
