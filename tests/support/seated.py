"""People who are signed in already, each with browsers at a console that runs as a process."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext

from support.authenticator import Passkey
from support.browser import PATIENCE_MS
from support.consoles import a_console, a_desk, seat, session_of, sign_in
from support.processes import going_on

SESSION = "dabyl-session"


def sessions_of(folder: Path, *passkeys: Passkey) -> tuple[Path, list[str]]:
    """Make a workspace of Osland; sign in with each passkey, in turn; return both.

    Somebody whose passkey is named twice has two sessions.
    """

    def signed_in() -> tuple[Path, list[str]]:
        with a_console(folder) as console:
            seat(console, *dict.fromkeys(passkeys))
            found = []
            for passkey in passkeys:
                desk = a_desk()
                sign_in(desk, passkey)
                found.append(session_of(desk))
            return console.house.folder, found

    with ThreadPoolExecutor(1) as beside:  # where the loop of a browser does not run
        return beside.submit(signed_in).result()


@contextmanager
def served(workspace: Path) -> Iterator[str]:
    """Serve the console of a workspace, and give its address."""
    with going_on("console", "--port", "0", "--workspace", workspace) as running:
        yield running.until("serving")["address"]
        assert running.end() == 0


def come_in(context: BrowserContext, address: str, session: str) -> None:
    """Let a browser be in a session; it knows no token of one before."""
    context.clear_cookies()
    context.add_cookies([{"name": SESSION, "value": session, "url": address}])


def a_seat(chromium: Browser, address: str, session: str, *, width: int = 360) -> BrowserContext:
    """Open a browser that is in a session."""
    context = chromium.new_context(locale="en-GB", viewport={"width": width, "height": 800})
    context.set_default_timeout(PATIENCE_MS)
    come_in(context, address, session)
    return context
