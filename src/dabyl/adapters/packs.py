"""Country packs on disk: those that come with the package, and folders of one's own.

1. A pack is a folder; it is named by a shipped pack's id, or by its path.
2. TOML files and ``borders/*.geojson`` are read, nothing else; nor what begins with a dot.
3. A shipped pack goes before a folder of the same name; ``./kz`` means the folder.
"""

from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from dabyl.core.formats.packs.pack import ABOUT
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem, Refused, Rejected, Unavailable
from dabyl.ports.packs import PackFiles

_DEPTH = 3
_BORDERS = "borders/"


def shipped_packs() -> tuple[str, ...]:
    """Return the ids of the packs that come with Dabyl, in alphabetical order."""
    return tuple(
        sorted(entry.name for entry in _shelf().iterdir() if entry.joinpath(ABOUT).is_file())
    )


def load_pack(name: str) -> PackFiles:
    """Return the files of the shipped pack *name*, or of the folder *name*.

    Raises:
        Refused: there is no such pack.
        Rejected: a file is not text.
        Unavailable: a file cannot be read.
    """
    shipped = shipped_packs()
    if name in shipped:
        return _read(_shelf().joinpath(name))
    folder = Path(name)
    if folder.is_dir():
        return _read(folder)
    data = {"pack": name, "packs": ", ".join(shipped)}
    raise Refused([Problem(code=Code.PACK_UNKNOWN, where=name, data=data)])


def load_pack_folder(folder: Path) -> PackFiles:
    """Return the files of the pack in *folder*, whatever packs are shipped.

    Raises:
        Refused: there is no such folder.
        Rejected: a file is not text.
        Unavailable: a file cannot be read.
    """
    if not folder.is_dir():
        data = {"folder": str(folder)}
        raise Refused([Problem(code=Code.PACK_FOLDER_MISSING, where=str(folder), data=data)])
    return _read(folder)


def _shelf() -> Traversable:
    return files("dabyl").joinpath("packs")


def _read(folder: Traversable) -> PackFiles:
    problems: list[Problem] = []
    texts: dict[str, str] = {}
    try:
        for path, entry in _walk(folder, ""):
            try:
                texts[path] = entry.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                problems.append(Problem(code=Code.NOT_TEXT, where=path, data={"file": path}))
    except OSError as error:
        raise Unavailable(f"{folder}: {error}") from error
    if problems:
        raise Rejected(problems)
    borders = tuple(item for item in texts.items() if item[0].startswith(_BORDERS))
    toml = {path: text for path, text in texts.items() if not path.startswith(_BORDERS)}
    return PackFiles(texts=toml, borders=borders)


def _walk(folder: Traversable, under: str, depth: int = 1) -> Iterator[tuple[str, Traversable]]:
    wanted = ".geojson" if under == _BORDERS else ".toml"
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        path = f"{under}{entry.name}"
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            if depth < _DEPTH:
                yield from _walk(entry, f"{path}/", depth + 1)
        elif path.endswith(wanted):
            yield path, entry
