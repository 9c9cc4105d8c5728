"""Admitting a key: one administrator proposes it with roles, office and area; another confirms.

1. Both sign with their passkeys; the journal keeps both consents, and refuses what does not fit.
2. Whoever confirms types the fingerprint that the key's owner read out: so the key is that of the
   person who is meant, not of whoever had the invitation in hand.
"""

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.views.decorators.http import require_POST, require_safe

from dabyl.console import asking
from dabyl.console.consents_given import given, kept
from dabyl.console.frame import language, page, see
from dabyl.console.key_areas import area_named, area_sent, place_choices
from dabyl.console.news import telling_entries
from dabyl.console.rights import me
from dabyl.console.typed_plain import whole
from dabyl.console.watcher import mark_now
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
    """Ask for roles, office and area; with them, for the passkey of whoever proposes."""
    since = mark_now()
    passkey = _passkey(number)
    key, asked, lang = _key(passkey, request.GET), None, language(request)
    if key.roles:
        signed = _signed(key, Purpose.PROPOSE, console().house.register().number)
        asked = asking.to_sign(ADMIT, challenge=signed, person=me(request))
    return page(
        request,
        "admit.html.j2",
        live=telling_entries(request.get_full_path(), since),
        passkey=passkey,
        key=key,
        area=area_named(key.area, lang),
        all_roles=tuple(Role),
        places=place_choices(lang),
        offices=tuple(console().house.register().offices),
        number=console().house.register().number,
        asked=asked,
    )


@require_POST
def propose(request: HttpRequest, number: int) -> HttpResponse:
    """Keep the proposal, with the consent of whoever made it."""
    passkey = _passkey(number)
    at_number = whole(request.POST.get("number", "")) or 0
    key = _key(passkey, request.POST)
    consent = asking.consented(request, ADMIT, _signed(key, Purpose.PROPOSE, at_number))
    data = {
        "passkey": passkey.pk,
        "roles": list(key.roles),
        "office": key.office,
        "area": list(key.area),
        "number": at_number,
        "consent": kept(consent),
    }
    proposals.propose(ADMIT, passkey.person, by=me(request), at=console().now(), data=data)
    return see("/staff")


def proposed(proposal: Proposal) -> StaffKey:
    """Return the key that a proposal is about."""
    roles = tuple(Role(role) for role in proposal.data["roles"])
    area = tuple(proposal.data.get("area", ()))
    return staff_key(_passkey(proposal.data["passkey"]), roles, proposal.data["office"], area)


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
        at=console().domain_now(),
    )


def _key(passkey: Passkey, sent: QueryDict) -> StaffKey:
    roles = tuple(Role(role) for role in sent.getlist("role") if role in tuple(Role))
    area = area_sent(sent.getlist("area"))
    return staff_key(passkey, roles, sent.get("office") or None, area)


def _signed(key: StaffKey, purpose: Purpose, number: int) -> bytes:
    return staff.challenge_to_admit(key, purpose, number=number, workspace=console().workspace)


def _passkey(number: int) -> Passkey:
    found = people.passkey(number)
    if found is None:
        raise Http404
    return found
