"""The rights of whoever asks, at this moment.

1. The journal says which keys count, for which office and with which roles; an office's area is its
   territory. Beside them count rights that were given for an hour.
2. A session ends with the key that it began with.
3. Whoever has no key that counts any more is nobody, however long their session.
"""

from collections.abc import Container, Iterator

from django.http import HttpRequest

from dabyl.console.permissions import TABLE, Held, Thing, allows
from dabyl.core.register.register import Register
from dabyl.core.staff.keys import Role, StaffKey
from dabyl.wiring_accounts import Person, elevations
from dabyl.wiring_console import console


def rights_of(request: HttpRequest) -> tuple[Held, ...] | None:
    """Return the rights that count now; None for a stranger."""
    if not isinstance(request.user, Person):
        return None
    return rights_with(request.user, request.session.get("credential", ""))


def rights_with(person: Person, credential: str) -> tuple[Held, ...] | None:
    """Return the rights that count now in a session that began with a key, or with a code."""
    if credential and credential not in console().house.register().staff.keys:
        return None
    return rights_held(person)


def me(request: HttpRequest) -> Person:
    """Return who asks, behind the gate, which lets nobody else in."""
    if not isinstance(request.user, Person):
        raise TypeError("a page for staff was asked without the gate")
    return request.user


def rights_held(person: Person) -> tuple[Held, ...] | None:
    """Return the rights of a person that count now; None when no key of theirs does."""
    register = console().house.register()
    keys = keys_of(register, person.key)
    return (*_held(register, keys), *_for_a_while(register, person)) if keys else None


def keys_of(register: Register, person: str) -> tuple[StaffKey, ...]:
    """Return the keys of a person that count."""
    return tuple(key for key in register.staff.keys.values() if key.person == person)


def rights_by(person: str, credentials: Container[str]) -> tuple[Held, ...]:
    """Return the rights that some of a person's keys give now."""
    register = console().house.register()
    keys = tuple(key for key in keys_of(register, person) if key.credential in credentials)
    return tuple(_held(register, keys))


def may(request: HttpRequest, name: str, thing: Thing) -> bool:
    """Tell whether whoever asks may use the address *name* on *thing*."""
    return allows(TABLE[name], rights_of(request), thing, lies_in=lies_in)


def lies_in(place: str, area: str) -> bool:
    """Tell whether a place lies in an area today."""
    register = console().house.register()
    day = console().now().local("UTC").date()
    places = register.gazetteer
    return places.unit(place) is not None and area in places.chain(place, day)


def _held(register: Register, keys: tuple[StaffKey, ...]) -> Iterator[Held]:
    for key in keys:
        for role in key.roles:
            yield Held(role, key.office or "", _territory(register, key.office or ""))


def _for_a_while(register: Register, person: Person) -> Iterator[Held]:
    for right in elevations(person, at=console().now()):
        yield Held(Role(right.role), right.office, _territory(register, right.office))


def _territory(register: Register, office: str) -> str:
    found = register.offices.get(office)
    return found.place if found else ""
