"""The staff: who is here, with which keys and rights, and who waits for what."""

from collections.abc import Iterator

import attrs
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from dabyl.console.door import elsewhere
from dabyl.console.frame import language, may_see, page
from dabyl.console.key_areas import area_named
from dabyl.console.news import telling_entries
from dabyl.console.own import when
from dabyl.console.rights import me
from dabyl.console.watcher import mark_now
from dabyl.core.staff.keys import StaffKey
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem, Refused
from dabyl.wiring_accounts import (
    Binding,
    Passkey,
    Person,
    Token,
    bindings,
    passkeys,
    people,
    proposals,
    tokens,
)
from dabyl.wiring_console import console

_LONGEST_NAME = 120


@attrs.frozen
class Key:
    """A passkey as the page shows it: its fingerprint, and what the journal says of it."""

    passkey: Passkey
    fingerprint: str
    admitted: StaffKey | None
    area: str


@attrs.frozen
class Row:
    """A person as the page shows them."""

    person: Person
    keys: tuple[Key, ...]
    tokens: tuple[tuple[Token, str], ...]
    binding: Binding | None


@require_safe
def everybody(request: HttpRequest) -> HttpResponse:
    """Show everybody, and what waits."""
    since = mark_now()
    waiting = proposals.open_proposals(at=console().now())
    ends, rows = may_see(request, "token-end"), tuple(_rows(language(request)))
    return page(
        request,
        "staff.html.j2",
        live=telling_entries(request.get_full_path(), since),
        rows=rows,
        waiting=waiting,
        ends=ends,
        elsewhere=elsewhere(request),
    )


@require_POST
def invite(request: HttpRequest) -> HttpResponse:
    """Invite a person; the code is shown once."""
    name = request.POST.get("name", "").strip()[:_LONGEST_NAME]
    if not name:
        raise Refused([Problem(code=Code.MISSING_FIELD, where="name", data={"field": "name"})])
    invited = people.invite(name, by=me(request), at=console().now())
    return page(request, "invited.html.j2", invited=invited, link=f"{console().origin.text}/join")


def _rows(lang: str) -> Iterator[Row]:
    known = console().house.register().staff.keys
    for person in people.everybody():
        keys = (_key(one, known.get(one.credential), lang) for one in person.passkeys.all())
        living = tuple(
            (one, when(one.ends_at_s)) for one in tokens.tokens_of(person, at=console().now())
        )
        yield Row(person, tuple(keys), living, bindings.binding_of(person))


def _key(passkey: Passkey, admitted: StaffKey | None, lang: str) -> Key:
    area = "" if admitted is None else area_named(admitted.area, lang)
    return Key(passkey, passkeys.fingerprint(passkey), admitted, area)
