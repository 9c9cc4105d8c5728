"""Exports: tables as CSV and JSON, for those who may read what is in them.

1. What an export holds is what the use case gives; drafts are those of the offices whose drafts
   whoever asks may read; the audit trail is for administrators and auditors.
2. A long table is sent as it is made.
"""

from collections.abc import AsyncIterator, Iterable
from itertools import islice
from typing import Final

from asgiref.sync import sync_to_async
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.views.decorators.http import require_safe

from dabyl.console.choices import places, scales
from dabyl.console.drafts import desk_now
from dabyl.console.frame import language, may_see, page
from dabyl.console.rights import may_draft
from dabyl.console.standing import office_name, press_now, spoken_language
from dabyl.core.formats.exports.table import FIRST, Table, csv_parts, json_parts
from dabyl.usecases.drafts.approving import settle
from dabyl.usecases.export import DRAFTS_TABLE, TABLES, TRAIL, export
from dabyl.usecases.export_filter import FILTERS, Filter, filter_of
from dabyl.wiring_accounts import audit
from dabyl.wiring_console import console

FORMS: Final = {
    "csv": ("text/csv; charset=utf-8; header=present", csv_parts),
    "json": ("application/json", json_parts),
}
_AT_ONCE: Final = 200


@require_safe
def every(request: HttpRequest) -> HttpResponse:
    """Show what can be exported, by which filter."""
    press = press_now()
    lang = spoken_language(press, language(request))
    tables = [name for name in TABLES if name != DRAFTS_TABLE or may_see(request, "export-drafts")]
    return page(
        request,
        "exports.html.j2",
        tables=[(name, (*FIRST, *TABLES[name])) for name in tables],
        trail=(*FIRST, *TRAIL) if may_see(request, "export-trail") else (),
        forms=tuple(FORMS),
        offices=[(key, office_name(press, key, lang)) for key in press.answers.epoch.offices],
        scales=scales(press, lang),
        places=places(press, lang),
    )


@require_safe
def table(request: HttpRequest, name: str, form: str) -> StreamingHttpResponse:
    """Answer with a table of what is public."""
    if name not in TABLES or name == DRAFTS_TABLE:
        raise Http404
    register, at = console().house.register(), console().domain_now()
    return _sent(export(name, register, at=at, only=_filter(request), lang=language(request)), form)


@require_safe
def drafts(request: HttpRequest, form: str) -> StreamingHttpResponse:
    """Answer with the drafts and what became of them, without names."""
    register, at = console().house.register(), console().domain_now()
    mine = [
        draft
        for draft in settle(desk_now(), register)
        if may_draft(request, "export-drafts", draft)
    ]
    return _sent(export(DRAFTS_TABLE, register, at=at, drafts=mine, only=_filter(request)), form)


@require_safe
def trail(request: HttpRequest, form: str) -> StreamingHttpResponse:
    """Answer with the audit trail."""
    register, at, only = console().house.register(), console().now(), _filter(request)
    made = Table(
        name="trail",
        columns=TRAIL,
        rows=audit.rows(TRAIL, only.since, only.until),
        number=register.number,
        at=at,
    )
    return _sent(made, form)


def _filter(request: HttpRequest) -> Filter:
    asked = {name: request.GET.get(name, "") for name in FILTERS}
    return filter_of(console().house.register(), asked)


def _sent(made: Table, form: str) -> StreamingHttpResponse:
    if form not in FORMS:
        raise Http404
    kind, parts = FORMS[form]
    reply = StreamingHttpResponse(_batches(parts(made)), content_type=kind)
    name = f"dabyl-{made.name}-{made.number}.{form}"
    reply["Content-Disposition"] = f'attachment; filename="{name}"'
    return reply


async def _batches(parts: Iterable[bytes]) -> AsyncIterator[bytes]:
    """Give parts some at a time, made where databases may be asked."""
    rest = iter(parts)
    while batch := await sync_to_async(lambda: b"".join(islice(rest, _AT_ONCE)))():
        yield batch
