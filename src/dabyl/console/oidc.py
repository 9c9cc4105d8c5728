"""Single sign-on: signing in, or binding an account, by way of an OpenID provider.

1. Without ``[oidc]`` in the settings there is nothing at these addresses.
2. Who signs in so may do what a code lets them do: never approve. An account that nobody bound
   opens nothing, and none is made for it.
3. People go there and come back by a page of ours that leads on by itself. So forms go to ourselves
   alone, and cookies that no other site can make a browser send are there when it counts.
4. Going there is counted by where it comes from, until somebody came back rightly; a passkey is
   never slowed down by that.
5. Binding asks for a passkey and waits for a second person, as any other key; ending needs neither.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET, require_POST

from dabyl.console import asking
from dabyl.console.door import let_in, source_of
from dabyl.console.frame import page, see
from dabyl.console.proposals import Kind
from dabyl.console.rights import me, rights_of
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem, Refused, Unavailable
from dabyl.wiring_accounts import (
    Person,
    Provider,
    bindings,
    errand,
    oidc_provider,
    people,
    proposals,
    slowdown,
)
from dabyl.wiring_console import console

BACK: Final = "/sign-in/oidc/back"
DONE: Final = "/sign-in/oidc/done"
_SAID: Final = ("code", "error", "iss", "state")
"""What a provider says when it sends somebody back; the rest is not looked at."""
_WHAT: Final = bindings.MEANS
_told = logging.getLogger("dabyl.oidc")


@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Send whoever wants to sign in to the provider."""
    provider, at = _provider(), console().now()
    slowdown.take_turn(source_of(request), at=at, what=_WHAT)
    return _there(request, provider, errand.begin(errand.SIGN_IN, at=at))


@require_POST
def bind(request: HttpRequest) -> HttpResponse:
    """Send somebody to the provider, who is to say which account there is theirs."""
    provider, at, person = _provider(), console().now(), me(request)
    asking.sign_own(request, Kind.OIDC)
    return _there(request, provider, errand.begin(errand.to_bind(person.key), at=at), anew=True)


@require_GET
def back(request: HttpRequest) -> HttpResponse:
    """Lead on whoever comes from the provider; what other sites start brings no cookie along."""
    _provider()
    said = {name: request.GET[name] for name in _SAID if name in request.GET}
    return page(request, "on_the_way.html.j2", where=f"{DONE}?{urlencode(said)}")


@require_GET
def done(request: HttpRequest) -> HttpResponse:
    """Let in whoever came back, or keep what they want to bind until a second person confirms."""
    provider, at = _provider(), console().now()
    person = me(request) if rights_of(request) is not None else None
    end = errand.SIGN_IN if person is None else errand.to_bind(person.key)
    ticket, state = request.COOKIES.get(_cookie(), ""), request.GET.get("state", "")
    came = errand.come_back(ticket, end, state, at=at)
    with _telling():
        found = provider.subject(came, request.GET.dict(), at=at)
    if person is None:
        holder = bindings.holder(found.issuer, found.subject)
        slowdown.was_right(source_of(request), what=_WHAT)
        return let_in(request, holder, means=bindings.MEANS)
    bindings.check_free(found.issuer, found.subject)
    data = {"issuer": found.issuer, "subject": found.subject}
    proposals.propose(Kind.OIDC, person, by=person, at=at, data=data)
    return see("/me")


@require_POST
def end_own(request: HttpRequest) -> HttpResponse:
    """End one's own binding."""
    _provider()
    bindings.end(me(request), by=me(request), at=console().now())
    return see("/me")


@require_POST
def end_any(request: HttpRequest, number: int) -> HttpResponse:
    """End anybody's binding."""
    _provider()
    bindings.end(_person(number), by=me(request), at=console().now())
    return see("/staff")


def _there(
    request: HttpRequest, provider: Provider, sent: errand.Errand, *, anew: bool = False
) -> HttpResponse:
    with _telling():
        where = provider.way(sent, anew=anew)
    reply = page(request, "on_the_way.html.j2", where=where)
    reply.set_cookie(
        _cookie(),
        sent.ticket,
        max_age=errand.GOOD_FOR_S,
        secure=console().origin.is_secure,
        httponly=True,
        samesite="Strict",
    )
    return reply


def _provider() -> Provider:
    """Return the provider; without one there is nothing here."""
    found = oidc_provider(console().house, f"{console().origin.text}{BACK}")
    if found is None:
        raise Http404
    return found


def _person(number: int) -> Person:
    found = people.person(number)
    if found is None:
        raise Http404
    return found


def _cookie() -> str:
    return f"{'__Host-' if console().origin.is_secure else ''}dabyl-oidc"


@contextmanager
def _telling() -> Iterator[None]:
    """Write down why the provider was of no use, and nothing about whoever came."""
    try:
        yield
    except Unavailable as error:
        _told.error("%s", error)
        raise Refused([Problem(code=Code.OIDC_AWAY, where="provider")]) from None
    except Refused as refusal:
        for problem in refusal.problems:
            _told.error("%s %s", problem.code, *problem.data.values())
        raise
