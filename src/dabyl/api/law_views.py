"""What the law says: works, provisions on a day and through time, bills before and after."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router
from pydantic import WithJsonSchema

from dabyl.api.asking import (
    After,
    KnownAt,
    Limit,
    answer,
    asked_of,
    not_there,
    part,
    reading,
    times,
)
from dabyl.api.shapes import Trouble
from dabyl.api.shapes_law import Bills, BillShown, ProvisionShown, Works
from dabyl.core.formats.law.plain import plain_item, plain_state, plain_wording
from dabyl.core.formats.law.plain_bills import plain_bill, plain_source
from dabyl.core.formats.law.plain_changes import plain_conflict
from dabyl.core.law.amending import compare_bill, conflicts
from dabyl.core.law.law import Law
from dabyl.core.law.states import state_on
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem, Rejected

router = Router(tags=["law"])
BAD = {422: Trouble, 429: Trouble, 503: Trouble}
NONE = {404: Trouble, **BAD}
Id = Annotated[str, Path(max_length=200)]
Day = Annotated[
    Annotated[str, WithJsonSchema({"type": "string", "format": "date"})] | None,
    Query(description="A day, such as 2016-06-05. Default: today.", max_length=32),
]


@router.get("/law/works", response={200: Works, **BAD}, summary="Works of law")
@reading
def works(
    request: HttpRequest, known_at: KnownAt = None, limit: Limit = 50, after: After = None
) -> HttpResponse:
    """List works with the provisions that are kept of each."""
    (known,) = times(request, known_at=known_at)
    law = asked_of(request).register.law_at(known)
    inside: dict[str, list[str]] = {}
    for clause in law.statutes.clauses.values():
        inside.setdefault(clause.work, []).append(clause.id)
    items = (
        (
            key,
            {
                "work": key,
                "title": law.statutes.works[key].title.as_dict(),
                "address": law.statutes.works[key].address(),
                "official": law.statutes.works[key].official,
                "provisions": sorted(inside.get(key, ())),
            },
        )
        for key in sorted(law.statutes.works)
        if after is None or key > after
    )
    return answer(part(items, limit=limit, known_at=known))


@router.get(
    "/law/provisions/{provision}",
    response={200: ProvisionShown, **NONE},
    summary="A provision on a day, and through time",
)
@reading
def provision_on(
    request: HttpRequest, provision: Id, on: Day = None, known_at: KnownAt = None
) -> HttpResponse:
    """Tell how a provision reads on a day, or that it isn't known, with the candidates."""
    asked = asked_of(request)
    (known,) = times(request, known_at=known_at)
    zone = next(iter(asked.register.packs.values())).zone
    day = asked.now.local(zone).date() if on is None else _day(on)
    law = asked.register.law_at(known)
    clause = law.statutes.clauses.get(provision)
    if clause is None:
        raise not_there(provision, "provision")
    cited = dict.fromkeys(name for wording in clause.history for name in wording.sources)
    return answer(
        {
            "provision": clause.id,
            "work": clause.work,
            "kind": clause.kind.value,
            "number": clause.number,
            "title": clause.title.as_dict(),
            "touches": list(clause.touches),
            "on": day.isoformat(),
            "version": None,
            "candidates": [],
            "may_have_lapsed": False,
            **plain_state(state_on(clause, day)),
            "versions": [plain_wording(wording) for wording in clause.history],
            "sources": _sources(law, cited),
        }
    )


@router.get("/law/bills", response={200: Bills, **BAD}, summary="Bills")
@reading
def bills(
    request: HttpRequest, known_at: KnownAt = None, limit: Limit = 50, after: After = None
) -> HttpResponse:
    """List bills with the stage that each has reached."""
    (known,) = times(request, known_at=known_at)
    law = asked_of(request).register.law_at(known)

    def found() -> Iterator[tuple[str, Any]]:
        for key in sorted(law.bills):
            bill = law.bills[key]
            if after is None or key > after:
                title = bill.title.as_dict()
                yield key, {"bill": key, "title": title, "stage": bill.stage.value}

    return answer(part(found(), limit=limit, known_at=known))


@router.get(
    "/law/bills/{bill}", response={200: BillShown, **NONE}, summary="A bill: before and after"
)
@reading
def bill_of(request: HttpRequest, bill: Id, known_at: KnownAt = None) -> HttpResponse:
    """Tell what a bill changes or would change, part by part, with its path and sources."""
    (known,) = times(request, known_at=known_at)
    law = asked_of(request).register.law_at(known)
    found = law.bills.get(bill)
    if found is None:
        raise not_there(bill, "bill")
    items = [plain_item(item) for item in compare_bill(law.statutes, found)]
    for item in items:
        item["sources"] = _sources(law, item["sources"])
    disputed = [each for each in conflicts(law.bills.values()) if found.id in each.bills]
    return answer(
        {
            **plain_bill(found),
            "items": items,
            "conflicts": [plain_conflict(each) for each in disputed],
        }
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        problem = Problem(code=Code.DAY_UNREADABLE, where="on", data={"value": repr(text)})
        raise Rejected([problem]) from None


def _sources(law: Law, names: Iterable[str]) -> list[dict[str, Any]]:
    return [plain_source(law.sources[n]) for n in dict.fromkeys(names) if n in law.sources]
