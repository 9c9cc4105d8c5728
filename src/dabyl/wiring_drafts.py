"""Wiring of drafts and staff: the desk that every door writes, proposes and approves at."""

from pathlib import Path

from dabyl.adapters.theme import load_theme
from dabyl.adapters.userfiles import read_text
from dabyl.core.formats.entries.staff import parse_staff_key
from dabyl.core.staff.keys import StaffKey
from dabyl.core.values.instants import Instant
from dabyl.usecases.drafts.draft_desk import DraftDesk
from dabyl.wiring import House, speaking


def draft_desk(house: House, *, at: Instant) -> DraftDesk:
    """Return the desk for drafts of an open workspace; *at* chooses the key of messages.

    Raises:
        Unavailable: the disk is full or not writable, or the key cannot be read.
    """
    desk = speaking(house, at=at)
    return DraftDesk(desk=desk, drafts=house.workspace.drafts(), theme=load_theme())


def read_staff_key(file: Path) -> StaffKey:
    """Read a person's passkey from a file of the user's.

    Raises:
        Rejected: there is no such file, or it is no key; every problem found.
        Unavailable: it cannot be read.
    """
    return parse_staff_key(read_text(file), file.name)
