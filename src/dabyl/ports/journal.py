"""The journal's store: entries in order, appended all or nothing, never changed.

1. ``append`` is optimistic: it says after which number it expects to write. When somebody else was
   first, nothing is written and the caller is told what came in between.
2. When ``append`` returns, the entries outlive a killed process and a power cut.
3. Entries are never updated or deleted; a mistake is corrected by a further entry.
"""

from collections.abc import Iterator, Sequence
from typing import Protocol

from dabyl.core.journal.entry import Entry, Head
from dabyl.core.values.problems import DabylError


class Overtaken(DabylError):
    """Somebody else appended first: nothing was written.

    ``between`` are the entries after ``expected``: fold them and decide again.
    """

    def __init__(self, expected: int, actual: int, between: Sequence[Entry]) -> None:
        self.expected = expected
        self.actual = actual
        self.between = tuple(between)
        super().__init__(f"expected the journal to end at {expected}, it ends at {actual}")


class JournalStore(Protocol):
    """Where the entries of one workspace are kept."""

    def entries(self, after: int = 0) -> Iterator[Entry]:
        """Return the entries with a number above *after*, in order.

        Raises:
            Rejected: a stored entry cannot be read; ``lines`` shows its bytes.
        """

    def lines(self, after: int = 0) -> Iterator[bytes]:
        """Return the stored bytes of the entries with a number above *after*, unread."""

    def head(self) -> Head:
        """Return where the journal ends; ``START`` when it is empty."""

    def head_at(self, number: int) -> Head | None:
        """Return where the journal ended with entry *number*, or None when it has none such."""

    def append(self, entries: Sequence[Entry], *, expected: int) -> None:
        """Append all *entries*, sealed to follow entry *expected*, or none of them.

        Raises:
            Overtaken: the journal does not end at *expected*.
            Unavailable: the disk is full, not writable, or locked for too long.
            ValueError: the entries do not follow the head or each other.
        """
