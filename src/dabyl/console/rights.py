"""The rights of whoever asks, at this moment."""

from django.http import HttpRequest

from dabyl.console.permissions import TABLE, Held, Thing, allows
from dabyl.core.staff.keys import Role
from dabyl.wiring_accounts import rights_held
from dabyl.wiring_console import console


def rights_of(request: HttpRequest) -> tuple[Held, ...] | None:
    """Return the rights that count now; None for a stranger."""
    if not request.user.is_authenticated:
        return None
    found = rights_held(request.user, at=console().now())
    return tuple(Held(Role(right.role), right.office, right.area) for right in found)


def may(request: HttpRequest, name: str, thing: Thing) -> bool:
    """Tell whether whoever asks may use the address *name* on *thing*."""
    return allows(TABLE[name], rights_of(request), thing, lies_in=_lies_in)


def _lies_in(place: str, area: str) -> bool:
    register = console().house.register()
    day = console().now().local("UTC").date()
    places = register.gazetteer
    return places.unit(place) is not None and area in places.chain(place, day)
