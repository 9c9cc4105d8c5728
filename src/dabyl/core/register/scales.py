"""Which scales hold at a place: several can, by several authorities; they are never compared."""

from dabyl.core.register.register import Register
from dabyl.core.values.instants import Instant


def scales_at(
    register: Register, place: str, at: Instant, *, known_at: Instant | None = None
) -> tuple[str, ...]:
    """Return the scales whose territory holds all of a place, those of its own country first.

    Raises:
        KeyError: there is no such place.
    """
    epoch = register.epoch_at(register.recorded_at if known_at is None else known_at)
    country = epoch.gazetteer.units[place].country
    own: list[str] = []
    foreign: list[str] = []
    for key, readings in epoch.readings.items():
        day = at.local(readings.scale.zone).date()
        territory = 0
        for part in readings.scale.territory:
            territory |= epoch.gazetteer.ground(part, day)
        if not epoch.gazetteer.ground(place, day) & ~territory:
            ours = epoch.packs[epoch.pack_of[key]].root == country
            (own if ours else foreign).append(key)
    return (*own, *foreign)
