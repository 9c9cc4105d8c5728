"""Drawing an area into a draft: given as text, as a file or on the map, looked at, then taken.

1. What is given is read and judged by the core; every problem is told at once, and what was given
   stays in its field.
2. A sound area is shown on the map with the places that it touches and how much of each it covers.
   Whoever drafts says in which of them it lies, or takes these places whole instead.
3. The area is kept in the decision as it was drawn, with its names; a step may have several.
4. In a correction it is drawn into the decision as that would read; what differs is kept.
"""

import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import attrs
from csp.constants import SELF
from csp.decorators import csp_update
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from dabyl.console.area_body import areas_in, units_in, with_area, with_places, without_area
from dabyl.console.area_shown import areas_shown, number_shown
from dabyl.console.choices import languages_of
from dabyl.console.drafts import desk_now, draft_for, original_of
from dabyl.console.frame import language, page, see
from dabyl.console.judging import Reason, told
from dabyl.console.news import telling
from dabyl.console.offered_places import Reaches, reaching
from dabyl.console.rights import me
from dabyl.console.standing import press_now, spoken_language
from dabyl.console.typed import reading, reads
from dabyl.console.typed_plain import Body, mapping, one, whole
from dabyl.console.typed_step import STEPS
from dabyl.console.watcher import mark_now
from dabyl.core.drafts.draft import Draft
from dabyl.core.formats.places.drawn import MOST_BYTES, format_drawn
from dabyl.core.levels.scale import ScopeKind
from dabyl.core.places.shapes import Area, Circle, Shape
from dabyl.core.publication.drawn_area import (
    Touched,
    area_here,
    draw_area,
    plan_around,
    size_km2,
    text_of_points,
    touched,
)
from dabyl.core.publication.picking import pick_plan
from dabyl.core.publication.press import Press
from dabyl.core.values.codes import Code
from dabyl.core.values.languages import Texts
from dabyl.core.values.problems import Problem, Refused, Rejected
from dabyl.usecases.drafts import writing
from dabyl.usecases.live import Kind
from dabyl.wiring_console import console

_POINT = re.compile(r"(-?\d{1,5}(?:\.\d{1,3})?),(-?\d{1,5}(?:\.\d{1,3})?)", re.ASCII)
_WHOLE = "places"


@attrs.frozen(kw_only=True)
class PlaceRow:
    """A place that an area touches; ``percent`` is empty when its border isn't known.

    One that is beyond what whoever drafts may decide about is told so, and not ticked.
    """

    place: str
    name: str
    floor: int
    percent: str
    is_ticked: bool
    is_beyond: bool


@csp_update({"connect-src": [SELF]})  # type: ignore[arg-type]  # it knows views without arguments only
@require_safe
def area(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Show where an area is given, and those that the step has."""
    draft = draft_for(request, "draft-area", key)
    _check_step(draft, number)
    return _asked(request, draft, number)


@csp_update({"connect-src": [SELF]})  # type: ignore[arg-type]  # as above
@require_POST
def send(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Look at an area that was given, take it, or take one away."""
    draft = draft_for(request, "draft-area-send", key)
    _check_step(draft, number)
    press, then = press_now(), request.POST.get("then", "")
    if then.startswith("drop "):
        before = _shown(_before(request, draft))
        body = without_area(before, str(number), then.removeprefix("drop "))
        return _saved(request, draft, number, body, stay=True)
    text = _given(request, press)
    try:
        geometry = area_here(press.answers, text)
    except Rejected as wrong:
        return _asked(request, draft, number, text=text, problems=wrong.problems)
    if then != "take":
        return _looked_at(request, press, draft, number, geometry)
    try:
        body = _taken(request, press, draft, number, geometry)
    except Rejected as wrong:
        return _looked_at(request, press, draft, number, geometry, problems=wrong.problems)
    return _saved(request, draft, number, body)


def _check_step(draft: Draft, number: int) -> None:
    """Refuse a step that the draft has not, or that has no places of its own."""
    step = mapping(mapping(_shown(draft.current.content).get("effects")).get(str(number)))
    if step.get("kind") not in STEPS:
        raise Refused([Problem(code=Code.MISSING_FIELD, where="step", data={"field": "step"})])


def _shown(body: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what the form shows of a body."""
    return reads(body, original_of(console().house.register(), body))


def _given(request: HttpRequest, press: Press) -> bytes:
    """Return what was given: a file before what was drawn, before what was typed."""
    upload = request.FILES.get("file")
    if isinstance(upload, UploadedFile):
        return bytes(upload.read(MOST_BYTES + 1))
    points = tuple((float(x), float(y)) for x, y in _POINT.findall(request.POST.get("drawn", "")))
    within = request.POST.get("drawn_in", "")
    plan = pick_plan(press.answers, within) if within in press.paged and points else None
    if plan is None:
        return request.POST.get("text", "").encode()
    return text_of_points(plan, points, circle=request.POST.get("kind") == "circle").encode()


def _taken(
    request: HttpRequest, press: Press, draft: Draft, number: int, geometry: Circle | Area
) -> Body:
    """Return what the form shows with the area, or with the places chosen instead of it.

    Raises:
        Rejected: no place was ticked, or the area has no name in a language that is needed.
    """
    body, step = _shown(_before(request, draft)), str(number)
    offered = {one.place for one in touched(press.answers, geometry)}
    places = tuple(one for one in dict.fromkeys(request.POST.getlist("place")) if one in offered)
    problems = [] if places else [Problem(code=Code.SHAPE_NOWHERE, where="area")]
    if request.POST.get("as") == _WHOLE and not problems:
        return with_places(body, step, places)
    said = {lang: one(request.POST.getlist, f"name-{lang}") for lang in _needed(body)}
    if request.POST.get("as") != _WHOLE:
        problems += [
            Problem(
                code=Code.MISSING_FIELD, where=f"name ({lang})", data={"field": f"name ({lang})"}
            )
            for lang, name in said.items()
            if not name
        ]
    if problems:
        raise Rejected(problems)
    shape = Shape(id=_free_id(draft), within=places, geometry=geometry, names=Texts.of(said))
    return with_area(body, step, shape, alone=bool(request.POST.get("alone")))


def _before(request: HttpRequest, draft: Draft) -> Mapping[str, Any]:
    """Return what the draft said when the page was shown."""
    number = request.POST.get("based_on", "")
    shown = (one.content for one in draft.versions if str(one.number) == number)
    return next(shown, draft.current.content)


def _free_id(draft: Draft) -> str:
    """Return an id that no area of any version of the draft has."""
    versions = (areas_in(_shown(one.content)) for one in draft.versions)
    taken = {area.id for steps in versions for areas in steps.values() for area in areas}
    return next(
        name for n in range(1, len(taken) + 2) if (name := f"{draft.id}-area-{n}") not in taken
    )


def _saved(
    request: HttpRequest, draft: Draft, number: int, shown: Body, *, stay: bool = False
) -> HttpResponse:
    """Save the draft so that its form shows *shown*."""
    before = _before(request, draft)
    body = reading(before, original_of(console().house.register(), before), shown)
    based_on = whole(request.POST.get("based_on", ""))
    if based_on is None:
        based_on = draft.current.number
    saved = writing.save(
        desk_now(), draft.id, body, based_on=based_on, by=me(request).key, at=console().domain_now()
    )
    if saved.is_fork:
        return see(f"/drafts/{draft.id}?kept={saved.version.number}")
    return see(f"/drafts/{draft.id}/area/{number}" if stay else f"/drafts/{draft.id}#f-area")


def _asked(
    request: HttpRequest,
    draft: Draft,
    number: int,
    *,
    text: bytes = b"",
    problems: tuple[Problem, ...] = (),
) -> HttpResponse:
    since, press = mark_now(), press_now()
    body, lang = _shown(draft.current.content), spoken_language(press, language(request))
    return page(
        request,
        "area.html.j2",
        live=telling(f"/drafts/{draft.id}/area/{number}", since, Kind.DRAFT, about=draft.id),
        status=HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK,
        draft=draft,
        number=number,
        text=text.decode("utf-8", "replace") if len(text) <= MOST_BYTES else "",
        wrong=_wrong(request, problems),
        areas=areas_shown(press, body, lang).get(str(number), ()),
    )


def _wrong(request: HttpRequest, problems: tuple[Problem, ...]) -> tuple[tuple[str, Reason], ...]:
    """Return where each problem lies, and its words."""
    lang = language(request)
    return tuple((one.where, reason) for one in problems for reason in told((one,), lang))


def _looked_at(
    request: HttpRequest,
    press: Press,
    draft: Draft,
    number: int,
    geometry: Circle | Area,
    *,
    problems: tuple[Problem, ...] = (),
) -> HttpResponse:
    """Show an area with the places that it touches; with problems, what was typed there before."""
    lang = spoken_language(press, language(request))
    body, sent = _shown(draft.current.content), request.POST
    plan = plan_around(press.answers, geometry)
    found = touched(press.answers, geometry)
    reaches = reaching(request, draft, str(body.get("scale", "")))
    proposed = {one.place for one in found if one.is_proposed and reaches(one.place)}
    ticked = set(sent.getlist("place")) if problems else proposed
    return page(
        request,
        "area_taken.html.j2",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK,
        wrong=_wrong(request, problems),
        draft=draft,
        number=number,
        text=format_drawn(geometry),
        km2=number_shown(size_km2(geometry)),
        circle=geometry if isinstance(geometry, Circle) else None,
        svg=None if plan is None else draw_area(draft.id, plan, geometry),
        places=tuple(_place_row(press, one, lang, ticked, reaches) for one in found),
        names={code: sent.get(f"name-{code}", "") for code in _needed(body)},
        has_places=bool(units_in(body, str(number))),
        chosen=sent.get("as") or ("area" if _has_parts(press, body) else _WHOLE),
        has_parts=_has_parts(press, body),
        alone=bool(sent.get("alone")) or not problems,
    )


def _has_parts(press: Press, body: Mapping[str, Any]) -> bool:
    """Tell whether the scale holds for areas that are no places."""
    scale = str(body.get("scale", ""))
    known = scale in press.answers.epoch.readings
    return known and ScopeKind.PART in press.answers.version(scale).scopes


def _place_row(
    press: Press, one: Touched, lang: str, ticked: set[str], reaches: Reaches
) -> PlaceRow:
    return PlaceRow(
        place=one.place,
        name=press.answers.name(one.place, lang),
        floor=one.floor,
        percent="" if one.share is None else number_shown(one.share * 100),
        is_ticked=one.place in ticked,
        is_beyond=not reaches(one.place),
    )


def _needed(body: Mapping[str, Any]) -> tuple[str, ...]:
    return languages_of(console().house.register(), str(body.get("scale", "")))
