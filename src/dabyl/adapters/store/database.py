"""Databases: a SQLite file, or a schema of a PostgreSQL, registered with Django while open.

1. Every opening has an alias of its own, so many workspaces live in one process, and a folder that
   was removed and made anew is never confused with the old one.
2. Django gives each thread its own connection; ``close`` closes all of them.
3. A commit is on the disk before it returns (WAL, ``synchronous=FULL``; ``synchronous_commit``),
   and a transaction that writes takes a lock first (``lock_to_append``), so that what it reads
   cannot change before it writes.
4. A connection that was lost is closed, so that the next try makes a new one.
"""

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any
from weakref import WeakSet

import attrs
from django.db import DEFAULT_DB_ALIAS, DataError, Error, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from dabyl.adapters.disk import user_called
from dabyl.adapters.store.server import Server, server_settings
from dabyl.adapters.store.tables import STORE, bring_tables, check_known
from dabyl.core.values.problems import Unavailable

LOCK_WAIT_S = 10.0

_numbers = count(1)
_NO_TABLE = re.compile(r'no such table: (?:main\.)?(\w+)|relation "(\w+)" does not exist')
_WORDS = {
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_BUSY: "another process holds the lock",
    sqlite3.SQLITE_LOCKED: "another connection holds the lock",
    sqlite3.SQLITE_READONLY: "the user {user} may not write there",
    sqlite3.SQLITE_CANTOPEN: "the file cannot be opened by the user {user}",
    sqlite3.SQLITE_NOTADB: "the file is not a database",
    sqlite3.SQLITE_CORRUPT: "the file is damaged",
    sqlite3.SQLITE_IOERR: "the disk is full, or refused to read or write",
}


@attrs.define(eq=False)
class Database:
    """One database, open."""

    where: Path | Server
    lock_wait_s: float = LOCK_WAIT_S
    alias: str = attrs.field(init=False, factory=lambda: f"journal-{next(_numbers)}")
    _opened: "WeakSet[BaseDatabaseWrapper]" = attrs.field(init=False, factory=WeakSet, repr=False)
    _has_tables: bool = attrs.field(init=False, default=False)

    def __attrs_post_init__(self) -> None:
        """Register the database with Django."""
        register_database(self.alias, self.where, lock_wait_s=self.lock_wait_s)

    @property
    def label(self) -> str:
        """Return what people know it by."""
        return label_of(self.where)

    @contextmanager
    def doing(self, what: str) -> Iterator[BaseDatabaseWrapper]:
        """Give this thread's connection; failures become ``Unavailable``, begun with *what*."""
        connection = connections[self.alias]
        self._opened.add(connection)
        try:
            yield connection
        except DataError:  # no fault of the database: it was asked for what nothing can be
            raise
        except Error as error:
            connection.close_if_unusable_or_obsolete()
            raise Unavailable(f"{what}: {why(error)} ({self.label})") from error

    def lock_to_append(self, table: str) -> None:
        """Let nobody else write to *table* until the transaction ends; SQLite did so already."""
        connection = connections[self.alias]
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(f"LOCK TABLE {table} IN EXCLUSIVE MODE")

    def has_journal(self) -> bool:
        """Tell whether the table of entries is there, and nothing newer than this program.

        Raises:
            Refused: a newer program changed the tables.
        """
        if isinstance(self.where, Path) and not self.where.is_file():
            return False
        with self.doing("cannot read the journal") as connection:
            if not isinstance(self.where, Path) and not _has_entries(connection):
                return False
            check_known(connection, app=STORE, label=self.label)
        return True

    def make_tables(self) -> None:
        """Bring the tables to the version of this program, once."""
        if self._has_tables:
            return
        with self.doing("cannot make the journal") as connection:
            bring_tables(connection, frozenset({STORE}))
        self._has_tables = True

    def close(self) -> None:
        """Close the connections of all threads; the database can be opened again."""
        for connection in list(self._opened):
            connection.inc_thread_sharing()
            connection.close()
            connection.dec_thread_sharing()


def label_of(where: Path | Server) -> str:
    """Return what people know a database by."""
    return where.label if isinstance(where, Server) else str(where)


def register_database(
    alias: str, where: Path | Server, *, lock_wait_s: float = LOCK_WAIT_S
) -> None:
    """Tell Django what an alias means from now on."""
    given = (
        server_settings(where, lock_wait_s=lock_wait_s)
        if isinstance(where, Server)
        else _file_settings(where, lock_wait_s=lock_wait_s)
    )
    configured = connections.configure_settings({DEFAULT_DB_ALIAS: {}, alias: given})
    connections.databases[alias] = configured[alias]


def _file_settings(file: Path, *, lock_wait_s: float) -> dict[str, Any]:
    pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
    options = {"timeout": lock_wait_s, "transaction_mode": "IMMEDIATE", "init_command": pragmas}
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": file, "OPTIONS": options}


def _has_entries(connection: BaseDatabaseWrapper) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s)", ["journal_entry"])
        return bool(cursor.fetchone() != (None,))


def why(error: BaseException) -> str:
    """Return why a database could not do what it was asked, in a few words."""
    cause = error.__cause__
    code = getattr(cause or error, "sqlite_errorcode", None)
    said = str(cause or error).partition("\n")[0]
    if (found := _NO_TABLE.search(said)) is not None:
        return f"the table {found[1] or found[2]} is missing; restore the database from its backup"
    words = _WORDS.get(code & 0xFF if code is not None else -1, "{said}")
    return words.format(said=said, user=user_called(os.geteuid()))
