"""Entries that change the library: packs, border sets, law; each as the text it is read from.

1. A pack stands in its entry as the texts of its files, law as its TOML, and borders as their
   GeoJSON. The values are never stored.
2. Where two persons changed the library, their consents stand beside the text.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, Final, assert_never

import attrs

from dabyl.core.formats.entries.staff import WireApproval, approval_body, approval_in
from dabyl.core.formats.law.book import parse_book
from dabyl.core.formats.packs.pack import parse_pack
from dabyl.core.formats.places.borders import parse_borders
from dabyl.core.levels.parts import Wire
from dabyl.core.register.facts import BordersAdopted, Fact, LawRecorded, LibraryFact, PackAdopted
from dabyl.core.register.pack import Pack
from dabyl.core.values.problems import Problem, Rejected
from dabyl.core.values.wire import Path, read, unknown_value

PACK_ENTRY: Final = "pack"
BORDERS_ENTRY: Final = "borders"
LAW_ENTRY: Final = "law"

_Where = Callable[[Path], str]


class _Pack(Wire):
    id: str
    files: dict[str, str]
    approval: WireApproval | None = None


class _Borders(Wire):
    id: str
    geojson: str
    approval: WireApproval | None = None


class _Law(Wire):
    pack: str
    text: str
    approval: WireApproval | None = None


def written_library(fact: LibraryFact) -> tuple[str, Mapping[str, Any]]:
    """Return the kind and the body of the entry that holds a change of the library."""
    kind, body = _written(fact)
    return kind, {**body, **approval_body(fact.approval)}


def _written(fact: LibraryFact) -> tuple[str, dict[str, Any]]:
    match fact:
        case PackAdopted():
            return PACK_ENTRY, {"id": fact.pack.id, "files": dict(fact.files)}
        case BordersAdopted():
            return BORDERS_ENTRY, {"id": fact.borders.id, "geojson": fact.geojson}
        case LawRecorded():
            return LAW_ENTRY, {"pack": fact.pack, "text": fact.text}
        case _:
            assert_never(fact)


def _pack(body: object, where: _Where) -> Fact:
    wire = read(body, _Pack, where)
    files = tuple(sorted(wire.files.items()))
    try:
        pack = _parsed(files)
    except Rejected as rejected:
        raise Rejected(_inside(rejected, where(("files",)))) from None
    _same_id(pack.id, wire.id, where)
    return PackAdopted(pack=pack, files=files, approval=approval_in(wire.approval))


@lru_cache(maxsize=8)
def _parsed(files: tuple[tuple[str, str], ...]) -> Pack:
    """Parse a pack once: a register is folded often, and nothing else in it takes as long."""
    return parse_pack(dict(files))


def _borders(body: object, where: _Where) -> Fact:
    wire = read(body, _Borders, where)
    borders = parse_borders(wire.geojson, where(("geojson",)))
    _same_id(borders.id, wire.id, where)
    given = approval_in(wire.approval)
    return BordersAdopted(borders=borders, geojson=wire.geojson, approval=given)


def _law(body: object, where: _Where) -> Fact:
    wire = read(body, _Law, where)
    book = parse_book(wire.text, file=where(("text",)), onto=None)
    given = approval_in(wire.approval)
    return LawRecorded(pack=wire.pack, book=book, text=wire.text, approval=given)


def _same_id(have: str, said: str, where: _Where) -> None:
    if have != said:
        raise Rejected((unknown_value(said, have).under(("id",)).problem(where),))


def _inside(rejected: Rejected, where: str) -> tuple[Problem, ...]:
    return tuple(
        attrs.evolve(problem, where=f"{where} {problem.where}") for problem in rejected.problems
    )


LIBRARY_READERS: Mapping[str, Callable[[object, _Where], Fact]] = {
    PACK_ENTRY: _pack,
    BORDERS_ENTRY: _borders,
    LAW_ENTRY: _law,
}
