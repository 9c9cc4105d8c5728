"""Writing to disk so that nothing is ever half there under its own name."""

import errno
import os
import pwd
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from dabyl.core.values.problems import Unavailable

TEMPORARY = ".dabyl.tmp"
FEW = 64
"""Up to so many files each is synced by itself; more are left to one sync of everything."""

_WORDS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk quota is used up",
    errno.EROFS: "the disk can only be read",
    errno.EFBIG: "the file would be larger than is permitted",
}
_NOT_PERMITTED = frozenset({errno.EACCES, errno.EPERM})


@contextmanager
def outside(doing: str) -> Iterator[None]:
    """Turn failures of the disk into ``Unavailable``, in words that begin with *doing*."""
    try:
        yield
    except OSError as error:
        why = _why(error)
        where = f" ({error.filename})" if error.filename else ""
        raise Unavailable(f"{doing}: {why}{where}") from error


def write_whole(
    path: Path | str, body: bytes, *, synced: bool = True, by_way_of: str | None = None
) -> None:
    """Write *body* under a temporary name beside *path*, or another one, then rename it into place.

    On failure the temporary file is gone and *path* is as before.
    """
    temporary = by_way_of or os.path.join(os.path.dirname(path), TEMPORARY)  # noqa: PTH118, PTH120 - texts, mostly
    try:
        _write(temporary, body, synced=synced)
        os.rename(temporary, path)  # noqa: PTH104 - texts, mostly
    except OSError:
        with suppress(OSError):
            os.unlink(temporary)  # noqa: PTH108 - a text
        raise


def write_new(path: Path, body: bytes, *, mode: int) -> None:
    """Write *body* to a file that isn't there yet, with just these rights from the beginning."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode)
    try:
        os.write(handle, body)
        os.fsync(handle)
    finally:
        os.close(handle)


def fill(path: str, body: bytes) -> bool:
    """Write *body* into the empty file at *path* that has no other name; tell whether it is one."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    try:
        found = os.fstat(handle)
        if found.st_size or found.st_nlink != 1:
            return False
        _write_all(handle, body)
    finally:
        os.close(handle)
    return True


def clear(folder: Path, names: Iterable[str]) -> None:
    """Remove files and folders by their names; some may not be there."""
    for name in names:
        if (folder / name).is_dir():
            shutil.rmtree(folder / name)
        else:
            (folder / name).unlink(missing_ok=True)


def sync_paths(paths: Iterable[Path]) -> None:
    """Bring files and folders to the disk; a few by themselves, many by one sync of everything."""
    wanted: dict[Path, None] = {}
    for path in paths:
        wanted[path] = None
        if len(wanted) > FEW:
            os.sync()
            return
    for path in wanted:
        sync_path(path)


def sync_path(path: Path) -> None:
    """Bring one file or folder to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def user_called(number: int) -> str:
    """Return the name of a user of this machine, or the number of one who has none."""
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return str(number)


def _why(error: OSError) -> str:
    if error.errno in _NOT_PERMITTED:
        return f"not permitted to the user {user_called(os.geteuid())}"
    return _WORDS.get(error.errno or 0, error.strerror or str(error))


def _write(path: str, body: bytes, *, synced: bool) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o644)
    try:
        _write_all(handle, body)
        if synced:
            os.fsync(handle)
    finally:
        os.close(handle)


def _write_all(handle: int, body: bytes) -> None:
    left = memoryview(body)
    while left:
        left = left[os.write(handle, left) :]
