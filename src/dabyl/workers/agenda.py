"""The agenda loop: sees to what happens by itself, and keeps the public site confirmed.

1. A turn sees to every item that has fallen due, in order, and writes after each how far it came;
   then it publishes as of now. After a crash it goes on behind the last item written.
2. It wakes at the next item, at half the lease at the latest, and soon after the journal grew.
3. What is unavailable is reported and tried again, later each time; the site of before stays, and
   says by its lease when it was last confirmed.
4. Items that lie before the first start of the loop are not its business.
"""

from collections.abc import Callable
from datetime import timedelta
from threading import Event
from typing import Protocol

import attrs

from dabyl.core.register.events import Due
from dabyl.core.register.register import Register
from dabyl.core.values.instants import Instant
from dabyl.core.values.problems import Unavailable
from dabyl.ports.agendabook import AgendaBook
from dabyl.ports.clock import Clock


class Site(Protocol):
    """The journal and the public site, as the loop needs them."""

    def register(self) -> Register:
        """Return the register of everything in the journal by now."""

    def journal_number(self) -> int:
        """Return the number of the journal's last entry."""

    def due(self, register: Register, after: Instant, known_at: Instant) -> tuple[Due, ...]:
        """Return what falls due after *after*, in order."""

    def publish(self, register: Register, at: Instant) -> None:
        """Publish what stands at *at*."""


@attrs.frozen(kw_only=True)
class AgendaLoop:
    """The loop with all that it needs; ``report`` is told each item, ``trouble`` each failure."""

    site: Site
    book: AgendaBook
    clock: Clock
    lease_s: int
    report: Callable[[Due], None]
    trouble: Callable[[str], None]
    poll_s: float = 1.0
    retry_s: float = 2.0
    retry_at_most_s: float = 60.0

    def run(self, stop: Event) -> None:
        """Go on until *stop* is set."""
        wait_s = self.retry_s
        while not stop.is_set():
            try:
                number, wake = self.turn()
            except Unavailable as error:
                self.trouble(str(error))
                stop.wait(wait_s)
                wait_s = min(wait_s * 2, self.retry_at_most_s)
                continue
            wait_s = self.retry_s
            self._sleep(stop, number, wake)

    def turn(self) -> tuple[int, Instant]:
        """See to what is due and publish; return the journal's number and when to wake."""
        now = self.clock.now()
        register = self.site.register()
        self._see_to(register, now)
        self.site.publish(register, now)
        half = now.plus(timedelta(seconds=max(1, self.lease_s // 2)))
        coming = self.site.due(register, now, now)
        return register.number, min([half, *(due.at for due in coming[:1])])

    def _see_to(self, register: Register, now: Instant) -> None:
        position = self.book.position()
        if position is None:
            self.book.seen_to(now, None)
            return
        since, last = position
        if now < since:  # the clock went back: what was seen to then is not seen to again
            return
        before = since if last is None else since.plus(timedelta(seconds=-1))
        for due in self.site.due(register, before, now):
            if due.at > now:
                break
            if last is None or due > last:
                self.report(due)
                self.book.seen_to(due.at, due)
        self.book.seen_to(now, None)

    def _sleep(self, stop: Event, number: int, wake: Instant) -> None:
        while not stop.wait(self.poll_s):
            if self.clock.now() >= wake or self.site.journal_number() != number:
                return
