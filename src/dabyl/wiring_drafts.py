"""Wiring of drafts: the desk that every door writes, proposes and approves at."""

from dabyl.adapters.theme import load_theme
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
