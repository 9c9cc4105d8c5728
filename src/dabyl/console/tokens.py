"""Tokens for programs: made and ended by whose they are, or ended by an administrator.

1. A token is made for one right that a key of one's own gives, or for a part of its area. A right
   for an hour gets none.
2. It is signed with a passkey that counts, since it outlives the session in which it is made.
3. It ends with the keys by which the right was held when it was made.
"""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from dabyl.console import asking
from dabyl.console.frame import page, see
from dabyl.console.own import when
from dabyl.console.permissions import Held, Scope, scopes_for
from dabyl.console.rights import keys_of, lies_in, me, rights_by
from dabyl.console.typed_plain import whole
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem, Refused
from dabyl.usecases.find import find_place
from dabyl.wiring_accounts import Person, tokens
from dabyl.wiring_console import console

TOKEN = "token"  # noqa: S105 - what a passkey is asked for
_USUAL_DAYS = 30


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Show one's own tokens, and let another be made."""
    person = me(request)
    return page(
        request,
        "tokens.html.j2",
        tokens=[
            (one, when(one.ends_at_s), when(one.used_at_s) if one.used_at_s else "")
            for one in tokens.tokens_of(person, at=console().now())
        ],
        rights=[(written(right), right) for right in _own(person)],
        scopes=tuple(Scope),
        days=_USUAL_DAYS,
        most=tokens.LONGEST_DAYS,
        asked=asking.to_sign(TOKEN, person=person),
    )


@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """Make a token; it is shown once."""
    person, at = me(request), console().now()
    wanted = _wanted(request, person)
    asking.sign_own(request, TOKEN)
    made = tokens.make(person, wanted, at=at)
    return page(request, "token.html.j2", made=made, ends=when(made.token.ends_at_s))


@require_POST
def end_own(request: HttpRequest, number: int) -> HttpResponse:
    """End a token of one's own."""
    tokens.end(number, by=me(request), at=console().now(), own=True)
    return see("/me/tokens")


@require_POST
def end_any(request: HttpRequest, number: int) -> HttpResponse:
    """End anybody's token."""
    tokens.end(number, by=me(request), at=console().now(), own=False)
    return see("/staff")


def written(right: Held) -> str:
    """Return a right as the form sends it."""
    return f"{right.role} {right.office} {','.join(right.area)}"


def _own(person: Person) -> tuple[Held, ...]:
    """Return the rights that a person's keys give, each once."""
    keys = keys_of(console().house.register(), person.key)
    return tuple(dict.fromkeys(rights_by(person.key, [key.credential for key in keys])))


def _wanted(request: HttpRequest, person: Person) -> tokens.Wanted:
    """Return what a token is wanted for.

    Raises:
        Refused: with every reason.
    """
    post = request.POST
    right = next((one for one in _own(person) if written(one) == post.get("right", "")), None)
    if right is None:
        raise Refused([Problem(code=Code.BEARER_RIGHT, where="right")])
    scopes, label = post.getlist("scope"), post.get("label", "").strip()
    days, area = post.get("days", ""), post.get("area", "").strip()
    if problems := tuple(_problems(right, scopes, label, days)):
        raise Refused(problems)
    return tokens.Wanted(
        role=right.role,
        office=right.office,
        area=(_area(area, right),) if area else right.area,
        keys=tuple(_keys(person, right)),
        scopes=scopes,
        label=label,
        days=int(days),
    )


def _problems(right: Held, scopes: list[str], label: str, days: str) -> Iterator[Problem]:
    useful = scopes_for(right.role)
    if not scopes or not set(scopes) <= set(useful):
        data = {"role": right.role.value, "near": list(useful)}
        yield Problem(code=Code.BEARER_SCOPES, where="scope", data=data)
    if not 0 < len(label) <= tokens.LABEL_CHARS:
        yield Problem(code=Code.MISSING_FIELD, where="label", data={"field": "label"})
    if not 1 <= (whole(days) or 0) <= tokens.LONGEST_DAYS:
        yield Problem(code=Code.BEARER_DAYS, where="days", data={"most": tokens.LONGEST_DAYS})


def _area(named: str, right: Held) -> str:
    """Return the key of a place within the area of a right.

    Raises:
        Refused: there is none such, or it lies elsewhere.
    """
    found = find_place(console().house.register(), named, lang="en")
    if right.area and not lies_in(found, right.area):
        raise Refused([Problem(code=Code.BEARER_AREA, where="area", data={"value": named})])
    return found


def _keys(person: Person, right: Held) -> Iterator[str]:
    for key in keys_of(console().house.register(), person.key):
        if right in rights_by(person.key, [key.credential]):
            yield key.credential
