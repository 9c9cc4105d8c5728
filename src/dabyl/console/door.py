"""The door: signing in and out, and the language of the pages."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from dabyl.console.frame import LANGUAGE_COOKIE, page
from dabyl.wiring_console import LANGUAGES, console

_YEAR_S = 31_536_000


@require_safe
def sign_in(request: HttpRequest) -> HttpResponse:
    """Show the door."""
    return page(request, "sign_in.html.j2")


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Remember the language, and go back."""
    wanted, back = request.POST.get("language", ""), request.POST.get("back", "/")
    reply = see(back if url_has_allowed_host_and_scheme(back, allowed_hosts=None) else "/")
    if wanted in LANGUAGES:
        is_secure = console().origin.is_secure
        reply.set_cookie(
            LANGUAGE_COOKIE,
            wanted,
            max_age=_YEAR_S,
            secure=is_secure,
            httponly=True,
            samesite="Strict",
        )
    return reply


def see(where: str) -> HttpResponse:
    """Send the browser elsewhere, to read."""
    reply = HttpResponseRedirect(where)
    reply.status_code = HTTPStatus.SEE_OTHER
    return reply
