"""Persons: invited, enrolled by a link that counts once, and closed.

1. A pseudonym is given once and never again: ``person-1``, ``person-2`` and so on.
2. A link holds a secret of 32 bytes, of which only the hash is kept; it ends after two days, when
   it was used, or when another one is made.
"""

import secrets
from datetime import timedelta
from hashlib import sha256

import attrs

from dabyl.adapters.accounts.audit import note
from dabyl.adapters.accounts.models import Passkey, Person
from dabyl.adapters.accounts.turns import turn
from dabyl.core.values.codes import Code
from dabyl.core.values.instants import Instant
from dabyl.core.values.problems import Problem, Refused

LINK_GOOD_FOR = timedelta(days=2)
_BYTES = 32
_NAME_CHARS = 120


@attrs.frozen
class Invited:
    """A person who was invited, and the secret of their link, shown once."""

    person: Person
    secret: str = attrs.field(repr=False)


def invite(name: str, *, by: Person | None, at: Instant) -> Invited:
    """Make a person with a link; *by* is None in a ceremony."""
    secret = secrets.token_urlsafe(_BYTES)
    with turn():
        person = Person.objects.create(
            key=f"person-{Person.objects.count() + 1}",
            name=name[:_NAME_CHARS],
            invited_by=by,
            made_at_s=at.s,
            link_hash=_hash(secret),
            link_ends_at_s=at.plus(LINK_GOOD_FOR).s,
        )
        person.set_unusable_password()
        person.save()
        note("invited", by=by, subject=person, at=at)
    return Invited(person, secret)


def invited_by_link(secret: str, *, at: Instant) -> Person:
    """Return whose link this is.

    Raises:
        Refused: nobody's, or no longer.
    """
    found = Person.objects.filter(link_hash=_hash(secret), link_ends_at_s__gt=at.s).first()
    if found is None:
        raise Refused([Problem(code=Code.LINK_SPENT, where="link")])
    return found


def spend_link(person: Person) -> None:
    """Let the link of a person count no more."""
    Person.objects.filter(pk=person.pk).update(link_hash="", link_ends_at_s=0)


def everybody() -> tuple[Person, ...]:
    """Return all persons, the newest first."""
    return tuple(Person.objects.prefetch_related("passkeys").order_by("-pk"))


def find(key: str) -> Person | None:
    """Return the person with a pseudonym."""
    return Person.objects.filter(key=key).first()


def person(number: int) -> Person | None:
    """Return the person with a number."""
    return Person.objects.filter(pk=number).first()


def _hash(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()


def passkey(number: int) -> Passkey | None:
    """Return a passkey by its number."""
    return Passkey.objects.select_related("person").filter(pk=number).first()
