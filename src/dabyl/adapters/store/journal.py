"""The journal in a database, see ``ports/journal``.

When the connection is lost while a commit is under way, nobody told us what became of it. Then we
look: an entry is known by its hash. What can't be looked up is not told to have failed.
"""

from collections.abc import Iterator, Sequence

import attrs
from django.db import transaction
from django.db.models import BinaryField, QuerySet
from django.db.models.functions import Cast

from dabyl.adapters.order import check_linked
from dabyl.adapters.store.database import Database
from dabyl.adapters.store.models import EntryRow
from dabyl.core.journal.entry import START, Entry, Head, format_entry, parse_entry
from dabyl.core.values.problems import Unavailable
from dabyl.ports.journal import Overtaken

_PAGE = 500


@attrs.frozen(eq=False)
class DjangoJournalStore:
    """Keeps entries in the table of one database."""

    database: Database

    def entries(self, after: int = 0) -> Iterator[Entry]:
        """Return the entries with a number above *after*, in order."""
        return map(parse_entry, self.lines(after))

    def lines(self, after: int = 0) -> Iterator[bytes]:
        """Return the stored bytes of the entries with a number above *after*, unread.

        They are read page by page, so no transaction stays open between two of them.
        """
        while page := self._page(after):
            for number, line in page:
                after = number
                yield line

    def head(self) -> Head:
        """Return where the journal ends; ``START`` when it is empty."""
        with self.database.doing("cannot read the journal"):
            return self._head()

    def head_at(self, number: int) -> Head | None:
        """Return where the journal ended with entry *number*, or None when it has none such."""
        with self.database.doing("cannot read the journal"):
            found = list(self._stored().filter(number=number))
        return parse_entry(bytes(found[0][1])).head if found else None

    def append(self, entries: Sequence[Entry], *, expected: int) -> None:
        """Append all *entries*, sealed to follow entry *expected*, or none; see the port."""
        sent: list[EntryRow] = []
        try:
            self._append(entries, expected, sent)
        except Unavailable as error:
            if not (sent and self._has(entries[-1], error)):
                raise

    def close(self) -> None:
        """Close the connections of all threads."""
        self.database.close()

    def _append(self, entries: Sequence[Entry], expected: int, sent: list[EntryRow]) -> None:
        """Append; *sent* holds the rows when only the commit was left to do."""
        rows = [_row(entry) for entry in entries]
        with (
            self.database.doing("cannot record, nothing was written") as connection,
            transaction.atomic(using=connection.alias, durable=True),
        ):
            self.database.lock_to_append("journal_entry")
            head = self._head()
            if head.number != expected:
                raise Overtaken(expected, head.number, tuple(self.entries(expected)))
            check_linked(entries, head)
            sent += EntryRow.objects.using(connection.alias).bulk_create(rows)

    def _has(self, entry: Entry, error: Unavailable) -> bool:
        try:
            with (
                self.database.doing("cannot read the journal") as connection,
                transaction.atomic(using=connection.alias),
            ):
                self.database.lock_to_append("journal_entry")  # waits for a commit under way
                return self.head_at(entry.number) == entry.head
        except Unavailable:
            said = "nobody knows whether this was recorded, look before you repeat it"
            raise Unavailable(f"{said}: {error}") from error

    def _page(self, after: int) -> list[tuple[int, bytes]]:
        with self.database.doing("cannot read the journal"):
            page = self._stored().filter(number__gt=after).order_by("number")[:_PAGE]
            return [(number, bytes(line)) for number, line in page]

    def _head(self) -> Head:
        last = list(self._stored().order_by("-number")[:1])
        return parse_entry(bytes(last[0][1])).head if last else START

    def _stored(self) -> "QuerySet[EntryRow, tuple[int, bytes]]":
        """Return numbers and lines; a line that was changed into text is given as bytes, too."""
        rows = EntryRow.objects.using(self.database.alias)
        return rows.annotate(stored=Cast("line", BinaryField())).values_list("number", "stored")


def _row(entry: Entry) -> EntryRow:
    return EntryRow(
        number=entry.number,
        hash=entry.hash,
        previous=entry.previous,
        kind=entry.kind,
        recorded_at_s=entry.recorded_at.s,
        line=format_entry(entry),
    )
