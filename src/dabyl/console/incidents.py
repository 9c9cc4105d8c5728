"""Incidents: what happened, and how many people it befell, by whom and as of when.

1. One person records them: they are what a source says, no decision. Who recorded what stands in
   the audit trail.
2. No figure is ever changed; a newer one replaces it, and both are shown. Did a colleague replace
   it meanwhile, the form comes back: one of two wins.
3. What can't be recorded comes back with every reason, and with all that was typed.
"""

from collections.abc import Iterable, Mapping
from http import HTTPStatus
from itertools import pairwise

import attrs
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe
from markupsafe import Markup

from dabyl.console.choices import Choice
from dabyl.console.frame import language, may_see, page, see
from dabyl.console.happening import Form, next_id
from dabyl.console.incident_desk import COUNTED, RECORDED, must_lie_in, reasons, setting, take
from dabyl.console.permissions import Thing
from dabyl.console.retelling import figure_fields
from dabyl.console.rights import may, me
from dabyl.console.standing import press_now, spoken_language
from dabyl.console.typed_plain import whole
from dabyl.console.watcher import mark_now
from dabyl.core.incidents.incident import Bound, Figure, Recorded
from dabyl.core.publication.incident_page import figure_text, related, told_of
from dabyl.core.publication.links import outward
from dabyl.core.publication.press import Press
from dabyl.core.register.decide import RecordFigure, RecordIncident
from dabyl.core.register.register import Register
from dabyl.core.values.problems import Problem, Refused, Rejected
from dabyl.wiring_console import console


@attrs.frozen(kw_only=True)
class FigureRow:
    """A figure in the history of an incident; ``replaced`` tells by which it was."""

    id: str
    what: str
    number: str
    as_of: str
    source: Markup
    recorded: str
    note: str
    replaced: str


@attrs.frozen(kw_only=True)
class IncidentRow:
    """An incident in the list."""

    id: str
    name: str
    where: str
    started: str
    figures: tuple[FigureRow, ...]


@require_safe
def every(request: HttpRequest) -> HttpResponse:
    """Show the incidents, the newest first."""
    since, press = mark_now(), press_now()
    return page(
        request,
        "incidents.html.j2",
        live={"live": since, "fresh": request.path},
        rows=[_row(request, press, key) for key in reversed(press.answers.incidents)],
        records=may_see(request, "incident-record"),
    )


@require_safe
def blank(request: HttpRequest) -> HttpResponse:
    """Show the form of a new incident."""
    return _blank(request, {}, [])


@require_POST
def record(request: HttpRequest) -> HttpResponse:
    """Record an incident."""
    register = console().house.register()
    form = Form(request.POST.dict(), setting(register))
    try:
        incident = form.incident()
        if incident.id in register.incidents:
            return see(f"/incidents/{incident.id}")
        must_lie_in(request, "incident-record", incident.place)
        take(RecordIncident(incident=incident, is_new=True), RECORDED, incident.id, by=me(request))
    except (Rejected, Refused) as wrong:
        return _blank(request, form.fields, wrong.problems)
    return see(f"/incidents/{incident.id}")


@require_safe
def one(request: HttpRequest, key: str) -> HttpResponse:
    """Show an incident, the history of its figures, and the form of a new one.

    With ``correct`` the form begins with what that figure says, to take its place.
    """
    wrong = request.GET.get("correct", "")
    for one in _figures(console().house.register(), key):
        if one.figure.id == wrong:
            typed = figure_fields(one.figure, setting(console().house.register()))
            return _shown(request, key, typed, (wrong,), [])
    return _shown(request, key, {}, (), [])


@require_POST
def figure(request: HttpRequest, key: str) -> HttpResponse:
    """Record a figure of an incident."""
    register = console().house.register()
    form = Form(request.POST.dict(), setting(register))
    replaced = tuple(request.POST.getlist("supersedes"))
    if form.fields.get("id", "") in {one.figure.id for one in _figures(register, key)}:
        return see(f"/incidents/{key}#figures")
    try:
        new = form.figure(key, replaced)
        if (record := register.incidents.get(key)) is not None:
            must_lie_in(request, "figure-record", record.incident.place)
        take(
            RecordFigure(figure=new, seen=whole(form.fields.get("seen", ""))),
            COUNTED,
            new.id,
            by=me(request),
        )
    except (Rejected, Refused) as wrong:
        return _shown(request, key, form.fields, replaced, wrong.problems)
    return see(f"/incidents/{key}#figures")


def _blank(
    request: HttpRequest, typed: Mapping[str, str], problems: Iterable[Problem]
) -> HttpResponse:
    register = console().house.register()
    reading = setting(register)
    day = f"{reading.now.local(reading.zone):%Y-%m-%d}"
    return page(
        request,
        "incident_form.html.j2",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK,
        key="",
        changed=(),
        typed={"id": next_id(day, register.incidents), **typed},
        setting=reading,
        reasons=reasons(request, problems),
    )


def _shown(
    request: HttpRequest,
    key: str,
    typed: Mapping[str, str],
    replaced: tuple[str, ...],
    problems: Iterable[Problem],
) -> HttpResponse:
    since, press, register = mark_now(), press_now(), console().house.register()
    if key not in press.answers.incidents:
        raise Http404
    known = {one.figure.id for one in _figures(register, key)}
    return page(
        request,
        "incident.html.j2",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK,
        live={"live": since, "fresh": request.path},
        row=_row(request, press, key),
        summary=press.answers.incidents[key].summary.best(_lang(request, press)),
        decisions=related(press, key),
        records=may(request, "figure-record", Thing(places=(press.answers.incidents[key].place,))),
        seen=len(known),
        earlier=_earlier(request, press, key),
        typed={"id": next_id(f"{key}-f", known), **typed},
        replaced=replaced,
        setting=setting(register),
        categories=_categories(request, press, key),
        bounds=tuple(Bound),
        reasons=reasons(request, problems),
    )


def _earlier(request: HttpRequest, press: Press, key: str) -> tuple[tuple[str, str], ...]:
    """Return until when something else was told, and what, the newest first."""
    lang, zone = _lang(request, press), press.answers.zone
    versions = press.answers.register.incidents[key].versions
    return tuple(
        (
            press.speakers[lang].instant(following.recorded_at, zone),
            told_of(press, one.incident, lang),
        )
        for one, following in reversed(tuple(pairwise(versions)))
    )


def _row(request: HttpRequest, press: Press, key: str) -> IncidentRow:
    lang = _lang(request, press)
    incident, speaker = press.answers.incidents[key], press.speakers[lang]
    day = incident.started.instant.local(incident.started.zone).date()
    return IncidentRow(
        id=key,
        name=incident.names.best(lang) or key,
        where=press.answers.places.name(incident.place, lang, day),
        started=speaker.moment(incident.started),
        figures=tuple(_figure_rows(press, key, lang)),
    )


def _figure_rows(press: Press, key: str, lang: str) -> list[FigureRow]:
    speaker, found = press.speakers[lang], _figures(press.answers.register, key)
    replaced = {old: one.figure.id for one in found for old in one.figure.supersedes}
    return [
        FigureRow(
            id=one.figure.id,
            what=_category(press, one.figure, lang),
            number=figure_text(one.figure, speaker),
            as_of=speaker.moment(one.figure.as_of),
            source=outward(one.figure.source.url, _source(one.figure)),
            recorded=speaker.instant(one.recorded_at, press.answers.zone),
            note=one.figure.note.best(lang),
            replaced=replaced.get(one.figure.id, ""),
        )
        for one in sorted(found, key=lambda one: (one.figure.category, one.figure.as_of.instant))
    ]


def _figures(register: Register, key: str) -> tuple[Recorded, ...]:
    found = register.incidents.get(key)
    return () if found is None else tuple(found.figures)


def _category(press: Press, figure: Figure, lang: str) -> str:
    found = press.answers.pack.categories.get(figure.category)
    return (found.best(lang) if found else "") or figure.category


def _source(figure: Figure) -> str:
    source = figure.source
    return ", ".join(part for part in (source.publisher or source.id, source.date) if part)


def _categories(request: HttpRequest, press: Press, key: str) -> tuple[Choice, ...]:
    lang = _lang(request, press)
    named = {one: texts.best(lang) or one for one, texts in press.answers.pack.categories.items()}
    used = {
        one.figure.category: one.figure.category for one in _figures(press.answers.register, key)
    }
    return tuple(Choice(one, name) for one, name in {**used, **named}.items())


def _lang(request: HttpRequest, press: Press) -> str:
    return spoken_language(press, language(request))
