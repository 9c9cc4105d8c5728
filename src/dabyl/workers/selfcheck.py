"""The self-check: looks whether readers get what was published of each decision.

It has a thread of its own: a server that hangs holds up no publication.
"""

from collections.abc import Callable
from threading import Event

import attrs

from dabyl.core.values.problems import Unavailable
from dabyl.ports.afterbook import AfterBook, Shown
from dabyl.ports.clock import Clock
from dabyl.usecases.after import look


@attrs.frozen(kw_only=True)
class SelfCheck:
    """The loop with all that it needs; ``trouble`` is told each failure."""

    book: AfterBook
    shown: Shown
    clock: Clock
    trouble: Callable[[str], None]
    poll_s: float = 1.0

    def run(self, stop: Event) -> None:
        """Go on until *stop* is set."""
        while not stop.wait(self.poll_s):
            try:
                look(self.book, self.shown, at=self.clock.now())
            except Unavailable as error:
                self.trouble(str(error))
