"""What stands, the audit trail, and the token itself, for programs."""

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router

from dabyl.api.asking import AfterNumber, At, KnownAt, Limit, instants, part
from dabyl.api.shapes_standing import StandingShown
from dabyl.api.standings import standing_told
from dabyl.console.machine.answering import answer
from dabyl.console.machine.bearing import bearer
from dabyl.console.machine.operations import BAD, NOT_THAT, operation
from dabyl.console.machine.shapes import TokenShown, TrailShown
from dabyl.core.values.instants import Instant
from dabyl.wiring_accounts import audit
from dabyl.wiring_console import console

router = Router(tags=["register"])
Place = Annotated[str, Path(description="A code (KATO, ISO 3166-2) or a name.", max_length=200)]
InScale = Annotated[str | None, Query(description="The id of a scale.", max_length=100)]


@operation(
    router,
    "GET",
    "/token",
    "api-token",
    answers={200: TokenShown, **BAD},
    summary="The token that is sent: whose, for what, until when",
)
def token(request: HttpRequest) -> HttpResponse:
    """Tell what a token is for, so that a program knows before it ends."""
    asks = bearer(request)
    return answer(
        request,
        {
            "number": asks.token.pk,
            "person": asks.person,
            "role": asks.right.role,
            "office": asks.right.office,
            "area": list(asks.right.area),
            "scopes": asks.token.scopes,
            "ends_at": Instant(asks.token.ends_at_s).text(),
        },
    )


@operation(
    router,
    "GET",
    "/standing/{place}",
    "api-standing",
    answers={200: StandingShown, **NOT_THAT},
    summary="What stands at a place, and why; with the layers that a draft can name",
)
def standing(
    request: HttpRequest,
    *,
    place: Place,
    at: At = None,
    known_at: KnownAt = None,
    scale: InScale = None,
) -> HttpResponse:
    """Tell what the public machine interface tells, from the register as the staff has it."""
    when, known = instants(console().domain_now(), at=at, known_at=known_at)
    register = console().house.register()
    fields, _ = standing_told(register, place, scale, at=when, known_at=known)
    return answer(request, fields)


@operation(
    router,
    "GET",
    "/trail",
    "api-trail",
    answers={200: TrailShown, **BAD},
    summary="The audit trail, and whether its chain holds",
)
def trail(request: HttpRequest, limit: Limit = 50, after: AfterNumber = None) -> HttpResponse:
    """List lines in their order: who did what to accounts, sessions, keys and tokens."""
    number, head = audit.head()
    lines = audit.lines_after(after or 0, limit + 1)
    items = ((str(line["number"]), line) for line in lines)
    fields = part(items, limit=limit, known_at=console().now())
    whole = {"number": number, "head": head, "broken_at": audit.broken_at()}
    return answer(request, {**fields, **whole})
