"""Files and folders that the user names: read whole, or it is said why not."""

from collections.abc import Callable, Mapping
from pathlib import Path

from dabyl.adapters.disk import outside, write_whole
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem, Rejected


def read_file(file: Path) -> bytes:
    """Return the bytes of a file of the user's.

    Raises:
        Rejected: there is no such file.
        Unavailable: it cannot be read.
    """
    if not file.is_file():
        problem = Problem(code=Code.FILE_MISSING, where=str(file), data={"file": str(file)})
        raise Rejected([problem])
    with outside(f"cannot read {file}"):
        return file.read_bytes()


def read_start(file: Path, *, most: int) -> bytes:
    """Return the bytes of a file of the user's; of one that is longer than *most*, one more.

    Raises:
        Rejected: there is no such file.
        Unavailable: it cannot be read.
    """
    if not file.is_file():
        problem = Problem(code=Code.FILE_MISSING, where=str(file), data={"file": str(file)})
        raise Rejected([problem])
    with outside(f"cannot read {file}"), file.open("rb") as stream:
        return stream.read(most + 1)


def write_file(file: Path, data: bytes) -> None:
    """Write a file of the user's, whole or not at all.

    Raises:
        Unavailable: the disk is full or not writable.
    """
    with outside(f"cannot write {file}"):
        write_whole(file, data)


def write_files(folder: Path, bodies: Mapping[str, bytes]) -> None:
    """Write files into a folder, which is made when it is not there.

    Raises:
        Unavailable: they cannot be written.
    """
    with outside(f"cannot write to {folder}"):
        folder.mkdir(parents=True, exist_ok=True)
        for name, body in bodies.items():
            write_whole(folder / name, body, synced=False)


def read_text(file: Path) -> str:
    """Return the text of a file of the user's.

    Raises:
        Rejected: there is no such file, or it is not text.
        Unavailable: it cannot be read.
    """
    try:
        return read_file(file).decode("utf-8")
    except UnicodeDecodeError:
        problem = Problem(code=Code.NOT_TEXT, where=str(file), data={"file": str(file)})
        raise Rejected([problem]) from None


def open_site(folder: Path) -> Callable[[str], bytes | None]:
    """Return what reads the files of a published site.

    Raises:
        Rejected: there is no such folder.
    """
    if not folder.is_dir():
        problem = Problem(code=Code.FILE_MISSING, where=str(folder), data={"file": str(folder)})
        raise Rejected([problem])
    tree = folder.resolve()

    def read(path: str) -> bytes | None:
        target = (tree / path).resolve()
        if not target.is_relative_to(tree) or not target.is_file():
            return None
        with outside(f"cannot read {path}"):
            return target.read_bytes()

    return read
