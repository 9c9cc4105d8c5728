"""PostgreSQL servers: where one is, and how Django reaches it.

1. A schema holds one workspace and nothing else, so that many share a database.
2. Another machine is spoken to over TLS only, and shows a certificate of its name.
3. A server that is gone is noticed within seconds: nobody waits for it at 3 a.m. A server that we
   are gone from lets go within half a minute of what was begun.
"""

from pathlib import Path
from typing import Any, Final

import attrs

_CONNECT_S: Final = 5
_SILENT_MS: Final = 10_000
_LEFT_MS: Final = 30_000


@attrs.frozen(kw_only=True)
class Server:
    """A schema in a database on a PostgreSQL server; without a *ca* it is this machine's."""

    host: str
    port: int
    name: str
    schema: str = "public"
    user: str | None = None
    password: str | None = attrs.field(default=None, repr=False)
    ca: Path | None = None

    @property
    def label(self) -> str:
        """Return what people know it by."""
        return f"schema {self.schema} of PostgreSQL {self.name} on {self.host}:{self.port}"


def server_settings(server: Server, *, lock_wait_s: float) -> dict[str, Any]:
    """Return what Django is told of a server."""
    session = {
        "search_path": server.schema,
        "lock_timeout": str(round(lock_wait_s * 1000)),
        "synchronous_commit": "on",
        "idle_in_transaction_session_timeout": str(_LEFT_MS),
    }
    trust = {} if server.ca is None else {"sslmode": "verify-full", "sslrootcert": str(server.ca)}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": server.host,
        "PORT": server.port,
        "USER": server.user or "",
        "PASSWORD": server.password or "",
        "NAME": server.name,
        "OPTIONS": {
            "options": " ".join(f"-c {name}={value}" for name, value in session.items()),
            "connect_timeout": _CONNECT_S,
            "tcp_user_timeout": _SILENT_MS,
            "keepalives_idle": _CONNECT_S,
            "keepalives_interval": _CONNECT_S,
            "keepalives_count": 2,
            **trust,
        },
    }
