"""The table of tokens."""

from collections.abc import Sequence
from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.migrations.operations.base import Operation


class Migration(migrations.Migration):
    """Make the table."""

    dependencies: ClassVar[Sequence[tuple[str, str]]] = [("accounts", "0001_accounts")]

    operations: ClassVar[Sequence[Operation]] = [
        migrations.CreateModel(
            name="Token",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("hash", models.CharField(max_length=64, unique=True)),
                ("label", models.CharField(max_length=60)),
                ("role", models.CharField(max_length=20)),
                ("office", models.CharField(blank=True, max_length=80)),
                ("area", models.JSONField(default=list)),
                ("keys", models.JSONField(default=list)),
                ("scopes", models.JSONField(default=list)),
                ("made_at_s", models.BigIntegerField()),
                ("ends_at_s", models.BigIntegerField()),
                ("used_at_s", models.BigIntegerField(default=0)),
                ("ended_at_s", models.BigIntegerField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tokens",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"db_table": "accounts_token"},
        ),
    ]
