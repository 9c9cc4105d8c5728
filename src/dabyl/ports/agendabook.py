"""The agenda book: up to which item everything that happens by itself was seen to."""

from typing import Protocol

from dabyl.core.register.events import Due
from dabyl.core.values.instants import Instant


class AgendaBook(Protocol):
    """Where the agenda loop writes how far it came, so that it goes on there after a crash."""

    def position(self) -> tuple[Instant, Due | None] | None:
        """Return the instant seen to last, and the item when it stopped at one; None at first."""

    def seen_to(self, at: Instant, due: Due | None) -> None:
        """Write that everything up to the item *due*, or up to *at* when there is none, is done.

        Raises:
            Unavailable: the disk is full or not writable.
        """
