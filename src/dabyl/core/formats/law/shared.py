"""What every reader of law needs: days that may be uncertain, sources, status, languages."""

from collections.abc import Iterable
from decimal import Decimal

import attrs

from dabyl.core.formats.toml.table import Table
from dabyl.core.law.days import Day
from dabyl.core.values.codes import Code
from dabyl.core.values.languages import NO_TEXTS, Texts

_STATUS = ("confirmed", "unconfirmed")


@attrs.frozen
class Reading:
    """What a reader has to know of the file around its table."""

    languages: tuple[str, ...]
    sources: frozenset[str]

    def texts(self, table: Table, field: str) -> Texts:
        """Read texts that may be missing; where there are some, in every language."""
        found = table.optional_texts(field, languages=self.languages)
        return NO_TEXTS if found is None else found

    def cited(self, table: Table) -> tuple[str, ...]:
        """Read the field ``sources``: ids of sources of the file."""
        return tuple(self.known(table, "sources", self.sources, table.strings("sources")))

    def known(
        self, table: Table, kind: str, given: Iterable[str], names: tuple[str, ...]
    ) -> tuple[str, ...]:
        """Return the names, and report those that are not among the given ones."""
        have = sorted(given)
        for name in names:
            if name not in have:
                near = ", ".join(have)
                table.problem(Code.UNKNOWN_REFERENCE, kind, value=name, kind=kind, near=near)
        return names


def confirmed(table: Table) -> bool:
    """Read the field ``status``: whether a source that somebody read confirms this."""
    status = table.optional_text("status") or "confirmed"
    if status not in _STATUS:
        near = " or ".join(_STATUS)
        table.problem(Code.UNKNOWN_VALUE, "status", value=status, near=near)
    return status == "confirmed"


def optional_day(table: Table, field: str) -> Day | None:
    """Read a day: ``2015-01-01``, or ``{ not_before = 2016-06-08, not_after = 2025-12-31 }``."""
    if not isinstance(table.plain(field), dict):
        exact = table.optional_day(field)
        return None if exact is None else Day.on(exact)
    limits = table.table(field)
    return Day(
        not_before=limits.optional_day("not_before"), not_after=limits.optional_day("not_after")
    )


def decimal(table: Table, field: str) -> Decimal:
    """Read a whole number as an exact decimal."""
    return Decimal(table.integer(field))
