"""Turns: whoever changes accounts is alone with them until it is done.

What is read first (how many there are, which line is the last) is still so when something is
written from it. SQLite lets one writer in at a time anyway; a PostgreSQL is asked to.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.db import DEFAULT_DB_ALIAS, connections, transaction

_TURN: Final = "LOCK TABLE accounts_audit IN EXCLUSIVE MODE"


@contextmanager
def turn() -> Iterator[None]:
    """Change all or nothing, while nobody else changes anything."""
    connection = connections[DEFAULT_DB_ALIAS]
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(_TURN)
        yield
