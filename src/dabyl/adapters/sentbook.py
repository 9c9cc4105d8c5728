"""The book of letters handed over, as a small file in a folder of its own in the workspace."""

from pathlib import Path

import attrs
import msgspec

from dabyl.adapters.disk import outside, sync_path, write_whole
from dabyl.core.values.instants import Instant
from dabyl.ports.post import Letter


@attrs.frozen
class FileSentBook:
    """Keeps ids, with the second until which each letter is of use, in the file *path*.

    The folder is its own, because files are written under one temporary name for each folder, and
    others write at the same time. A book that cannot be read counts as empty.
    """

    path: Path

    def sent(self) -> frozenset[str]:
        """Return the ids of the letters handed over; see ``ports/post``."""
        return frozenset(self._read())

    def note(self, letter: Letter, *, at: Instant) -> None:
        """Write that a letter was handed over; see ``ports/post``."""
        kept = {key: until for key, until in self._read().items() if until > at.s}
        kept[letter.id] = letter.useful_until.s
        with outside("cannot write which letters were sent"):
            self.path.parent.mkdir(exist_ok=True)
            write_whole(self.path, msgspec.json.encode(kept))
            sync_path(self.path.parent)

    def _read(self) -> dict[str, int]:
        try:
            return msgspec.json.decode(self.path.read_bytes(), type=dict[str, int])
        except (OSError, ValueError, RecursionError):
            return {}
