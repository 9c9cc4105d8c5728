"""The map on which places are picked and areas are drawn; fetched by its own address.

1. It shows one place and its parts; a list beside it leads into a part and back.
2. It is beside the list of places, never instead of it: without a script nobody misses it.
"""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from markupsafe import Markup

from dabyl.console.choices import Choice
from dabyl.console.frame import language, words
from dabyl.console.standing import places_named, press_now, spoken_language
from dabyl.core.publication.drawn_area import draw_area
from dabyl.core.publication.picking import PickPlan, draw_to_pick, pick_plan
from dabyl.core.publication.press import Press


@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """Answer with the map of a place, ``in`` the address, else of the country."""
    press = press_now()
    lang = spoken_language(press, language(request))
    floors = tuple(_floors(press, lang))
    wanted = request.GET.get("in", "")
    within = wanted if wanted in {one.value for one in floors} else press.answers.country
    plan = pick_plan(press.answers, within)
    view = {
        "t": words(request),
        "within": within,
        "floors": floors,
        "svg": None if plan is None else _drawn(request, press, plan, lang),
        "undrawn": "" if plan is None else _undrawn(press, plan, lang),
        "sources": () if plan is None else tuple(_sources(press, plan, lang)),
    }
    reply = render(request, "_map.html.j2", view)
    reply["Cache-Control"] = "private, no-cache"
    return reply


def _undrawn(press: Press, plan: PickPlan, lang: str) -> str:
    """Return the names of the parts of which nobody knows where they lie."""
    drawn = {key for key, _ in (*plan.painted, *plan.marked)}
    parts = press.answers.children(plan.within)
    return places_named(press, (key for key in parts if key not in drawn), lang)


def _drawn(request: HttpRequest, press: Press, plan: PickPlan, lang: str) -> Markup:
    """Return the map to pick on, or ``for`` drawing one that has nothing to tick."""
    if request.GET.get("for") == "drawing":
        return draw_area(press.answers.name(plan.within, lang), plan)
    return draw_to_pick(press, plan, lang)


def _floors(press: Press, lang: str) -> Iterator[Choice]:
    """Give the places that can be looked into: countries, and their units that have parts."""
    answers = press.answers
    for root in answers.countries:
        yield Choice(root, answers.name(root, lang))
        for key in answers.children(root):
            if answers.children(key):
                yield Choice(key, answers.name(key, lang))


def _sources(press: Press, plan: PickPlan, lang: str) -> Iterator[str]:
    speaker = press.speakers[lang]
    for one in plan.sources:
        yield speaker.say("map_source", source=one.attribution, licence=one.licence)
    yield speaker.say("map_error", km=round(plan.outlines.error_km))
