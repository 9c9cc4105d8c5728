"""Settings of the database: a PostgreSQL, for what a workspace else keeps in files of its own.

    [database]
    host = "db.example.kz"              # or the folder of a socket: "/run/postgresql"
    port = 5432                         # unless it is another
    name = "dabyl"                      # the database
    schema = "hq"                       # this workspace's own in it; else "dabyl"
    user = "dabyl"                      # who we are, where no password is asked for
    ca = "db-ca.pem"                    # whom to trust; needed unless the server is this machine
    secrets = "/etc/dabyl/database.toml"    # user and password; see secrets.py

1. A password never stands here: this file may be read by many.
2. Another machine is spoken to over TLS only, and must show a certificate of its name.
3. Paths are seen from the workspace's folder.
"""

import re
from typing import Final

import attrs

from dabyl.core.formats.toml.table import Table
from dabyl.core.values.codes import Code

PORT: Final = 5432
SCHEMA: Final = "dabyl"
HERE: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_LAST_PORT: Final = 65_535
_HOST: Final = re.compile(
    r"/[\w./-]{0,90}|[A-Za-z0-9:](?:[A-Za-z0-9.:-]{0,250}[A-Za-z0-9])?", re.ASCII
)
_NAME: Final = re.compile(r"(?!pg_)[a-z_][a-z0-9_]{0,62}", re.ASCII)


@attrs.frozen(kw_only=True)
class DatabaseSettings:
    """Where the server is, what lies there, and how we come in."""

    host: str
    name: str
    port: int = PORT
    schema: str = SCHEMA
    user: str | None = None
    ca: str | None = None
    secrets: str | None = None


def parse_database(table: Table) -> DatabaseSettings:
    """Read the table; what is wrong with it is among the table's findings."""
    host = _fitting(table, "host", table.text("host"), _HOST)
    ca = table.optional_text("ca")
    if ca is None and host and not _is_here(host):
        table.problem(Code.MISSING_FIELD, field="ca")
    port = table.optional_integer("port", at_least=1)
    if port is not None and port > _LAST_PORT:
        table.problem(Code.NOT_A_DATABASE, "port", value=port, field="port")
    return DatabaseSettings(
        host=host,
        port=port or PORT,
        name=_fitting(table, "name", table.text("name"), _NAME),
        schema=_fitting(table, "schema", table.optional_text("schema") or SCHEMA, _NAME),
        user=_fitting(table, "user", table.optional_text("user") or "", _NAME) or None,
        ca=ca,
        secrets=table.optional_text("secrets"),
    )


def _is_here(host: str) -> bool:
    """Tell whether a server is on this machine: nobody listens on the way."""
    return host.startswith("/") or host in HERE


def _fitting(table: Table, field: str, found: str, shape: re.Pattern[str]) -> str:
    if found and not shape.fullmatch(found):
        table.problem(Code.NOT_A_DATABASE, field, value=found, field=field)
    return found
