"""The table of entries, and the triggers that keep it append-only."""

from collections.abc import Sequence
from typing import ClassVar

from django.db import migrations, models
from django.db.migrations.operations.base import Operation

NO_UPDATE = """
CREATE TRIGGER journal_entry_no_update BEFORE UPDATE ON journal_entry
BEGIN SELECT RAISE(ABORT, 'entries of the journal are never changed'); END
"""
NO_DELETE = """
CREATE TRIGGER journal_entry_no_delete BEFORE DELETE ON journal_entry
BEGIN SELECT RAISE(ABORT, 'entries of the journal are never deleted'); END
"""
# INSERT OR REPLACE deletes without the trigger above, so a row may not stand in another's way.
IN_ORDER = """
CREATE TRIGGER journal_entry_in_order BEFORE INSERT ON journal_entry
WHEN NEW.number IS NOT (SELECT COALESCE(MAX(number), 0) + 1 FROM journal_entry)
  OR NEW.previous IS NOT COALESCE(
    (SELECT hash FROM journal_entry ORDER BY number DESC LIMIT 1), printf('%064d', 0))
  OR EXISTS (SELECT 1 FROM journal_entry WHERE hash = NEW.hash)
BEGIN SELECT RAISE(ABORT, 'an entry of the journal follows the last one'); END
"""


class Migration(migrations.Migration):
    """Make the table."""

    initial: ClassVar[bool | None] = True

    operations: ClassVar[Sequence[Operation]] = [
        migrations.CreateModel(
            name="EntryRow",
            fields=[
                ("number", models.IntegerField(primary_key=True, serialize=False)),
                ("hash", models.CharField(max_length=64, unique=True)),
                ("previous", models.CharField(max_length=64, unique=True)),
                ("kind", models.CharField(db_index=True, max_length=80)),
                ("recorded_at_s", models.BigIntegerField()),
                ("line", models.BinaryField()),
            ],
            options={"db_table": "journal_entry"},
        ),
        migrations.RunSQL([NO_UPDATE, NO_DELETE, IN_ORDER]),
    ]
