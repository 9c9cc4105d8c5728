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


def proposed(proposal: Proposal) -> StaffKey:
    """Return the key that a proposal is about."""
    roles = tuple(Role(role) for role in proposal.data["roles"])
    return staff_key(_passkey(proposal.data["passkey"]), roles, proposal.data["office"])


def challenge_to_admit(proposal: Proposal) -> bytes:
    """Return what whoever confirms a proposal signs."""
    return _challenge(Purpose.APPROVE, proposed(proposal), proposal.data["number"])


def admit(request: HttpRequest, proposal: Proposal) -> None:
    """Admit the key, on the word of two.

    Raises:
        Refused: the fingerprint or a signature is not right, or the core says no.
    """
    given = request.POST.get("fingerprint", "").strip().upper()
    if given != passkeys.fingerprint(_passkey(proposal.data["passkey"])):
        problem = Problem(code=Code.FINGERPRINT_OTHER, where="fingerprint", data={"given": given})
        raise Refused([problem])
    word = asking.consented(request, ADMIT, challenge_to_admit(proposal))
    consents = (_consent(proposal.data["consent"]), word)
    approval = Approval(number=proposal.data["number"], consents=consents)
    fact = StaffKeyAdmitted(key=proposed(proposal), by=approval)
    take(console().house.desk, ChangeStaff(fact=fact), at=console().now())


def _passkey(number: int) -> Passkey:
    found = people.passkey(number)
    if found is None:
        raise Http404
    return found


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
