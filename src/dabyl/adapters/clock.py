"""Clocks: the machine's, and one that is told what time it is."""

from datetime import UTC, datetime, timedelta

import attrs

from dabyl.core.values.instants import Instant, from_datetime


@attrs.frozen
class SystemClock:
    """The clock of this machine."""

    def now(self) -> Instant:
        """Return the present instant."""
        return from_datetime(datetime.now(UTC))  # noqa: TID251 - the one place that asks


@attrs.define
class SimulatedClock:
    """A clock that stands still until it is moved."""

    at: Instant

    def now(self) -> Instant:
        """Return the instant that the clock was last moved to."""
        return self.at

    def move_to(self, at: Instant) -> None:
        """Show *at* from now on, be it later or earlier."""
        self.at = at

    def advance(self, span: timedelta) -> Instant:
        """Show the instant that is *span* later, and return it."""
        self.at = self.at.plus(span)
        return self.at
