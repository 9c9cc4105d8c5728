"""The journal in memory: what the store on disk does, without a disk."""

from collections.abc import Iterator, Sequence
from threading import Lock

import attrs

from dabyl.adapters.order import check_linked
from dabyl.core.journal.entry import START, Entry, Head, format_entry, parse_entry
from dabyl.ports.journal import Overtaken


@attrs.define(eq=False)
class MemoryJournalStore:
    """Keeps the bytes of entries, as a disk would."""

    _lines: list[bytes] = attrs.field(factory=list, init=False, repr=False)
    _lock: Lock = attrs.field(factory=Lock, init=False, repr=False)

    def entries(self, after: int = 0) -> Iterator[Entry]:
        """Return the entries with a number above *after*, in order."""
        return map(parse_entry, self.lines(after))

    def lines(self, after: int = 0) -> Iterator[bytes]:
        """Return the bytes of the entries with a number above *after*."""
        return iter(self._lines[after:])

    def head(self) -> Head:
        """Return where the journal ends; ``START`` when it is empty."""
        return parse_entry(self._lines[-1]).head if self._lines else START

    def head_at(self, number: int) -> Head | None:
        """Return where the journal ended with entry *number*, or None when it has none such."""
        line = self._lines[number - 1 : number] if number > 0 else []
        return parse_entry(line[0]).head if line else None

    def append(self, entries: Sequence[Entry], *, expected: int) -> None:
        """Append all *entries*, sealed to follow entry *expected*, or none; see the port."""
        lines = [format_entry(entry) for entry in entries]
        with self._lock:
            actual = len(self._lines)
            if actual != expected:
                raise Overtaken(expected, actual, tuple(self.entries(expected)))
            check_linked(entries, self.head())
            self._lines.extend(lines)
