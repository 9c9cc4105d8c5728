"""Answering: problems in the language that is asked for, and answers that nobody else keeps.

1. Every reason is told at once, by its stable code; the first one says which status it is.
2. An answer with a tag may be kept by who asked, and is confirmed by the tag each time.
3. Where the fault is ours the log names its place; the answer says only that it is ours.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, Final

import attrs
import msgspec
from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.utils.log import log_response
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, Throttled

from dabyl.api.problems import NOTHING_MORE, trouble
from dabyl.console.defects import log_unavailable
from dabyl.console.errors import OUT_OF_REACH
from dabyl.console.frame import language, words
from dabyl.console.machine.misshapen import Misshapen
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem, Refused, Rejected
from dabyl.wiring_console import problem_words

_WAIT_S: Final = 60
_TRY_AGAIN_S: Final = 5
_BAD, _STRANGER, _FORBIDDEN, _MISSING, _CONFLICT, _LARGE = 400, 401, 403, 404, 409, 413
_UNPROCESSABLE, _TOO_MANY, _OURS, _UNAVAILABLE = 422, 429, 500, 503
_STATUS: Final[Mapping[int, frozenset[Code]]] = {
    _STRANGER: frozenset(
        {Code.BEARER_MISSING, Code.BEARER_UNKNOWN, Code.BEARER_OVER, Code.BEARER_RIGHT_GONE}
    ),
    _FORBIDDEN: frozenset({Code.BEARER_SCOPE, Code.BEARER_ROLE, Code.BEARER_ELSEWHERE}),
    _MISSING: frozenset(
        {Code.DRAFT_UNKNOWN, Code.PLACE_UNKNOWN, Code.SCALE_UNKNOWN, Code.SCALE_MISSING}
        | {Code.UNKNOWN_REFERENCE, Code.FORM_UNKNOWN}
    ),
    _CONFLICT: frozenset(
        {Code.DRAFT_EXISTS, Code.DRAFT_STATE, Code.DRAFT_CHANGED, Code.DRAFT_OVERTAKEN}
        | {Code.PLACE_AMBIGUOUS, Code.SAVED_BESIDE, Code.PREVIEW_OVER}
    ),
    _LARGE: frozenset({Code.BODY_TOO_LARGE}),
    _TOO_MANY: frozenset({Code.CODE_TOO_SOON}),
    _BAD: frozenset({Code.BODY_UNREADABLE}),
}
_HOW: Final = {
    _STRANGER: 'Bearer realm="dabyl"',
    _FORBIDDEN: 'Bearer realm="dabyl", error="insufficient_scope"',
}


def told(
    request: HttpRequest,
    problems: Iterable[Problem],
    *,
    status: int | None = None,
    wait_s: int | None = None,
    more: Mapping[str, object] = NOTHING_MORE,
) -> HttpResponse:
    """Return the answer to a request that cannot be fulfilled."""
    lang, every = language(request), tuple(problems)
    code = status or _status(every)
    title = words(request)["machine"].get(str(code))
    say = partial(problem_words, lang=lang)
    reply = trouble(code, every, wait_s=wait_s or _wait(every), say=say, title=title, more=more)
    reply["Content-Language"] = lang
    reply["Vary"] = "Accept-Language"
    if code in _HOW:
        reply["WWW-Authenticate"] = _HOW[code]
    return reply


def handle_problems(api: NinjaAPI) -> None:
    """Make *api* tell every problem in this way."""

    def when(kind: type[Exception], answer: Callable[..., HttpResponse]) -> None:
        api.add_exception_handler(kind, answer)

    stranger = (Problem(code=Code.BEARER_MISSING, where="authorization"),)
    unreadable = (Problem(code=Code.BODY_UNREADABLE, where="body"),)
    when(Refused, lambda request, error: told(request, error.problems))
    when(Rejected, lambda request, error: told(request, _named(error.problems)))
    when(Misshapen, lambda request, error: told(request, error.problems))
    when(AuthenticationError, lambda request, _: told(request, stranger))
    when(Throttled, _slowed)
    when(DataError, lambda request, _: told(request, unreadable))
    when(HttpError, lambda request, _: told(request, unreadable))
    for kind in OUT_OF_REACH:
        when(kind, _unavailable)
    when(Exception, _defect)


def _unavailable(request: HttpRequest, error: Exception) -> HttpResponse:
    log_unavailable(error)
    return told(request, (), status=_UNAVAILABLE, wait_s=_WAIT_S)


def missing(request: HttpRequest, *_: object, **__: object) -> HttpResponse:
    """Answer an address at which there is nothing."""
    return told(request, (), status=_MISSING)


def answer(
    request: HttpRequest, fields: Mapping[str, Any], *, status: int = 200, tag: str = ""
) -> HttpResponse:
    """Return an answer; with a *tag* only when whoever asks has not this very one already."""
    return octets(request, msgspec.json.encode(fields), "application/json", status=status, tag=tag)


def octets(
    request: HttpRequest, data: bytes, kind: str, *, status: int = 200, tag: str = ""
) -> HttpResponse:
    """Return bytes as an answer; see ``answer``."""
    if tag and f'"{tag}"' in request.headers.get("if-none-match", ""):
        reply = HttpResponse(status=304)
    else:
        reply = HttpResponse(data, status=status, content_type=kind)
    if tag:
        reply["ETag"] = f'"{tag}"'
        reply["Cache-Control"] = "private, no-cache"
    return reply


def _status(problems: tuple[Problem, ...]) -> int:
    code = problems[0].code if problems else None
    return next((status for status, codes in _STATUS.items() if code in codes), _UNPROCESSABLE)


def _wait(problems: tuple[Problem, ...]) -> int | None:
    waits = [one.data["wait_s"] for one in problems if one.code is Code.CODE_TOO_SOON]
    return waits[0] if waits else None


def _named(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Return problems of what was sent, which may lie deep in it, each with a place."""
    return tuple(attrs.evolve(one, where=one.where or "content") for one in problems)


def _slowed(request: HttpRequest, error: Throttled) -> HttpResponse:
    wait_s = max(1, int(error.wait or _TRY_AGAIN_S))
    return told(request, (), status=_TOO_MANY, wait_s=wait_s)


def _defect(request: HttpRequest, error: Exception) -> HttpResponse:
    reply = told(request, (), status=_OURS)
    log_response("defect", response=reply, request=request, exception=error)
    return reply
