"""Moments: instants as a text states them.

1. A moment keeps the instant, the zone it was decided in, how precise the text was, and whether the
   text states it, somebody inferred it, or a scenario plays it because nothing states it.
2. A day is the instant at which it starts in its zone; so is a month, and a year.
"""

from enum import StrEnum

import attrs

from dabyl.core.values.instants import Instant


class Precision(StrEnum):
    """How fine the text is that states a time."""

    MINUTE = "minute"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class Status(StrEnum):
    """Where a time comes from."""

    STATED = "stated"
    INFERRED = "inferred"
    PLAYED = "played"


@attrs.frozen(kw_only=True)
class Moment:
    """An instant in the zone it was decided in, with its precision and status."""

    instant: Instant
    zone: str
    precision: Precision = Precision.MINUTE
    status: Status = Status.STATED

    def text(self) -> str:
        """Return RFC 3339 text with the zone's offset."""
        return self.instant.text(self.zone)
