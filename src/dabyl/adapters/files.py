"""Publishing to disk: two trees take turns behind one symbolic link.

1. ``OUT`` is a link to ``.OUT.a`` or ``.OUT.b`` beside it. A publication brings the idle tree up to
   the shown one, changes it, brings it to the disk, and flips the link by one rename.
2. The cost follows what changed: the idle tree is one publication behind and catches up by the
   list of changes that the shown tree carries in ``.dabyl.json``, by links. ``make_ready`` does it
   beforehand. What both of the last publications wrote the next will write too: there it lays out
   empty files, to be filled, and ``.dabyl.ready.json`` lists them.
3. A tree that is being changed carries neither list; what a crash leaves so is compared file by
   file with the shown tree by the next publication.
4. A file with bytes is never changed in place: readers and the other tree may hold it.
5. One publisher at a time, by a lock on ``.OUT.lock``. Anything at ``OUT`` that is neither ours nor
   an empty folder is left alone.
"""

import fcntl
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

import attrs

from dabyl.adapters.disk import outside, sync_path, sync_paths
from dabyl.adapters.many import Put, lay_out, link_all, put_all, read, unlink
from dabyl.adapters.treestate import (
    OURS,
    Ready,
    State,
    begin,
    hollow_of,
    say,
    state_of,
    written_twice,
)
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem, Refused
from dabyl.ports.publisher import Mark, Outcome, SiteChange


@attrs.frozen
class FilePublisher:
    """Publishes to the folder *out*, which becomes a link to one of two trees beside it."""

    out: Path

    @contextmanager
    def turn(self) -> "Iterator[FileTurn]":
        """Take the turn; see ``ports/publisher``."""
        out = Path(os.path.abspath(self.out))  # noqa: PTH100 - resolve() would follow the link
        with outside(f"cannot publish to {self.out}"):
            out.parent.mkdir(parents=True, exist_ok=True)
            lock = os.open(_beside(out, "lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise _refused(Code.PUBLISHER_BUSY, self.out) from None
            if not _is_ours(out) and not _is_free(out):
                raise _refused(Code.FOLDER_FOREIGN, self.out)
            yield FileTurn(out)
        finally:
            os.close(lock)


@attrs.frozen
class FileTurn:
    """One publisher's turn at a folder."""

    out: Path

    def last(self) -> Mark | None:
        """Return the mark of the site that readers see, or None."""
        state = state_of(self.out)
        return None if state is None else state.mark()

    def paths(self) -> Iterator[str]:
        """Return the paths of the site that readers see."""
        return _paths(self.out)

    def read(self, path: str) -> bytes | None:
        """Return the bytes that readers see at *path*, or None."""
        return read(self.out / path)

    def publish(self, change: SiteChange) -> Outcome:
        """Make the change and show it at once."""
        with outside(f"cannot publish to {self.out}"):
            shown = state_of(self.out)
            if shown is None and not change.whole:
                raise ValueError("the first publication must be a whole one")
            idle = self._idle()
            hollow = hollow_of(idle, shown)
            behind = begin(idle)
            if hollow is None:
                _catch_up(idle, behind, self.out, shown)
            return self._change(idle, shown, change, frozenset(hollow or ()))

    def make_ready(self) -> None:
        """Bring the idle tree up to the shown one, and lay out empty files: see rule 2."""
        with outside(f"cannot publish to {self.out}"):
            shown, idle = state_of(self.out), self._idle()
            if shown is None or hollow_of(idle, shown) is not None:
                return
            behind = begin(idle)
            hollow = written_twice(behind, shown)
            _catch_up(idle, behind, self.out, shown, but=hollow)
            lay_out(idle, hollow)
            os.sync()  # else a crash could leave a tree that says it is ready, and isn't
            say(idle, Ready(serial=shown.serial, hollow=hollow))

    def _idle(self) -> Path:
        tree_a, tree_b = _beside(self.out, "a"), _beside(self.out, "b")
        return tree_b if _is_ours(self.out) and _target(self.out) == tree_a else tree_a

    def _change(
        self, idle: Path, shown: State | None, change: SiteChange, hollow: frozenset[str]
    ) -> Outcome:
        put = dict(put_all(idle, change.files, hollow=hollow, shown=self.out))
        written = [path for path, found in put.items() if found is not Put.SAME]
        gone = [path for path in _paths(idle) if path not in put] if change.whole else []
        removed = [path for path in (*change.removed, *gone) if _remove(idle, path)]
        same = sorted(hollow.difference(written, removed))
        link_all(self.out, idle, same)
        sync_paths(_folders(idle, same))  # else a crash could show an empty file after the flip
        files = len(put)
        if shown is not None and not change.whole:
            files = shown.files + sum(found is Put.NEW for found in put.values()) - len(removed)
        self._show(idle, shown, change.mark, written, removed, files)
        return Outcome(
            written=tuple(written), removed=tuple(removed), unchanged=files - len(written)
        )

    def _show(  # noqa: PLR0917 - what the state says, one by one
        self,
        idle: Path,
        shown: State | None,
        mark: Mark,
        written: list[str],
        removed: list[str],
        files: int,
    ) -> None:
        state = State(
            serial=1 if shown is None else shown.serial + 1,
            number=mark.number,
            head=mark.head,
            at=mark.at.text(),
            known_at=mark.known_at.text(),
            leased=mark.leased,
            maker=mark.maker,
            changed=tuple(written),
            removed=tuple(removed),
            files=files,
        )
        sync_paths(chain((idle / path for path in written), _folders(idle, (*written, *removed))))
        say(idle, state)
        sync_path(idle)
        _flip(self.out, idle)


def _flip(out: Path, tree: Path) -> None:
    pointer = _beside(out, "next")
    unlink(pointer)
    pointer.symlink_to(tree.name)
    if not out.is_symlink() and out.is_dir():
        out.rmdir()
    pointer.rename(out)
    sync_path(out.parent)


def _catch_up(
    idle: Path, behind: State | None, out: Path, shown: State | None, *, but: Sequence[str] = ()
) -> None:
    """Make the idle tree like the shown one, *but* for some paths."""
    if shown is None:
        changed, removed = [], list(_paths(idle))
    elif behind is not None and behind.serial + 1 == shown.serial:
        left = frozenset(but)
        changed = [path for path in shown.changed if path not in left]
        removed = list(shown.removed)
    else:
        have = set(_paths(out))
        changed = [path for path in have if not _same_file(idle / path, out / path)]
        removed = [path for path in _paths(idle) if path not in have]
    for path in removed:
        _remove(idle, path)
    link_all(out, idle, changed)


def _remove(tree: Path, path: str) -> bool:
    if not unlink(tree / path):
        return False
    folder = (tree / path).parent
    while folder != tree and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
    return True


def _same_file(one: Path, other: Path) -> bool:
    return one.exists() and (one.samefile(other) or one.read_bytes() == other.read_bytes())


def _paths(tree: Path) -> Iterator[str]:
    for path in tree.rglob("*"):
        if path.name not in OURS and path.is_file():
            yield path.relative_to(tree).as_posix()


def _folders(tree: Path, paths: Iterable[str]) -> Iterator[Path]:
    for path in paths:
        for folder in (tree / path).parents:
            if folder.exists():
                yield folder
            if folder == tree:
                break


def _beside(out: Path, what: str) -> Path:
    return out.with_name(f".{out.name}.{what}")


def _target(out: Path) -> Path:
    return out.with_name(str(out.readlink()))


def _is_ours(out: Path) -> bool:
    return out.is_symlink() and str(out.readlink()) in {
        _beside(out, "a").name,
        _beside(out, "b").name,
    }


def _is_free(out: Path) -> bool:
    if out.is_symlink():
        return False
    return not out.exists() or (out.is_dir() and not any(out.iterdir()))


def _refused(code: Code, out: Path) -> Refused:
    return Refused([Problem(code=code, where=str(out), data={"folder": str(out)})])
