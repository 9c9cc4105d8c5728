"""Backups: copies of a workspace's databases and books, taken while it is used.

1. A database is copied by SQLite's own means, as it was at one instant, whatever is written
   meanwhile. The journal comes first: what it says of the audit trail is in the later copy, too.
2. No key and no secret is copied: they are kept elsewhere. Nor is what is made from the journal.
3. ``dabyl.toml`` is written last, so that what broke off is no workspace.
"""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from dabyl.adapters.about import ABOUT, database_of, read_about, trouble
from dabyl.adapters.accounts.opening import DATABASE
from dabyl.adapters.disk import outside, sync_path, write_whole
from dabyl.adapters.exercise_clock import FILE as CLOCK
from dabyl.adapters.settings import SETTINGS
from dabyl.adapters.store.database import why
from dabyl.adapters.store.server import Server
from dabyl.adapters.workspace import JOURNAL
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem, Refused, Unavailable

_LOCK_WAIT_S: Final = 10.0
_PAGES_AT_ONCE: Final = 1000


def back_up(folder: Path, to: Path, *, books: tuple[str, ...]) -> None:
    """Copy the workspace in *folder* to the folder *to*, with those of its *books* that are there.

    Raises:
        Refused: *to* is not empty, there is no workspace, or a server keeps its databases.
        Unavailable: the disk is full or not writable; what was copied is no workspace.
    """
    read_about(folder)
    where = database_of(folder, JOURNAL)
    if isinstance(where, Server):
        raise _on_server(where)
    with outside(f"cannot back up to {to}"):
        to.mkdir(mode=0o700, parents=True, exist_ok=True)
        if any(to.iterdir()):
            raise Refused((trouble(Code.WORKSPACE_NOT_EMPTY, to),))
        for name in (JOURNAL, DATABASE):
            if (folder / name).exists():
                _copy(folder / name, to / name)
        for name in (SETTINGS, CLOCK, *books, ABOUT):
            if (folder / name).exists():
                (to / name).parent.mkdir(exist_ok=True)
                write_whole(to / name, (folder / name).read_bytes())
        sync_path(to)


def _copy(database: Path, to: Path) -> None:
    to.touch(mode=0o600)
    try:
        with (
            closing(sqlite3.connect(database, timeout=_LOCK_WAIT_S)) as source,
            closing(sqlite3.connect(to)) as copy,
        ):
            source.backup(copy, pages=_PAGES_AT_ONCE)
    except sqlite3.Error as error:
        raise Unavailable(f"cannot back up {database}: {why(error)} ({to})") from error
    sync_path(to)


def _on_server(server: Server) -> Refused:
    data = {"database": server.label, "schema": server.schema, "name": server.name}
    return Refused([Problem(code=Code.BACKUP_ON_SERVER, where=server.label, data=data)])
