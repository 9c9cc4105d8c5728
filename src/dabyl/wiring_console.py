"""Wiring of the console: the one workspace that is open, and what its pages ask.

1. A process has one console open, since Django has one default database and one secret.
2. What needs models, which can be imported only once Django is ready, is in ``wiring_accounts``.
"""

from pathlib import Path

import attrs

from dabyl.adapters.accounts.opening import open_accounts
from dabyl.adapters.accounts.origin import Origin, parse_origin
from dabyl.adapters.clock import SystemClock
from dabyl.adapters.console_words import LANGUAGES, Words, console_words
from dabyl.adapters.server_http import Application
from dabyl.adapters.store.ready import CONSOLE, make_ready
from dabyl.adapters.theme import load_theme
from dabyl.core.values.instants import Instant
from dabyl.wiring import House, open_workspace

__all__ = ["LANGUAGES", "Origin", "Words", "console_words", "load_theme", "parse_origin"]


@attrs.frozen(eq=False)
class Console:
    """An open console: its workspace, and the address that people open it at."""

    house: House
    origin: Origin

    def now(self) -> Instant:
        """Return the real time: who signs in, and which key counts, is never simulated."""
        return SystemClock().now()


_open: list[Console] = []


def open_console(folder: Path, origin: Origin) -> Console:
    """Open the console of the workspace in *folder*; see ``adapters/accounts/opening``.

    Raises:
        Refused: there is no workspace, or no pack in it.
        Unavailable: the disk is full or not writable.
    """
    make_ready(CONSOLE)
    house = open_workspace(folder)
    house.register()
    open_accounts(folder, origin)
    _open[:] = [Console(house, origin)]
    return _open[0]


def console() -> Console:
    """Return the console that is open."""
    return _open[0]


def console_application() -> Application:
    """Return the pages as an ASGI application."""
    from django.core.asgi import (  # noqa: PLC0415 - Django must be ready
        get_asgi_application,
    )

    return get_asgi_application()  # type: ignore[return-value]  # Django asks for a dict
