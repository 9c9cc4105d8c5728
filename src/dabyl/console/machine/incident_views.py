"""Incidents for programs: recorded, corrected, and counted, as at the console's pages.

1. The pages' form reads what is sent, so that all that they demand holds here as well; problems
   name the place in what was sent.
2. What is sent again under its id is recorded once, and answered by 200; something else under that
   id is refused.
3. A correction names the version that it was made from. Of two at once one wins; the other is told
   so with 409, and which version is told now.
"""

from collections.abc import Iterable
from typing import Annotated, Final

import attrs
from django.http import HttpRequest, HttpResponse
from ninja import Path, Router

from dabyl.api.shapes import Trouble
from dabyl.api.shapes_records import IncidentShown
from dabyl.console.happening import Form, Setting, next_id
from dabyl.console.incident_desk import CORRECTED, COUNTED, RECORDED, elsewhere, setting, take
from dabyl.console.machine.answering import answer, told
from dabyl.console.machine.bearing import bearer
from dabyl.console.machine.incident_shapes import (
    FigureSent,
    IncidentAgain,
    IncidentMoved,
    IncidentSaid,
    IncidentSent,
    SourceSaid,
)
from dabyl.console.machine.operations import CHANGED, SENT, operation
from dabyl.console.permissions import Thing
from dabyl.console.retelling import corrected
from dabyl.core.formats.status.records import incident_fields
from dabyl.core.register.decide import Command, CorrectIncident, RecordFigure, RecordIncident
from dabyl.core.register.records import IncidentRecord
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem, Refused, Rejected
from dabyl.wiring_console import console

router = Router(tags=["incidents"])
Key = Annotated[str, Path(description="The incident's id.", max_length=200)]
_CONFLICTS: Final = {
    *(Code.INCIDENT_EXISTS, Code.INCIDENT_CHANGED, Code.FIGURE_EXISTS, Code.FIGURE_REPLACED)
}
_STATUS: Final = {
    **dict.fromkeys(_CONFLICTS, 409),
    Code.INCIDENT_ELSEWHERE: 403,
    Code.INCIDENT_UNKNOWN: 404,
}
_PLACES: Final = {"name": "names", **{one: f"source.{one}" for one in ("publisher", "url", "date")}}
"""Where in what was sent the pages' fields stand, when they are called otherwise."""


@operation(
    router,
    "POST",
    "/incidents",
    "api-incident-record",
    answers={200: IncidentShown, 201: IncidentShown, 409: Trouble, **SENT},
    summary="Record an incident",
)
def record(request: HttpRequest, sent: IncidentSent) -> HttpResponse:
    """Record what happened, where, since when, and who says so. It is public, and stays.

    200 when it was recorded before, by the same words.
    """
    register, reading = console().house.register(), setting(console().house.register())
    day = f"{reading.now.local(reading.zone):%Y-%m-%d}"
    key = next_id(day, register.incidents) if sent.id is None else sent.id
    try:
        incident = _form(key, _incident_fields(sent), reading).incident()
        before = register.incidents.get(key)
        if before and incident in [one.incident for one in before.versions]:
            return _shown(key, request, status=200)
        _must_lie_in(request, incident.place)
        _take(request, RecordIncident(incident=incident, is_new=True), RECORDED, key)
    except (Rejected, Refused) as wrong:
        return _refused(request, wrong.problems)
    return _shown(key, request)


@operation(
    router,
    "POST",
    "/incidents/{incident}/versions",
    "api-incident-correct",
    answers={200: IncidentShown, 201: IncidentShown, **CHANGED, 409: IncidentMoved},
    summary="Correct an incident, on the version that it was made from",
)
def correct(request: HttpRequest, incident: Key, sent: IncidentAgain) -> HttpResponse:
    """Tell something else of an incident from now on; what it replaces stays to be seen.

    200 when just that is told already.
    """
    try:
        before = _record(incident)
        reading = setting(console().house.register())
        new = corrected(_form(incident, _incident_fields(sent), reading), before.incident)
        if new == before.incident:
            return _shown(incident, request, status=200)
        _must_lie_in(request, before.incident.place, new.place)
        command = CorrectIncident(incident=new, based_on=sent.based_on)
        _take(request, command, CORRECTED, incident)
    except (Rejected, Refused) as wrong:
        return _refused(request, wrong.problems, incident)
    return _shown(incident, request)


@operation(
    router,
    "POST",
    "/incidents/{incident}/figures",
    "api-figure-record",
    answers={200: IncidentShown, 201: IncidentShown, **CHANGED},
    summary="Record a figure of an incident",
)
def figure(request: HttpRequest, incident: Key, sent: FigureSent) -> HttpResponse:
    """Record how many, of whom, as of when, by whom. A figure that is wrong is replaced by another.

    200 when it was recorded before, by the same words.
    """
    try:
        before = _record(incident)
        known = {one.figure.id: one.figure for one in before.figures}
        key = next_id(f"{incident}-f", known) if sent.id is None else sent.id
        form = _form(key, _figure_fields(sent), setting(console().house.register()))
        new = form.figure(incident, tuple(sent.supersedes))
        if known.get(key) == new:
            return _shown(incident, request, status=200)
        _must_lie_in(request, before.incident.place)
        _take(request, RecordFigure(figure=new, seen=sent.seen), COUNTED, key)
    except (Rejected, Refused) as wrong:
        return _refused(request, wrong.problems)
    return _shown(incident, request)


def _record(key: str) -> IncidentRecord:
    found = console().house.register().incidents.get(key)
    if found is None:
        unknown = Problem(code=Code.INCIDENT_UNKNOWN, where="incident", data={"id": key})
        raise Refused([unknown])
    return found


def _must_lie_in(request: HttpRequest, *places: str) -> None:
    if not bearer(request).may(Thing(places=places)):
        raise Refused(elsewhere(places))


def _take(request: HttpRequest, command: Command, what: str, about: str) -> None:
    take(command, what, about, by=bearer(request).token.person)


def _form(key: str, fields: dict[str, str], reading: Setting) -> Form:
    """Return what was sent as the pages' form; a language that they have no field for is wrong."""
    form = Form({"id": key, **fields}, reading)
    for field in fields:
        name, dash, lang = field.partition("-")
        if dash and lang not in reading.languages:
            data = {"field": lang, "near": ", ".join(reading.languages)}
            where = f"{_PLACES.get(name, name)}.{lang}"
            form.problems.append(Problem(code=Code.UNKNOWN_FIELD, where=where, data=data))
    return form


def _incident_fields(said: IncidentSaid) -> dict[str, str]:
    return {
        "place": said.place,
        **_moment("started", said.started),
        **_texts("name", said.names),
        **_texts("summary", said.summary),
        **_source(said.source),
    }


def _figure_fields(said: FigureSent) -> dict[str, str]:
    return {
        "category": said.category,
        "bound": said.bound,
        "low": str(said.low),
        "high": "" if said.high is None else str(said.high),
        **_moment("as_of", said.as_of),
        **_texts("note", said.note),
        **_source(said.source),
    }


def _moment(name: str, text: str) -> dict[str, str]:
    day, _, clock = text.partition("T")
    return {name: day, f"{name}_time": clock}


def _texts(name: str, texts: dict[str, str]) -> dict[str, str]:
    return {f"{name}-{lang}": text for lang, text in texts.items()}


def _source(said: SourceSaid) -> dict[str, str]:
    return {"publisher": said.publisher, "url": said.url, "date": said.date}


def _shown(key: str, request: HttpRequest, *, status: int = 201) -> HttpResponse:
    register = console().house.register()
    found = register.incidents[key]
    known_at = register.recorded_at
    reply = answer(request, incident_fields(found.incident, found, known_at), status=status)
    reply["Location"] = f"/api/v1/incidents/{key}"
    return reply


def _refused(request: HttpRequest, problems: Iterable[Problem], incident: str = "") -> HttpResponse:
    """Return the reasons, each with its place in what was sent."""
    every = [_placed(one) for one in problems]
    status = next((_STATUS[one.code] for one in every if one.code in _STATUS), 422)
    if incident and status == _STATUS[Code.INCIDENT_CHANGED]:
        current = _record(incident).current.number
        return told(request, every, status=status, more={"current": current})
    return told(request, every, status=status)


def _placed(problem: Problem) -> Problem:
    where = _PLACES.get(problem.where, problem.where)
    field = {"field": where} if problem.data.get("field") == problem.where else {}
    return attrs.evolve(problem, where=where, data={**problem.data, **field})
