"""Areas: a key may be for a part of its office's ground only, one place or several.

1. A key without an area reaches as far as its office.
2. An effect lies where the area that it names lies; one that names none, on all the layers that it
   names. What is about people or things, without a place, lies on all of the scale's territory.
3. A correction lies where the corrected decision does, before and after. What makes no sense lies
   nowhere: it is refused for that.
4. Everything that a decision does lies in the area of each person who consents to it.
"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from functools import reduce

import attrs

from dabyl.core.levels.body import corrected
from dabyl.core.levels.decision import Area, Correct, Decision, Effect
from dabyl.core.register.effects import pieces_named
from dabyl.core.register.register import Register
from dabyl.core.staff.consents import Approval
from dabyl.core.staff.keys import StaffKey
from dabyl.core.values.codes import Code
from dabyl.core.values.moments import Moment
from dabyl.core.values.problems import Problem, Rejected


@attrs.frozen
class Spot:
    """Ground of a decision, with the day whose tree it is named by."""

    ground: int
    day: date


def area_problems(
    register: Register, decision: Decision, approval: Approval | None
) -> Iterator[Problem]:
    """Find everybody who consents to something beyond the area of their key."""
    consents = () if approval is None else approval.consents
    for place, consent in enumerate(consents):
        key = register.staff.keys.get(consent.credential)
        found = () if key is None else outside(register, decision, key.area)
        if key is not None and found:
            yield beyond(key, found, f"consents[{place}].person")


def beyond(key: StaffKey, places: tuple[str, ...], where: str) -> Problem:
    """Return the problem of places that lie beyond the area of a key."""
    data = {"person": key.person, "area": ", ".join(key.area), "outside": ", ".join(places)}
    return Problem(code=Code.CONSENT_AREA, where=where, data=data)


def outside(register: Register, decision: Decision, area: tuple[str, ...]) -> tuple[str, ...]:
    """Return the places where a decision does something beyond an area; an empty one is all."""
    return _named(register, _spots(register, decision), area) if area else ()


def places_of(register: Register, decision: Decision) -> tuple[str, ...]:
    """Return the places where a decision does something."""
    return _named(register, _spots(register, decision), ())


def office_ground(register: Register, office: str, scale: str, day: date) -> int | None:
    """Return the ground that an office decides on by a scale; None when it has no bounds.

    It has none when nobody knows the office, or when a power of it reaches beyond its territory.
    """
    known = register.offices.get(office)
    if known is None or any(
        power.beyond_territory and known.kind in power.office_kinds
        for power in register.powers
        if power.scale in {None, scale}
    ):
        return None
    return ground_of(register, (known.place,), day)


def ground_of(register: Register, places: tuple[str, ...], day: date) -> int:
    """Return the ground of places on a day; one that nobody knows has none."""
    known = (key for key in places if register.gazetteer.unit(key) is not None)
    return reduce(lambda found, key: found | register.gazetteer.ground(key, day), known, 0)


def _named(register: Register, spots: Iterator[Spot], area: tuple[str, ...]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for spot in spots:
        left = spot.ground & ~ground_of(register, area, spot.day)
        found |= dict.fromkeys(register.epoch.covering(left, spot.day))
    return tuple(found)


def _spots(register: Register, decision: Decision) -> Iterator[Spot]:
    if decision.scale not in register.epoch.readings:
        return
    for effect in decision.effects:
        if isinstance(effect, Correct):
            yield from _corrected(register, effect)
        else:
            yield _spot(register, decision.scale, effect)


def _corrected(register: Register, effect: Correct) -> Iterator[Spot]:
    known = register.decision_as_known(effect.decision, register.recorded_at)
    if known is None:
        return
    yield from _spots(register, known)
    with suppress(Rejected):
        yield from _spots(register, corrected(known, effect.changes))


def _spot(register: Register, scale: str, effect: Effect) -> Spot:
    area: Area | None = getattr(effect, "area", None)
    start: Moment = getattr(effect, "start")  # noqa: B009 - all effects but corrections have one
    day = start.instant.local(start.zone).date()
    if area is not None:
        return Spot(register.epoch.ground(area, start, scale), day)
    pieces = pieces_named(register, effect)
    return Spot(reduce(lambda ground, piece: ground | piece.ground, pieces, 0), day)
