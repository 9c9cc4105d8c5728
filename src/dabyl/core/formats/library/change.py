"""Changes of the library as drafts hold them, and what they make of what the journal says.

1. A draft's content is one change: some files of a pack, a border set, or a book of law.
2. A file is held with the hash of the text that it was typed onto. When somebody else changed the
   file since, that is said, and nothing of theirs is overwritten unseen.
3. An empty text takes its file out of the pack. Files that the change doesn't name stay.
"""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any, assert_never

from dabyl.core.formats.law.book import parse_book
from dabyl.core.formats.packs.pack import parse_pack
from dabyl.core.formats.places.borders import parse_borders
from dabyl.core.levels.parts import Wire
from dabyl.core.register.facts import BordersAdopted, LawRecorded, LibraryFact, PackAdopted
from dabyl.core.register.library import library_entries
from dabyl.core.register.register import Register
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem, Rejected
from dabyl.core.values.wire import one_of, read, unknown_value

NO_TEXT = sha256(b"").hexdigest()
"""The hash that a new file was typed onto."""


class FileChange(Wire):
    """A file of a pack as it is to read, and the hash of what it was typed onto."""

    text: str
    onto: str = NO_TEXT


class PackChange(Wire):
    """Files of a pack that are to read otherwise, by their path."""

    pack: str
    files: dict[str, FileChange]


class BordersChange(Wire):
    """A border set, as GeoJSON."""

    id: str
    geojson: str


class LawChange(Wire):
    """A book of law of a pack's country."""

    pack: str
    text: str


Change = PackChange | BordersChange | LawChange
_KINDS: Mapping[str, type[Change]] = {
    "pack": PackChange,
    "borders": BordersChange,
    "law": LawChange,
}
LAW_FILE = "law"
BORDERS_FILE = "borders"


def hash_of(text: str) -> str:
    """Return the hash by which a text is known."""
    return sha256(text.encode()).hexdigest()


def content_of(change: Change) -> dict[str, Any]:
    """Return the plain content of a draft that holds a change."""
    match change:
        case PackChange(pack=pack, files=files):
            said = {name: {"text": one.text, "onto": one.onto} for name, one in files.items()}
            return {"kind": "pack", "pack": pack, "files": said}
        case BordersChange(id=key, geojson=geojson):
            return {"kind": "borders", "id": key, "geojson": geojson}
        case LawChange(pack=pack, text=text):
            return {"kind": "law", "pack": pack, "text": text}
        case _:
            assert_never(change)


def parse_change(content: Mapping[str, Any]) -> Change:
    """Return the change that a draft's content holds.

    Raises:
        Rejected: it holds none; every problem.
    """
    kind = content.get("kind")
    shape = _KINDS.get(kind) if isinstance(kind, str) else None
    if shape is None:
        fault = unknown_value(kind, one_of(_KINDS)).under(("kind",))
        raise Rejected((fault.problem(lambda _: "kind"),))
    return read({name: value for name, value in content.items() if name != "kind"}, shape)


def files_of(register: Register, pack: str) -> dict[str, str]:
    """Return the texts of a pack's files as the journal has them; none for an unknown pack."""
    for entry in library_entries(register):
        if isinstance(entry.fact, PackAdopted) and entry.fact.pack.id == pack:
            return dict(entry.fact.files)
    return {}


def with_change(register: Register, change: PackChange) -> dict[str, str]:
    """Return the texts of a pack's files as the change makes them, sorted by path."""
    files = files_of(register, change.pack)
    files |= {name: one.text for name, one in change.files.items()}
    return {name: files[name] for name in sorted(files) if files[name]}


def moved(register: Register, change: PackChange) -> tuple[Problem, ...]:
    """Return what else became of the files since they were typed onto."""
    now = files_of(register, change.pack)
    return tuple(
        Problem(code=Code.LIBRARY_FILE_MOVED, where=name, data={"file": name})
        for name, one in change.files.items()
        if one.onto != hash_of(now.get(name, "")) and one.text != now.get(name, "")
    )


def fact_of_change(register: Register, change: Change) -> LibraryFact:
    """Return the fact that a change makes, without consents.

    Raises:
        Rejected: a text makes no sense, or changes nothing; every problem found, in file order.
    """
    match change:
        case PackChange():
            return _pack(register, change)
        case BordersChange(id=key, geojson=geojson):
            units = register.gazetteer.units if register.epochs else {}
            find = {unit: (unit,) for unit in units}
            borders = parse_borders(geojson, BORDERS_FILE, find=lambda code: find.get(code, ()))
            if borders.id != key:
                raise _other_id(borders.id, key, BORDERS_FILE)
            return BordersAdopted(borders=borders, geojson=geojson)
        case LawChange(pack=pack, text=text):
            book = parse_book(text, file=LAW_FILE, onto=register.law)
            return LawRecorded(pack=pack, book=book, text=text)
        case _:
            assert_never(change)


def _pack(register: Register, change: PackChange) -> PackAdopted:
    files = with_change(register, change)
    if files == files_of(register, change.pack):
        data = {"pack": change.pack}
        raise Rejected((Problem(code=Code.LIBRARY_SAME, where="files", data=data),))
    others = moved(register, change)
    try:
        pack = parse_pack(files)
    except Rejected as wrong:
        raise Rejected((*others, *wrong.problems)) from None
    if others:
        raise Rejected(others)
    if pack.id != change.pack:
        raise _other_id(pack.id, change.pack, "pack.toml")
    return PackAdopted(pack=pack, files=tuple(files.items()))


def _other_id(have: str, said: str, file: str) -> Rejected:
    fault = unknown_value(have, said).under(("id",))
    return Rejected((fault.problem(lambda _: f"{file} id"),))


def lines_of(problems: Iterable[Problem], file: str) -> dict[int, tuple[Problem, ...]]:
    """Return the problems of a file by line, 0 for none; their place reads ``file:12 field``."""
    found: dict[int, tuple[Problem, ...]] = {}
    for problem in problems:
        place = problem.where.partition(" ")[0]
        name, _, line = place.rpartition(":")
        if name == file and line.isdecimal():
            found[int(line)] = (*found.get(int(line), ()), problem)
        elif place == file:
            found[0] = (*found.get(0, ()), problem)
    return dict(sorted(found.items()))
