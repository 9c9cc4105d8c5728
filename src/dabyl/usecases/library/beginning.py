"""Beginning drafts of the library: one change each, under an id of its own."""

from dabyl.core.drafts.draft import Draft
from dabyl.core.formats.library.change import (
    BordersChange,
    Change,
    FileChange,
    PackChange,
    content_of,
    files_of,
    hash_of,
)
from dabyl.core.formats.packs.whole import parse_whole
from dabyl.core.formats.places.borders import format_borders
from dabyl.core.register.facts import BordersAdopted
from dabyl.core.register.library import library_entries
from dabyl.core.register.register import Register
from dabyl.core.values.instants import Instant
from dabyl.ports.packs import PackFiles
from dabyl.usecases.drafts import writing
from dabyl.usecases.drafts.draft_desk import DraftDesk


def begin_change(desk: DraftDesk, change: Change, *, by: str, at: Instant) -> Draft:
    """Begin a draft of a change; its id holds the year and a number.

    Raises:
        Refused: somebody took the id at the same instant.
        Unavailable: the store cannot be read or written.
    """
    taken = {draft.id for draft in desk.drafts.all()}
    year = at.local("UTC").year
    number = next(n for n in range(1, len(taken) + 2) if _key(year, n) not in taken)
    return writing.begin(desk, _key(year, number), content_of(change), office="", by=by, at=at)


def changes_of(register: Register, source: PackFiles) -> tuple[Change, ...]:
    """Return what adopting a pack's folder would change: its files, and each border set.

    Raises:
        Rejected: the pack or a border set makes no sense.
    """
    whole = parse_whole(source.texts, source.borders)
    now = files_of(register, whole.pack.id)
    files = {
        name: FileChange(text=text, onto=hash_of(now.get(name, "")))
        for name, text in source.texts.items()
        if now.get(name) != text
    }
    files |= {
        name: FileChange(text="", onto=hash_of(text))
        for name, text in now.items()
        if name not in source.texts
    }
    known = {}
    for entry in reversed(tuple(library_entries(register))):
        if isinstance(entry.fact, BordersAdopted):
            known[entry.fact.borders.id] = entry.fact.geojson
    drawn = {one.id: format_borders(one) for one in whole.borders}
    borders = [
        BordersChange(id=key, geojson=text) for key, text in drawn.items() if known.get(key) != text
    ]
    pack = (PackChange(pack=whole.pack.id, files=files),) if files else ()
    return (*pack, *borders)


def _key(year: int, number: int) -> str:
    return f"library-{year}-{number:02}"
