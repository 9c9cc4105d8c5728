"""Admitting a key: one administrator proposes it with a role and an office, another confirms.

1. Both sign with their passkeys; the journal keeps both consents, and refuses what does not fit.
2. Whoever confirms types the fingerprint that the key's owner read out: so the key is that of the
   person who is meant, not of whoever had the invitation in hand.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from dabyl.console import asking
from dabyl.console.frame import page, see
from dabyl.console.rights import me
from dabyl.core.register.facts import StaffKeyAdmitted
from dabyl.core.register.staffing import ChangeStaff, admission_subject
from dabyl.core.staff.consents import Approval, Consent, Purpose, challenge
from dabyl.core.staff.keys import Role, StaffKey
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem, Refused
from dabyl.usecases.official import take
from dabyl.wiring_accounts import Passkey, Proposal, passkeys, people, proposals, staff_key
from dabyl.wiring_console import console

ADMIT = "admit"


@require_safe
def choose(request: HttpRequest, number: int) -> HttpResponse:
    """Ask for the role and the office; with them, for the passkey of whoever proposes."""
    passkey = _passkey(number)
    roles = tuple(Role(role) for role in request.GET.getlist("role") if role in tuple(Role))
    office = request.GET.get("office") or None
    asked = None
    if roles:
        key = staff_key(passkey, roles, office)
        signed = _challenge(Purpose.PROPOSE, key, console().house.register().number)
        asked = asking.to_sign(ADMIT, challenge=signed, person=me(request))
    return page(
        request,
        "admit.html.j2",
        passkey=passkey,
        roles=roles,
        all_roles=tuple(Role),
        office=office,
        offices=tuple(console().house.register().offices),
        number=console().house.register().number,
        asked=asked,
    )


@require_POST
def propose(request: HttpRequest, number: int) -> HttpResponse:
    """Keep the proposal, with the consent of whoever made it."""
    passkey = _passkey(number)
    roles = tuple(Role(role) for role in request.POST.getlist("role") if role in tuple(Role))
    at_number = int(request.POST.get("number", "0") or 0)
    key = staff_key(passkey, roles, request.POST.get("office") or None)
    consent = asking.consented(request, ADMIT, _challenge(Purpose.PROPOSE, key, at_number))
    data = {
        "passkey": passkey.pk,
        "roles": list(roles),
        "office": key.office,
        "number": at_number,
        "consent": _plain(consent),
    }
    proposals.propose(ADMIT, passkey.person, by=me(request), at=console().now(), data=data)
    return see("/staff")


@require_safe
def look(request: HttpRequest, number: int) -> HttpResponse:
    """Show a proposal to whoever may decide it."""
    proposal = proposals.open_proposal(number, at=console().now())
    key = _proposed(proposal)
    signed = _challenge(Purpose.APPROVE, key, proposal.data["number"])
    is_second = me(request).pk not in {proposal.by_id, proposal.subject_id}
    asked = asking.to_sign(ADMIT, challenge=signed, person=me(request)) if is_second else None
    return page(request, "proposal.html.j2", proposal=proposal, key=key, asked=asked)


@require_POST
def confirm(request: HttpRequest, number: int) -> HttpResponse:
    """Admit the key, on the word of two."""
    at, second = console().now(), me(request)
    proposal = proposals.open_proposal(number, at=at)
    proposals.check_second(proposal, second)
    passkey, key = _passkey(proposal.data["passkey"]), _proposed(proposal)
    given = request.POST.get("fingerprint", "").strip().upper()
    if given != passkeys.fingerprint(passkey):
        problem = Problem(code=Code.FINGERPRINT_OTHER, where="fingerprint", data={"given": given})
        raise Refused([problem])
    at_number = int(proposal.data["number"])
    word = asking.consented(request, ADMIT, _challenge(Purpose.APPROVE, key, at_number))
    consents = (_consent(proposal.data["consent"]), word)
    fact = StaffKeyAdmitted(key=key, by=Approval(number=at_number, consents=consents))
    take(console().house.desk, ChangeStaff(fact=fact), at=at)
    proposals.decide(proposal, proposals.CONFIRMED, by=second, at=at)
    return see("/staff")


@require_POST
def refuse(request: HttpRequest, number: int) -> HttpResponse:
    """Let nothing become of a proposal."""
    at = console().now()
    proposal = proposals.open_proposal(number, at=at)
    proposals.decide(proposal, proposals.REFUSED, by=me(request), at=at)
    return see("/staff")


def _passkey(number: int) -> Passkey:
    found = people.passkey(number)
    if found is None:
        raise Http404
    return found


def _proposed(proposal: Proposal) -> StaffKey:
    roles = tuple(Role(role) for role in proposal.data["roles"])
    return staff_key(_passkey(proposal.data["passkey"]), roles, proposal.data["office"])


def _challenge(purpose: Purpose, key: StaffKey, number: int) -> bytes:
    return challenge(purpose, admission_subject(key), number)


def _plain(consent: Consent) -> dict[str, str]:
    return {
        "person": consent.person,
        "credential": consent.credential,
        "authenticator_data": consent.authenticator_data.hex(),
        "client_data": consent.client_data.hex(),
        "signature": consent.signature.hex(),
    }


def _consent(said: dict[str, Any]) -> Consent:
    return Consent(
        person=said["person"],
        credential=said["credential"],
        authenticator_data=bytes.fromhex(said["authenticator_data"]),
        client_data=bytes.fromhex(said["client_data"]),
        signature=bytes.fromhex(said["signature"]),
    )
