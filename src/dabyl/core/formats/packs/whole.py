"""A pack with its borders and its law: everything that a pack's folder holds.

1. Border files are ``borders/*.geojson``; their codes are those of the pack's units.
2. Borders are read only when the rest could be, for their codes mean units.
"""

from collections.abc import Iterable, Mapping

import attrs

from dabyl.core.formats.law.book import parse_book
from dabyl.core.formats.packs.pack import STATUTES, parse_pack
from dabyl.core.formats.places.borders import parse_borders
from dabyl.core.law.book import LawBook
from dabyl.core.law.works import Statutes
from dabyl.core.places.borders import BorderSet
from dabyl.core.places.gazetteer import gazetteer
from dabyl.core.register.pack import Pack
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem, Rejected

NO_LAW = LawBook(recorded=Statutes())


@attrs.frozen(kw_only=True)
class WholePack:
    """A pack, its border sets in the order of their files, and its book of law."""

    pack: Pack
    borders: tuple[BorderSet, ...]
    law: LawBook = NO_LAW


def parse_whole(texts: Mapping[str, str], borders: Iterable[tuple[str, str]] = ()) -> WholePack:
    """Read a pack from its TOML *texts* by path, and its *borders*: pairs of path and GeoJSON.

    Raises:
        Rejected: with every problem found, in file order.
    """
    pack = parse_pack(texts)
    find = gazetteer(pack.units).find
    problems: list[Problem] = []
    sets: dict[str, BorderSet] = {}
    for name, text in borders:
        try:
            found = parse_borders(text, name, find=find)
        except Rejected as rejected:
            problems += rejected.problems
            continue
        if found.id in sets:
            problems.append(Problem(code=Code.DUPLICATE, where=name, data={"value": found.id}))
        sets[found.id] = found
    law = NO_LAW
    if STATUTES in texts:
        try:
            law = parse_book(texts[STATUTES], file=STATUTES)
        except Rejected as rejected:
            problems += rejected.problems
    if problems:
        raise Rejected(problems)
    return WholePack(pack=pack, borders=tuple(sets.values()), law=law)
