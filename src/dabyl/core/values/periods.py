"""Periods: half-open spans of time, ``[start, end)``."""

import attrs

from dabyl.core.values.instants import Instant


@attrs.frozen(kw_only=True)
class Period:
    """A span of time, ``start <= t < end``; ``end=None`` is open."""

    start: Instant
    end: Instant | None = None

    def __attrs_post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise ValueError("a period cannot end before it starts")

    def holds(self, at: Instant) -> bool:
        """Tell whether *at* lies in the period."""
        return self.start <= at and (self.end is None or at < self.end)

    def overlaps(self, other: "Period") -> bool:
        """Tell whether some instant lies in both periods."""
        return (self.end is None or other.start < self.end) and (
            other.end is None or self.start < other.end
        )

    def is_empty(self) -> bool:
        """Tell whether no instant lies in the period."""
        return self.end == self.start
