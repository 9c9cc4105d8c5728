"""Problems as RFC 9457 has them: every reason, its place and its remedy."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

import msgspec
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, Throttled
from ninja.errors import ValidationError as Invalid

from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem, Refused, Rejected, Unavailable
from dabyl.wiring import words_of

PROBLEM: Final = "application/problem+json"
NOT_FOUND, CONFLICT, UNPROCESSABLE, TOO_MANY, UNAVAILABLE = 404, 409, 422, 429, 503
_TITLES: Final = {
    NOT_FOUND: "not there",
    405: "only GET and HEAD are answered here",
    CONFLICT: "more than one is meant",
    UNPROCESSABLE: "not understood",
    TOO_MANY: "asked too often",
    500: "the fault is the server's; its log says more",
    UNAVAILABLE: "the register cannot be read now",
}
_TITLE: Final = "cannot be answered"
_WAIT_S: Final = 60
NOTHING_MORE: Final[Mapping[str, object]] = {}
Say = Callable[[Problem], tuple[str, str]]
"""What is wrong and what would be right, in words."""


def trouble(
    status: int,
    problems: Iterable[Problem] = (),
    *,
    wait_s: int | None = None,
    say: Say = words_of,
    title: str | None = None,
    more: Mapping[str, object] = NOTHING_MORE,
) -> HttpResponse:
    """Return the answer to a request that cannot be fulfilled, in English or as *say* says it."""
    errors = flaws(problems, say)
    name = errors[0]["code"] if errors else _TITLES.get(status, _TITLE).replace(" ", "-")
    title = title or _TITLES.get(status, _TITLE)
    told = {
        "type": f"urn:dabyl:problem:{name}",
        "title": title,
        "status": status,
        "detail": "; ".join(error["message"] for error in errors) or title,
        "errors": errors,
        **more,
    }
    reply = HttpResponse(msgspec.json.encode(told), status=status, content_type=PROBLEM)
    reply["Cache-Control"] = "no-store"
    if wait_s is not None:
        reply["Retry-After"] = str(wait_s)
    return reply


def flaws(problems: Iterable[Problem], say: Say = words_of) -> list[dict[str, str]]:
    """Return problems as answers list them."""
    return [
        {"code": p.code.value, "where": _parameter(p.where), "message": message, "fix": fix}
        for p in problems
        for message, fix in [say(p)]
    ]


def refusal(refused: Refused) -> HttpResponse:
    """Return the answer to a question about what is not there, or is there twice."""
    many = any(problem.code is Code.PLACE_AMBIGUOUS for problem in refused.problems)
    return trouble(CONFLICT if many else NOT_FOUND, refused.problems)


def handle_problems(api: NinjaAPI) -> None:
    """Make *api* answer every problem in this form."""

    def when(kind: type[Exception], answer: Callable[..., HttpResponse]) -> None:
        api.add_exception_handler(kind, lambda _request, error: answer(error))

    when(Refused, refusal)
    when(Rejected, lambda error: trouble(UNPROCESSABLE, error.problems))
    when(Unavailable, lambda _: trouble(UNAVAILABLE, wait_s=_WAIT_S))
    when(Throttled, lambda error: trouble(TOO_MANY, wait_s=error.wait or _WAIT_S))
    when(Invalid, lambda error: trouble(UNPROCESSABLE, invalid(error)))
    when(HttpError, lambda error: trouble(error.status_code))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer an address at which there is nothing."""
    del request, exception
    return trouble(NOT_FOUND)


def defect(request: HttpRequest) -> HttpResponse:
    """Answer where the fault is ours; what it is stands in the server's log, not here."""
    del request
    return trouble(500)


def _parameter(where: str) -> str:
    """Return the parameter's name; use cases call it as the command line does."""
    return where.lstrip("-").lower()


def invalid(error: Invalid) -> Iterable[Problem]:
    """Return the problems of a request whose parts are not of their shape."""
    for each in error.errors:
        place = ".".join(str(step) for step in each["loc"][1:])
        data = {"value": f"what stands in {place}", "near": f"another: {each['msg']}"}
        yield Problem(code=Code.UNKNOWN_VALUE, where=place, data=data)
