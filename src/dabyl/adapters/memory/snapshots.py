"""Snapshots in memory: the newest one only."""

import attrs

from dabyl.core.journal.entry import Head


@attrs.define(eq=False)
class MemorySnapshotStore:
    """Keeps one snapshot."""

    _kept: tuple[Head, bytes] | None = attrs.field(default=None, init=False, repr=False)

    def save(self, head: Head, data: bytes) -> None:
        """Keep *data* as the snapshot at *head*, in place of the one before."""
        self._kept = head, data

    def latest(self) -> tuple[Head, bytes] | None:
        """Return the newest snapshot with its head, or None."""
        return self._kept
