"""Adopting a country pack, and the border sets that came with it, as entries of the journal."""

from dabyl.core.formats.packs.whole import parse_whole
from dabyl.core.formats.places.borders import format_borders
from dabyl.core.register.facts import BordersAdopted, PackAdopted
from dabyl.core.register.library import ChangeLibrary
from dabyl.core.register.register import Register
from dabyl.core.values.instants import Instant
from dabyl.ports.packs import PackFiles
from dabyl.usecases.desk import Desk
from dabyl.usecases.official import take_on


def adopt_pack(desk: Desk, register: Register, source: PackFiles, *, at: Instant) -> Register:
    """Adopt a pack with its borders, as of *at*, and return the register that knows them.

    Raises:
        Rejected: the pack or a border set makes no sense; nothing was written.
        Refused: the core says no.
        Overtaken: another step was recorded meanwhile.
        Unavailable: the journal cannot be written.
    """
    whole = parse_whole(source.texts, source.borders)
    texts = tuple(sorted(source.texts.items()))
    adopted = PackAdopted(pack=whole.pack, files=texts)
    register = take_on(desk, register, ChangeLibrary(fact=adopted), at=at)
    for borders in whole.borders:
        drawn = BordersAdopted(borders=borders, geojson=format_borders(borders))
        register = take_on(desk, register, ChangeLibrary(fact=drawn), at=at)
    return register
