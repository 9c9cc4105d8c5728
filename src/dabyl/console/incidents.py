"""Incidents: what happened, and how many people it befell, by whom and as of when.

1. One person records them: they are what a source says, no decision. Who recorded what stands in
   the audit trail.
2. No figure is ever changed; a newer one replaces it, and both are shown.
3. What can't be recorded comes back with every reason, and with all that was typed.
"""

from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any

import attrs
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe
from markupsafe import Markup

from dabyl.console.choices import Choice, languages_of, zone_of
from dabyl.console.frame import language, may_see, page, see, words
from dabyl.console.happening import Form, Setting, next_id
from dabyl.console.rights import me
from dabyl.console.standing import press_now, spoken_language
from dabyl.console.watcher import mark_now
from dabyl.core.incidents.incident import Bound, Figure, Recorded
from dabyl.core.publication.incident_page import figure_text, related
from dabyl.core.publication.links import outward
from dabyl.core.publication.press import Press
from dabyl.core.register.decide import Command, RecordFigure, RecordIncident
from dabyl.core.register.register import Register
from dabyl.core.values.problems import Problem, Refused, Rejected
from dabyl.ports.journal import Overtaken
from dabyl.usecases.official import take_on
from dabyl.wiring_accounts import audit
from dabyl.wiring_console import console, problem_words

_TRIES = 5


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
    form = Form(request.POST.dict(), _setting(register))
    try:
        incident = form.incident()
        if incident.id in register.incidents:
            return see(f"/incidents/{incident.id}")
        _take(RecordIncident(incident=incident))
    except (Rejected, Refused) as wrong:
        return _blank(request, form.fields, wrong.problems)
    _noted(request, "recorded an incident", incident.id)
    return see(f"/incidents/{incident.id}")


@require_safe
def one(request: HttpRequest, key: str) -> HttpResponse:
    """Show an incident, the history of its figures, and the form of a new one."""
    return _shown(request, key, {}, (), [])


@require_POST
def figure(request: HttpRequest, key: str) -> HttpResponse:
    """Record a figure of an incident."""
    register = console().house.register()
    form = Form(request.POST.dict(), _setting(register))
    replaced = tuple(request.POST.getlist("supersedes"))
    if form.fields.get("id", "") in {one.figure.id for one in _figures(register, key)}:
        return see(f"/incidents/{key}#figures")
    try:
        new = form.figure(key, replaced)
        _take(RecordFigure(figure=new))
    except (Rejected, Refused) as wrong:
        return _shown(request, key, form.fields, replaced, wrong.problems)
    _noted(request, "recorded a figure", new.id)
    return see(f"/incidents/{key}#figures")


def _take(command: Command) -> None:
    """Record; again when somebody else recorded something meanwhile."""
    desk = console().house.desk
    for tried in range(_TRIES):
        try:
            take_on(desk, console().house.register(), command, at=console().now())
        except Overtaken:
            if tried == _TRIES - 1:
                raise
        else:
            return


def _noted(request: HttpRequest, what: str, about: str) -> None:
    audit.note(what, by=me(request), subject=None, at=console().now(), about=about)


def _setting(register: Register) -> Setting:
    scale = next(iter(register.scales))
    return Setting(
        zone=zone_of(register, scale),
        languages=languages_of(register, scale),
        find=register.gazetteer.find,
        now=console().now(),
    )


def _blank(
    request: HttpRequest, typed: Mapping[str, str], problems: Iterable[Problem]
) -> HttpResponse:
    register = console().house.register()
    setting = _setting(register)
    day = f"{setting.now.local(setting.zone):%Y-%m-%d}"
    return page(
        request,
        "incident_new.html.j2",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK,
        typed={"id": next_id(day, register.incidents), **typed},
        setting=setting,
        reasons=_reasons(request, problems),
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
        records=may_see(request, "figure-record"),
        typed={"id": next_id(f"{key}-f", known), **typed},
        replaced=replaced,
        setting=_setting(register),
        categories=_categories(request, press, key),
        bounds=tuple(Bound),
        reasons=_reasons(request, problems),
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


def _reasons(request: HttpRequest, problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Return problems in words, with the field that each is about."""
    names = words(request)["happened"]
    found = []
    for one in problems:
        field = names.get(one.where, one.where)
        told = attrs.evolve(one, data={**one.data, "field": field})
        message, fix = problem_words(told, language(request))
        found.append({"where": one.where, "field": field, "message": message, "fix": fix})
    return found
