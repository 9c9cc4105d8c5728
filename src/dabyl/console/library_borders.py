"""A border set from a file: uploaded, looked at row by row, and begun as a draft when it is sound.

Nothing is taken on trust: the file's bytes say what it is, every row must be a unit of the packs in
use with a valid area, and two persons record the set like any other change.
"""

from collections.abc import Mapping
from datetime import date
from http import HTTPStatus
from typing import Final

import attrs
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from dabyl.console.frame import language, page, see
from dabyl.console.library import must_be_of_whole
from dabyl.console.library_drafts import begun
from dabyl.core.formats.library.change import BordersChange
from dabyl.core.formats.places.borders import format_borders
from dabyl.core.places.borders import BorderSet
from dabyl.core.places.topology import Topology
from dabyl.core.places.units import Days, nearest_day
from dabyl.core.values.codes import Code
from dabyl.core.values.ids import is_id
from dabyl.core.values.problems import Problem, Rejected
from dabyl.ports.borders import Columns
from dabyl.usecases.borders import offer_borders
from dabyl.wiring_console import console, problem_words, read_uploaded_borders, upload_limit

FIELDS: Final = ("id", "source", "licence", "code", "name", "valid_from", "valid_to")
_NEEDED: Final = ("id", "source", "licence", "code")
_MOST_ROWS: Final = 50


@attrs.frozen
class Sent:
    """The fields of the form as they were typed, and the days among them."""

    fields: Mapping[str, str]
    first: date | None
    end: date | None


@require_safe
def form(request: HttpRequest) -> HttpResponse:
    """Ask for a file."""
    must_be_of_whole(request, "library-borders")
    return _form(request, {})


@require_POST
def send(request: HttpRequest) -> HttpResponse:
    """Look at a file; begin a draft when every row is a unit with a sound area."""
    must_be_of_whole(request, "library-borders-send")
    fields = {name: request.POST.get(name, "").strip() for name in FIELDS}
    try:
        sent = _read(fields)
        report, geojson = _offered(request, sent)
    except Rejected as wrong:
        return _form(request, fields, problems=wrong.problems)
    if geojson is None:
        return _form(request, fields, report=report)
    draft = begun(request, BordersChange(id=fields["id"], geojson=geojson))
    return see(f"/library/drafts/{draft.id}/look")


def _form(
    request: HttpRequest,
    fields: Mapping[str, str],
    *,
    problems: tuple[Problem, ...] = (),
    report: Topology | None = None,
) -> HttpResponse:
    bad = () if report is None else _bad_rows(report)
    status = HTTPStatus.CONFLICT if problems or report is not None else HTTPStatus.OK
    return page(
        request,
        "library_borders.html.j2",
        status=status,
        fields={name: fields.get(name, "") for name in FIELDS},
        needed=_NEEDED,
        against=[(one.where, *problem_words(one, language(request))) for one in problems],
        bad=bad[:_MOST_ROWS],
        more=max(0, len(bad) - _MOST_ROWS),
    )


def _read(fields: Mapping[str, str]) -> Sent:
    problems = [
        Problem(code=Code.MISSING_FIELD, where=name, data={"field": name})
        for name in _NEEDED
        if not fields[name]
    ]
    if fields["id"] and not is_id(fields["id"]):
        problems.append(Problem(code=Code.NOT_AN_ID, where="id", data={"value": fields["id"]}))
    days: dict[str, date | None] = {}
    for name in ("valid_from", "valid_to"):
        try:
            days[name] = date.fromisoformat(fields[name]) if fields[name] else None
        except ValueError:
            data = {"value": fields[name]}
            problems.append(Problem(code=Code.DAY_UNREADABLE, where=name, data=data))
    first, end = days.get("valid_from"), days.get("valid_to")
    if first is not None and end is not None and end <= first:
        span = {"start": first.isoformat(), "end": end.isoformat()}
        problems.append(Problem(code=Code.END_BEFORE_START, where="valid_to", data=span))
    if problems:
        raise Rejected(problems)
    return Sent(fields, first, end)


def _offered(request: HttpRequest, sent: Sent) -> tuple[Topology, str | None]:
    """Return the report on the rows of the file, and the set as text when it can be adopted."""
    upload = request.FILES.get("file")
    if not isinstance(upload, UploadedFile):
        data = {"field": "file"}
        raise Rejected((Problem(code=Code.MISSING_FIELD, where="file", data=data),))
    fields, register = sent.fields, console().house.register()
    columns = Columns(code=fields["code"], name=fields["name"] or None)
    read = read_uploaded_borders(bytes(upload.read(upload_limit() + 1)), columns)
    about = BorderSet(
        id=fields["id"],
        source=fields["source"],
        licence=fields["licence"],
        attribution=fields["source"],
        valid_from=sent.first,
        valid_to=sent.end,
        shapes={},
    )
    old = next((one for one in register.borders if one.id == about.id), None)
    on = sent.first or nearest_day(Days(None, sent.end), date.max)
    offer = offer_borders(read.rows, about, on=on, places=register.gazetteer, old=old)
    return offer.report, None if offer.borders is None else format_borders(offer.borders)


def _bad_rows(report: Topology) -> tuple[tuple[int, str, str], ...]:
    """Return the rows that cannot be adopted: number, code, and why."""
    every = (*report.invalid, *report.without_code, *report.doubled, *report.unknown)
    return tuple((one.number, one.code, one.reason) for one in every)
