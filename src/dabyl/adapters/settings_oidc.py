"""Settings of single sign-on: which OpenID provider says who somebody is.

    [oidc]
    issuer = "https://id.example.kz/realms/hq"  # as the provider's own document states it
    client = "dabyl"                            # the id under which the provider knows us
    name = "HQ account"                         # on the button; or one a language: { kk = ... }
    secrets = "/etc/dabyl/oidc.toml"            # our secret at the provider; see secrets.py
    ca = "id-ca.pem"                            # whom to trust; else the machine's own list

1. The way to the provider is encrypted; ``http`` is for a provider on this machine only.
2. The secret never stands here. Without one we are a public client, known by PKCE alone.
3. Paths are seen from the workspace's folder.
"""

from typing import Final
from urllib.parse import urlsplit

import attrs

from dabyl.adapters.console_words import LANGUAGES
from dabyl.core.formats.toml.table import Table
from dabyl.core.values.codes import Code
from dabyl.core.values.languages import Texts

_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_LONGEST: Final = 255


@attrs.frozen(kw_only=True)
class OidcSettings:
    """The provider, and what its button is called in each language."""

    issuer: str
    client: str
    name: Texts
    secrets: str | None = None
    ca: str | None = None


def parse_oidc(table: Table) -> OidcSettings:
    """Read the table; what is wrong with it is among the table's findings."""
    issuer = table.text("issuer")
    if issuer and not _is_issuer(issuer):
        table.problem(Code.NOT_AN_ISSUER, "issuer", value=issuer)
    return OidcSettings(
        issuer=issuer,
        client=table.text("client"),
        name=_name(table),
        secrets=table.optional_text("secrets"),
        ca=table.optional_text("ca"),
    )


def is_safe(address: str) -> bool:
    """Tell whether what travels to an address is read by nobody else."""
    try:
        parts = urlsplit(address)
        has_right_port = parts.port is None or parts.port > 0
    except ValueError:
        return False
    is_whole = bool(parts.hostname) and parts.username is None and not parts.fragment
    is_plain = address.isascii() and address.isprintable() and " " not in address
    return (
        has_right_port
        and is_whole
        and is_plain
        and (parts.scheme == "https" or is_of_this_machine(address))
    )


def is_of_this_machine(address: str) -> bool:
    """Tell whether an address is ``http`` on this machine, where nothing travels."""
    parts = urlsplit(address)
    return parts.scheme == "http" and parts.hostname in _LOOPBACK


def _is_issuer(text: str) -> bool:
    return is_safe(text) and "?" not in text and len(text) <= _LONGEST


def _name(table: Table) -> Texts:
    if isinstance(table.plain("name"), dict):
        return table.texts("name", languages=LANGUAGES)
    return Texts.of(dict.fromkeys(LANGUAGES, table.text("name")))
