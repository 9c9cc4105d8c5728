"""The permission table: every address of the console, and who may use it.

1. An address that is not in the table is answered to nobody.
2. ``Anyone`` needs no session; ``Staff`` a session; ``Holders`` a right with one of the roles.
3. A right holds for an office and an area; an empty one is the whole workspace. What an address
   shows or changes can belong to an office and lie somewhere: then the right must cover both.
4. Who is not signed in is sent to the door; who may not is told so, with 403.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import assert_never

import attrs

from dabyl.core.staff.keys import Role


@attrs.frozen
class Anyone:
    """Strangers too."""


@attrs.frozen
class Staff:
    """Whoever is signed in, whatever their rights."""


@attrs.frozen
class Holders:
    """Who holds one of the roles."""

    roles: frozenset[Role]


Access = Anyone | Staff | Holders


def holders(*roles: Role) -> Holders:
    """Return the access of those who hold one of *roles*."""
    return Holders(frozenset(roles))


@attrs.frozen
class Held:
    """A right as the table needs it."""

    role: Role
    office: str = ""
    area: str = ""


@attrs.frozen
class Thing:
    """To which office something belongs and in which places it lies; empty when in none."""

    office: str = ""
    places: tuple[str, ...] = ()


NOTHING = Thing()
LiesIn = Callable[[str, str], bool]
"""Given a place and an area, whether the first lies in the second."""

_ADMINISTRATORS = holders(Role.ADMINISTRATOR)
_OFFICERS = holders(Role.OFFICER)
_APPROVERS = holders(Role.APPROVER)
_DECIDERS = holders(Role.OFFICER, Role.APPROVER)
_READERS = holders(Role.OFFICER, Role.APPROVER, Role.AUDITOR)

TABLE: Mapping[str, Access] = {
    "now": Staff(),
    "sign-in": Anyone(),
    "sign-in-passkey": Anyone(),
    "code-form": Anyone(),
    "sign-in-code": Anyone(),
    "sign-out": Anyone(),
    "language": Anyone(),
    "join": Anyone(),
    "join-open": Anyone(),
    "join-passkey": Anyone(),
    "staff": holders(Role.ADMINISTRATOR, Role.AUDITOR),
    "invite": _ADMINISTRATORS,
    "admit": _ADMINISTRATORS,
    "admit-propose": _ADMINISTRATORS,
    "retire": _ADMINISTRATORS,
    "retire-propose": _ADMINISTRATORS,
    "proposal": _ADMINISTRATORS,
    "proposal-confirm": _ADMINISTRATORS,
    "proposal-refuse": _ADMINISTRATORS,
    "me": Staff(),
    "me-passkey": Staff(),
    "me-end-others": Staff(),
    "me-codes": Staff(),
    "me-codes-prove": Staff(),
    "me-right": Staff(),
    "trail": holders(Role.ADMINISTRATOR, Role.AUDITOR),
    "live": Staff(),
    "drafts": _READERS,
    "draft": _READERS,
    "draft-begin": _OFFICERS,
    "draft-save": _OFFICERS,
    "draft-comment": _DECIDERS,
    "draft-withdraw": _OFFICERS,
    "draft-preview": _READERS,
    "draft-form": _READERS,
    "draft-news": _READERS,
    "draft-propose": _OFFICERS,
    "draft-review": _APPROVERS,
    "draft-refuse": _APPROVERS,
    "draft-approve": _APPROVERS,
    "map": _READERS,
    "file": Anyone(),
}


def allows(
    access: Access,
    rights: Iterable[Held] | None,
    thing: Thing = NOTHING,
    *,
    lies_in: LiesIn = str.__eq__,
) -> bool:
    """Tell whether somebody with these *rights* (None: a stranger) may use it on *thing*."""
    match access:
        case Anyone():
            return True
        case Staff():
            return rights is not None
        case Holders(roles=roles):
            return any(
                right.role in roles and _covers(right, thing, lies_in) for right in rights or ()
            )
        case _:
            assert_never(access)


def _covers(right: Held, thing: Thing, lies_in: LiesIn) -> bool:
    is_office = not right.office or not thing.office or right.office == thing.office
    return is_office and (not right.area or all(lies_in(p, right.area) for p in thing.places))
