"""Correcting an incident: a new entry tells of it, and what was told before stays to be seen.

1. The form is sent with the entry that it was made from. Did a colleague correct the incident
   meanwhile, nothing is recorded: the page says what changed and keeps all that was typed, to be
   sent again on what is told now.
2. What is sent and is told already is recorded no second time.
"""

from collections.abc import Iterable, Mapping
from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from dabyl.console.frame import page, see, words
from dabyl.console.happening import Form
from dabyl.console.incident_desk import CORRECTED, must_lie_in, reasons, setting, take
from dabyl.console.news import telling_entries
from dabyl.console.retelling import Differing, corrected, differing, incident_fields
from dabyl.console.rights import me
from dabyl.console.typed_plain import whole
from dabyl.console.watcher import mark_now
from dabyl.core.register.decide import CorrectIncident
from dabyl.core.register.records import IncidentRecord
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem, Refused, Rejected
from dabyl.usecases.live import Mark
from dabyl.wiring_console import console


@require_safe
def correcting(request: HttpRequest, key: str) -> HttpResponse:
    """Show the form with what is told of an incident now."""
    since, record = mark_now(), _record(key)
    typed = incident_fields(record.incident, setting(console().house.register()))
    return _shown(request, record, typed, record.current.number, [], since=since)


@require_POST
def correct(request: HttpRequest, key: str) -> HttpResponse:
    """Correct an incident."""
    since, record, fields = mark_now(), _record(key), request.POST.dict()
    form = Form({**fields, "id": key}, setting(console().house.register()))
    based_on = whole(fields.get("based_on", "")) or 0
    try:
        told = corrected(form, record.incident)
        if told == record.incident:
            return see(f"/incidents/{key}")
        must_lie_in(request, "incident-correction", record.incident.place, told.place)
        take(CorrectIncident(incident=told, based_on=based_on), CORRECTED, key, by=me(request))
    except (Rejected, Refused) as wrong:
        return _shown(request, _record(key), form.fields, based_on, wrong.problems, since=since)
    return see(f"/incidents/{key}")


def _record(key: str) -> IncidentRecord:
    record = console().house.register().incidents.get(key)
    if record is None:
        raise Http404
    return record


def _shown(
    request: HttpRequest,
    record: IncidentRecord,
    typed: Mapping[str, str],
    based_on: int,
    problems: Iterable[Problem],
    *,
    since: Mark,
) -> HttpResponse:
    """Show what was typed; on a correction of somebody else, what that changed as well."""
    is_changed = any(one.code is Code.INCIDENT_CHANGED for one in problems)
    status = HTTPStatus.CONFLICT if is_changed else HTTPStatus.UNPROCESSABLE_ENTITY
    return page(
        request,
        "incident_form.html.j2",
        live=telling_entries(f"/incidents/{record.incident.id}/correct", since),
        status=status if problems else HTTPStatus.OK,
        key=record.incident.id,
        based_on=record.current.number if is_changed or not problems else based_on,
        changed=_changed(request, record, based_on) if is_changed else (),
        typed=typed,
        setting=setting(console().house.register()),
        reasons=reasons(request, problems),
    )


def _changed(request: HttpRequest, record: IncidentRecord, based_on: int) -> tuple[Differing, ...]:
    """Return what is told otherwise than in the entry that a form was made from."""
    reading, names = setting(console().house.register()), words(request)["happened"]
    seen = next((one for one in record.versions if one.number == based_on), record.versions[0])
    found = differing(
        incident_fields(seen.incident, reading), incident_fields(record.incident, reading)
    )
    return tuple(Differing(_named(one.name, names), one.was, one.says) for one in found)


def _named(field: str, names: Mapping[str, str]) -> str:
    name, _, lang = field.partition("-")
    told = names.get(name, names.get(name.removesuffix("_time"), name))
    return f"{told} ({lang})" if lang else told
