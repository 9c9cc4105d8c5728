"""What one process at a time holds: a lock on a file, until the process ends or is killed."""

import fcntl
import os
from pathlib import Path

import attrs

from dabyl.adapters.disk import outside


@attrs.define
class Held:
    """A lock that is tried for until it is had, and then kept."""

    file: Path
    _handle: int | None = attrs.field(default=None, init=False)

    def is_ours(self) -> bool:
        """Tell whether it is ours by now.

        Raises:
            Unavailable: the disk is full or not writable.
        """
        if self._handle is None:
            with outside(f"cannot lock {self.file}"):
                self._try()
        return self._handle is not None

    def let_go(self) -> None:
        """Give it up; the end of the process does so, too."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def _try(self) -> None:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(self.file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
        else:
            self._handle = handle
