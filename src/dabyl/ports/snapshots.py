"""Snapshots: folded registers kept for a fast start.

1. A snapshot is a cache: any of them may be deleted at any time.
2. Its bytes are opaque here. A store gives back only bytes that it wrote itself.
3. It belongs to one head. Before use, compare it: ``journal.head_at(head.number) == head``.
"""

from typing import Protocol

from dabyl.core.journal.entry import Head


class SnapshotStore(Protocol):
    """Where the snapshots of one workspace are kept."""

    def save(self, head: Head, data: bytes) -> None:
        """Keep *data* as the snapshot at *head*; older ones may go.

        Raises:
            Unavailable: the disk is full or not writable.
        """

    def latest(self) -> tuple[Head, bytes] | None:
        """Return the newest whole snapshot with its head, or None."""
