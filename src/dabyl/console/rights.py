"""The rights of whoever asks, at this moment.

1. The journal says which keys count, for which office and area, and with which roles. Beside them
   count rights that were given for an hour.
2. A session ends with the key that it began with.
3. Whoever has no key that counts any more is nobody, however long their session.
"""

from collections.abc import Callable, Container, Iterator

from django.http import HttpRequest

from dabyl.console.draft_places import thing_for
from dabyl.console.permissions import TABLE, Held, LiesIn, Thing, allows
from dabyl.core.drafts.draft import Draft
from dabyl.core.register.areas import ground_of
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
    keys = keys_of(console().house.register(), person.key)
    return (*_held(keys), *_for_a_while(person)) if keys else None


def keys_of(register: Register, person: str) -> tuple[StaffKey, ...]:
    """Return the keys of a person that count."""
    return tuple(key for key in register.staff.keys.values() if key.person == person)


def rights_by(person: str, credentials: Container[str]) -> tuple[Held, ...]:
    """Return the rights that some of a person's keys give now."""
    register = console().house.register()
    keys = tuple(key for key in keys_of(register, person) if key.credential in credentials)
    return tuple(_held(keys))


def may(request: HttpRequest, name: str, thing: Thing) -> bool:
    """Tell whether whoever asks may use the address *name* on *thing*."""
    return allows(TABLE[name], rights_of(request), thing, lies_in=lies_in)


def may_draft(request: HttpRequest, name: str, draft: Draft) -> bool:
    """Tell whether whoever asks may use the address *name* on a draft."""
    return may(request, name, thing_for(console().house.register(), draft, me(request).key))


def may_at(request: HttpRequest, name: str, office: str) -> Callable[[str], bool]:
    """Return what tells whether whoever asks may use the address *name* at a place."""
    rights, lying = rights_of(request), _lying_today()
    return lambda place: allows(TABLE[name], rights, Thing(office, (place,)), lies_in=lying)


def lies_in(place: str, area: tuple[str, ...]) -> bool:
    """Tell whether a place lies in an area today."""
    return _lying_today()(place, area)


def _lying_today() -> LiesIn:
    register, day = console().house.register(), console().domain_now().local("UTC").date()

    def lying(place: str, area: tuple[str, ...]) -> bool:
        ground = ground_of(register, (place,), day)
        return ground != 0 and not ground & ~ground_of(register, area, day)

    return lying


def _held(keys: tuple[StaffKey, ...]) -> Iterator[Held]:
    for key in keys:
        for role in key.roles:
            yield Held(role, key.office or "", key.area)


def _for_a_while(person: Person) -> Iterator[Held]:
    for right in elevations(person, at=console().now()):
        yield Held(Role(right.role), right.office, tuple(right.area))
