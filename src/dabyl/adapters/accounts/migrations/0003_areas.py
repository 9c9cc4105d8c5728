"""A right for an hour can be for some places only."""

from collections.abc import Sequence
from typing import ClassVar

from django.db import migrations, models
from django.db.migrations.operations.base import Operation


class Migration(migrations.Migration):
    """Add the area of a right."""

    dependencies: ClassVar[Sequence[tuple[str, str]]] = [("accounts", "0002_tokens")]

    operations: ClassVar[Sequence[Operation]] = [
        migrations.AddField(
            model_name="right",
            name="area",
            field=models.JSONField(default=list),
        ),
    ]
