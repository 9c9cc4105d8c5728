"""Pages that say no: forbidden, not found, forged, refused by a rule, unavailable, and a defect.

While the database can't be reached nobody is known, so that page is the same for everybody. So is
that for a text which no database of ours can hold: it was never typed at one of our pages.
"""

import sys
from collections.abc import Iterable
from http import HTTPStatus
from typing import Final

from django.db import DataError, Error, InterfaceError, OperationalError, ProgrammingError
from django.http import HttpRequest, HttpResponse

from dabyl.console.defects import log_unavailable
from dabyl.console.frame import language, page
from dabyl.core.values.problems import Problem, Refused, Rejected, Unavailable
from dabyl.ports.journal import Overtaken
from dabyl.wiring_console import console, problem_words

OUT_OF_REACH: Final = (Unavailable, OperationalError, InterfaceError, ProgrammingError)
"""What is raised while a disk or a database can't be reached, or lacks what we left there."""
_TEMPLATE = "said_no.html.j2"
_AGAIN_S: Final = 30


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
    """Say that it is our fault; what, stands in the log. It may be the database's, all the same."""
    error = sys.exc_info()[1]
    if isinstance(error, Error) and (reply := told(request, error)):
        return reply
    return _no(request, "defect", HTTPStatus.INTERNAL_SERVER_ERROR)


def unavailable(request: HttpRequest) -> HttpResponse:
    """Say that it is not possible at the moment, to whoever it may be."""
    reply = _to_anybody(request, "unavailable", HTTPStatus.SERVICE_UNAVAILABLE)
    reply["Retry-After"] = str(_AGAIN_S)
    return reply


def refused(request: HttpRequest, problems: Iterable[Problem], status: int) -> HttpResponse:
    """Say what was refused before anybody looked who sent it."""
    return _no(request, "refused", status, tuple(problems))


def told(request: HttpRequest, error: Exception) -> HttpResponse | None:
    """Return the page of something that went wrong on purpose; None for anything else."""
    match error:
        case Refused(problems=problems) | Rejected(problems=problems):
            return _no(request, "refused", HTTPStatus.CONFLICT, problems)
        case Overtaken():
            return _no(request, "overtaken", HTTPStatus.CONFLICT)
        case Unavailable() | OperationalError() | InterfaceError() | ProgrammingError():
            log_unavailable(error)
            return unavailable(request)
        case DataError():
            return _to_anybody(request, "forged", HTTPStatus.BAD_REQUEST)
        case _:
            return None


def _to_anybody(request: HttpRequest, why: str, status: int) -> HttpResponse:
    view = {"why": why, "reasons": [], "back": _sent_from(request)}
    return page(request, _TEMPLATE, status=status, anybody=True, **view)


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
