"""Wiring of drafts and staff: the desk that every door writes, proposes and approves at."""

from dabyl.adapters.theme import load_theme
from dabyl.core.register.register import Register
from dabyl.core.staff.consents import Consent
from dabyl.core.values.instants import Instant
from dabyl.ports.journal import Overtaken
from dabyl.usecases.drafts.draft_desk import DraftDesk
from dabyl.usecases.library.approving import Changed, approve
from dabyl.wiring import House, speaking

_ATTEMPTS = 5


def draft_desk(house: House, *, at: Instant) -> DraftDesk:
    """Return the desk for drafts of an open workspace; *at* chooses the key of messages.

    Raises:
        Unavailable: the disk is full or not writable, or the key cannot be read.
    """
    desk = speaking(house, at=at)
    return DraftDesk(desk=desk, drafts=house.workspace.drafts(), theme=load_theme())


def library_desk(house: House) -> DraftDesk:
    """Return the desk for drafts of the library of an open workspace.

    Raises:
        Unavailable: the disk is full or not writable.
    """
    return DraftDesk(
        desk=house.desk, drafts=house.workspace.drafts(of_library=True), theme=load_theme()
    )


def approve_change(house: House, key: str, *, consent: Consent, at: Instant) -> Changed:
    """Record a change of the library, and make keys for offices that are new.

    Raises:
        Refused, Overtaken, Unavailable: as ``usecases/library/approving``.
    """
    done = approve(library_desk(house), key, consent=consent, at=at)
    make_office_keys(house, done.register, at=at)
    return done


def make_office_keys(house: House, register: Register, *, at: Instant) -> None:
    """Make keys for the offices of the packs in use that have none."""
    for office in register.offices:
        for _ in range(_ATTEMPTS):
            try:
                house.workspace.add_key(office, at=at)
            except Overtaken:
                continue
            break
