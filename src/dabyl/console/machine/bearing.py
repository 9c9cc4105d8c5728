"""Bearing: who sends a token, what it is for, and whether its right still stands.

1. The permission table decides, by the operation's name, before anything else of the request is
   looked at.
2. A token's right stands while a key counts that gave it when the token was made: with the role,
   for the office, over the area.
3. A body is measured before it is read.
"""

import attrs
from django.http import HttpRequest
from ninja.security import HttpBearer
from typing_extensions import override

from dabyl.console.door import source_of
from dabyl.console.permissions import TABLE, Bearers, Held, Thing, allows
from dabyl.console.rights import lies_in, rights_by
from dabyl.console.typed_plain import whole
from dabyl.core.staff.keys import Role
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem, Refused
from dabyl.wiring_accounts import Token, tokens
from dabyl.wiring_console import API_MOST_BYTES, console


@attrs.frozen
class Bearer:
    """Whoever sent a token that counts for an operation."""

    token: Token = attrs.field(repr=False)
    right: Held
    operation: str

    @override
    def __str__(self) -> str:
        """Return what requests are counted by."""
        return f"token {self.token.pk}"

    @property
    def person(self) -> str:
        """Return the pseudonym of whose token it is."""
        return self.token.person.key

    def may(self, thing: Thing) -> bool:
        """Tell whether the operation may be used on something."""
        access, scopes = TABLE[self.operation], self.token.scopes
        return allows(access, [self.right], thing, lies_in=lies_in, scopes=scopes)

    def must(self, thing: Thing, draft: str) -> None:
        """Check that the operation may be used on a draft.

        Raises:
            Refused: it is another office's, or lies elsewhere.
        """
        if not self.may(thing):
            data = {"draft": draft}
            raise Refused([Problem(code=Code.BEARER_ELSEWHERE, where="draft", data=data)])


class Bearing(HttpBearer):
    """Lets a request in, to one operation."""

    def __init__(self, operation: str) -> None:
        super().__init__()
        self.operation = operation

    @override
    def authenticate(self, request: HttpRequest, token: str) -> Bearer:
        """Return who sends the token.

        Raises:
            Refused: it is not right, not for this, or the body is too large.
        """
        at, source = console().now(), source_of(request)
        known = tokens.borne(token, source, at=at)
        right = right_of(known)
        if right is None:
            tokens.refuse(source, Code.BEARER_RIGHT_GONE, at=at)
        _check(self.operation, known, right)
        _measure(request)
        return Bearer(known, right, self.operation)


def bearer(request: HttpRequest) -> Bearer:
    """Return who asks, behind ``Bearing``, which lets nobody else in."""
    found = getattr(request, "auth", None)
    if not isinstance(found, Bearer):
        raise TypeError("an operation was asked without its token")
    return found


def right_of(token: Token) -> Held | None:
    """Return the right of a token, as far as it goes; None when it stands no longer."""
    for right in rights_by(token.person.key, token.keys):
        is_same = (right.role, right.office) == (token.role, token.office)
        is_within = not right.area or _lies_in(token.area, right.area)
        if is_same and is_within:
            return Held(Role(token.role), token.office, tuple(token.area))
    return None


def _lies_in(places: list[str], area: tuple[str, ...]) -> bool:
    return bool(places) and all(lies_in(one, area) for one in places)


def _check(operation: str, token: Token, right: Held) -> None:
    access = TABLE[operation]
    if not isinstance(access, Bearers):
        raise TypeError(f"{operation} is not for tokens")
    problems = []
    if access.scope is not None and access.scope not in token.scopes:
        data = {"scope": access.scope.value, "scopes": ", ".join(token.scopes)}
        problems.append(Problem(code=Code.BEARER_SCOPE, where="authorization", data=data))
    if right.role not in access.roles:
        known = ", ".join(role for role in Role if role in access.roles)
        data = {"role": right.role.value, "roles": known}
        problems.append(Problem(code=Code.BEARER_ROLE, where="authorization", data=data))
    if problems:
        raise Refused(problems)


def _measure(request: HttpRequest) -> None:
    declared = whole(request.META.get("CONTENT_LENGTH") or "0")
    if declared is None or declared > API_MOST_BYTES or len(request.body) > API_MOST_BYTES:
        data = {"most": API_MOST_BYTES}
        raise Refused([Problem(code=Code.BODY_TOO_LARGE, where="body", data=data)])
