"""A real PostgreSQL in a temporary folder, one for each test process.

``initdb`` refuses root, so that under root everything runs as the package's user ``postgres``.
"""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import attrs
import psycopg
import pytest
from django.db import connections

from dabyl.adapters.settings import SETTINGS
from dabyl.adapters.store.database import Database
from dabyl.adapters.store.server import Server
from support.ports import free_port

OLDEST = 15
_numbers = count(1)


@attrs.frozen(kw_only=True)
class Postgres:
    """A running server; ``conninfo`` is what psycopg connects with."""

    host: str
    port: int
    user: str = "dabyl"
    database: str = "postgres"
    control: tuple[str, ...] = attrs.field(default=(), repr=False)

    @property
    def conninfo(self) -> str:
        """Return the connection string."""
        return f"host={self.host} port={self.port} user={self.user} dbname={self.database}"

    @contextmanager
    def gone(self) -> Iterator[None]:
        """Stop the server at once, as a crash would, and start it again afterwards."""
        _run([*self.control, "-m", "immediate", "stop"], Path("/"))
        try:
            yield
        finally:
            _run([*self.control, "start"], Path("/"))
            connections.close_all()  # those of this thread are broken


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """Start a PostgreSQL with an empty database and stop it afterwards."""
    programs = programs_folder()
    if programs is None:
        pytest.skip(f"no PostgreSQL {OLDEST} or later (apt-get install postgresql-{OLDEST})")
    root = Path(tempfile.mkdtemp(prefix="dabyl-pg-"))
    try:
        yield from served(programs, root)
    finally:
        shutil.rmtree(root, ignore_errors=True)


def a_server(request: pytest.FixtureRequest) -> Server:
    """Return a new database there, for one test; it is skipped where there is no PostgreSQL."""
    postgres: Postgres = request.getfixturevalue("postgres")
    name = f"dabyl_{next(_numbers)}"
    with psycopg.connect(postgres.conninfo, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return Server(host=postgres.host, port=postgres.port, user=postgres.user, name=name)


def on_server(folder: Path, server: Server) -> None:
    """Let the workspace that will be made in *folder* keep its databases on a server."""
    folder.mkdir(parents=True)
    fields = {
        "host": server.host,
        "port": server.port,
        "name": server.name,
        "schema": server.schema,
        "user": server.user,
    }
    lines = [f"{name} = {json.dumps(value)}" for name, value in fields.items()]
    (folder / SETTINGS).write_text("\n".join(["[database]", *lines, ""]))


def close_of_thread(store: object) -> None:
    """Close what a store opened in this thread, which ends; one in memory opened nothing."""
    database = getattr(store, "database", None)
    if isinstance(database, Database):
        connections[database.alias].close()


def programs_folder() -> Path | None:
    """Return the folder of the newest installed server programs."""
    found = [
        path.parent
        for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")
        if path.parts[-3].isdigit() and int(path.parts[-3]) >= OLDEST
    ]
    return max(found, key=lambda path: int(path.parts[-2]), default=None)


def served(programs: Path, root: Path, *, sockets: bool = False) -> Iterator[Postgres]:
    """Serve a new database under *root* until closed; with *sockets*, its host is a folder."""
    data, port = root / "data", free_port()
    data.mkdir()
    as_user: list[str] = []
    if os.geteuid() == 0:
        as_user = ["runuser", "-u", "postgres", "--"]
        root.chmod(0o755)
        shutil.chown(data, "postgres")
    _run([*as_user, f"{programs}/initdb", "-D", f"{data}", "-U", "dabyl", *INITDB], root)
    folder = str(data) if sockets else ""
    with (data / "postgresql.conf").open("a", encoding="utf-8") as settings:
        settings.write(f"listen_addresses = '127.0.0.1'\nport = {port}\n")
        settings.write(f"unix_socket_directories = '{folder}'\n")
    control = [*as_user, f"{programs}/pg_ctl", "-D", f"{data}", "-w", "-l", f"{data}/log"]
    _run([*control, "start"], root)
    try:
        yield Postgres(host=folder or "127.0.0.1", port=port, control=tuple(control))
    finally:
        _run([*control, "-m", "immediate", "stop"], root)


INITDB = ("-A", "trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")


def _run(command: list[str], folder: Path) -> None:
    # the server inherits the standard streams: a pipe would never close
    subprocess.run(
        command, cwd=folder, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    )
