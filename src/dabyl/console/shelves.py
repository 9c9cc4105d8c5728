"""Shelves: what the library holds, as tables that people read.

1. A shelf is one kind of thing of one pack. Each table says since which entry of the journal its
   files read so; law and borders say it row by row.
2. Nothing is left out: a text that is missing in a language is named as missing.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

import attrs

from dabyl.console import shelf_rows as rows
from dabyl.console.shelf_rows import Row
from dabyl.core.formats.library.change import hash_of
from dabyl.core.register.facts import PackAdopted
from dabyl.core.register.library import LibraryEntry, library_entries
from dabyl.core.register.register import Register


@attrs.frozen
class Shelf:
    """A table: the keys of its columns' words, its rows, and the files that it is read from."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    files: tuple[str, ...]
    since: LibraryEntry | None


SHELVES: Final = (
    *("places", "borders", "scales", "duties", "offices", "powers"),
    *("provisions", "bills", "templates", "translations"),
)
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "places": ("name", "key", "kind", "codes", "days", "people", "missing"),
    "borders": ("id", "source", "licence", "days", "count", "since"),
    "scales": ("scale", "version", "level", "rank", "colour", "missing"),
    "duties": ("scale", "version", "id", "levels", "text", "provision"),
    "offices": ("name", "id", "kind", "place", "head", "days", "missing"),
    "powers": ("id", "provision", "office_kinds", "actions", "levels", "areas", "most_days"),
    "provisions": ("id", "title", "kind", "holds", "since"),
    "bills": ("id", "title", "stage", "on", "since"),
    "templates": ("id", "action", "level", "form", "text", "missing"),
    "translations": ("where", "text", "missing"),
}
CODES: Final[Mapping[str, tuple[str, ...]]] = {
    "borders": ("id",),
    "duties": ("id", "levels"),
    "powers": ("id", "office_kinds", "actions", "levels", "areas"),
    "provisions": ("id", "kind"),
    "bills": ("id", "stage"),
    "templates": ("id", "action", "level", "form"),
}
"""Columns that hold codes as the files have them, which are of no language."""
_FILES: Final[Mapping[str, tuple[str, ...]]] = {
    "places": ("places.toml",),
    "borders": (),
    "scales": ("scale",),
    "duties": ("scale",),
    "offices": ("offices.toml",),
    "powers": ("law.toml",),
    "provisions": ("law.toml", "statutes.toml"),
    "bills": ("statutes.toml",),
    "templates": ("texts/",),
    "translations": ("texts/",),
}


def shelf(register: Register, pack_id: str, name: str, lang: str) -> Shelf:
    """Return a table of a pack in use, in a language."""
    pack = register.packs[pack_id]
    make: Mapping[str, Callable[[], Iterable[Row]]] = {
        "places": lambda: rows.places(pack, lang),
        "borders": lambda: rows.borders(register),
        "scales": lambda: rows.scales(pack, lang),
        "duties": lambda: rows.duties(pack, lang),
        "offices": lambda: rows.offices(pack, lang),
        "powers": lambda: rows.powers(pack),
        "provisions": lambda: rows.provisions(register, pack, lang),
        "bills": lambda: rows.bills(register, pack, lang),
        "templates": lambda: rows.templates(pack, lang),
        "translations": lambda: rows.translations(pack, lang),
    }
    files = files_of_shelf(register, pack_id, name)
    return Shelf(
        name=name,
        columns=COLUMNS[name],
        rows=tuple(make[name]()),
        files=files,
        since=since(register, pack_id, files) if files else None,
    )


def files_of_shelf(register: Register, pack: str, name: str) -> tuple[str, ...]:
    """Return the files of a pack that a shelf is read from."""
    entry = _adoption(register, pack)
    return tuple(
        file for file, _ in _files(entry) if file.startswith(_FILES[name]) and _FILES[name]
    )


def since(
    register: Register, pack: str, files: tuple[str, ...] | None = None
) -> LibraryEntry | None:
    """Return the entry since which files of a pack, else all of them, read as they do."""
    found, wanted = None, None
    for entry in library_entries(register):
        if not (isinstance(entry.fact, PackAdopted) and entry.fact.pack.id == pack):
            continue
        texts = dict(entry.fact.files)
        said = {file: hash_of(texts.get(file, "")) for file in files or texts}
        if wanted is not None and said != wanted:
            break
        found, wanted = entry, said
    return found


def _adoption(register: Register, pack: str) -> LibraryEntry | None:
    for entry in library_entries(register):
        if isinstance(entry.fact, PackAdopted) and entry.fact.pack.id == pack:
            return entry
    return None


def _files(entry: LibraryEntry | None) -> tuple[tuple[str, str], ...]:
    return entry.fact.files if entry and isinstance(entry.fact, PackAdopted) else ()
