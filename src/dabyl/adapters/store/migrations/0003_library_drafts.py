"""The table of drafts of the library."""

from collections.abc import Sequence
from typing import ClassVar

from django.db import migrations, models
from django.db.migrations.operations.base import Operation


class Migration(migrations.Migration):
    """Make the table."""

    dependencies: ClassVar[Sequence[tuple[str, str]]] = [("store", "0002_drafts")]

    operations: ClassVar[Sequence[Operation]] = [
        migrations.CreateModel(
            name="LibraryDraftRow",
            fields=[
                ("id", models.CharField(max_length=80, primary_key=True, serialize=False)),
                ("revision", models.IntegerField()),
                ("body", models.BinaryField()),
            ],
            options={"db_table": "library_draft"},
        ),
    ]
