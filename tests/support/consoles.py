"""Consoles for tests: a workspace of Osland whose pages are asked in this process."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from typing import Any

import attrs
from django.test import Client
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url

from dabyl.adapters.accounts.opening import close_accounts
from dabyl.adapters.store.server import Server
from dabyl.core.journal.keys import WorkspaceKind
from dabyl.core.staff.keys import Role
from dabyl.core.values.instants import Instant
from dabyl.usecases.desk import record
from dabyl.wiring import clock, make_workspace
from dabyl.wiring_console import Console, open_console, parse_origin
from support.authenticator import PRESENT, VERIFIED, Passkey
from support.postgres import on_server
from support.processes import osland_folder
from support.staffed import admitted

HOST = "console.example.org"
ORIGIN = f"https://{HOST}"
_TICKET = re.compile(r'name="ticket" value="([^"]+)"')
_OPTIONS = re.compile(r'data-options="([^"]+)"')
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@attrs.frozen
class Desk:
    """A browser at the console, without script."""

    client: Client

    def get(self, path: str) -> Any:
        """Open a page."""
        return self.client.get(path)

    def send(self, path: str, page: Any, **fields: Any) -> Any:
        """Send the form of a page that was opened, with its ticket."""
        found = _TICKET.search(page.content.decode())
        ticket = {"ticket": found.group(1)} if found else {}
        token = {"csrfmiddlewaretoken": token_on(page)}
        headers = {"origin": ORIGIN, "referer": f"{ORIGIN}/"}
        return self.client.post(path, {**ticket, **token, **fields}, headers=headers)

    def post(self, path: str, *, page: str = "/sign-in", **fields: str) -> Any:
        """Send a form as it stands on *page*."""
        return self.send(path, self.get(page), **fields)


@contextmanager
def a_console(
    folder: Path,
    kind: WorkspaceKind = WorkspaceKind.LIVE,
    server: Server | None = None,
    *,
    begins: Instant | None = None,
) -> Iterator[Console]:
    """Open the console of a new workspace, whose databases are files, or on a PostgreSQL.

    The clock of an exercise *begins* then.
    """
    if server is not None:
        on_server(folder / "hq", server)
    make_workspace(
        folder / "hq",
        kind=kind,
        packs=[str(osland_folder(folder))],
        at=begins or clock().now(),
        is_simulated=begins is not None,
    ).workspace.close()
    with opened_at(folder / "hq") as opened:
        yield opened


@contextmanager
def opened_at(workspace: Path) -> Iterator[Console]:
    """Open the console of a workspace that is there."""
    opened = open_console(workspace, parse_origin(ORIGIN))
    try:
        yield opened
    finally:  # also after a test that failed: the next one would find it open
        opened.house.workspace.close()
        close_accounts()


def a_desk(source: str = "192.0.2.7") -> Desk:
    """Return a browser that comes from an address, through the proxy."""
    headers = {
        "host": HOST,
        "x-forwarded-proto": "https",
        "x-forwarded-for": source,
        "accept-language": "en",
    }
    return Desk(Client(headers=headers, enforce_csrf_checks=True))


def token_on(reply: Any) -> str:
    """Return the token of the forms on a page."""
    found = _TOKEN.search(reply.content.decode())
    assert found is not None, reply.content
    return found.group(1)


def joined(console: Console, key: Passkey) -> str:
    """Make a person with a passkey that the journal doesn't know; return its fingerprint."""
    from dabyl.adapters.accounts import (  # noqa: PLC0415 - Django must be ready
        models,
        passkeys,
    )

    at_s = console.now().s
    person = models.Person.objects.create(key=key.person, name=key.person.title(), made_at_s=at_s)
    made = person.passkeys.create(
        credential=key.credential, public_key=key.key.cose, site=key.site, made_at_s=at_s
    )
    return passkeys.fingerprint(made)


def seat(console: Console, *keys: Passkey) -> None:
    """Make persons with passkeys, and let the journal know their keys, as in a ceremony."""
    from dabyl.adapters.accounts import models  # noqa: PLC0415 - Django must be ready

    at = console.now()
    for one in keys:
        person, _ = models.Person.objects.get_or_create(
            key=one.person, defaults={"name": one.person.title(), "made_at_s": at.s}
        )
        person.passkeys.create(
            credential=one.credential, public_key=one.key.cose, site=one.site, made_at_s=at.s
        )
    record(console.house.desk, console.house.register(), admitted(*keys), at=console.domain_now())


def a_passkey(person: str, office: str | None = None, *roles: Role) -> Passkey:
    """Return a passkey of a person for this console."""
    return attrs.evolve(Passkey.of(person, office, *roles), site=HOST)


def sign_in(desk: Desk, passkey: Passkey) -> Any:
    """Sign in by a passkey; return the answer."""
    page = desk.get("/sign-in")
    return desk.send("/sign-in/passkey", page, answer=answer_to(page, passkey))


def at_the_desk(passkey: Passkey) -> Desk:
    """Return a browser in which somebody has signed in."""
    desk = a_desk()
    assert sign_in(desk, passkey)["Location"] == "/"
    return desk


def answer_to(
    page: Any, passkey: Passkey, *, flags: int = PRESENT | VERIFIED, counter: int = 0
) -> str:
    """Return what a browser sends for the form with ``data-passkey`` on a page."""
    found = _OPTIONS.search(page.content.decode())
    assert found is not None, page.content
    return answer_for(unescape(found.group(1)), passkey, flags=flags, counter=counter)


def answer_for(
    options: str,
    passkey: Passkey,
    *,
    origin: str = ORIGIN,
    flags: int = PRESENT | VERIFIED,
    counter: int = 0,
) -> str:
    """Return what a browser sends when it was asked for a passkey."""
    asked = base64url_to_bytes(json.loads(options)["challenge"])
    consent = passkey.sign(asked, origin=origin, flags=flags, counter=counter)
    response = {
        "authenticatorData": bytes_to_base64url(consent.authenticator_data),
        "clientDataJSON": bytes_to_base64url(consent.client_data),
        "signature": bytes_to_base64url(consent.signature),
    }
    known = {"id": passkey.credential, "rawId": passkey.credential, "type": "public-key"}
    return json.dumps({**known, "response": response, "clientExtensionResults": {}})


def session_of(desk: Desk) -> str:
    """Return what the cookie of a session holds, wherever the console is served."""
    return str(desk.client.cookies["__Host-dabyl-session"].value)
