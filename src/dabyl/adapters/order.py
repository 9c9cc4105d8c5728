"""What every store of entries checks before it appends."""

from collections.abc import Sequence

from dabyl.core.journal.entry import Entry, Head


def check_linked(entries: Sequence[Entry], head: Head) -> None:
    """Check that *entries* follow *head* and each other.

    Raises:
        ValueError: they do not: whoever sealed them made a mistake.
    """
    for entry in entries:
        if (entry.number, entry.previous) != (head.number + 1, head.hash):
            raise ValueError(f"entry {entry.number} does not follow entry {head.number}")
        head = entry.head
