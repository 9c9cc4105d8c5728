"""A pack with its borders: everything that a pack's folder holds.

1. Border files are ``borders/*.geojson``; their codes are those of the pack's units.
2. Borders are read only when the rest could be, for their codes mean units.
"""

from collections.abc import Iterable, Mapping

import attrs

from dabyl.core.formats.packs.pack import parse_pack
from dabyl.core.formats.places.borders import parse_borders
from dabyl.core.places.borders import BorderSet
from dabyl.core.places.gazetteer import gazetteer
from dabyl.core.register.pack import Pack
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem, Rejected


@attrs.frozen(kw_only=True)
class WholePack:
    """A pack, and its border sets in the order of their files."""

    pack: Pack
    borders: tuple[BorderSet, ...]


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
    if problems:
        raise Rejected(problems)
    return WholePack(pack=pack, borders=tuple(sets.values()))
