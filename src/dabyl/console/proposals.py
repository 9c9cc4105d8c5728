"""Proposals, decided by a second person: keys, codes, rights for an hour, accounts elsewhere.

1. What becomes of a confirmed one depends on its kind; each is signed with an administrator's key.
2. A right for an hour gives none to others: else two who hold one could keep them for good.
3. Whoever is to lose a key can't put a stop to that, unless they proposed it.
"""

from collections.abc import Callable
from enum import StrEnum
from functools import partial
from typing import assert_never

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from dabyl.console import asking
from dabyl.console.admitting import ADMIT, admit, challenge_to_admit, proposed
from dabyl.console.frame import language, page, see
from dabyl.console.key_areas import area_named
from dabyl.console.retiring import RETIRE, challenge_to_retire, retire
from dabyl.console.rights import me
from dabyl.core.staff.keys import Role
from dabyl.core.values.codes import Code
from dabyl.core.values.instants import Instant
from dabyl.core.values.problems import Problem, Refused
from dabyl.usecases.anchor_audit import anchor
from dabyl.wiring_accounts import Proposal, audit, bindings, elevate, otp, proposals
from dabyl.wiring_console import console


class Kind(StrEnum):
    """What can be proposed."""

    ADMIT = ADMIT
    RETIRE = RETIRE
    CODES = "codes"
    ELEVATE = "elevate"
    OIDC = "oidc"


@require_safe
def look(request: HttpRequest, number: int) -> HttpResponse:
    """Show a proposal to whoever may decide it."""
    proposal = proposals.open_proposal(number, at=console().now())
    kind = Kind(proposal.kind)
    asked = None
    if me(request).pk not in {proposal.by_id, proposal.subject_id}:
        asked = asking.to_sign(kind, challenge=_to_sign(kind, proposal), person=me(request))
    key = proposed(proposal) if kind is Kind.ADMIT else None
    area = area_named(proposal.data.get("area", ()), language(request))
    return page(
        request,
        "proposal.html.j2",
        proposal=proposal,
        key=key,
        area=area,
        asked=asked,
        may_refuse=_may_refuse(request, proposal),
    )


@require_POST
def confirm(request: HttpRequest, number: int) -> HttpResponse:
    """Do what was proposed, on the word of a second person."""
    at, second = console().now(), me(request)
    proposal = proposals.open_proposal(number, at=at)
    proposals.check_second(proposal, second)
    done = _confirmed(request, proposal, at)
    proposals.decide(proposal, proposals.CONFIRMED, by=second, at=at, done=done)
    anchor(console().house.desk, *audit.head(), at=console().domain_now())
    return see("/staff")


def _confirmed(request: HttpRequest, proposal: Proposal, at: Instant) -> Callable[[], object]:
    """Record what the journal keeps; return what is to be done in the accounts."""
    subject, said = proposal.subject, proposal.data
    match Kind(proposal.kind):
        case Kind.ADMIT:
            admit(request, proposal)
            return bool
        case Kind.RETIRE:
            retire(request, proposal)
            return bool
        case Kind.CODES:
            _sign(request, proposal)
            return partial(otp.confirm, subject)
        case Kind.ELEVATE:
            _sign(request, proposal)
            area = said.get("area", ())
            return partial(elevate, subject, said["role"], said["office"], area, at=at)
        case Kind.OIDC:
            _sign(request, proposal)
            return partial(bindings.bind, subject, **said, at=at)
        case kind:
            assert_never(kind)


@require_POST
def refuse(request: HttpRequest, number: int) -> HttpResponse:
    """Let nothing become of a proposal."""
    at = console().now()
    proposal = proposals.open_proposal(number, at=at)
    if not _may_refuse(request, proposal):
        raise Refused([Problem(code=Code.OWN_KEY, where="proposal")])
    proposals.decide(proposal, proposals.REFUSED, by=me(request), at=at)
    return see("/staff")


def _may_refuse(request: HttpRequest, proposal: Proposal) -> bool:
    is_about_us = me(request).pk == proposal.subject_id != proposal.by_id
    return not (is_about_us and proposal.kind == Kind.RETIRE)


def _to_sign(kind: Kind, proposal: Proposal) -> bytes | None:
    """Return what the journal asks to be signed; None for what it is not told of."""
    match kind:
        case Kind.ADMIT:
            return challenge_to_admit(proposal)
        case Kind.RETIRE:
            return challenge_to_retire(proposal)
        case Kind.CODES | Kind.ELEVATE | Kind.OIDC:
            return None
        case _:
            assert_never(kind)


def _sign(request: HttpRequest, proposal: Proposal) -> None:
    asking.sign_own(request, proposal.kind, role=Role.ADMINISTRATOR)
