"""Forms that ask for a passkey: what the page needs, and what it sends back.

1. A form carries a ticket, which counts once; the answer is checked against its challenge.
2. Who signs must be whoever is signed in, by a key that counts in the journal: a session can make
   another passkey, also one that was begun by a code or stolen.
"""

import attrs
from django.http import HttpRequest

from dabyl.core.staff.consents import Consent
from dabyl.core.staff.keys import Role
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
    """Return what a form needs to let somebody sign; a *person* by a passkey that counts."""
    ticket = tickets.issue(purpose, at=console().now(), challenge=challenge)
    keys = console().house.register().staff.keys
    made = person.passkeys.all() if person else ()
    known = tuple(one for one in made if one.credential in keys)
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


def sign_own(request: HttpRequest, purpose: str, *, role: Role | None = None) -> None:
    """Check that whoever is signed in signed the form, by a key that counts; one with a *role*.

    Raises:
        Refused: the ticket is over, somebody else signed, or the key gives no such right.
    """
    passkey = signed(request, purpose).passkey
    key = console().house.register().staff.keys.get(passkey.credential)
    if passkey.person != request.user:
        raise Refused([Problem(code=Code.PASSKEY_REFUSED, where="passkey")])
    person = passkey.person.key
    if key is None:
        data = {"person": person, "credential": passkey.credential}
        raise Refused([Problem(code=Code.CONSENT_KEY, where="passkey", data=data)])
    if role is not None and role not in key.roles:
        data = {"person": person, "roles": role.value}
        raise Refused([Problem(code=Code.CONSENT_ROLE, where="passkey", data=data)])


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
