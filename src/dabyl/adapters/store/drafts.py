"""Drafts in the database, see ``ports/drafts``."""

from collections.abc import Mapping

import attrs
from django.db import IntegrityError, transaction
from django.db.models import Sum

from dabyl.adapters.store.database import Database
from dabyl.adapters.store.models import DraftRow, LibraryDraftRow
from dabyl.core.drafts.draft import Draft
from dabyl.core.formats.drafts.draft import format_draft, parse_draft
from dabyl.ports.drafts import DraftOvertaken


@attrs.frozen(eq=False)
class DjangoDraftStore:
    """Keeps drafts in a table of one database: those of decisions, unless another is named."""

    database: Database
    table: type[DraftRow] | type[LibraryDraftRow] = DraftRow

    def all(self) -> tuple[Draft, ...]:
        """Return every draft, in the order of their ids."""
        with self.database.doing("cannot read the drafts") as connection:
            rows = self.table.objects.using(connection.alias).order_by("id")
            return tuple(parse_draft(bytes(row.body)) for row in rows)

    def get(self, key: str) -> Draft | None:
        """Return the draft with the id *key*, or None."""
        with self.database.doing("cannot read the drafts") as connection:
            row = self.table.objects.using(connection.alias).filter(id=key).first()
            return None if row is None else parse_draft(bytes(row.body))

    def changes(self) -> int:
        """Return the sum of all revisions."""
        with self.database.doing("cannot read the drafts") as connection:
            rows = self.table.objects.using(connection.alias)
            return int(rows.aggregate(sum=Sum("revision"))["sum"] or 0)

    def revisions(self) -> Mapping[str, int]:
        """Return the revision of every draft, by its id."""
        with self.database.doing("cannot read the drafts") as connection:
            rows = self.table.objects.using(connection.alias)
            return dict(rows.values_list("id", "revision"))

    def put(self, draft: Draft, *, expected: int) -> None:
        """Store the draft in place of its revision *expected*; see the port."""
        with self.database.doing("cannot save the draft, nothing was written") as connection:
            if not self._is_put(connection.alias, draft, expected):
                raise DraftOvertaken(self.get(draft.id))

    def _is_put(self, alias: str, draft: Draft, expected: int) -> bool:
        body = format_draft(draft)
        rows = self.table.objects.using(alias)
        if expected:
            replaced = rows.filter(id=draft.id, revision=expected)
            return replaced.update(revision=draft.revision, body=body) == 1
        try:
            with transaction.atomic(using=alias):
                rows.create(id=draft.id, revision=draft.revision, body=body)
        except IntegrityError:
            return False
        return True


def draft_store(database: Database, *, of_library: bool = False) -> DjangoDraftStore:
    """Return the store of drafts of decisions, or of the library, in a database."""
    return DjangoDraftStore(database, LibraryDraftRow if of_library else DraftRow)
