"""The places that somebody is offered: those which their key and their office reach.

1. A key reaches its area; an office its own ground, unless a power of it reaches beyond; a scale
   the kinds of places that it holds for.
2. What is typed already stays on offer, so that it can be taken away.
3. Why other places are not offered is told. Whether a decision may be made, the core says.
"""

from collections.abc import Callable
from functools import cache

import attrs
from django.http import HttpRequest

from dabyl.console.choices import PlaceChoice, places
from dabyl.console.key_areas import area_named
from dabyl.console.rights import may_at, rights_of
from dabyl.console.standing import press_now
from dabyl.console.typed import Typed
from dabyl.core.drafts.draft import Draft
from dabyl.core.register.areas import ground_of, office_ground
from dabyl.core.staff.keys import Role

Reaches = Callable[[str], bool]


@attrs.frozen
class Offered:
    """The places on offer; what left others out: a key's area, an office and its ground, a scale.

    These are empty where they leave nothing out; of a scale it is the kinds that it holds for.
    """

    places: tuple[PlaceChoice, ...]
    key_area: str = ""
    office: str = ""
    office_ground: str = ""
    kinds: tuple[str, ...] = ()


def reaching(request: HttpRequest, draft: Draft, scale: str) -> Reaches:
    """Return what tells at which places whoever asks may decide in a draft, by a scale."""
    by_key = may_at(request, "draft-save", draft.office)
    by_office, by_scale = _reached_by(draft.office, scale), _held_by(scale)
    return lambda place: by_key(place) and by_office(place) and by_scale(place)


def offered_in(request: HttpRequest, draft: Draft, typed: Typed, lang: str) -> Offered:
    """Return the places that are offered in a draft."""
    press = press_now()
    every, office = places(press, lang), press.answers.register.offices.get(draft.office)
    by_key = may_at(request, "draft-save", draft.office)
    by_office, by_scale = _reached_by(draft.office, typed.scale), _held_by(typed.scale)
    reaches = reaching(request, draft, typed.scale)
    found = Offered(tuple(one for one in every if one.value in typed.places or reaches(one.value)))
    if not all(by_scale(one.value) for one in every):
        found = attrs.evolve(found, kinds=press.answers.version(typed.scale).scopes)
    if not all(by_key(one.value) for one in every):
        found = attrs.evolve(found, key_area=area_named(_own_area(request, draft.office), lang))
    if office is not None and not all(by_office(one.value) for one in every):
        name, ground = office.names.best(lang) or office.id, area_named((office.place,), lang)
        found = attrs.evolve(found, office=name, office_ground=ground)
    return found


def begins_at(request: HttpRequest) -> Callable[[str, str], bool]:
    """Return what tells at which place, by which scale, a draft is offered to be begun."""
    held = rights_of(request) or ()
    offices = {one.office for one in held if one.role is Role.OFFICER and one.office}
    by_key = {office: may_at(request, "draft-begin", office) for office in offices}
    by_office, by_scale = cache(_reached_by), cache(_held_by)
    return lambda place, scale: (
        by_scale(scale)(place)
        and any(by_key[office](place) and by_office(office, scale)(place) for office in offices)
    )


def _reached_by(office: str, scale: str) -> Reaches:
    """Return what tells which places an office reaches by the powers over a scale."""
    answers = press_now().answers
    ground = office_ground(answers.register, office, scale, answers.day)
    return lambda place: (
        ground is None or not ground_of(answers.register, (place,), answers.day) & ~ground
    )


def _held_by(scale: str) -> Reaches:
    """Return what tells for which places a scale holds."""
    answers = press_now().answers
    kinds = answers.version(scale).scopes if scale in answers.epoch.readings else ()
    return lambda place: not kinds or answers.unit(place).kind in kinds


def _own_area(request: HttpRequest, office: str) -> tuple[str, ...]:
    """Return the places for which whoever asks drafts in an office."""
    held = rights_of(request) or ()
    own = (one for one in held if one.role is Role.OFFICER and one.office in {"", office})
    return tuple(dict.fromkeys(place for one in own for place in one.area))
