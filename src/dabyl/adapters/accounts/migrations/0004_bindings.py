"""By which account at an OpenID provider a person may sign in."""

from collections.abc import Sequence
from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models
from django.db.migrations.operations.base import Operation


class Migration(migrations.Migration):
    """Add the bindings."""

    dependencies: ClassVar[Sequence[tuple[str, str]]] = [("accounts", "0003_areas")]

    operations: ClassVar[Sequence[Operation]] = [
        migrations.CreateModel(
            name="Binding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("issuer", models.CharField(max_length=255)),
                ("subject", models.CharField(max_length=255)),
                ("made_at_s", models.BigIntegerField()),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="binding",
                        to="accounts.person",
                    ),
                ),
            ],
            options={
                "db_table": "accounts_binding",
                "unique_together": {("issuer", "subject")},
            },
        ),
    ]
