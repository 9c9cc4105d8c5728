"""What stands and what happened: standing, places, timeline, decisions, incidents, messages."""

from collections.abc import Iterator
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router

from dabyl.api.asking import (
    FRESH_S,
    After,
    AfterNumber,
    At,
    KnownAt,
    Limit,
    answer,
    asked_of,
    not_there,
    part,
    reading,
    times,
)
from dabyl.api.shapes import About, Trouble
from dabyl.api.shapes_records import (
    Decisions,
    DecisionShown,
    Incidents,
    IncidentShown,
    Messages,
    MessageShown,
    Places,
    PlaceShown,
    Timeline,
)
from dabyl.api.shapes_standing import StandingShown
from dabyl.api.standings import standing_told
from dabyl.core.formats.status.events import event_fields
from dabyl.core.formats.status.records import (
    decision_fields,
    incident_fields,
    message_fields,
    place_fields,
)
from dabyl.core.journal.keys import WorkspaceKind
from dabyl.core.publication.cap.feeds import lasting
from dabyl.usecases.find import find_place, find_scale

router = Router(tags=["register"])
BAD = {422: Trouble, 429: Trouble, 503: Trouble}
NONE = {404: Trouble, **BAD}
PLACE = {404: Trouble, 409: Trouble, **BAD}

Place = Annotated[str, Path(description="A code (KATO, ISO 3166-2) or a name.", max_length=200)]
Id = Annotated[str, Path(max_length=200)]
InPlace = Annotated[
    str | None,
    Query(description="Only what concerns this place: a code or a name.", max_length=200),
]
InScale = Annotated[str | None, Query(description="The id of a scale.", max_length=100)]


@router.get("/", response={200: About, **BAD}, summary="What this server speaks for")
@reading
def about(request: HttpRequest) -> HttpResponse:
    """Tell whose levels these are, and where the journal ends."""
    register = asked_of(request).register
    return answer(
        {
            "kind": register.kind.value,
            "in_earnest": register.kind is WorkspaceKind.LIVE,
            "workspace": "" if register.workspace is None else register.workspace.id,
            "countries": list(register.gazetteer.roots),
            "scales": list(register.scales),
            "offices": list(register.offices),
            "number": register.number,
            "head": register.head,
            "recorded_at": register.recorded_at.text(),
        }
    )


@router.get(
    "/standing/{place}",
    response={200: StandingShown, **PLACE},
    summary="What stands at a place, and why",
)
@reading
def standing_at(
    request: HttpRequest,
    *,
    place: Place,
    at: At = None,
    known_at: KnownAt = None,
    scale: InScale = None,
) -> HttpResponse:
    """Tell which level holds at a place, since when, until when, by which layers, and why."""
    asked = asked_of(request)
    when, known = times(request, at=at, known_at=known_at)
    fields, valid_until = standing_told(asked.register, place, scale, at=when, known_at=known)
    is_of_now = at is None or known_at is None
    left_s = valid_until.s - asked.now.s
    return answer(fields, keep_s=min(FRESH_S, left_s) if is_of_now else FRESH_S)


@router.get("/places", response={200: Places, **PLACE}, summary="Places by their keys")
@reading
def places(
    request: HttpRequest,
    *,
    at: At = None,
    within: InPlace = None,
    name: Annotated[
        str | None, Query(description="Only places called so, or so coded.", max_length=200)
    ] = None,
    limit: Limit = 50,
    after: After = None,
) -> HttpResponse:
    """List the places that exist on the day, all, those within another, or those called so."""
    register = asked_of(request).register
    (when,) = times(request, at=at)
    gazetteer = register.gazetteer
    keys = sorted(gazetteer.units) if name is None else sorted(gazetteer.find(name))
    inside = None if within is None else find_place(register, within, lang="en")

    def found() -> Iterator[tuple[str, Any]]:
        for key in keys:
            unit = gazetteer.units[key]
            day = when.local(unit.zone).date()
            if (after is not None and key <= after) or not unit.exists(day):
                continue
            if inside is None or inside in gazetteer.chain(key, day):
                yield key, place_fields(register, unit, when)

    return answer(part(found(), limit=limit, known_at=when))


@router.get("/places/{place}", response={200: PlaceShown, **PLACE}, summary="One place")
@reading
def place_at(request: HttpRequest, place: Place, at: At = None) -> HttpResponse:
    """Tell what a place is called, how it is coded, and what it lies in on the day."""
    register = asked_of(request).register
    (when,) = times(request, at=at)
    key = find_place(register, place, lang="en")
    return answer(place_fields(register, register.gazetteer.units[key], when))


@router.get("/timeline", response={200: Timeline, **PLACE}, summary="What happened to levels")
@reading
def timeline(
    request: HttpRequest,
    *,
    place: InPlace = None,
    scale: InScale = None,
    known_at: KnownAt = None,
    limit: Limit = 50,
    after: AfterNumber = None,
) -> HttpResponse:
    """List layers, lapses and corrections in the order in which they happened."""
    asked = asked_of(request)
    register = asked.register
    (known,) = times(request, known_at=known_at)
    key = None if place is None else find_place(register, place, lang="en")
    if scale is not None:
        find_scale(register, key or "", scale, at=known)
    told = asked.timelines.told(known_at=known, scale=scale, place=key)
    start = after or 0
    rest = enumerate(told.events[start:], start + 1)
    items = ((str(number), event_fields(register, event)) for number, event in rest)
    keep_s = FRESH_S
    if known_at is None and told.next_lapse is not None:
        keep_s = min(FRESH_S, told.next_lapse.s - asked.now.s)
    return answer(part(items, limit=limit, known_at=known), keep_s=keep_s)


@router.get("/decisions", response={200: Decisions, **BAD}, summary="Decisions")
@reading
def decisions(
    request: HttpRequest, known_at: KnownAt = None, limit: Limit = 50, after: AfterNumber = None
) -> HttpResponse:
    """List decisions in the order of the journal, each as known."""
    register = asked_of(request).register
    (known,) = times(request, known_at=known_at)
    start = after or 0
    records = map(register.record, register.decision_ids(known))
    items = (
        (str(record.number), decision_fields(register, record, known))
        for record in records
        if record.number > start
    )
    return answer(part(items, limit=limit, known_at=known))


@router.get("/decisions/{decision}", response={200: DecisionShown, **NONE}, summary="One decision")
@reading
def decision_of(request: HttpRequest, decision: Id, known_at: KnownAt = None) -> HttpResponse:
    """Tell what was decided, under which provision, and where the journal has it."""
    register = asked_of(request).register
    (known,) = times(request, known_at=known_at)
    record = register.decision(decision)
    if record is None or record.recorded_at > known:
        raise not_there(decision, "decision")
    return answer(decision_fields(register, record, known))


@router.get("/incidents", response={200: Incidents, **BAD}, summary="Incidents")
@reading
def incidents(
    request: HttpRequest, known_at: KnownAt = None, limit: Limit = 50, after: After = None
) -> HttpResponse:
    """List incidents with every figure, by id."""
    register = asked_of(request).register
    (known,) = times(request, known_at=known_at)

    def found() -> Iterator[tuple[str, Any]]:
        for key in sorted(register.incidents):
            incident = register.incident(key, known)
            if incident is not None and (after is None or key > after):
                yield key, incident_fields(incident, register.incidents[key], known)

    return answer(part(found(), limit=limit, known_at=known))


@router.get("/incidents/{incident}", response={200: IncidentShown, **NONE}, summary="One incident")
@reading
def incident_of(request: HttpRequest, incident: Id, known_at: KnownAt = None) -> HttpResponse:
    """Tell what happened, with figures by source and as-of date."""
    register = asked_of(request).register
    (known,) = times(request, known_at=known_at)
    found = register.incident(incident, known)
    if found is None:
        raise not_there(incident, "incident")
    return answer(incident_fields(found, register.incidents[incident], known))


@router.get("/messages", response={200: Messages, **BAD}, summary="CAP messages")
@reading
def messages(
    request: HttpRequest,
    *,
    known_at: KnownAt = None,
    live: Annotated[bool, Query(description="Only those that are live then.")] = False,
    limit: Limit = 50,
    after: AfterNumber = None,
) -> HttpResponse:
    """List released messages in the order of the journal."""
    register = asked_of(request).register
    (known,) = times(request, known_at=known_at)
    start = after or 0
    told = [record for record in register.messages if record.recorded_at <= known]
    records = lasting(told, known) if live else told
    items = ((str(r.number), message_fields(r)) for r in records if r.number > start)
    return answer(part(items, limit=limit, known_at=known))


@router.get("/messages/{identifier}", response={200: MessageShown, **NONE}, summary="One message")
@reading
def message_of(request: HttpRequest, identifier: Id) -> HttpResponse:
    """Tell what a message is about, and where its signed bytes are."""
    for record in asked_of(request).register.messages:
        if record.message.identifier == identifier:
            return answer(message_fields(record))
    raise not_there(identifier, "message")
