"""Consoles for tests: a workspace of Osland whose pages are asked in this process."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import attrs
from django.test import Client

from dabyl.adapters.accounts.opening import close_accounts
from dabyl.core.journal.keys import WorkspaceKind
from dabyl.wiring import clock, make_workspace
from dabyl.wiring_console import Console, open_console, parse_origin
from support.processes import osland_folder

HOST = "console.example.org"
ORIGIN = f"https://{HOST}"
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@attrs.frozen
class Desk:
    """A browser at the console, without script."""

    client: Client

    def get(self, path: str) -> Any:
        """Open a page."""
        return self.client.get(path)

    def post(self, path: str, *, page: str = "/sign-in", **fields: str) -> Any:
        """Send a form as it stands on *page*."""
        token = token_on(self.client.get(page))
        headers = {"origin": ORIGIN, "referer": f"{ORIGIN}/"}
        return self.client.post(path, {**fields, "csrfmiddlewaretoken": token}, headers=headers)


@contextmanager
def a_console(folder: Path, kind: WorkspaceKind = WorkspaceKind.LIVE) -> Iterator[Console]:
    """Open the console of a new workspace."""
    pack = osland_folder(folder)
    make_workspace(folder / "hq", kind=kind, packs=[str(pack)], at=clock().now()).workspace.close()
    opened = open_console(folder / "hq", parse_origin(ORIGIN))
    yield opened
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
