"""Many files at once: filled where empty ones wait, or written or linked by several threads.

1. To fill an empty file costs a file system little; to make one, and to rename it over another,
   costs it much, most of all where as many were removed a moment ago. So empty ones are laid out
   beforehand at the paths that will likely be written, and filled as soon as their bytes are there.
2. Only what is empty and has one name is filled: readers or another tree may hold anything else.
3. Several threads wait for several files at once. A folder is one thread's, because what is linked
   there has one temporary name.
4. The first failure is raised, after what is under way has ended.
5. Paths are texts here: a publication has thousands, and most of what is done to them is to be told
   to the system.
"""

# ruff: noqa: PTH103, PTH104, PTH108, PTH120 - see rule 5

import os
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from enum import Enum
from itertools import islice
from pathlib import Path
from typing import TypeVar

from dabyl.adapters.disk import TEMPORARY, fill, write_whole

THREADS = 2
AT_ONCE = 4_096
"""So many rendered files are held before they are written."""

File = tuple[str, bytes]
T = TypeVar("T")


class Put(Enum):
    """What became of a file: it is new, it has other bytes now, or it had the same already."""

    NEW = "new"
    OTHER = "other"
    SAME = "same"


def put_all(
    tree: Path, files: Iterable[File], *, hollow: Container[str], shown: Path
) -> Iterator[tuple[str, Put]]:
    """Write those of *files* that differ from what *tree* has; tell of each what became of it.

    At the paths in *hollow* the tree has empty files, and stands for what *shown* has there: they
    are filled with what differs, and stay empty where nothing does.
    """
    given, root, other = iter(files), f"{tree}/", f"{shown}/"
    with ThreadPoolExecutor(THREADS) as threads:
        while batch := dict(islice(given, AT_ONCE)):

            def put(path: str, batch: dict[str, bytes] = batch) -> Put:
                return _put(root + path, batch[path])

            for path, body in batch.items():
                if path in hollow:
                    yield path, _fill(root + path, body, shown=other + path)
            yield from _each(threads, put, [path for path in batch if path not in hollow])


def lay_out(tree: Path, paths: Sequence[str]) -> None:
    """Put an empty file at each of *paths*, in place of what is there."""
    root = f"{tree}/"
    with ThreadPoolExecutor(THREADS) as threads:
        for _ in _each(threads, lambda path: _lay_out(root + path), paths):
            pass


def link_all(source: Path, target: Path, paths: Sequence[str]) -> None:
    """Link the files at *paths* from one tree into another, in place of what is there."""
    one, other = f"{source}/", f"{target}/"
    with ThreadPoolExecutor(THREADS) as threads:
        for _ in _each(threads, lambda path: _link(one + path, other + path), paths):
            pass


def unlink(path: Path | str) -> bool:
    """Remove a file; tell whether there was one."""
    try:
        os.unlink(path)
    except FileNotFoundError:
        return False
    return True


def read(path: Path) -> bytes | None:
    """Return the bytes of a file, or None when there is none."""
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None


def _each(
    threads: ThreadPoolExecutor, work: Callable[[str], T], paths: Sequence[str]
) -> Iterator[tuple[str, T]]:
    """Do *work* on each path, those of a folder one after the other, and give what came of it."""
    folders: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        folders[path.rpartition("/")[0]].append(path)
    done: dict[str, T] = {}
    for found in threads.map(lambda folder: [(one, work(one)) for one in folder], folders.values()):
        done.update(found)
    return ((path, done[path]) for path in paths)


def _put(target: str, body: bytes) -> Put:
    found = _compared(target, body)
    if found is not Put.SAME:
        _write(target, body)
    return found


def _fill(target: str, body: bytes, *, shown: str) -> Put:
    found = _compared(shown, body)
    if found is not Put.SAME and not fill(target, body):
        _write(target, body)
    return found


def _write(target: str, body: bytes) -> None:
    os.makedirs(os.path.dirname(target), exist_ok=True)
    write_whole(target, body, synced=False)


def _compared(path: str, body: bytes) -> Put:
    before = _first_bytes(path, len(body) + 1)
    if before is None:
        return Put.NEW
    return Put.SAME if before == body else Put.OTHER


def _first_bytes(path: str, most: int) -> bytes | None:
    """Return up to so many bytes of a file, in one step; None when there is no file."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except (FileNotFoundError, NotADirectoryError):
        return None
    try:
        return os.read(handle, most)
    finally:
        os.close(handle)


def _lay_out(path: str) -> None:
    unlink(path)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o644))


def _link(source: str, target: str) -> None:
    folder = os.path.dirname(target)
    os.makedirs(folder, exist_ok=True)
    temporary = f"{folder}/{TEMPORARY}"
    unlink(temporary)
    try:
        os.link(source, temporary)
    except (PermissionError, NotImplementedError):  # a file system without hard links
        write_whole(target, Path(source).read_bytes())
    else:
        os.rename(temporary, target)
        unlink(temporary)  # renaming one name of a file onto another of it does nothing
