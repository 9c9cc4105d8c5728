"""The door: signing in and out, and the language of the pages."""

from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from dabyl.console import asking
from dabyl.console.frame import LANGUAGE_COOKIE, language, page, see
from dabyl.console.rights import rights_held, rights_of
from dabyl.wiring_accounts import Person, audit, otp, slowdown
from dabyl.wiring_console import LANGUAGES, console

PURPOSE = "sign-in"
_YEAR_S = 31_536_000
_BROWSERS = (
    ("Firefox/", "Firefox"),
    ("Edg/", "Edge"),
    ("Chrome/", "Chromium"),
    ("Safari/", "Safari"),
)


@require_safe
def sign_in(request: HttpRequest) -> HttpResponse:
    """Show the door."""
    if rights_of(request) is not None:
        return see("/")
    asked = asking.to_sign(PURPOSE)
    return page(request, "sign_in.html.j2", asked=asked, elsewhere=elsewhere(request))


@require_POST
def sign_in_by_passkey(request: HttpRequest) -> HttpResponse:
    """Let in whoever signed; nothing that others do slows this down."""
    passkey = asking.signed(request, PURPOSE).passkey
    if passkey.credential not in console().house.register().staff.keys:
        return page(request, "waiting.html.j2", fingerprint="")
    return let_in(request, passkey.person, means="passkey", credential=passkey.credential)


@require_safe
def code_form(request: HttpRequest) -> HttpResponse:
    """Ask for pseudonym, password and code."""
    return page(request, "sign_in_code.html.j2")


@require_POST
def sign_in_by_code(request: HttpRequest) -> HttpResponse:
    """Let in whoever knows all three; wrong ones are slowed by where they come from."""
    source, at = source_of(request), console().now()
    given = [request.POST.get(name, "") for name in ("person", "password", "code")]
    whose = f" of {given[0].strip()}"  # somebody's own code forgives no guesses at another's
    for what in ("", whose):
        slowdown.take_turn(source, at=at, what=what)
    person = otp.check(given[0].strip(), given[1], given[2], at=at)
    for what in ("", whose):
        slowdown.was_right(source, what=what)
    return let_in(request, person, means="code")


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this session."""
    logout(request)
    return see("/sign-in")


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Remember the language, and go back."""
    wanted, back = request.POST.get("language", ""), request.POST.get("back", "/")
    is_here = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    reply = see(back if is_here else "/")
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


def elsewhere(request: HttpRequest) -> str:
    """Return what an account at the OpenID provider is called; empty without a provider."""
    provider = console().house.settings.oidc
    return "" if provider is None else provider.name.best(language(request))


def source_of(request: HttpRequest) -> str:
    """Return the address that a request came from; behind the proxy, as the proxy saw it."""
    if console().origin.is_secure:
        return request.headers.get("x-forwarded-for", "").rpartition(",")[2].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


def let_in(
    request: HttpRequest, person: Person, *, means: str, credential: str = ""
) -> HttpResponse:
    """Begin a session of a person, when any key of theirs counts."""
    if person.closed_at_s is not None or rights_held(person) is None:
        return page(request, "waiting.html.j2", fingerprint="")
    at = console().now()
    request.session.clear_expired()
    login(request, person)
    agent = request.headers.get("user-agent", "")
    request.session.update(
        {
            "begun_at_s": at.s,
            "means": means,
            "credential": credential,
            "browser": next((name for sign, name in _BROWSERS if sign in agent), ""),
        }
    )
    audit.note(f"signed in by {means}", by=person, subject=person, at=at)
    return see("/")
