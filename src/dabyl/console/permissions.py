"""The permission table: every address of the console, and who may use it.

1. An address that is not in the table is answered to nobody.
2. ``Anyone`` needs no session; ``Staff`` a session; ``Holders`` a right with one of the roles;
   ``Bearers`` a token with the scope, of a right with one of the roles: no session counts there.
3. A right holds for an office, empty for the whole workspace, and in an area, empty for wherever
   the office decides. What an address shows or changes can belong to an office and lie somewhere:
   then one right must cover both.
4. Who is not signed in is sent to the door; who may not is told so, with 403.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from enum import StrEnum
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


class Scope(StrEnum):
    """What a token can be for."""

    DRAFTS_READ = "drafts:read"
    DRAFTS_WRITE = "drafts:write"
    STANDING_READ = "standing:read"
    TRAIL_READ = "trail:read"
    INCIDENTS_WRITE = "incidents:write"


@attrs.frozen
class Bearers:
    """Who sends a token with the scope (None: any), made for a right with one of the roles."""

    scope: Scope | None
    roles: frozenset[Role]


Access = Anyone | Staff | Holders | Bearers


def holders(*roles: Role) -> Holders:
    """Return the access of those who hold one of *roles*."""
    return Holders(frozenset(roles))


def bearers(scope: Scope | None, access: Holders) -> Bearers:
    """Return the access of tokens with *scope*, made for rights that *access* is for."""
    return Bearers(scope, access.roles)


@attrs.frozen
class Held:
    """A right as the table needs it."""

    role: Role
    office: str = ""
    area: tuple[str, ...] = ()


@attrs.frozen
class Thing:
    """To which office something belongs and in which places it lies; empty when in none."""

    office: str = ""
    places: tuple[str, ...] = ()


NOTHING = Thing()
LiesIn = Callable[[str, tuple[str, ...]], bool]
"""Given a place and an area, whether the first lies in the second."""


def is_named(place: str, area: tuple[str, ...]) -> bool:
    """Tell whether an area names a place itself."""
    return place in area


_ADMINISTRATORS = holders(Role.ADMINISTRATOR)
_OFFICERS = holders(Role.OFFICER)
_APPROVERS = holders(Role.APPROVER)
_DECIDERS = holders(Role.OFFICER, Role.APPROVER)
_TELLERS = holders(Role.OFFICER, Role.EDITOR)
_READERS = holders(Role.OFFICER, Role.APPROVER, Role.AUDITOR)
_ALL = holders(*Role)
_OVERSEERS = holders(Role.ADMINISTRATOR, Role.AUDITOR)
_EDITORS = holders(Role.EDITOR)
_LIBRARIANS = holders(Role.EDITOR, Role.ADMINISTRATOR)
_LIBRARY_READERS = holders(Role.EDITOR, Role.ADMINISTRATOR, Role.AUDITOR)

TABLE: Mapping[str, Access] = {
    "now": Staff(),
    "sign-in": Anyone(),
    "sign-in-passkey": Anyone(),
    "code-form": Anyone(),
    "sign-in-code": Anyone(),
    "oidc": Anyone(),
    "oidc-back": Anyone(),
    "oidc-done": Anyone(),
    "sign-out": Anyone(),
    "language": Anyone(),
    "join": Anyone(),
    "join-open": Anyone(),
    "join-passkey": Anyone(),
    "staff": _OVERSEERS,
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
    "me-oidc": Staff(),
    "me-oidc-end": Staff(),
    "me-right": Staff(),
    "me-tokens": Staff(),
    "me-token": Staff(),
    "me-token-end": Staff(),
    "token-end": _ADMINISTRATORS,
    "oidc-end": _ADMINISTRATORS,
    "trail": _OVERSEERS,
    "live": Staff(),
    "exports": Staff(),
    "export": Staff(),
    "export-drafts": _READERS,
    "export-trail": holders(Role.ADMINISTRATOR, Role.AUDITOR),
    "history": Staff(),
    "incidents": holders(*_TELLERS.roles, *_READERS.roles),
    "incident-new": _TELLERS,
    "incident-record": _TELLERS,
    "incident-correct": _TELLERS,
    "incident-correction": _TELLERS,
    "incident": holders(*_TELLERS.roles, *_READERS.roles),
    "figure-record": _TELLERS,
    "drafts": _READERS,
    "draft": _READERS,
    "draft-begin": _OFFICERS,
    "draft-save": _OFFICERS,
    "draft-area": _OFFICERS,
    "draft-area-send": _OFFICERS,
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
    "library": _LIBRARY_READERS,
    "library-part": _LIBRARY_READERS,
    "library-begin": _EDITORS,
    "library-borders": _EDITORS,
    "library-borders-send": _EDITORS,
    "library-simple": _EDITORS,
    "library-simple-send": _EDITORS,
    "library-draft": _LIBRARY_READERS,
    "library-save": _EDITORS,
    "library-comment": _LIBRARIANS,
    "library-withdraw": _EDITORS,
    "library-look": _LIBRARY_READERS,
    "library-pages": _LIBRARY_READERS,
    "library-propose": _EDITORS,
    "library-review": _LIBRARIANS,
    "library-refuse": _LIBRARIANS,
    "library-approve": _LIBRARIANS,
    "draft-after": _READERS,
    "draft-alone": _APPROVERS,
    "draft-alone-form": _APPROVERS,
    "draft-release-alone": _APPROVERS,
    "draft-countersign": _APPROVERS,
    "draft-countersign-form": _APPROVERS,
    "draft-countersign-sign": _APPROVERS,
    "file": Anyone(),
    "openapi-json": Anyone(),
    "api-root": Anyone(),
    "api-nothing": Anyone(),
    "api-token": bearers(None, _ALL),
    "api-standing": bearers(Scope.STANDING_READ, _ALL),
    "api-trail": bearers(Scope.TRAIL_READ, _OVERSEERS),
    "api-drafts": bearers(Scope.DRAFTS_READ, _READERS),
    "api-draft": bearers(Scope.DRAFTS_READ, _READERS),
    "api-draft-version": bearers(Scope.DRAFTS_READ, _READERS),
    "api-draft-preview": bearers(Scope.DRAFTS_READ, _READERS),
    "api-draft-form": bearers(Scope.DRAFTS_READ, _READERS),
    "api-draft-difference": bearers(Scope.DRAFTS_READ, _READERS),
    "api-incident-record": bearers(Scope.INCIDENTS_WRITE, _TELLERS),
    "api-incident-correct": bearers(Scope.INCIDENTS_WRITE, _TELLERS),
    "api-figure-record": bearers(Scope.INCIDENTS_WRITE, _TELLERS),
    "api-draft-begin": bearers(Scope.DRAFTS_WRITE, _OFFICERS),
    "api-draft-save": bearers(Scope.DRAFTS_WRITE, _OFFICERS),
    "api-draft-comment": bearers(Scope.DRAFTS_WRITE, _DECIDERS),
    "api-draft-withdraw": bearers(Scope.DRAFTS_WRITE, _OFFICERS),
}


def allows(
    access: Access,
    rights: Iterable[Held] | None,
    thing: Thing = NOTHING,
    *,
    lies_in: LiesIn = is_named,
    scopes: Collection[str] = (),
) -> bool:
    """Tell whether somebody with these *rights* (None: a stranger) may use it on *thing*.

    *scopes* are those of the token that was sent; a session has none.
    """
    match access:
        case Anyone():
            return True
        case Staff():
            return rights is not None
        case Holders(roles=roles):
            return _holds(rights, roles, thing, lies_in)
        case Bearers(scope=scope, roles=roles):
            is_for_it = scope in scopes if scope else bool(scopes)
            return is_for_it and _holds(rights, roles, thing, lies_in)
        case _:
            assert_never(access)


def scopes_for(role: Role) -> tuple[Scope, ...]:
    """Return the scopes by which a token of a right with a role may do something."""
    useful = {
        access.scope
        for access in TABLE.values()
        if isinstance(access, Bearers) and role in access.roles
    }
    return tuple(scope for scope in Scope if scope in useful)


def _holds(
    rights: Iterable[Held] | None, roles: frozenset[Role], thing: Thing, lies_in: LiesIn
) -> bool:
    return any(right.role in roles and _covers(right, thing, lies_in) for right in rights or ())


def _covers(right: Held, thing: Thing, lies_in: LiesIn) -> bool:
    is_office = not right.office or not thing.office or right.office == thing.office
    return is_office and (not right.area or all(lies_in(p, right.area) for p in thing.places))
