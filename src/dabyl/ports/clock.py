"""The clock: the only way to learn what time it is."""

from typing import Protocol

from dabyl.core.values.instants import Instant


class Clock(Protocol):
    """Something that knows the time."""

    def now(self) -> Instant:
        """Return the present instant."""
