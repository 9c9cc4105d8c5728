"""What the page of a draft shows: its fields, what they offer, and what is against it.

The parts that may differ after each save are made apart, so that a script can put them in place.
"""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from markupsafe import Markup

from dabyl.console import choices
from dabyl.console.area_shown import areas_shown
from dabyl.console.drafts import age, desk_now, known_of, names, original_of, summary, typed_in
from dabyl.console.frame import language, words
from dabyl.console.judging import reasons_against, texts_for_phones, told
from dabyl.console.key_areas import beyond_me
from dabyl.console.meanwhile import standing_of
from dabyl.console.offered_places import offered_in
from dabyl.console.outstanding import waits_for
from dabyl.console.people_reached import reach_shown
from dabyl.console.rights import may_draft
from dabyl.console.standing import (
    level_style,
    office_name,
    places_named,
    press_now,
    spoken_language,
)
from dabyl.console.templated import offered, templated
from dabyl.console.typed import ORIGINAL, TEXTS, Typed, reads
from dabyl.console.typed_step import STEPS
from dabyl.console.typed_times import ENDINGS
from dabyl.core.drafts.draft import Draft, State, Version
from dabyl.core.law.powers import Action
from dabyl.core.publication.press import Press
from dabyl.core.register.countersigned import fate_of
from dabyl.core.register.register import Register
from dabyl.core.values.instants import Instant
from dabyl.wiring_console import console

PARTS = ("state", "against", "provisions", "phones", "reach", "wording")
_DONE = frozenset({State.RELEASED, State.WITHDRAWN})


def view_of(request: HttpRequest, draft: Draft, shown: Version) -> dict[str, Any]:
    """Return what the template of a draft needs."""
    press, register = press_now(), console().house.register()
    lang = spoken_language(press, language(request))
    body, at = shown.content, press.answers.at
    typed, waits = typed_in(register, body), waits_for(request, press, draft)
    return {
        "outstanding": () if waits is None else (waits,),
        "fate": fate_of(register, draft.id, at=at, known_at=at),
        **_fields(register, body, typed),
        **part_views(request, register, body, at=at),
        **state_view(request, draft),
        "shown": shown,
        **heading(request, draft, body),
        "templates": offered(press, body, lang),
        "areas": areas_shown(press, reads(body, original_of(register, body)), lang),
        "named": lambda step: places_named(press, (*step.units, *step.unknown), lang),
        "levels": Markup(level_style(press)),  # noqa: S704 - made of the pack's colours
        "choices": _choices(request, press, draft, typed, lang),
        "is_done": draft.state in _DONE,
        "may_save": draft.state not in _DONE and may_draft(request, "draft-save", draft),
        "kept": request.GET.get("kept", ""),
        "others": tuple(one for one in reversed(draft.versions) if one != shown),
    }


def heading(request: HttpRequest, draft: Draft, body: Mapping[str, Any]) -> dict[str, str]:
    """Return what a draft does, and about what, as its heading says it."""
    press = press_now()
    typed = typed_in(press.answers.register, body)
    action = words(request)["act"].get(typed.action, typed.action)
    about = summary(press, typed, spoken_language(press, language(request)))
    return {"action": action, "about": about or draft.id}


def state_view(request: HttpRequest, draft: Draft, before: State | None = None) -> dict[str, Any]:
    """Return what is told of how far a draft got; *before* it was saved, where that matters."""
    press = press_now()
    lang, answers = spoken_language(press, language(request)), press.answers
    return {
        "draft": draft,
        "office": office_name(press, draft.office, lang),
        "age": age(draft.versions[0].at, answers.at, words(request)["age"]),
        "names": names(),
        "is_stale": draft.state is State.PROPOSED and standing_of(draft).is_stale,
        "may_review": may_draft(request, "draft-review", draft),
        "proposal_ended": before is State.PROPOSED and draft.state is State.OPEN,
        "moment": lambda instant: press.speakers[lang].instant(instant, answers.zone),
    }


def chosen(request: HttpRequest, body: Mapping[str, Any]) -> dict[str, str]:
    """Return the names of the places that are chosen, by the suffix of each step."""
    press = press_now()
    lang = spoken_language(press, language(request))
    steps = typed_in(press.answers.register, body).steps
    return {step.suffix: places_named(press, (*step.units, *step.unknown), lang) for step in steps}


def _fields(register: Register, body: Mapping[str, Any], typed: Typed) -> dict[str, Any]:
    known = known_of(register, body)
    return {
        "typed": typed,
        "zone": known.zone,
        "needed": known.languages,
        "texts": TEXTS,
        "endings": ENDINGS,
        "is_correction": typed.action == Action.CORRECT,
        "amends": typed.scale in register.scales and register.scales[typed.scale].erratum,
        "original": ORIGINAL if typed.action == Action.CORRECT else "",
        "kinds": STEPS,
    }


def part_views(
    request: HttpRequest, register: Register, body: Mapping[str, Any], *, at: Instant
) -> dict[str, Any]:
    """Return what the parts need that may differ after each save."""
    lang, scale = language(request), str(body.get("scale", ""))
    actions, zone = typed_in(register, body).actions, known_of(register, body).zone
    cited = choices.provisions(register, body, actions, lang, at=at)
    return {
        "cited": str(body.get("provision", "")),
        "giving": [one for one in cited if not one.problems],
        "others_say": [(one, told(one.problems, lang, scale)) for one in cited if one.problems],
        "against": (
            *told(beyond_me(request, register, body), lang, scale),
            *reasons_against(register, body, lang, at=at),
        ),
        "phones": texts_for_phones(desk_now(), register, body, at=at),
        "made_from": templated(press_now(), body, lang),
        "reach": reach_shown(register, body, lang, at.local(zone).date()),
    }


def parts(
    request: HttpRequest, draft: Draft, body: Mapping[str, Any], *, before: State, at: Instant
) -> dict[str, str]:
    """Return the parts as they are shown now, by name; *before* the draft was saved it was so."""
    view = part_views(request, console().house.register(), body, at=at)
    view |= {"t": words(request), **state_view(request, draft, before)}
    return {name: render_to_string(f"_draft_{name}.html.j2", view) for name in PARTS}


def _choices(
    request: HttpRequest, press: Press, draft: Draft, typed: Typed, lang: str
) -> dict[str, Any]:
    register = press.answers.register
    return {
        "offered": offered_in(request, draft, typed, lang),
        "provisions": choices.powers(register, typed, lang),
        "scales": choices.scales(press, lang),
        "levels": choices.levels(press, typed.scale, lang),
        "layers": choices.layers(press, typed, lang),
        "reasons": choices.reasons(press, typed.scale, lang),
        "incidents": choices.incidents(press, lang),
    }
