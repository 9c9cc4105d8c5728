"""Opening the accounts of a workspace: its database, its secret, and the address of the console.

    console.sqlite3   persons, passkeys, rights, sessions and the audit trail; private, back it up.
                      On a PostgreSQL they lie beside the journal
    keys/console.key  what cookies and tickets are signed with; a new one ends every session

1. The database is Django's default one: exactly one console is open in a process.
2. Over ``https`` cookies are sent there only, and browsers are told to come by no other way.
"""

import secrets
from pathlib import Path

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, Error, connections

from dabyl.adapters.about import database_of
from dabyl.adapters.accounts.origin import LOCAL, Origin
from dabyl.adapters.disk import outside, write_new
from dabyl.adapters.store.database import label_of, register_database, why
from dabyl.adapters.store.server import Server
from dabyl.adapters.store.tables import bring_tables, check_known
from dabyl.core.values.problems import Unavailable

DATABASE = "console.sqlite3"
SECRET = "console.key"  # noqa: S105 - a file's name
APP = "accounts"
APPS = frozenset({"contenttypes", "auth", APP})
_PROXY_SAYS = ("HTTP_X_FORWARDED_PROTO", "https")
_YEAR_S = 31_536_000
_SECRET_BYTES = 48


def open_accounts(folder: Path, origin: Origin) -> None:
    """Make the accounts of the workspace in *folder* the ones that are asked.

    Raises:
        Refused: a newer program changed the tables.
        Unavailable: the disk is full or not writable, or the server doesn't answer.
    """
    _connect(database_of(folder, DATABASE))
    settings.SECRET_KEY = _secret(folder / "keys" / SECRET)
    settings.ALLOWED_HOSTS = [origin.host]
    settings.CSRF_TRUSTED_ORIGINS = [origin.text]
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = origin.is_secure
    prefix = "__Host-" if origin.is_secure else ""
    settings.SESSION_COOKIE_NAME = f"{prefix}dabyl-session"
    settings.CSRF_COOKIE_NAME = f"{prefix}dabyl-csrf"
    settings.SECURE_PROXY_SSL_HEADER = _PROXY_SAYS if origin.is_secure else None
    settings.SECURE_HSTS_SECONDS = _YEAR_S if origin.is_secure else 0
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = False
    settings.SECURE_SSL_REDIRECT = origin.is_secure and origin.host != LOCAL


def close_accounts() -> None:
    """Close this thread's connection."""
    connections[DEFAULT_DB_ALIAS].close()


def _connect(where: Path | Server) -> None:
    connections[DEFAULT_DB_ALIAS].close()
    register_database(DEFAULT_DB_ALIAS, where)
    del connections[DEFAULT_DB_ALIAS]
    if isinstance(where, Path):
        with outside(f"cannot open {where}"):
            where.touch(mode=0o600)
    label = label_of(where)
    try:
        check_known(connections[DEFAULT_DB_ALIAS], app=APP, label=label)
        bring_tables(connections[DEFAULT_DB_ALIAS], APPS)
    except Error as error:
        raise Unavailable(f"cannot open the accounts: {why(error)} ({label})") from error


def _secret(file: Path) -> str:
    with outside("cannot read the console's secret"):
        if not file.exists():
            write_new(file, secrets.token_urlsafe(_SECRET_BYTES).encode(), mode=0o600)
        return file.read_text("ascii")
