"""Tables of TOML, asked field by field.

1. A problem is collected, never raised; what is returned then is a harmless placeholder (empty
   text, 0, the first day of the calendar, no texts), so that reading goes on.
2. ``x("field")`` wants the field; ``optional_x("field")`` returns None when it is not there.
   Lists and tables of tables that are not there are empty, unless they are required.
3. ``where("field")`` names a place for people: ``scale.toml:12 level[2].rank``; places in arrays
   count from 0.
   The same table is handed out each time.
4. ``done()`` reports the fields that nobody asked for, here and in every table handed out. A field
   that depends on another is asked for in any case, or it is reported.
5. Texts in several languages are a table from language to text, or to a list of lines:
   ``name = { kk = "...", ru = "..." }``. Where the reader allows it, ``"unknown"`` stands for a
   text that is not known.
"""

import difflib
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from dabyl.core.formats.toml.findings import Findings
from dabyl.core.formats.toml.locate import Path, line_of
from dabyl.core.values.codes import Code
from dabyl.core.values.ids import is_id
from dabyl.core.values.instants import EARLIEST, Instant, from_datetime, parse_instant
from dabyl.core.values.languages import NO_TEXTS, Texts
from dabyl.core.values.problems import Problem
from dabyl.core.values.zones import is_zone

Choice = TypeVar("Choice", bound=StrEnum)
Value = TypeVar("Value")

UNKNOWN = "unknown"
NO_DAY = date.min
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*", re.ASCII)
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


class Table:
    """A table of a TOML file, with its lines and the findings of the whole reading."""

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
        self._children: dict[Path, Table] = {}

    # --- places and problems ---

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

    def done(self) -> None:
        """Report the fields that nobody asked for, here and in every table handed out."""
        for field in self._values:
            if field not in self._asked:
                near = nearest(field, self._asked)
                self.problem(Code.UNKNOWN_FIELD, field, field=field, near=near)
        for child in self._children.values():
            child.done()

    # --- single values ---

    def plain(self, field: str) -> Any:  # noqa: ANN401 -- what TOML gives, as it is
        """Return the value as TOML gives it, or None."""
        self._asked[field] = None
        return self._values.get(field)

    def text(self, field: str) -> str:
        """Return a text that is not empty."""
        return self._wanted(field, self.optional_text(field), "")

    def optional_text(self, field: str) -> str | None:
        """Return a text that is not empty, or None."""
        found = self._typed(field, str)
        if found is None:
            return None
        if not found.strip():
            self.problem(Code.TEXT_EMPTY, field, field=field)
        return found.strip()

    def id(self, field: str) -> str:
        """Return an id."""
        return self._wanted(field, self.optional_id(field), "")

    def optional_id(self, field: str) -> str | None:
        """Return an id, or None."""
        found = self._typed(field, str)
        if found is not None and not is_id(found):
            self.problem(Code.NOT_AN_ID, field, value=found)
        return found

    def integer(self, field: str, *, at_least: int | None = None) -> int:
        """Return a whole number."""
        return self._wanted(field, self.optional_integer(field, at_least=at_least), at_least or 0)

    def optional_integer(self, field: str, *, at_least: int | None = None) -> int | None:
        """Return a whole number, or None."""
        found = self._typed(field, int)
        if found is not None and at_least is not None and found < at_least:
            self.problem(Code.NUMBER_TOO_SMALL, field, value=found, least=at_least)
            return at_least
        return found

    def number(self, field: str) -> float:
        """Return a number, whole or not."""
        return self._wanted(field, self.optional_number(field), 0.0)

    def optional_number(self, field: str) -> float | None:
        """Return a number, whole or not, or None."""
        found = self.plain(field)
        if found is None:
            return None
        if isinstance(found, bool) or not isinstance(found, int | float):
            self._wrong(field, found, float)
            return None
        return float(found)

    def flag(self, field: str, *, default: bool) -> bool:
        """Return true or false, or *default* when the field is not there."""
        found = self.optional_flag(field)
        return default if found is None else found

    def optional_flag(self, field: str) -> bool | None:
        """Return true or false, or None."""
        return self._typed(field, bool)

    def day(self, field: str) -> date:
        """Return a day: ``valid_from = 2016-06-06``."""
        return self._wanted(field, self.optional_day(field), NO_DAY)

    def optional_day(self, field: str) -> date | None:
        """Return a day, or None."""
        return self._typed(field, date)

    def instant(self, field: str) -> Instant:
        """Return an instant: a TOML time with an offset, or RFC 3339 text."""
        return self._wanted(field, self.optional_instant(field), EARLIEST)

    def optional_instant(self, field: str) -> Instant | None:
        """Return an instant, or None."""
        found = self.plain(field)
        if found is None:
            return None
        try:
            if isinstance(found, datetime):
                return from_datetime(found)
            if isinstance(found, str):
                return parse_instant(found)
        except ValueError:
            self.problem(Code.TIME_UNREADABLE, field, value=str(found))
            return EARLIEST
        self._wrong(field, found, datetime)
        return EARLIEST

    def zone(self, field: str) -> str:
        """Return the name of a time zone."""
        return self._wanted(field, self.optional_zone(field), "UTC")

    def optional_zone(self, field: str) -> str | None:
        """Return the name of a time zone, or None."""
        found = self._typed(field, str)
        if found is None or is_zone(found):
            return found
        self.problem(Code.ZONE_UNKNOWN, field, value=found)
        return "UTC"

    def choice(self, field: str, kinds: type[Choice]) -> Choice:
        """Return one of the values of *kinds*."""
        return self._wanted(field, self.optional_choice(field, kinds), next(iter(kinds)))

    def optional_choice(self, field: str, kinds: type[Choice]) -> Choice | None:
        """Return one of the values of *kinds*, or None."""
        found = self._typed(field, str)
        return None if found is None else self._chosen(found, kinds, field)

    # --- lists ---

    def strings(self, field: str, *, required: bool = False) -> tuple[str, ...]:
        """Return a list of texts that are not empty."""
        return self._list(field, str, required=required)

    def ids(self, field: str, *, required: bool = False) -> tuple[str, ...]:
        """Return a list of ids."""
        found = self._list(field, str, required=required)
        for place, item in enumerate(found):
            if not is_id(item):
                self.problem(Code.NOT_AN_ID, field, place, value=item)
        return found

    def choices(
        self, field: str, kinds: type[Choice], *, required: bool = False
    ) -> tuple[Choice, ...]:
        """Return a list of values of *kinds*."""
        found = self._list(field, str, required=required)
        chosen = (self._chosen(item, kinds, field, place) for place, item in enumerate(found))
        return tuple(item for item in chosen if item is not None)

    # --- texts in languages ---

    def texts(self, field: str, *, languages: Iterable[str] = (), unknown: bool = False) -> Texts:
        """Return texts in at least *languages*; *unknown* allows the word ``"unknown"`` instead."""
        found = self.optional_texts(field, languages=languages, unknown=unknown)
        return self._wanted(field, found, NO_TEXTS)

    def optional_texts(
        self, field: str, *, languages: Iterable[str] = (), unknown: bool = False
    ) -> Texts | None:
        """Return texts in at least *languages*, or None."""
        found = self.plain(field)
        if found is None:
            return None
        if unknown and found == UNKNOWN:
            return NO_TEXTS
        if not isinstance(found, dict):
            self._wrong(field, found, dict)
            return NO_TEXTS
        texts = Texts.of({lang: self._lines_of(field, lang, said) for lang, said in found.items()})
        for lang in dict.fromkeys(languages):
            if lang not in found:
                self.problem(Code.LANGUAGE_MISSING, field, languages=lang)
        return texts

    def lines(self, field: str) -> str:
        """Return a text that may be written as a list of its lines."""
        found = self.plain(field)
        return self._wanted(field, None if found is None else self._joined(found, field), "")

    def _lines_of(self, field: str, lang: str, said: object) -> str:
        if not _LANGUAGE.fullmatch(lang):
            self.problem(Code.LANGUAGE_UNKNOWN, field, lang, value=lang)
        return self._joined(said, field, lang)

    def _joined(self, said: object, *field: str) -> str:
        lines: list[object] = said if isinstance(said, list) else [said]
        texts = [line.strip() for line in lines if isinstance(line, str)]
        if len(texts) < len(lines):
            wrong = next(line for line in lines if not isinstance(line, str))
            self._wrong(field[0], wrong, str, *field[1:])
            return ""
        text = "\n".join(texts)
        if not text:
            self.problem(Code.TEXT_EMPTY, *field, field=field[-1])
        return text

    # --- tables ---

    def table(self, field: str) -> "Table":
        """Return a table; one without fields when it is not there."""
        found = self.optional_table(field)
        return self._wanted(field, found, self._silent(field))

    def optional_table(self, field: str) -> "Table | None":
        """Return a table, or None."""
        found = self._typed(field, dict)
        return None if found is None else self._child(found, field)

    def tables(self, field: str, *, required: bool = False) -> tuple["Table", ...]:
        """Return the tables of an array of tables."""
        found = self._list(field, dict, required=required)
        return tuple(self._child(item, field, place) for place, item in enumerate(found))

    def entries(self) -> tuple[tuple[str, "Table"], ...]:
        """Return the tables that this table holds under names that the file chose."""
        found = ((name, self.optional_table(name)) for name in self._values)
        return tuple((name, table) for name, table in found if table is not None)

    # --- inside ---

    def _child(self, values: Mapping[str, Any], *field: str | int) -> "Table":
        if field not in self._children:
            self._children[field] = Table(
                values,
                lines=self._lines,
                file=self.file,
                findings=self.findings,
                path=(*self.path, *field),
            )
        return self._children[field]

    def _silent(self, field: str) -> "Table":
        path = (*self.path, field)
        return Table({}, lines=self._lines, file=self.file, findings=Findings(), path=path)

    def _typed(self, field: str, kind: type[Value]) -> Value | None:
        found = self.plain(field)
        if found is None or _is(found, kind):
            return found  # type: ignore[no-any-return] # _is has just told its type
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
    names = list(known)
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
