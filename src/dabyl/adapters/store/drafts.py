"""Drafts in the database, see ``ports/drafts``."""

import attrs
from django.db import IntegrityError, transaction

from dabyl.adapters.store.database import Database
from dabyl.adapters.store.models import DraftRow
from dabyl.core.drafts.draft import Draft
from dabyl.core.formats.drafts.draft import format_draft, parse_draft
from dabyl.ports.drafts import DraftOvertaken


@attrs.frozen(eq=False)
class DjangoDraftStore:
    """Keeps drafts in the table of one database."""

    database: Database

    def all(self) -> tuple[Draft, ...]:
        """Return every draft, in the order of their ids."""
        with self.database.doing("cannot read the drafts") as connection:
            rows = DraftRow.objects.using(connection.alias).order_by("id")
            return tuple(parse_draft(bytes(row.body)) for row in rows)

    def get(self, key: str) -> Draft | None:
        """Return the draft with the id *key*, or None."""
        with self.database.doing("cannot read the drafts") as connection:
            row = DraftRow.objects.using(connection.alias).filter(id=key).first()
            return None if row is None else parse_draft(bytes(row.body))

    def put(self, draft: Draft, *, expected: int) -> None:
        """Store the draft in place of its revision *expected*; see the port."""
        with self.database.doing("cannot save the draft, nothing was written") as connection:
            if not self._is_put(connection.alias, draft, expected):
                raise DraftOvertaken(self.get(draft.id))

    @staticmethod
    def _is_put(alias: str, draft: Draft, expected: int) -> bool:
        body = format_draft(draft)
        rows = DraftRow.objects.using(alias)
        if expected:
            replaced = rows.filter(id=draft.id, revision=expected)
            return replaced.update(revision=draft.revision, body=body) == 1
        try:
            with transaction.atomic(using=alias):
                rows.create(id=draft.id, revision=draft.revision, body=body)
        except IntegrityError:
            return False
        return True
