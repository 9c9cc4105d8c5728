"""Settings: what a workspace's keeper chose, in ``settings.toml``.

    [database]                            # a PostgreSQL; see settings_database.py
    [mail]                                # letters to offices; see settings_mail.py
    [oidc]                                # single sign-on; see settings_oidc.py
    [messages]
    channels = ["feed", "cell"]           # which roads messages take; the feed always
    site = "https://warn.example/"        # where the public files are served
    hub = "https://hub.example/"          # a WebSub hub that hears of new messages

1. The file may be missing, and each table: then messages take the public feed, no hub hears of
   them, no letters are sent, nobody signs in by another account, and databases are files here.
2. A hub is told addresses of the site, so it needs one.
3. Every problem is found at once, with its line.
"""

from enum import StrEnum
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import attrs

from dabyl.adapters.settings_database import DatabaseSettings, parse_database
from dabyl.adapters.settings_mail import MailSettings, parse_mail
from dabyl.adapters.settings_oidc import OidcSettings, parse_oidc
from dabyl.core.formats.toml.reader import read_toml
from dabyl.core.formats.toml.table import Table
from dabyl.core.publication.cap.channels import CELL, FEED, Channel
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Unavailable

SETTINGS: Final = "settings.toml"


class Road(StrEnum):
    """The channels by their names in the file."""

    FEED = "feed"
    CELL = "cell"


_CHANNELS: Final = {Road.FEED: FEED, Road.CELL: CELL}


@attrs.frozen(kw_only=True)
class Settings:
    """The channels of messages, the address of the site with ``/`` at its end, and the others."""

    channels: tuple[Channel, ...] = (FEED,)
    site: str | None = None
    hub: str | None = None
    mail: MailSettings | None = None
    oidc: OidcSettings | None = None
    database: DatabaseSettings | None = None


def load_settings(folder: Path) -> Settings:
    """Return the settings of the workspace in *folder*.

    Raises:
        Rejected: they make no sense; every problem.
        Unavailable: the file cannot be read.
    """
    try:
        text = (folder / SETTINGS).read_text(encoding="utf-8")
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        raise Unavailable(f"cannot read {folder / SETTINGS}: {error}") from error
    return parse_settings(text)


def parse_settings(text: str) -> Settings:
    """Read settings from the text of their file.

    Raises:
        Rejected: they make no sense; every problem.
    """
    file = read_toml(text, file=SETTINGS)
    messages, mail = file.optional_table("messages"), file.optional_table("mail")
    found = Settings() if messages is None else _messages(messages)
    letters = None if mail is None else parse_mail(mail)
    oidc, server = file.optional_table("oidc"), file.optional_table("database")
    provider = None if oidc is None else parse_oidc(oidc)
    database = None if server is None else parse_database(server)
    file.done()
    file.findings.reject()
    return attrs.evolve(found, mail=letters, oidc=provider, database=database)


def _messages(table: Table) -> Settings:
    roads = table.choices("channels", Road) or (Road.FEED,)
    if Road.FEED not in roads:
        table.problem(Code.SETTING_WITHOUT_FEED, "channels")
    site, hub = _address(table, "site"), _address(table, "hub")
    if hub is not None and site is None:
        table.problem(Code.MISSING_FIELD, field="site")
    return Settings(
        channels=tuple(channel for road, channel in _CHANNELS.items() if road in roads),
        site=None if site is None else f"{site.rstrip('/')}/",
        hub=hub,
    )


def _address(table: Table, field: str) -> str | None:
    found = table.optional_text(field)
    if found is not None and not _is_address(found):
        table.problem(Code.NOT_AN_ADDRESS, field, value=found)
    return found


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        has_right_port = parts.port is None or parts.port > 0
    except ValueError:
        return False
    return (
        parts.scheme in {"http", "https"}
        and bool(parts.hostname)
        and has_right_port
        and text.isascii()
        and not any(sign.isspace() for sign in text)
        and not (parts.query or parts.fragment or parts.username)
    )
