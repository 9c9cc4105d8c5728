"""Days that may be uncertain: exact, or "not before" and "not after".

1. Both limits are days on which it may be; a missing limit means that nothing is known there.
2. A day is exact when both limits are the same.
3. What cannot be (not before a day after not after) is a value that ``backwards`` tells.
"""

from datetime import date, timedelta

import attrs


@attrs.frozen(kw_only=True)
class Day:
    """A day, as far as it is known."""

    not_before: date | None = None
    not_after: date | None = None

    @classmethod
    def on(cls, day: date) -> "Day":
        """Return the day that is known exactly."""
        return cls(not_before=day, not_after=day)

    @property
    def exact(self) -> date | None:
        """The day itself, when it is known."""
        return self.not_before if self.not_before == self.not_after else None

    @property
    def backwards(self) -> bool:
        """Tell whether the limits contradict each other."""
        return self.earliest > self.latest

    @property
    def earliest(self) -> date:
        """The first day on which it may be."""
        return self.not_before or date.min

    @property
    def latest(self) -> date:
        """The last day on which it may be; ``date.max`` when it may never be."""
        return self.not_after or date.max

    @property
    def place(self) -> tuple[date, date]:
        """Where the day stands among others when they are put in order."""
        return (self.not_before or self.not_after or date.max, self.latest)

    def has_come(self, on: date) -> bool | None:
        """Tell whether it has come by *on*; None when that is not known."""
        if self.latest <= on:
            return True
        return None if self.earliest <= on else False

    def later(self, days: int) -> "Day":
        """Return the day that many days later."""
        span = timedelta(days=days)
        return Day(
            not_before=self.not_before and self.not_before + span,
            not_after=self.not_after and self.not_after + span,
        )

    def from_day(self, first: date | None) -> "Day":
        """Return the same day, with *first* as its lower limit when it has none and can."""
        if self.not_before is not None or first is None or first > self.latest:
            return self
        return Day(not_before=first, not_after=self.not_after)

    def text(self) -> str:
        """Return the day in one word: ``2016-06-05``, ``2016-01-01..``, ``..2016-01-01``."""
        if self.exact is not None:
            return self.exact.isoformat()
        return f"{self.not_before or ''}..{self.not_after or ''}"


NOT_KNOWN = Day()
