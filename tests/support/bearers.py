"""Programs for tests: clients of the staff's machine interface, each with a token."""

import json
from collections.abc import Sequence
from typing import Any

import attrs
from django.test import Client

from dabyl.wiring_console import Console
from support.authenticator import Passkey
from support.consoles import HOST

STAFF = "/api/v1/staff/"
_FEW = 9
EVERY = ("drafts:read", "drafts:write", "standing:read", "trail:read", "incidents:write")


@attrs.frozen
class Program:
    """A program that sends a token, or none."""

    client: Client
    text: str = attrs.field(repr=False)
    number: int = 0

    def get(self, path: str, **headers: str) -> Any:
        """Ask."""
        return self.client.get(STAFF + path, headers={**self._bearing(), **headers})

    def post(self, path: str, body: object = None, **headers: str) -> Any:
        """Send an object, or bytes as they are."""
        data = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body)
        return self.client.post(
            STAFF + path,
            data,
            content_type="application/json",
            headers={**self._bearing(), **headers},
        )

    def _bearing(self) -> dict[str, str]:
        return {"authorization": f"Bearer {self.text}"} if self.text else {}


def a_program(text: str = "", *, source: str = "192.0.2.9", lang: str = "en") -> Program:
    """Return a program that sends *text* as its token, and comes from an address."""
    headers = {
        "host": HOST,
        "x-forwarded-proto": "https",
        "x-forwarded-for": source,
        "accept-language": lang,
    }
    return Program(Client(headers=headers, raise_request_exception=False), text)


def with_token(
    console: Console, passkey: Passkey, *, scopes: Sequence[str] = EVERY, area: str | None = None
) -> Program:
    """Return a program with a token for the first right of a person's passkey."""
    made = made_for(console, passkey, scopes=scopes, area=area)
    return attrs.evolve(a_program(made.text), number=made.token.pk)


def made_for(
    console: Console, passkey: Passkey, *, scopes: Sequence[str] = EVERY, area: str | None = None
) -> Any:
    """Make a token as the page does."""
    from dabyl.adapters.accounts import people, tokens  # noqa: PLC0415 - Django must be ready
    from dabyl.console.rights import rights_by  # noqa: PLC0415 - the same

    right = rights_by(passkey.person, [passkey.credential])[0]
    person = people.find(passkey.person)
    assert person is not None
    for old in tokens.tokens_of(person, at=console.now())[_FEW:]:
        tokens.end(old.pk, by=person, at=console.now(), own=True)
    wanted = tokens.Wanted(
        role=right.role,
        office=right.office,
        area=right.area if area is None else (area,),
        keys=[passkey.credential],
        scopes=list(scopes),
        label="tests",
        days=30,
    )
    return tokens.make(person, wanted, at=console.now())


def codes_in(reply: Any) -> list[str]:
    """Return the codes of the problems in an answer."""
    return [error["code"] for error in reply.json()["errors"]]
