"""Drafts for programs: listed and read, begun, saved, commented on and withdrawn.

1. A token reads and writes the drafts of its right's office that lie within its area, and others
   are not even listed.
2. What is sent onto an older version is kept beside as a fork, and the answer says so with 409.
3. What was typed is never judged here; what is against it is told with the preview.
"""

from collections.abc import Mapping
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router

from dabyl.api.asking import After, Limit, part
from dabyl.api.shapes import Trouble
from dabyl.console.draft_places import places_of
from dabyl.console.drafting import free_key
from dabyl.console.drafts import desk_now
from dabyl.console.machine.answering import answer, told
from dabyl.console.machine.bearing import bearer
from dabyl.console.machine.operations import BAD, CHANGED, NONE, SENT, operation
from dabyl.console.machine.shapes import (
    LARGEST,
    Begin,
    Drafts,
    DraftWhole,
    Forked,
    Said,
    Save,
    VersionWhole,
)
from dabyl.console.permissions import Thing
from dabyl.core.drafts.draft import Draft, State
from dabyl.core.formats.status.drafts import draft_fields, draft_whole, version_fields
from dabyl.core.levels.body import is_decision_id
from dabyl.core.levels.decision import Mode
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem, Refused
from dabyl.usecases.drafts import writing
from dabyl.usecases.drafts.approving import settle
from dabyl.usecases.drafts.draft_desk import draft_of
from dabyl.wiring_console import console

router = Router(tags=["drafts"])
Key = Annotated[str, Path(description="The draft's id: its decision's.", max_length=80)]
VersionNumber = Annotated[int, Path(description="The number of a version.", ge=1, le=LARGEST)]
InState = Annotated[State | None, Query(description="Only drafts that got so far.")]


def draft_for(request: HttpRequest, key: str) -> Draft:
    """Return a draft that a token's operation may be used on.

    Raises:
        Refused: there is none such, or the token's right does not cover it.
    """
    if not is_decision_id(key):
        raise Refused([Problem(code=Code.DRAFT_UNKNOWN, where="draft", data={"draft": key})])
    draft = draft_of(desk_now(), key)
    bearer(request).must(thing_of(draft.office, draft.current.content), key)
    return draft


def thing_of(office: str, content: Mapping[str, Any]) -> Thing:
    """Return what the permission table asks of a draft: whose it is, and where it lies."""
    return Thing(office, places_of(console().house.register(), content))


@operation(
    router,
    "GET",
    "/drafts",
    "api-drafts",
    answers={200: Drafts, **BAD},
    summary="The drafts of the token's office and area",
)
def every(
    request: HttpRequest, state: InState = None, limit: Limit = 50, after: After = None
) -> HttpResponse:
    """List drafts by id, with how far each got."""
    asks, now = bearer(request), console().domain_now()
    drafts = settle(desk_now(), console().house.register())
    wanted = (one for one in drafts if state is None or one.state is state)
    found = (
        (one.id, draft_fields(one))
        for one in wanted
        if (after is None or one.id > after) and asks.may(thing_of(one.office, one.current.content))
    )
    return answer(request, part(found, limit=limit, known_at=now))


@operation(
    router,
    "POST",
    "/drafts",
    "api-draft-begin",
    answers={201: DraftWhole, 409: Trouble, **SENT},
    summary="Begin a draft",
)
def begin(request: HttpRequest, sent: Begin) -> HttpResponse:
    """Begin a draft of the token's office; what the content lacks of these is filled in.

    That is its id, that it is to be taken here (`mode`), and the office.
    """
    asks, register, at = bearer(request), console().house.register(), console().domain_now()
    office = asks.right.office
    key = sent.id or free_key(register, office, at)
    asks.must(thing_of(office, sent.content), key)
    content = {"id": key, "mode": Mode.TAKEN.value, "office": office, **sent.content}
    draft = writing.begin(desk_now(), key, content, office=office, by=asks.person, at=at)
    return _made(request, draft)


@operation(
    router,
    "GET",
    "/drafts/{draft}",
    "api-draft",
    answers={200: DraftWhole, 304: None, **NONE},
    summary="One draft, with its content and what was said of it",
)
def one(request: HttpRequest, draft: Key) -> HttpResponse:
    """Tell what a draft says now, which versions there were, and what was said of it."""
    found = draft_for(request, draft)
    return answer(request, draft_whole(found), tag=f"{found.id}-{found.revision}")


@operation(
    router,
    "GET",
    "/drafts/{draft}/versions/{version}",
    "api-draft-version",
    answers={200: VersionWhole, 304: None, **NONE},
    summary="One version of a draft, forks as well",
)
def version(request: HttpRequest, draft: Key, version: VersionNumber) -> HttpResponse:
    """Tell what somebody typed, for instance what was kept beside."""
    found = draft_for(request, draft)
    shown = next((one for one in found.versions if one.number == version), None)
    if shown is None:
        data = {"draft": f"{draft} version {version}"}
        raise Refused([Problem(code=Code.DRAFT_UNKNOWN, where="version", data=data)])
    bearer(request).must(thing_of(found.office, shown.content), draft)
    fields = {**version_fields(shown), "content": dict(shown.content)}
    return answer(request, fields, tag=f"{found.id}-{found.revision}-{version}")


@operation(
    router,
    "POST",
    "/drafts/{draft}/versions",
    "api-draft-save",
    answers={201: DraftWhole, 404: Trouble, 409: Forked, **SENT},
    summary="Save a draft, on the version that it was made from",
)
def save(request: HttpRequest, draft: Key, sent: Save) -> HttpResponse:
    """Save what a draft is to say. It ends a proposal, as any change does.

    With 409 nothing is lost: what was sent is version `fork`, and `current` the one to save on.
    """
    asks, before = bearer(request), draft_for(request, draft)
    asks.must(thing_of(before.office, sent.content), draft)
    saved = writing.save(
        desk_now(),
        draft,
        sent.content,
        based_on=sent.based_on,
        by=asks.person,
        at=console().domain_now(),
    )
    if not saved.is_fork:
        return _made(request, saved.draft)
    fork, current = saved.version.number, saved.draft.current.number
    data = {"draft": draft, "based_on": sent.based_on, "fork": fork, "current": current}
    beside = Problem(code=Code.SAVED_BESIDE, where="based_on", data=data)
    return told(request, [beside], more={"fork": fork, "current": current})


@operation(
    router,
    "POST",
    "/drafts/{draft}/comments",
    "api-draft-comment",
    answers={201: DraftWhole, **CHANGED},
    summary="Comment on a draft",
)
def comment(request: HttpRequest, draft: Key, sent: Said) -> HttpResponse:
    """Say something about a draft, whatever became of it."""
    draft_for(request, draft)
    by, at = bearer(request).person, console().domain_now()
    return _made(request, writing.comment(desk_now(), draft, sent.text, by=by, at=at))


@operation(
    router,
    "POST",
    "/drafts/{draft}/withdrawal",
    "api-draft-withdraw",
    answers={200: DraftWhole, 404: Trouble, 409: Trouble, **BAD},
    summary="Withdraw a draft that was not released",
)
def withdraw(request: HttpRequest, draft: Key) -> HttpResponse:
    """Let nobody go on with a draft; it stays to be read."""
    draft_for(request, draft)
    by, at = bearer(request).person, console().domain_now()
    return answer(request, draft_whole(writing.withdraw(desk_now(), draft, by=by, at=at)))


def _made(request: HttpRequest, draft: Draft) -> HttpResponse:
    reply = answer(request, draft_whole(draft), status=201)
    reply["Location"] = f"/api/v1/staff/drafts/{draft.id}"
    return reply
