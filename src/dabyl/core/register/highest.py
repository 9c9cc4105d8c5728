"""The highest level that stands anywhere in a place: what a history shows of each of its days.

It is the ``highest_part`` of what stands there, found without the rest of that answer.
"""

from dabyl.core.levels.pieces import Track
from dabyl.core.levels.scale import Combination
from dabyl.core.register.ledger import Ground
from dabyl.core.register.register import Register
from dabyl.core.register.standing import standing
from dabyl.core.values.instants import Instant


def highest(
    register: Register, place: str, *, scale: str, at: Instant, known_at: Instant
) -> str | None:
    """Return the highest level that stands anywhere in the place, or None when none does.

    Raises:
        KeyError: there is no such place or scale.
    """
    epoch = register.epoch_at(known_at)
    readings = epoch.readings[scale]
    mask = epoch.gazetteer.ground(place, at.local(readings.scale.zone).date())
    whole, parts = epoch.ledger.around(Ground(scale, Track.LEVEL, mask))
    rows = whole.at(at.s, known_at.s)
    for _, table in parts:
        rows += table.at(at.s, known_at.s)
    reading = readings.at(at.s)
    if not rows:
        return reading.floor
    top = max(rows, key=lambda row: readings.rank(row, reading))
    above = readings.rank(top, reading) > reading.floor_rank
    if above and reading.version.combination is Combination.HIGHEST:
        return readings.name(top, reading)
    return standing(register, place, scale=scale, at=at, known_at=known_at).highest_part
