"""Retiring a key: one administrator proposes it, another confirms; both sign.

A session ends with the key that it began with. Lost keys of the last administrators are a matter
of a ceremony on the server, see ``dabyl accounts ceremony --recovery``.
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from dabyl.console import asking
from dabyl.console.consents_given import given, kept
from dabyl.console.frame import page, see
from dabyl.console.news import telling_entries
from dabyl.console.rights import me
from dabyl.console.typed_plain import whole
from dabyl.console.watcher import mark_now
from dabyl.core.staff.consents import Purpose
from dabyl.usecases import staff
from dabyl.wiring_accounts import Passkey, Proposal, passkeys, people, proposals
from dabyl.wiring_console import console

RETIRE = "retire"


@require_safe
def choose(request: HttpRequest, number: int) -> HttpResponse:
    """Ask whoever proposes for their passkey."""
    since = mark_now()
    passkey, last = _passkey(number), console().house.register().number
    signed = _signed(passkey.credential, Purpose.PROPOSE, last)
    return page(
        request,
        "retire.html.j2",
        live=telling_entries(request.get_full_path(), since),
        passkey=passkey,
        fingerprint=passkeys.fingerprint(passkey),
        number=last,
        asked=asking.to_sign(RETIRE, challenge=signed, person=me(request)),
    )


@require_POST
def propose(request: HttpRequest, number: int) -> HttpResponse:
    """Keep the proposal, with the consent of whoever made it."""
    passkey, last = _passkey(number), whole(request.POST.get("number", ""))
    if last is None:
        raise Http404
    signed = _signed(passkey.credential, Purpose.PROPOSE, last)
    word = asking.consented(request, RETIRE, signed)
    data = {"credential": passkey.credential, "number": last, "consent": kept(word)}
    proposals.propose(RETIRE, passkey.person, by=me(request), at=console().now(), data=data)
    return see("/staff")


def challenge_to_retire(proposal: Proposal) -> bytes:
    """Return what whoever confirms a proposal signs."""
    credential, number = proposal.data["credential"], proposal.data["number"]
    return _signed(credential, Purpose.APPROVE, number)


def retire(request: HttpRequest, proposal: Proposal) -> None:
    """Retire the key, on the word of two.

    Raises:
        Refused: a signature is not right, or the core says no.
    """
    word = asking.consented(request, RETIRE, challenge_to_retire(proposal))
    staff.retire(
        console().house.desk,
        proposal.data["credential"],
        (given(proposal.data["consent"]), word),
        number=proposal.data["number"],
        at=console().domain_now(),
    )


def _signed(credential: str, purpose: Purpose, number: int) -> bytes:
    return staff.challenge_to_retire(
        credential, purpose, number=number, workspace=console().workspace
    )


def _passkey(number: int) -> Passkey:
    found = people.passkey(number)
    if found is None or found.credential not in console().house.register().staff.keys:
        raise Http404
    return found
