"""Wiring of the console: the one workspace that is open, and what its pages ask.

1. A process has one console open, since Django has one default database and one secret.
2. What needs models, which can be imported only once Django is ready, is in ``wiring_accounts``.
"""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import attrs

from dabyl.adapters.about import database_of
from dabyl.adapters.accounts.opening import DATABASE, open_accounts
from dabyl.adapters.accounts.origin import LOCAL, Origin, parse_origin
from dabyl.adapters.clock import SystemClock
from dabyl.adapters.console_words import LANGUAGES, Words, console_words, problem_words
from dabyl.adapters.server_cut_off import answering_all
from dabyl.adapters.server_http import Application
from dabyl.adapters.server_limit import TOO_LARGE, limited
from dabyl.adapters.store.database import label_of
from dabyl.adapters.store.database import why as why_database
from dabyl.adapters.store.ready import CONSOLE, make_ready
from dabyl.adapters.theme import load_theme
from dabyl.core.register.facts import Ceremony
from dabyl.core.values.instants import Instant
from dabyl.core.values.problems import Unavailable
from dabyl.ports.borders import BorderFile, Columns
from dabyl.usecases import staff
from dabyl.wiring import House, open_workspace

__all__ = [
    "LANGUAGES",
    "TOO_LARGE",
    "Origin",
    "Words",
    "console_words",
    "load_theme",
    "parse_origin",
    "problem_words",
    "why_database",
]


API_MOST_BYTES: Final = 262_144
_FORM_BYTES: Final = 2_500_000
_BORDERS: Final = "/library/borders/send"
_FIELDS_BYTES: Final = 100_000
"""What stands beside a file in the form that it comes with."""


@attrs.frozen(eq=False)
class Console:
    """An open console: its workspace, and the address that people open it at."""

    house: House
    origin: Origin
    at_end: list[Callable[[], None]] = attrs.field(factory=list, init=False)
    """What to do when the server is to end: streams don't end by themselves."""

    @property
    def workspace(self) -> str:
        """Return the id that the journal's first entry gives the workspace."""
        return self.house.register().staff.workspace

    def now(self) -> Instant:
        """Return the real time: who signs in, and which right counts, is never simulated."""
        return SystemClock().now()

    def domain_now(self) -> Instant:
        """Return the time by which decisions are told; only an exercise's can be simulated."""
        return self.house.now()


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


def upload_limit() -> int:
    """Return how many bytes an uploaded file of borders may have."""
    from dabyl.adapters.borders_upload import MOST_BYTES  # noqa: PLC0415 - GDAL takes long to load

    return MOST_BYTES


def read_uploaded_borders(data: bytes, columns: Columns) -> BorderFile:
    """Read an uploaded file of areas; see ``adapters/borders_upload``."""
    from dabyl.adapters.borders_upload import (  # noqa: PLC0415 - as above
        read_uploaded_borders as read,
    )

    return read(data, columns)


def most_bytes(path: str) -> int:
    """Return how many bytes a body may have that is sent to a path."""
    if path.startswith("/api/"):
        return API_MOST_BYTES
    return upload_limit() + _FIELDS_BYTES if path == _BORDERS else _FORM_BYTES


def console_application() -> Application:
    """Return the pages as an ASGI application; the server stops what is too large for it."""
    from django.core.asgi import (  # noqa: PLC0415 - Django must be ready
        get_asgi_application,
    )

    pages: Any = get_asgi_application()  # it asks for a dict
    return answering_all(limited(pages, most_bytes))


async def end_streams(stop: asyncio.Event) -> None:
    """Let what lasts end once *stop* is set."""
    await stop.wait()
    for end in console().at_end:
        end()


# --- what the command line asks of the accounts, whatever the address of the console ---


def invite_person(folder: Path, name: str) -> tuple[str, str]:
    """Invite a person, in a ceremony; return their pseudonym and the code of the invitation."""
    with _opened(folder) as opened:
        from dabyl.adapters.accounts import people  # noqa: PLC0415 - Django must be ready

        invited = people.invite(name, by=None, at=opened.now())
        return invited.person.key, invited.secret


def persons(folder: Path) -> list[dict[str, Any]]:
    """Return the persons by pseudonym, with what the journal says of their keys."""
    with _opened(folder) as opened:
        from dabyl.adapters.accounts import people  # noqa: PLC0415 - Django must be ready

        known = opened.house.register().staff.keys
        return [
            {
                "person": person.key,
                "keys": [
                    {
                        "credential": one.credential,
                        "roles": list(known[one.credential].roles)
                        if one.credential in known
                        else [],
                    }
                    for one in person.passkeys.all()
                ],
            }
            for person in people.everybody()
        ]


def hold_ceremony(
    folder: Path,
    kind: Ceremony,
    *,
    admit: Sequence[tuple[str, str]],
    retire: Sequence[str] = (),
) -> int:
    """Admit persons as administrators, each with the fingerprint that was read out.

    Return the number of the journal's last entry.

    Raises:
        Refused: a person or a fingerprint is not right, or the core says no.
    """
    with _opened(folder) as opened:
        from dabyl.adapters.accounts.ceremony import (  # noqa: PLC0415 - as above
            ceremony_keys,
            lost_keys,
        )

        house = opened.house
        lost = lost_keys(retire, house.register().staff)
        keys = ceremony_keys(admit, kind, at=opened.now())
        return staff.hold_ceremony(house.desk, kind, admit=keys, lost=lost, at=house.now()).number


@contextmanager
def _opened(folder: Path) -> Iterator[Console]:
    """Open the console for one question; what its database can't do is ``Unavailable``."""
    opened = open_console(folder, parse_origin(f"http://{LOCAL}"))
    from django.db import (  # noqa: PLC0415 - few commands need them
        InterfaceError,
        OperationalError,
        ProgrammingError,
    )

    try:
        yield opened
    except (OperationalError, InterfaceError, ProgrammingError) as error:
        label = label_of(database_of(folder, DATABASE))
        raise Unavailable(f"cannot ask the accounts: {why_database(error)} ({label})") from error
