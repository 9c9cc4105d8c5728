"""Timelines of one register, told once for many who ask.

1. Nothing becomes known after the register's last entry. So who asks as of any later instant is
   told what was known with that entry, without what lapses only after the instant: a new entry and
   the passing of time are both seen at once.
2. What was told is kept, of the whole and of places; when that is too much, what was told first
   goes. It goes with the register, too.
"""

from bisect import bisect_right
from typing import Final

import attrs

from dabyl.core.register.events import Event
from dabyl.core.register.register import Register
from dabyl.core.register.timeline import LAPSES, about, timeline
from dabyl.core.values.instants import LATEST, Instant
from dabyl.core.values.shelf import Shelf

MOST_EVENTS: Final = 250_000
"""So many are kept together; each takes some hundred bytes."""


@attrs.frozen(kw_only=True)
class Told:
    """What had happened by an instant, and when the next of it lapses."""

    events: tuple[Event, ...]
    next_lapse: Instant | None


@attrs.define(eq=False)
class Timelines:
    """The timelines of one register."""

    register: Register
    shelf: Shelf[tuple[Instant, str | None], tuple[Event, ...]] = attrs.field(
        factory=lambda: Shelf(MOST_EVENTS)
    )

    def told(
        self, *, known_at: Instant, scale: str | None = None, place: str | None = None
    ) -> Told:
        """Return the events known at *known_at*; see ``core/register/timeline``."""
        known = min(known_at, self.register.recorded_at)
        every = about(self.register, self._of(known, place), known_at=known, scale=scale)
        past = bisect_right(every, known_at, key=lambda event: event.at)
        ahead = every[past:]
        lapses = (event.at for event in ahead if event.kind in LAPSES)
        acts = (event for event in ahead if event.kind not in LAPSES)
        return Told(events=(*every[:past], *acts), next_lapse=next(lapses, None))

    def _of(self, known: Instant, place: str | None) -> tuple[Event, ...]:
        """Return the events of a place, or all, with every lapse that is to come."""
        found = self.shelf.get((known, place))
        if found is None:
            found = self._made(known, place)
            self.shelf.keep((known, place), found, size=len(found) + 1)
        return found

    def _made(self, known: Instant, place: str | None) -> tuple[Event, ...]:
        if place is None:
            return timeline(self.register, known_at=known, until=LATEST)
        return about(self.register, self._of(known, None), known_at=known, place=place)
