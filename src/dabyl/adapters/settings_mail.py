"""Settings of mail: by which server letters to offices go, from whom and to whom.

    [mail]
    server = "smtp.example.kz"
    port = 587                      # else 25, 587 or 465, as security says
    security = "starttls"           # none, starttls (the default), tls
    ca = "mail-ca.pem"              # whom to trust; else the machine's own list
    sender = "dabyl@example.kz"
    secrets = "/etc/dabyl/mail.toml"    # user and password; see secrets.py

    [mail.to]
    republican-hq = ["duty@example.kz", "head@example.kz"]

1. User and password never stand here: this file may be read by many.
2. A password needs an encrypted connection.
3. Paths are seen from the workspace's folder.
"""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Final

import attrs

from dabyl.core.formats.toml.table import Table
from dabyl.core.values.codes import Code

_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.:-]{0,250}[a-z0-9])?", re.ASCII | re.IGNORECASE)
_ADDRESS = re.compile(
    r"[a-z0-9!#$%&'*+/=?^_`{|}~-][a-z0-9.!#$%&'*+/=?^_`{|}~-]{0,63}@[a-z0-9](?:[a-z0-9.-]{0,180}[a-z0-9])?",
    re.ASCII | re.IGNORECASE,
)
_LAST_PORT: Final = 65_535


class Security(StrEnum):
    """How the connection to the server is kept from others."""

    NONE = "none"
    STARTTLS = "starttls"
    TLS = "tls"


_PORTS: Final = {Security.NONE: 25, Security.STARTTLS: 587, Security.TLS: 465}


@attrs.frozen(kw_only=True)
class MailSettings:
    """The server and how it is reached, whose letters these are, and addresses by office."""

    server: str
    port: int
    security: Security
    sender: str
    to: Mapping[str, tuple[str, ...]]
    ca: str | None = None
    secrets: str | None = None


def parse_mail(table: Table) -> MailSettings:
    """Read the table; what is wrong with it is among the table's findings."""
    security = table.optional_choice("security", Security) or Security.STARTTLS
    secrets = table.optional_text("secrets")
    if secrets is not None and security is Security.NONE:
        table.problem(Code.PASSWORD_IN_THE_CLEAR, "secrets")
    return MailSettings(
        server=_server(table),
        port=_port(table) or _PORTS[security],
        security=security,
        sender=_sender(table),
        to=_to(table.table("to")),
        ca=table.optional_text("ca"),
        secrets=secrets,
    )


def _server(table: Table) -> str:
    found = table.text("server")
    if found and not _HOST.fullmatch(found):
        table.problem(Code.NOT_A_MAIL_SERVER, "server", value=found)
    return found


def _port(table: Table) -> int | None:
    found = table.optional_integer("port", at_least=1)
    if found is not None and found > _LAST_PORT:
        table.problem(Code.NOT_A_MAIL_SERVER, "port", value=found)
    return found


def _sender(table: Table) -> str:
    found = table.text("sender")
    if found and not _ADDRESS.fullmatch(found):
        table.problem(Code.NOT_A_MAIL_ADDRESS, "sender", value=found)
    return found


def _to(table: Table) -> dict[str, tuple[str, ...]]:
    found = {office: table.strings(office, required=True) for office in table.fields()}
    for office, addresses in found.items():
        for place, address in enumerate(addresses):
            if not _ADDRESS.fullmatch(address):
                table.problem(Code.NOT_A_MAIL_ADDRESS, office, place, value=address)
    return found
