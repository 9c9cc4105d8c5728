"""Drafts: whose they are, and what they say in one line.

A draft is shown to those who may read the drafts of its office where it lies, to those who wrote in
it, and to nobody else.
"""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from markupsafe import Markup

from dabyl.console.area_shown import area_named
from dabyl.console.choices import languages_of, zone_of
from dabyl.console.frame import words
from dabyl.console.rights import may_draft
from dabyl.console.standing import places_named
from dabyl.console.typed import FIRST, Typed, typed_of
from dabyl.console.typed_plain import Known, mapping
from dabyl.core.drafts.draft import Draft, Version
from dabyl.core.journal.canonical import plain
from dabyl.core.levels.body import decision_to_body
from dabyl.core.publication.press import Press
from dabyl.core.register.register import Register
from dabyl.core.values.codes import Code
from dabyl.core.values.instants import Instant
from dabyl.core.values.problems import Problem, Refused
from dabyl.usecases.drafts.draft_desk import DraftDesk, draft_of
from dabyl.usecases.drafts.writing import Saved
from dabyl.wiring_accounts import people
from dabyl.wiring_console import console
from dabyl.wiring_drafts import draft_desk

_MINUTE_S, _HOUR_S, _DAY_S = 60, 3_600, 86_400


def desk_now() -> DraftDesk:
    """Return the desk for drafts at this moment."""
    return draft_desk(console().house, at=console().domain_now())


def draft_for(request: HttpRequest, name: str, key: str) -> Draft:
    """Return a draft for whoever may use the address *name* on it.

    Raises:
        PermissionDenied: it is another office's, or lies elsewhere.
        Refused: there is no such draft.
    """
    draft = draft_of(desk_now(), key)
    if not may_draft(request, name, draft):
        raise PermissionDenied
    return draft


def version_of(draft: Draft, wanted: str) -> Version:
    """Return the version with the number that was asked for, else the current one.

    Raises:
        Refused: there is no such version.
    """
    if not wanted:
        return draft.current
    for one in draft.versions:
        if str(one.number) == wanted:
            return one
    raise Refused([Problem(code=Code.DRAFT_UNKNOWN, where="version", data={"draft": draft.id})])


def known_of(register: Register, body: Mapping[str, Any]) -> Known:
    """Return what the fields of a body are read with."""
    scale = str(body.get("scale", ""))
    return Known(
        languages=languages_of(register, scale),
        zone=zone_of(register, scale),
        find=register.gazetteer.find,
    )


def original_of(register: Register, body: Mapping[str, Any]) -> dict[str, Any]:
    """Return the body of the decision that a correction is about; empty for other drafts."""
    effect = mapping(mapping(body.get("effects")).get(FIRST))
    found = register.decision_as_known(str(effect.get("decision", "")), register.recorded_at)
    return {} if found is None else plain(decision_to_body(found))


def typed_in(register: Register, body: Mapping[str, Any]) -> Typed:
    """Return the fields of a body as they are shown."""
    return typed_of(body, known_of(register, body), original_of(register, body))


def summary(press: Press, typed: Typed, lang: str) -> str:
    """Return what a draft is about: its places and areas, else its layers or its decision."""
    if typed.decision:
        return typed.decision
    drawn = (area_named(one, lang) for step in typed.steps for one in step.drawn)
    about = (*typed.places, *dict.fromkeys(drawn)) or _under(press, typed)
    return places_named(press, about, lang) if about else ", ".join(typed.layers)


def _under(press: Press, typed: Typed) -> tuple[str, ...]:
    """Return the places of the layers that a draft names."""
    epoch, known_at = press.answers.epoch, press.answers.known_at.s
    names = (name for name in typed.layers if name in epoch.ledger.layers)
    pieces = (piece for name in names for piece in epoch.ledger.pieces(name, known_at))
    found = (epoch.covering(piece.ground, press.answers.day) for piece in pieces)
    return tuple(dict.fromkeys(key for keys in found for key in keys))


def chip(press: Press, typed: Typed, lang: str) -> Markup | str:
    """Return the level that a draft names, else that of the layer it is about, on its colour."""
    answers = press.answers
    layers = (answers.layer(name) for name in typed.layers)
    level = typed.level or next((layer.level for layer in layers if layer is not None), "")
    if not level or typed.scale not in answers.epoch.readings:
        return level
    return press.chip(typed.scale, answers.level(typed.scale, level), lang)


def names() -> Mapping[str, str]:
    """Return the names of all persons, by pseudonym."""
    return {person.key: person.name for person in people.everybody()}


def said_of(request: HttpRequest, saved: Saved, at: Instant, zone: str) -> dict[str, Any]:
    """Return what a script is told of every draft that it saved: the version, and how it went."""
    number = saved.version.number
    kept = words(request)["draft"]["kept"].format(number=number)
    stored = words(request)["draft"]["saved"].format(at=f"{at.local(zone):%H:%M:%S}")
    return {
        "version": number,
        "fork": saved.is_fork,
        "said": kept if saved.is_fork else stored,
    }


def age(since: Instant, at: Instant, said: Mapping[str, str]) -> str:
    """Return how long ago something was."""
    passed = max(0, at.s - since.s)
    if passed < _HOUR_S:
        return said["minutes"].format(n=passed // _MINUTE_S)
    if passed < _DAY_S:
        return said["hours"].format(n=passed // _HOUR_S)
    return said["days"].format(n=passed // _DAY_S)
