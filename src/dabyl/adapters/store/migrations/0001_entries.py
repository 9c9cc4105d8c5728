"""The table of entries, and the triggers that keep it append-only."""

from collections.abc import Sequence
from typing import ClassVar

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
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
ON_SQLITE = (NO_UPDATE, NO_DELETE, IN_ORDER)

GUARD = """
CREATE FUNCTION journal_entry_guard() RETURNS trigger LANGUAGE plpgsql VOLATILE AS $guard$
DECLARE
  last journal_entry%ROWTYPE;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    RAISE EXCEPTION 'entries of the journal are never changed' USING ERRCODE = '23001';
  ELSIF TG_OP <> 'INSERT' THEN
    RAISE EXCEPTION 'entries of the journal are never deleted' USING ERRCODE = '23001';
  END IF;
  SELECT * INTO last FROM journal_entry ORDER BY number DESC LIMIT 1;
  IF NEW.number <> COALESCE(last.number, 0) + 1
     OR NEW.previous <> COALESCE(last.hash, repeat('0', 64)) THEN
    RAISE EXCEPTION 'an entry of the journal follows the last one' USING ERRCODE = '23001';
  END IF;
  RETURN NEW;
END $guard$
"""
EACH_ROW = """
CREATE TRIGGER journal_entry_guard BEFORE INSERT OR UPDATE OR DELETE ON journal_entry
FOR EACH ROW EXECUTE FUNCTION journal_entry_guard()
"""
NO_TRUNCATE = """
CREATE TRIGGER journal_entry_no_truncate BEFORE TRUNCATE ON journal_entry
FOR EACH STATEMENT EXECUTE FUNCTION journal_entry_guard()
"""
ON_POSTGRESQL = (GUARD, EACH_ROW, NO_TRUNCATE)


def guard(_: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Make the triggers of the database at hand."""
    for statement in ON_SQLITE if editor.connection.vendor == "sqlite" else ON_POSTGRESQL:
        editor.execute(statement, params=None)


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
        migrations.RunPython(guard),
    ]
