"""Claiming the schema of a workspace that is being made, on a PostgreSQL.

1. What was left behind by a making that died is removed: a journal without entries, or one that
   begins the workspace which that making was to have.
2. A schema that holds anything else is never touched.
3. Only one process at a time makes a workspace in a schema. A file has no need of all this: it lies
   in the workspace's folder, and is claimed with it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from dabyl.adapters.store.database import Database
from dabyl.adapters.store.server import Server
from dabyl.core.journal.entry import parse_entry
from dabyl.core.journal.keys import first_keyring
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem, Refused

_MADE: Final = frozenset({"journal_entry", "draft", "library_draft", "django_migrations"})
_DOING: Final = "cannot make the workspace's tables"


@contextmanager
def claim(where: Path | Server, *, left_behind: str | None) -> Iterator[None]:
    """Be the only one who makes a workspace there, in an empty schema.

    *left_behind* is the id of the workspace that a making which died was to have.

    Raises:
        Refused: something else is there, or another process is making a workspace.
        Unavailable: the server doesn't answer, or doesn't let us.
    """
    if isinstance(where, Path):
        yield
        return
    database = Database(where)
    try:
        with database.doing(_DOING) as connection, connection.cursor() as cursor:
            _lock(cursor, where)
            _make_schema(cursor, where)
            _check_free(cursor, where, left_behind)
            _remove(connection)
        yield
    finally:
        database.close()


def remove_tables(where: Path | Server) -> None:
    """Remove what a workspace that came to nothing began with; its folder is removed apart."""
    if isinstance(where, Path):
        return
    database = Database(where)
    try:
        with database.doing("cannot remove the workspace's tables") as connection:
            _remove(connection)
    finally:
        database.close()


def _lock(cursor: CursorWrapper, server: Server) -> None:
    """Take a lock that lasts as long as the connection."""
    cursor.execute(
        "SELECT pg_try_advisory_lock(hashtext('dabyl making'), hashtext(%s))", [server.schema]
    )
    if cursor.fetchone() != (True,):
        problem = Problem(
            code=Code.WORKSPACE_IN_THE_MAKING, where=server.label, data={"folder": server.label}
        )
        raise Refused([problem])


def _make_schema(cursor: CursorWrapper, server: Server) -> None:
    """Make the schema, unless somebody made it for us: that needs fewer rights."""
    cursor.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", [server.schema])
    if cursor.fetchone() is None:
        cursor.execute(f'CREATE SCHEMA "{server.schema}"')


def _check_free(cursor: CursorWrapper, server: Server, left_behind: str | None) -> None:
    cursor.execute(
        "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p', 'v', 'm', 'f')"
        " AND relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = %s)",
        [server.schema],
    )
    found = {name for (name,) in cursor.fetchall()}
    first = None
    if "journal_entry" in found:
        cursor.execute("SELECT line FROM journal_entry ORDER BY number LIMIT 1")
        first = cursor.fetchone()
    if first is not None and (begun := _workspace_of(bytes(first[0]))) != left_behind:
        raise _taken(server, f"the workspace {begun}")
    if others := sorted(found - _MADE):
        raise _taken(server, f"other tables ({', '.join(others)})")


def _workspace_of(line: bytes) -> str:
    return first_keyring(parse_entry(line)).workspace


def _taken(server: Server, what: str) -> Refused:
    data = {"database": server.label, "what": what}
    return Refused([Problem(code=Code.DATABASE_TAKEN, where=server.label, data=data)])


def _remove(connection: BaseDatabaseWrapper) -> None:
    tables = ", ".join(sorted(_MADE))
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {tables}")
        cursor.execute("DROP FUNCTION IF EXISTS journal_entry_guard()")
