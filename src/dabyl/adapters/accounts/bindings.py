"""Bindings: by which account at an OpenID provider a person may sign in.

1. A person is known by issuer and subject together, never by a name or an e-mail address.
2. A person has one binding at most, and a subject one person.
3. A binding counts from when another person confirmed it. When it ends, so do the sessions that
   began by it.
"""

from typing import Final

from django.db import IntegrityError

from dabyl.adapters.accounts.audit import note
from dabyl.adapters.accounts.models import Binding, Person
from dabyl.adapters.accounts.turns import turn
from dabyl.core.values.codes import Code
from dabyl.core.values.instants import Instant
from dabyl.core.values.problems import Problem, Refused

MEANS: Final = "oidc"


def holder(issuer: str, subject: str) -> Person:
    """Return whose account at the provider this is.

    Raises:
        Refused: nobody's.
    """
    found = _bound(issuer, subject)
    if found is None:
        raise Refused([Problem(code=Code.OIDC_UNBOUND, where="provider")])
    return found.person


def check_free(issuer: str, subject: str) -> None:
    """Check that an account at the provider is nobody's.

    Raises:
        Refused: it is somebody's.
    """
    if _bound(issuer, subject) is not None:
        raise _taken()


def binding_of(person: Person) -> Binding | None:
    """Return a person's binding."""
    return Binding.objects.filter(person=person).first()


def bind(person: Person, issuer: str, subject: str, *, at: Instant) -> None:
    """Bind a person to an account at the provider; what they had before is over.

    Raises:
        Refused: somebody was bound to it meanwhile.
    """
    try:
        with turn():
            _drop(person)
            Binding.objects.create(person=person, issuer=issuer, subject=subject, made_at_s=at.s)
    except IntegrityError:
        raise _taken() from None


def end(person: Person, *, by: Person, at: Instant) -> None:
    """End a person's binding, if there is one."""
    with turn():
        if _drop(person):
            note("ended a binding", by=by, subject=person, at=at)


def _bound(issuer: str, subject: str) -> Binding | None:
    found = Binding.objects.select_related("person").filter(issuer=issuer, subject=subject)
    return found.first()


def _drop(person: Person) -> bool:
    person.sessions.filter(means=MEANS).delete()
    ended, _ = Binding.objects.filter(person=person).delete()
    return bool(ended)


def _taken() -> Refused:
    return Refused([Problem(code=Code.OIDC_TAKEN, where="provider")])
