"""The tables of entries and of drafts.

1. ``line`` is the entry; the other columns are copies out of it, for order and look-up. What is
   verified and folded is always the line.
2. Triggers refuse every UPDATE and DELETE, and every INSERT that does not follow the last row.
"""

from django.db import models


class EntryRow(models.Model):  # noqa: DJ008 - rows are never shown
    """One entry of the journal."""

    number = models.IntegerField(primary_key=True)
    hash = models.CharField(max_length=64, unique=True)
    previous = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=80, db_index=True)
    recorded_at_s = models.BigIntegerField()
    line = models.BinaryField()

    class Meta:
        """The table's name."""

        db_table = "journal_entry"


class AnyDraftRow(models.Model):
    """One draft; unlike entries, it is changed while people work on it."""

    id = models.CharField(max_length=80, primary_key=True)
    revision = models.IntegerField()
    body = models.BinaryField()

    class Meta:
        """No table of its own."""

        abstract = True


class DraftRow(AnyDraftRow):  # noqa: DJ008 - rows are never shown
    """One draft of a decision."""

    class Meta:
        """The table's name."""

        db_table = "draft"


class LibraryDraftRow(AnyDraftRow):  # noqa: DJ008 - rows are never shown
    """One draft of a change of the library."""

    class Meta:
        """The table's name."""

        db_table = "library_draft"
