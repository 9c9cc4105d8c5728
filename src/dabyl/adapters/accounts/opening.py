"""Opening the accounts of a workspace: its database, its secret, and the address of the console.

    console.sqlite3   persons, passkeys, rights, sessions and the audit trail; private, back it up
    keys/console.key  what cookies and tickets are signed with; a new one ends every session

1. The database is Django's default one: exactly one console is open in a process.
2. Over ``https`` cookies are sent there only, and browsers are told to come by no other way.
"""

import secrets
from pathlib import Path

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor

from dabyl.adapters.accounts.origin import LOCAL, Origin
from dabyl.adapters.disk import outside, write_new

DATABASE = "console.sqlite3"
SECRET = "console.key"  # noqa: S105 - a file's name
APPS = ("contenttypes", "auth", "accounts")
_PROXY_SAYS = ("HTTP_X_FORWARDED_PROTO", "https")
_YEAR_S = 31_536_000
_SECRET_BYTES = 48
_LOCK_WAIT_S = 10


def open_accounts(folder: Path, origin: Origin) -> None:
    """Make the accounts of the workspace in *folder* the ones that are asked.

    Raises:
        Unavailable: the disk is full or not writable.
    """
    _connect(folder / DATABASE)
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


def _connect(file: Path) -> None:
    connections[DEFAULT_DB_ALIAS].close()
    options = {
        "timeout": _LOCK_WAIT_S,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
    database = {"ENGINE": "django.db.backends.sqlite3", "NAME": file, "OPTIONS": options}
    configured = connections.configure_settings({DEFAULT_DB_ALIAS: database})
    connections.databases[DEFAULT_DB_ALIAS] = configured[DEFAULT_DB_ALIAS]
    del connections[DEFAULT_DB_ALIAS]
    with outside(f"cannot open {file}"):
        file.touch(mode=0o600)
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    executor.migrate([key for key in executor.loader.graph.leaf_nodes() if key[0] in APPS])


def _secret(file: Path) -> str:
    with outside("cannot read the console's secret"):
        if not file.exists():
            write_new(file, secrets.token_urlsafe(_SECRET_BYTES).encode(), mode=0o600)
        return file.read_text("ascii")
