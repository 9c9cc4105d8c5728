"""Databases: one SQLite file a workspace, registered with Django while it is open.

1. Every opening has an alias of its own, so many workspaces live in one process, and a folder that
   was removed and made anew is never confused with the old one.
2. Django gives each thread its own connection; ``close`` closes all of them.
3. A commit is on the disk before it returns (WAL, ``synchronous=FULL``), and a transaction takes
   the write lock when it begins, so that what it reads cannot change before it writes.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from weakref import WeakSet

import attrs
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor

from dabyl.core.values.problems import Unavailable

APP = "store"

_numbers = count(1)
_WORDS = {
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_BUSY: "another process holds the lock",
    sqlite3.SQLITE_LOCKED: "another connection holds the lock",
    sqlite3.SQLITE_READONLY: "writing is not permitted",
    sqlite3.SQLITE_CANTOPEN: "the file cannot be opened",
    sqlite3.SQLITE_NOTADB: "the file is not a database",
    sqlite3.SQLITE_CORRUPT: "the file is damaged",
    sqlite3.SQLITE_IOERR: "the disk refused to read or write",
}


@attrs.define(eq=False)
class Database:
    """One SQLite file, open."""

    file: Path
    lock_wait_s: float = 10.0
    alias: str = attrs.field(init=False, factory=lambda: f"journal-{next(_numbers)}")
    _opened: "WeakSet[BaseDatabaseWrapper]" = attrs.field(init=False, factory=WeakSet, repr=False)

    def __attrs_post_init__(self) -> None:
        """Register the file with Django."""
        connections.databases[self.alias] = connections.configure_settings(
            {
                DEFAULT_DB_ALIAS: {},
                self.alias: {
                    "ENGINE": "django.db.backends.sqlite3",
                    "NAME": self.file,
                    "OPTIONS": {
                        "timeout": self.lock_wait_s,
                        "transaction_mode": "IMMEDIATE",
                        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
                    },
                },
            }
        )[self.alias]

    @contextmanager
    def doing(self, what: str) -> Iterator[BaseDatabaseWrapper]:
        """Give this thread's connection; failures become ``Unavailable``, begun with *what*."""
        connection = connections[self.alias]
        self._opened.add(connection)
        try:
            yield connection
        except DatabaseError as error:
            raise Unavailable(f"{what}: {_why(error)} ({self.file})") from error

    def make_tables(self) -> None:
        """Bring the tables to the version of this program."""
        with self.doing("cannot make the journal") as connection:
            executor = MigrationExecutor(connection)
            executor.migrate([key for key in executor.loader.graph.leaf_nodes() if key[0] == APP])

    def close(self) -> None:
        """Close the connections of all threads; the file can be opened again."""
        for connection in list(self._opened):
            connection.inc_thread_sharing()
            connection.close()
            connection.dec_thread_sharing()


def _why(error: BaseException) -> str:
    cause = error.__cause__
    code = getattr(cause, "sqlite_errorcode", None)
    return _WORDS.get(code & 0xFF if code is not None else -1, str(cause or error))
