"""Areas: for which places a key or a right is, and what of a draft lies beyond one's own."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest

from dabyl.console.choices import PlaceChoice, places
from dabyl.console.rights import keys_of, me
from dabyl.console.standing import press_now, spoken_language
from dabyl.core.levels.body import decision_from_body
from dabyl.core.levels.decision import Decision
from dabyl.core.register.areas import beyond, outside
from dabyl.core.register.register import Register
from dabyl.core.values.problems import Problem, Rejected
from dabyl.wiring_console import console


def beyond_me(
    request: HttpRequest, register: Register, body: Mapping[str, Any]
) -> tuple[Problem, ...]:
    """Return why whoever asks may not sign what is typed: it lies beyond the area of their key."""
    decision = _decision(body)
    if decision is None:
        return ()
    keys = [key for key in keys_of(register, me(request).key) if key.office == decision.office]
    found = [(key, outside(register, decision, key.area)) for key in keys]
    if not found or not all(places for _, places in found):
        return ()
    return (beyond(*found[0], where="effects[0].area"),)


def area_sent(values: Sequence[str]) -> tuple[str, ...]:
    """Return the places among what a form sent, each once."""
    known = console().house.register().gazetteer
    return tuple(dict.fromkeys(one for one in values if known.unit(one) is not None))


def place_choices(lang: str) -> tuple[PlaceChoice, ...]:
    """Return the places that an area can be made of."""
    press = press_now()
    return places(press, spoken_language(press, lang))


def area_named(area: Sequence[str], lang: str) -> str:
    """Return the names of the places of an area; what is no place now stays as it is."""
    known, today = console().house.register().gazetteer, console().domain_now().local("UTC").date()
    return ", ".join(
        known.name(one, lang, today) if known.unit(one) is not None else one for one in area
    )


def _decision(body: Mapping[str, Any]) -> Decision | None:
    try:
        return decision_from_body(body)
    except Rejected:
        return None
