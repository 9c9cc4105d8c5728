"""Admitting a key: one administrator proposes it with a role and an office, another confirms.

1. Both sign with their passkeys; the journal keeps both consents, and refuses what does not fit.
2. Whoever confirms types the fingerprint that the key's owner read out: so the key is that of the
   person who is meant, not of whoever had the invitation in hand.
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from dabyl.console import asking
from dabyl.console.frame import page, see
from dabyl.console.rights import me
from dabyl.console.words_given import given, kept
from dabyl.core.staff.consents import Purpose
from dabyl.core.staff.keys import Role, StaffKey
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem, Refused
from dabyl.usecases import staff
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
        signed = _signed(key, Purpose.PROPOSE, console().house.register().number)
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
    last = request.POST.get("number", "")
    at_number = int(last) if last.isdecimal() else 0
    key = staff_key(passkey, roles, request.POST.get("office") or None)
    consent = asking.consented(request, ADMIT, _signed(key, Purpose.PROPOSE, at_number))
    data = {
        "passkey": passkey.pk,
        "roles": list(roles),
        "office": key.office,
        "number": at_number,
        "consent": kept(consent),
    }
    proposals.propose(ADMIT, passkey.person, by=me(request), at=console().now(), data=data)
    return see("/staff")


def proposed(proposal: Proposal) -> StaffKey:
    """Return the key that a proposal is about."""
    roles = tuple(Role(role) for role in proposal.data["roles"])
    return staff_key(_passkey(proposal.data["passkey"]), roles, proposal.data["office"])


def challenge_to_admit(proposal: Proposal) -> bytes:
    """Return what whoever confirms a proposal signs."""
    return _signed(proposed(proposal), Purpose.APPROVE, proposal.data["number"])


def admit(request: HttpRequest, proposal: Proposal) -> None:
    """Admit the key, on the word of two.

    Raises:
        Refused: the fingerprint or a signature is not right, or the core says no.
    """
    read_out = request.POST.get("fingerprint", "").strip().upper()
    if read_out != passkeys.fingerprint(_passkey(proposal.data["passkey"])):
        data = {"given": read_out}
        raise Refused([Problem(code=Code.FINGERPRINT_OTHER, where="fingerprint", data=data)])
    word = asking.consented(request, ADMIT, challenge_to_admit(proposal))
    staff.admit(
        console().house.desk,
        proposed(proposal),
        (given(proposal.data["consent"]), word),
        number=proposal.data["number"],
        at=console().now(),
    )


def _signed(key: StaffKey, purpose: Purpose, number: int) -> bytes:
    return staff.challenge_to_admit(key, purpose, number=number, workspace=console().workspace)


def _passkey(number: int) -> Passkey:
    found = people.passkey(number)
    if found is None:
        raise Http404
    return found
