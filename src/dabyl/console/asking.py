"""Forms that ask for a passkey: what the page needs, and what it sends back.

1. A form carries a ticket, which counts once; the answer is checked against its challenge.
2. Who signs must be whoever is signed in.
"""

import attrs
from django.http import HttpRequest

from dabyl.core.staff.consents import Consent
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem, Refused
from dabyl.wiring_accounts import Person, passkeys, tickets
from dabyl.wiring_console import console


@attrs.frozen
class Asked:
    """What a form with ``data-passkey`` needs."""

    how: str
    options: str
    ticket: str


def to_sign(purpose: str, *, challenge: bytes | None = None, person: Person | None = None) -> Asked:
    """Return what a form needs to let somebody sign; a *person* by one of their passkeys."""
    ticket = tickets.issue(purpose, at=console().now(), challenge=challenge)
    known = tuple(person.passkeys.all()) if person else ()
    return Asked("get", passkeys.options_to_sign(ticket, console().origin, known), ticket.text)


def to_make(purpose: str, person: Person) -> Asked:
    """Return what a form needs to let a person make a passkey."""
    ticket = tickets.issue(purpose, at=console().now())
    return Asked("create", passkeys.options_to_make(person, ticket, console().origin), ticket.text)


def signed(request: HttpRequest, purpose: str) -> passkeys.Answer:
    """Return who signed the form.

    Raises:
        Refused: the ticket is over, or the signature is not right.
    """
    challenge = tickets.redeem(request.POST.get("ticket", ""), purpose, at=console().now())
    return passkeys.check(request.POST.get("answer", ""), challenge, console().origin)


def consented(request: HttpRequest, purpose: str, challenge: bytes) -> Consent:
    """Return the consent of whoever is signed in to what *challenge* stands for now.

    Raises:
        Refused: somebody else signed, or something else than what stands now.
    """
    redeemed = tickets.redeem(request.POST.get("ticket", ""), purpose, at=console().now())
    answer = passkeys.check(request.POST.get("answer", ""), redeemed, console().origin)
    if redeemed != challenge or answer.passkey.person != request.user:
        raise Refused([Problem(code=Code.PASSKEY_REFUSED, where="passkey")])
    return answer.consent
