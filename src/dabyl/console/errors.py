"""Pages that say no: forbidden, not found, forged, refused by a rule, and a defect."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse

from dabyl.console.frame import language, page
from dabyl.core.values.problems import Problem, Refused, Rejected, Unavailable
from dabyl.ports.journal import Overtaken
from dabyl.wiring_console import console, problem_words

_TEMPLATE = "said_no.html.j2"


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that this is not theirs to use."""
    del exception
    return _no(request, "forbidden", HTTPStatus.FORBIDDEN)


def signed_out(request: HttpRequest) -> HttpResponse:
    """Say that the session ended before this was sent."""
    return _no(request, "signed_out", HTTPStatus.FORBIDDEN)


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that there is nothing here."""
    del exception
    return _no(request, "missing", HTTPStatus.NOT_FOUND)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that the form was not ours, or that the page had become too old."""
    del reason
    return _no(request, "forged", HTTPStatus.FORBIDDEN)


def defect(request: HttpRequest) -> HttpResponse:
    """Say that it is our fault; what, stands in the log."""
    return _no(request, "defect", HTTPStatus.INTERNAL_SERVER_ERROR)


def told(request: HttpRequest, error: Exception) -> HttpResponse | None:
    """Return the page of something that went wrong on purpose; None for anything else."""
    match error:
        case Refused(problems=problems) | Rejected(problems=problems):
            return _no(request, "refused", HTTPStatus.CONFLICT, problems)
        case Overtaken():
            return _no(request, "overtaken", HTTPStatus.CONFLICT)
        case Unavailable():
            return _no(request, "unavailable", HTTPStatus.SERVICE_UNAVAILABLE)
        case _:
            return None


def _no(
    request: HttpRequest, why: str, status: int, problems: tuple[Problem, ...] = ()
) -> HttpResponse:
    reasons = [problem_words(problem, language(request)) for problem in problems]
    back = _sent_from(request)
    return page(request, _TEMPLATE, status=status, why=why, reasons=reasons, back=back)


def _sent_from(request: HttpRequest) -> str:
    """Return the address of the page of ours whose form was sent; nothing when none was."""
    origin, said = console().origin.text, request.headers.get("referer", "")
    path = said.removeprefix(origin)
    is_ours = said.startswith(f"{origin}/") and not path.startswith("//")
    return path if request.method == "POST" and is_ours else ""
