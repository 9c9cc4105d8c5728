"""Channels: how long a message may live on each, and when it is renewed.

1. ``feed`` is the public files: a message lives until its level ends. An open end lives until its
   review, or for thirty days, and is renewed a day before.
2. ``cell`` is cell broadcast: phones show an alert again after a day, so a message lives for 22 and
   a half hours and is renewed an hour before. It heeds no onset: what starts later goes out then.
3. A message that would outlive its channel has a chain of its own there; other channels don't see
   these renewals.

Source: rules 59, 60 and 87; item 24 of what users of such systems ask for.
"""

from datetime import timedelta
from typing import Final

import attrs

from dabyl.core.values.instants import Instant


@attrs.frozen(kw_only=True)
class Channel:
    """A road for messages. ``longest`` is None where a message may live as long as its level."""

    id: str
    longest: timedelta | None
    open_for: timedelta
    renewed_before: timedelta
    heeds_onset: bool = True
    most_points: int = 400
    """Of an area; of a message where the channel limits its shapes, too."""
    most_shapes: int | None = None
    most_error_km: float | None = None

    @property
    def most_in_all(self) -> int | None:
        """How many points a message may have; None where only its areas are limited."""
        return None if self.most_shapes is None else self.most_points

    def points_each(self, areas: int) -> int:
        """Return how many points each of so many areas of a message may have."""
        return self.most_points if self.most_shapes is None else self.most_points // max(areas, 1)

    def life_ends(self, at: Instant, end: Instant | None, review: Instant | None) -> Instant:
        """Return when a message of *at* expires: with its level, else at the channel's limit."""
        if end is None:
            limit = at.plus(self.open_for)
            end = review if review is not None and self._is_time_left(at, review) else limit
        return end if self.longest is None else min(end, at.plus(self.longest))

    def renewal(self, ends: Instant, end: Instant | None) -> Instant | None:
        """Return when a message that ends at *ends* is renewed; None when its level ends then."""
        if end is not None and end <= ends:
            return None
        return ends.plus(-self.renewed_before)

    def _is_time_left(self, at: Instant, review: Instant) -> bool:
        return at.plus(self.renewed_before) < review


FEED: Final = Channel(
    id="feed",
    longest=None,
    open_for=timedelta(days=30),
    renewed_before=timedelta(days=1),
)
CELL: Final = Channel(
    id="cell",
    longest=timedelta(hours=22, minutes=30),
    open_for=timedelta(hours=22, minutes=30),
    renewed_before=timedelta(hours=1),
    heeds_onset=False,
    most_points=100,
    most_shapes=10,
    most_error_km=50.0,
)
