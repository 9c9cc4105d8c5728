"""What stands at a place, with its explanation: the same for readers and for staff."""

from typing import Any

from dabyl.core.formats.status.standing import standing_fields
from dabyl.core.register.explain import explain
from dabyl.core.register.register import Register
from dabyl.core.register.standing import standing
from dabyl.core.values.instants import Instant
from dabyl.usecases.find import find_place, find_scale, other_scales


def standing_told(
    register: Register, place: str, scale: str | None, *, at: Instant, known_at: Instant
) -> tuple[dict[str, Any], Instant]:
    """Return the fields of ``StandingShown``, and until when they may be repeated.

    Raises:
        Refused: there is no such place or scale, or several are meant.
    """
    key = find_place(register, place, lang="en")
    chosen = find_scale(register, key, scale, at=at)
    found = standing(register, key, scale=chosen, at=at, known_at=known_at)
    others = other_scales(register, key, chosen, at=at, known_at=known_at)
    zone = register.gazetteer.units[key].zone
    why = {lang: list(explain(register, found, lang)) for lang in register.scales[chosen].languages}
    fields = standing_fields(found, zone=zone, other_scales=others) | {"explanation": why}
    return fields, found.valid_until
