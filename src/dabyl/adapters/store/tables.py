"""Tables: brought to the version of this program, and never taken back from a newer one.

1. Two processes that start at once bring them there one after the other.
2. Tables that a newer program changed are left alone: it knows what we don't.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pkgutil import iter_modules
from typing import Final

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem, Refused

STORE: Final = "store"


def bring_tables(connection: BaseDatabaseWrapper, wanted: frozenset[str]) -> None:
    """Bring the tables of the *wanted* apps to the version of this program."""
    with one_at_a_time(connection, "tables"):
        executor = MigrationExecutor(connection)
        leaves = executor.loader.graph.leaf_nodes()
        executor.migrate([key for key in leaves if key[0] in wanted])


def check_known(connection: BaseDatabaseWrapper, *, app: str, label: str) -> None:
    """Check that this program knows everything that was done to the tables of *app*.

    Raises:
        Refused: a newer program changed them.
    """
    done = MigrationRecorder(connection).applied_migrations()
    if newer := sorted({name for of, name in done if of == app} - _known(app)):
        data = {"database": label, "tables": ", ".join(newer)}
        raise Refused([Problem(code=Code.DATABASE_NEWER, where=label, data=data)])


@contextmanager
def one_at_a_time(connection: BaseDatabaseWrapper, what: str) -> Iterator[None]:
    """Be the only one on a server who does *what* in this schema; SQLite has locks of its own."""
    if connection.vendor != "postgresql":
        yield
        return
    lock = "(hashtext('dabyl ' || %s), hashtext(current_schema()))"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_advisory_lock{lock}", [what])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT pg_advisory_unlock{lock}", [what])


def _known(app: str) -> set[str]:
    migrations = import_module(f"{apps.get_app_config(app).name}.migrations")
    return {found.name for found in iter_modules(migrations.__path__)}
