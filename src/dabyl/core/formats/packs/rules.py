"""What every reader of a part needs: its surroundings, status, days in order, unique ids."""

from collections.abc import Callable
from datetime import date
from typing import Protocol, TypeVar

import attrs

from dabyl.core.formats.packs.references import References
from dabyl.core.formats.toml.table import Table
from dabyl.core.values.codes import Code
from dabyl.core.values.languages import NO_TEXTS, Texts

CONFIRMED = "confirmed"
UNCONFIRMED = "unconfirmed"


class WithId(Protocol):
    """Anything that has an id."""

    @property
    def id(self) -> str:
        """The id."""
        ...


Part = TypeVar("Part", bound=WithId)


@attrs.frozen(kw_only=True)
class Around:
    """What the reader of a part has to know of the pack or the scale around it."""

    references: References
    languages: tuple[str, ...]
    levels: str = "level"  # the kind of reference that names the levels

    def names(self, table: Table, field: str = "name") -> Texts:
        """Read names that must be there, or be said to be unknown."""
        return table.texts(field, languages=self.languages, unknown=True)

    def texts(self, table: Table, field: str) -> Texts:
        """Read texts that may be missing, or be said to be unknown."""
        found = table.optional_texts(field, languages=self.languages, unknown=True)
        return NO_TEXTS if found is None else found

    def level_ids(
        self, table: Table, field: str = "levels", *, required: bool = False
    ) -> tuple[str, ...]:
        """Read a list of levels of the version."""
        ids = table.ids(field, required=required)
        self.references.use_all(self.levels, ids, table, field)
        return ids

    def reference(self, table: Table, field: str, kind: str) -> str | None:
        """Read an id that names one of the kind, or None."""
        found = table.optional_id(field)
        self.references.use(kind, found, table, field)
        return found


def confirmed(table: Table) -> bool:
    """Read the field ``status``: whether a source that somebody read confirms this."""
    status = table.optional_text("status")
    if status not in {None, CONFIRMED, UNCONFIRMED}:
        near = f"{CONFIRMED} or {UNCONFIRMED}"
        table.problem(Code.UNKNOWN_VALUE, "status", value=status, near=near)
    return status != UNCONFIRMED


def days_in_order(table: Table, start: date | None, end: date | None, field: str) -> None:
    """Report an end, at *field*, that is not after its start."""
    if start is not None and end is not None and end <= start:
        table.problem(Code.END_BEFORE_START, field, start=str(start), end=str(end))


def each(table: Table, field: str, read: Callable[[Table], Part]) -> tuple[Part, ...]:
    """Read the parts at *field*, and report an id that comes twice."""
    seen: set[str] = set()
    parts = []
    for row in table.tables(field):
        part = read(row)
        if part.id and part.id in seen:
            row.problem(Code.DUPLICATE, "id", value=part.id)
        seen.add(part.id)
        parts.append(part)
    return tuple(parts)
