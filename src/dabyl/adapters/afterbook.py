"""The book of what became of released decisions, as a small file in a folder of its own."""

from collections.abc import Callable
from pathlib import Path
from threading import Lock

import attrs
import msgspec

from dabyl.adapters.disk import outside, sync_path, write_whole
from dabyl.ports.afterbook import After


@attrs.frozen
class FileAfterBook:
    """Keeps the book in the file *path*; see ``ports/afterbook``.

    The publisher and the self-check are threads of one process and take turns by a lock; others
    only read.
    """

    path: Path
    _turn: Lock = attrs.field(init=False, factory=Lock)

    def read(self) -> After | None:
        """Return what the book says; see ``ports/afterbook``."""
        try:
            return msgspec.json.decode(self.path.read_bytes(), type=After)
        except (OSError, ValueError, RecursionError):
            return None

    def change(self, make: Callable[[After | None], After | None]) -> None:
        """Write what *make* makes of the book; see ``ports/afterbook``."""
        with self._turn:
            made = make(self.read())
            if made is None:
                return
            with outside("cannot write what became of released decisions"):
                self.path.parent.mkdir(exist_ok=True)
                write_whole(self.path, msgspec.json.encode(made))
                sync_path(self.path.parent)
