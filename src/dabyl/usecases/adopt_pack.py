"""Adopting a country pack, and the border sets that came with it, as entries of the journal."""

from dabyl.core.formats.packs.pack import parse_pack
from dabyl.core.formats.places.borders import parse_borders
from dabyl.core.register.decide import AdoptBorders, AdoptPack
from dabyl.core.register.register import Register
from dabyl.core.values.instants import Instant
from dabyl.ports.packs import PackFiles
from dabyl.usecases.desk import Desk
from dabyl.usecases.official import take_on


def adopt_pack(desk: Desk, register: Register, files: PackFiles, *, at: Instant) -> Register:
    """Adopt a pack with its borders, as of *at*, and return the register that knows them.

    Raises:
        Rejected: the pack or a border set makes no sense; nothing was written.
        Refused: the core says no.
        Overtaken: another step was recorded meanwhile.
        Unavailable: the journal cannot be written.
    """
    pack = parse_pack(files.texts)
    borders = [(parse_borders(text, name), text) for name, text in files.borders]
    texts = tuple(sorted(files.texts.items()))
    register = take_on(desk, register, AdoptPack(pack=pack, files=texts), at=at)
    for one, text in borders:
        register = take_on(desk, register, AdoptBorders(borders=one, geojson=text), at=at)
    return register
