"""The frame of every page: language, marks, who is signed in, and what the template needs.

1. The language is the one that was chosen, else the browser's first that we speak, else the first.
2. Every page of an exercise or a replay says so at its top, in every language, and which time it is
   there when that is not the real one.
"""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from dabyl.console.files import version
from dabyl.console.permissions import TABLE, allows
from dabyl.console.rights import rights_of
from dabyl.core.journal.keys import WorkspaceKind
from dabyl.core.publication.speaker import Speaker
from dabyl.wiring_console import LANGUAGES, Words, console, console_words, load_theme

PAGES = (
    ("now", "/"),
    ("drafts", "/drafts"),
    ("library", "/library"),
    ("incidents", "/incidents"),
    ("history", "/history"),
    ("exports", "/exports"),
    ("staff", "/staff"),
    ("trail", "/trail"),
    ("me", "/me"),
)
"""What the head of a page leads to, for those who may."""
LANGUAGE_COOKIE = "dabyl-language"


def language(request: HttpRequest) -> str:
    """Return the language that a request is answered in."""
    chosen = request.COOKIES.get(LANGUAGE_COOKIE, "")
    wanted = [chosen, *_accepted(request.headers.get("accept-language", ""))]
    return next((lang for lang in wanted if lang in LANGUAGES), LANGUAGES[0])


def words(request: HttpRequest) -> Words:
    """Return the words of the request's language."""
    return console_words(language(request))


def page(
    request: HttpRequest,
    template: str,
    *,
    status: int = HTTPStatus.OK,
    anybody: bool = False,
    **view: object,
) -> HttpResponse:
    """Return a page; with *anybody* it is not looked up who asks."""
    lang = language(request)
    kind = console().house.workspace.kind
    # before the middleware of sessions has run, as for a host that is not ours, nobody is known
    user = None if anybody else getattr(request, "user", None)
    frame = {
        "t": console_words(lang),
        "lang": lang,
        "languages": [(code, console_words(code)["frame"]["language"]) for code in LANGUAGES],
        "kind": kind,
        "marks": [(code, console_words(code)["mark"][kind]) for code in LANGUAGES]
        if kind is not WorkspaceKind.LIVE
        else [],
        "clock": _simulated(lang),
        "person": user if user is not None and user.is_authenticated else None,
        "pages": [] if anybody else _pages(request),
        "path": request.path,
        "here": _here(request),
        "nonce": request.csp_nonce,  # type: ignore[attr-defined]  # CSPMiddleware sets it
        "version": version(),
        "live": {},
    }
    return render(request, template, {**frame, **view}, status=status)


def see(where: str) -> HttpResponse:
    """Send the browser elsewhere, to read."""
    reply = HttpResponseRedirect(where)
    reply.status_code = HTTPStatus.SEE_OTHER
    return reply


def may_see(request: HttpRequest, name: str) -> bool:
    """Tell whether whoever asks may use an address."""
    return hasattr(request, "user") and allows(TABLE[name], rights_of(request))


def _pages(request: HttpRequest) -> list[tuple[str, str]]:
    """Return what the head of the page leads to; rights are looked up once for all of it."""
    if not hasattr(request, "user"):
        return []
    rights = rights_of(request)
    return [(name, path) for name, path in PAGES if allows(TABLE[name], rights)]


def _here(request: HttpRequest) -> str:
    """Return the address to come back to; the first page when it is none of ours to read again."""
    path = request.get_full_path()
    return path if request.method == "GET" and not path.startswith("//") else "/"


def _simulated(lang: str) -> dict[str, str] | None:
    """Return what the clock of an exercise shows; None when it is the machine's."""
    house = console().house
    if house.ahead_s is None:
        return None
    now, zone = house.now(), next(iter(house.register().packs.values())).zone
    shown = Speaker(lang, load_theme().words[lang]).instant(now, zone)
    return {"at": now.text(), "shown": shown, "zone": zone}


def _accepted(header: str) -> list[str]:
    return [item.partition(";")[0].strip().lower()[:2] for item in header.split(",")]
