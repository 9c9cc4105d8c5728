"""Databases: one SQLite file a workspace, or one PostgreSQL, registered with Django while open.

1. Every opening has an alias of its own, so many workspaces live in one process, and a folder that
   was removed and made anew is never confused with the old one.
2. Django gives each thread its own connection; ``close`` closes all of them.
3. A commit is on the disk before it returns (WAL, ``synchronous=FULL``; ``synchronous_commit``),
   and a transaction that writes takes a lock first (``lock_to_append``), so that what it reads
   cannot change before it writes.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any
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


@attrs.frozen(kw_only=True)
class Server:
    """A database on a PostgreSQL server. A password, if any, stands in the user's ``.pgpass``."""

    host: str
    port: int
    user: str
    name: str

    @property
    def label(self) -> str:
        """Return what people know it by."""
        return f"{self.name} on {self.host}:{self.port}"


@attrs.define(eq=False)
class Database:
    """One database, open."""

    where: Path | Server
    lock_wait_s: float = 10.0
    alias: str = attrs.field(init=False, factory=lambda: f"journal-{next(_numbers)}")
    _opened: "WeakSet[BaseDatabaseWrapper]" = attrs.field(init=False, factory=WeakSet, repr=False)

    def __attrs_post_init__(self) -> None:
        """Register the database with Django."""
        connections.databases[self.alias] = connections.configure_settings(
            {DEFAULT_DB_ALIAS: {}, self.alias: self._settings()}
        )[self.alias]

    @property
    def _label(self) -> str:
        return self.where.label if isinstance(self.where, Server) else str(self.where)

    def _settings(self) -> dict[str, Any]:
        if isinstance(self.where, Path):
            pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
            options = {"timeout": self.lock_wait_s, "transaction_mode": "IMMEDIATE"}
            return {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": self.where,
                "OPTIONS": {**options, "init_command": pragmas},
            }
        wait_ms = round(self.lock_wait_s * 1000)
        return {
            "ENGINE": "django.db.backends.postgresql",
            "HOST": self.where.host,
            "PORT": self.where.port,
            "USER": self.where.user,
            "NAME": self.where.name,
            "OPTIONS": {"options": f"-c lock_timeout={wait_ms} -c synchronous_commit=on"},
        }

    @contextmanager
    def doing(self, what: str) -> Iterator[BaseDatabaseWrapper]:
        """Give this thread's connection; failures become ``Unavailable``, begun with *what*."""
        connection = connections[self.alias]
        self._opened.add(connection)
        try:
            yield connection
        except DatabaseError as error:
            raise Unavailable(f"{what}: {_why(error)} ({self._label})") from error

    def lock_to_append(self, table: str) -> None:
        """Let nobody else write to *table* until the transaction ends; SQLite did so already."""
        connection = connections[self.alias]
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(f"LOCK TABLE {table} IN EXCLUSIVE MODE")

    def make_tables(self) -> None:
        """Bring the tables to the version of this program."""
        with self.doing("cannot make the journal") as connection:
            executor = MigrationExecutor(connection)
            executor.migrate([key for key in executor.loader.graph.leaf_nodes() if key[0] == APP])

    def close(self) -> None:
        """Close the connections of all threads; the database can be opened again."""
        for connection in list(self._opened):
            connection.inc_thread_sharing()
            connection.close()
            connection.dec_thread_sharing()


def _why(error: BaseException) -> str:
    cause = error.__cause__
    code = getattr(cause, "sqlite_errorcode", None)
    said = str(cause or error).partition("\n")[0]
    return _WORDS.get(code & 0xFF if code is not None else -1, said)
