"""Peers to measure against: a real PostgreSQL in a temporary folder."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from support.postgres import programs_folder, served


@contextmanager
def postgres() -> Iterator[str]:
    """Give the connection string of a fresh PostgreSQL; it is gone afterwards."""
    programs = programs_folder()
    if programs is None:
        raise SystemExit("no PostgreSQL 15 or later: apt-get install postgresql-15")
    root = Path(mkdtemp(prefix="dabyl-bench-"))
    try:
        for server in served(programs, root, sockets=True):
            yield server.conninfo
    finally:
        rmtree(root, ignore_errors=True)
