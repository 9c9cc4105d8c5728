"""Faults on purpose: a process that dies, or whose disk is full, at a chosen write.

Nothing here does anything unless ``DABYL_FAULTS`` is set, which only tests do:

* ``list:FILE`` writes one line for each write: its kind and the line of Dabyl that made it.
* ``kill:N`` kills the process with SIGKILL at write number N, counted from 1; bytes handed to a
  file in that write are half there.
* ``full:N`` lets write number N and all later ones fail as on a full disk; the first is half there.

1. A write is: opening a file to write, handing bytes to it, syncing, renaming, linking, removing,
   making a folder, and each statement of SQLite that writes, COMMIT included.
2. Writes are counted in the order in which Dabyl makes them; what libraries write for themselves
   (compiled modules) is not.
"""

import errno
import os
import signal
import sqlite3
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

ENV = "DABYL_FAULTS"
_PACKAGE = str(Path(__file__).parents[1])
_HERE = {__file__, str(Path(__file__).with_name("disk.py"))}
_EVENTS = frozenset(
    {"os.rename", "os.link", "os.symlink", "os.remove", "os.mkdir", "os.rmdir", "os.truncate"}
)
_WRITES = os.O_WRONLY | os.O_RDWR
_DEPTH = 2
_STATEMENTS = ("INSERT", "UPDATE", "DELETE", "REPLACE", "CREATE", "ALTER", "DROP", "COMMIT")


class _Faults:
    """Counts writes and strikes at the chosen one."""

    def __init__(self, kind: str, argument: str) -> None:
        self.kind = kind
        self.at = 0 if kind == "list" else int(argument)
        self.count = 0
        self.busy = False
        self.target = -1
        if kind == "list":
            flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
            self.target = os.open(argument, flags, 0o600)

    def strike(self, what: str, half: Callable[[], object] | None = None) -> None:
        """Count one write of the kind *what*; *half* does it by half."""
        site = None if self.busy else _site()
        if site is None:
            return
        self.count += 1
        if self.target >= 0:
            self._note(f"{what} {site}\n")
        elif self.count >= self.at:
            if half is not None and self.count == self.at:
                half()
            if self.kind == "kill":
                os.kill(os.getpid(), signal.SIGKILL)
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def _note(self, line: str) -> None:
        self.busy = True
        try:
            os.write(self.target, line.encode())
        finally:
            self.busy = False


def install() -> None:
    """Do what ``DABYL_FAULTS`` says; called once, before anything is written."""
    wanted = os.environ.get(ENV)
    if not wanted:
        return
    kind, _, argument = wanted.partition(":")
    faults = _Faults(kind, argument)
    sys.addaudithook(_audit(faults))
    _wrap_write(faults)
    _wrap_sync(faults)
    connection_created.connect(_trace(faults), weak=False)


def _audit(faults: _Faults) -> Callable[[str, tuple[Any, ...]], None]:
    def hook(event: str, args: tuple[Any, ...]) -> None:
        if event in _EVENTS or (event == "open" and args[2] & _WRITES):
            faults.strike(event)

    return hook


def _wrap_write(faults: _Faults) -> None:
    plain = os.write

    def write(handle: int, body: Any, /) -> int:  # noqa: ANN401 - any buffer, as os.write
        view = memoryview(body)
        faults.strike("os.write", lambda: plain(handle, view[: len(view) // 2]))
        return plain(handle, body)

    os.write = write


def _wrap_sync(faults: _Faults) -> None:
    plain_fsync, plain_sync = os.fsync, os.sync

    def fsync(fd: Any) -> None:  # noqa: ANN401 - a number or a file, as os.fsync
        faults.strike("os.fsync")
        plain_fsync(fd)

    def sync() -> None:
        faults.strike("os.sync")
        plain_sync()

    os.fsync, os.sync = fsync, sync


def _trace(faults: _Faults) -> Callable[..., None]:
    def connected(connection: BaseDatabaseWrapper, **_: object) -> None:
        raw = connection.connection
        if isinstance(raw, sqlite3.Connection):
            raw.set_trace_callback(statement)
            if faults.kind == "full":
                pages = raw.execute("PRAGMA page_count").fetchone()[0]
                raw.execute(f"PRAGMA max_page_count = {max(1, pages)}")

    def statement(sql: str) -> None:
        word = sql.lstrip().partition(" ")[0].upper().rstrip(";")
        if word in _STATEMENTS and faults.kind != "full":
            faults.strike(f"sqlite.{word}")

    return connected


def _site() -> str | None:
    """Return the line of Dabyl that writes, with the one that asked for it; None: not Dabyl."""
    lines = []
    for frame, number in traceback.walk_stack(sys._getframe(2)):  # noqa: SLF001 - the only way
        name = frame.f_code.co_filename
        if name.startswith("<frozen importlib") or name.endswith("importlib/_bootstrap.py"):
            return None
        if name.startswith(_PACKAGE) and name not in _HERE:
            lines.append(f"{name.removeprefix(_PACKAGE)[1:]}:{number}")
            if len(lines) == _DEPTH:
                break
    return " < ".join(lines) or None
