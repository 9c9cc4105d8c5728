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

import re
from collections.abc import Iterable, Mapping
from typing import Any

from dabyl.core.formats.toml.findings import Findings
from dabyl.core.formats.toml.locate import Path
from dabyl.core.formats.toml.node import nearest
from dabyl.core.formats.toml.values import Values
from dabyl.core.values.codes import Code
from dabyl.core.values.languages import NO_TEXTS, Texts

UNKNOWN = "unknown"
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*", re.ASCII)


class Table(Values):
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
        super().__init__(values, lines=lines, file=file, findings=findings, path=path)
        self._children: dict[Path, Table] = {}

    def done(self) -> None:
        """Report the fields that nobody asked for, here and in every table handed out."""
        for field in self._values:
            if field not in self._asked:
                near = nearest(field, self._asked)
                self.problem(Code.UNKNOWN_FIELD, field, field=field, near=near)
        for child in self._children.values():
            child.done()

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
