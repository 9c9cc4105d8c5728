"""The clock of an exercise, which can show another time than the machine's.

    clock.toml        by how many seconds it is ahead of the machine's; without it: they agree

1. It runs as fast as the machine's. All processes of a workspace read the one file each time that
   they ask, so that they agree, and see at once when the clock was moved.
2. It is moved on, never back: the entries of a journal follow one another.
3. Only a workspace of the kind exercise has such a clock; any other with the file is not opened.
"""

import fcntl
import os
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import attrs

from dabyl.adapters.clock import SystemClock
from dabyl.adapters.disk import outside, sync_path, write_whole
from dabyl.core.journal.keys import WorkspaceKind
from dabyl.core.values.codes import Code
from dabyl.core.values.instants import Instant
from dabyl.core.values.problems import Problem, Refused, Rejected
from dabyl.ports.clock import Clock

FILE = "clock.toml"
_FIELD = "ahead_s"
_BY_WAY_OF = ".clock.tmp"


@attrs.frozen
class ExerciseClock:
    """The clock of the exercise whose workspace lies in a folder."""

    folder: Path

    def now(self) -> Instant:
        """Return the present instant of the exercise; see ``ahead_s``."""
        return Instant(SystemClock().now().s + (self.ahead_s() or 0))

    def ahead_s(self) -> int | None:
        """Return by how many seconds it is ahead of the machine's; None when it was never set.

        Raises:
            Rejected: what the file says makes no sense.
            Unavailable: it cannot be read.
        """
        file = self.folder / FILE
        try:
            with outside(f"cannot read {file}"):
                text = _text(file)
            return None if text is None else int(tomllib.loads(text)[_FIELD])
        except (ValueError, KeyError, TypeError):
            code = Code.EXERCISE_CLOCK_UNREADABLE
            raise Rejected([Problem(code=code, where=str(file))]) from None

    def start(self, at: Instant) -> None:
        """Let it show *at* now, be it later or earlier: the exercise begins.

        Raises:
            Unavailable: the disk is full or not writable.
        """
        ahead_s = at.s - SystemClock().now().s
        with outside("cannot set the clock"):
            body = f"{_FIELD} = {ahead_s}\n".encode()
            write_whole(self.folder / FILE, body, by_way_of=str(self.folder / _BY_WAY_OF))
            sync_path(self.folder)

    def move_on(self, to: Instant) -> None:
        """Let it show *to* now.

        Raises:
            Refused: that would be back.
            Unavailable: the disk is full or not writable.
        """
        with self._turn():
            now = self.now()
            if to < now:
                data = {"to": to.text(), "now": now.text()}
                raise Refused([Problem(code=Code.EXERCISE_CLOCK_BACK, where="--to", data=data)])
            self.start(to)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Be the only one who moves it."""
        with outside("cannot set the clock"):
            folder = os.open(self.folder, os.O_RDONLY | os.O_CLOEXEC)
        try:
            fcntl.flock(folder, fcntl.LOCK_EX)
            yield
        finally:
            os.close(folder)


def clock_of(folder: Path, kind: WorkspaceKind) -> Clock:
    """Return the clock of the workspace in *folder*.

    Raises:
        Refused: it is no exercise, and has a clock of its own all the same.
    """
    if kind is WorkspaceKind.EXERCISE:
        return ExerciseClock(folder)
    if (folder / FILE).exists():
        raise no_exercise(kind, str(folder / FILE))
    return SystemClock()


def no_exercise(kind: WorkspaceKind, where: str) -> Refused:
    """Return why the clock of a workspace of a kind cannot be set."""
    data = {"kind": str(kind)}
    return Refused([Problem(code=Code.EXERCISE_CLOCK_ELSEWHERE, where=where, data=data)])


def _text(file: Path) -> str | None:
    try:
        return file.read_text("utf-8")
    except FileNotFoundError:
        return None
