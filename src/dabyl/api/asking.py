"""Questions and answers: what every view does with its request.

1. The server puts the register and the instant of the request into the ASGI scope, as ``Asked``.
2. A parameter that a view doesn't know is refused: a misspelt ``known_at`` would be an answer to
   another question.
3. Times are RFC 3339 with an offset; a ``+`` of an address that a client left unescaped arrives as
   a blank, and is taken for what it was.
4. A list is given in parts: ``limit`` of them, after the key ``after``.
5. An answer says for how long it may be kept: what is asked of now, a quarter of a minute, and not
   beyond its next change; anything else until the journal grows, which is what its ETag is for.
"""

import inspect
from collections.abc import Callable, Coroutine, Iterable, Mapping
from functools import wraps
from typing import Annotated, Any, Concatenate, Final, ParamSpec

import msgspec
from django.http import HttpRequest, HttpResponse
from ninja import Query
from pydantic import WithJsonSchema

from dabyl.core.values.codes import Code
from dabyl.core.values.instants import Instant, parse_instant
from dabyl.core.values.problems import Problem, Refused, Rejected, Unavailable
from dabyl.usecases.asked import SCOPE, Asked

FRESH_S: Final = 15
MOST: Final = 200

TIME = "A time with its offset, such as 2016-06-06T12:00:00+06:00. Default: now."
Time = Annotated[str, WithJsonSchema({"type": "string", "format": "date-time"})]
At = Annotated[Time | None, Query(description=f"As it stood then. {TIME}", max_length=64)]
KnownAt = Annotated[Time | None, Query(description=f"As it was known then. {TIME}", max_length=64)]
Limit = Annotated[int, Query(ge=1, le=MOST, description="How many at most.")]
After = Annotated[str | None, Query(description="The `next` of the part before.", max_length=200)]
AfterNumber = Annotated[
    int | None, Query(ge=0, le=10**15, description="The `next` of the part before.")
]


P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], Coroutine[Any, Any, HttpResponse]]


def asked_of(request: HttpRequest) -> Asked:
    """Return what the server put into the request.

    Raises:
        Unavailable: the server could not read the journal.
    """
    found = request.scope[SCOPE]  # type: ignore[attr-defined]  # every request here is of ASGI
    if isinstance(found, Unavailable):
        raise found
    if not isinstance(found, Asked):
        raise TypeError(f"a server that puts {SCOPE} into the scope")
    return found


def reading(view: Callable[Concatenate[HttpRequest, P], HttpResponse]) -> View[P]:
    """Make a view of a function that reads; parameters that it doesn't name are refused."""
    named = list(inspect.signature(view).parameters)[1:]

    @wraps(view)
    async def answering(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        refuse_unknown(request, named)
        return view(request, *args, **kwargs)

    return answering


def refuse_unknown(request: HttpRequest, named: Iterable[str]) -> None:
    """Check that a request has no parameter but those *named*.

    Raises:
        Rejected: with a problem for each that it has.
    """
    in_path = {} if request.resolver_match is None else request.resolver_match.kwargs
    near = [name for name in named if name not in in_path]
    data = {"near": ", ".join(near) or "nothing"}
    problems = [
        Problem(code=Code.UNKNOWN_FIELD, where=name, data={**data, "field": name})
        for name in request.GET
        if name not in near
    ]
    if problems:
        raise Rejected(problems)


def times(request: HttpRequest, **given: str | None) -> tuple[Instant, ...]:
    """Return the instants of parameters, in order; now for each that was not given.

    Raises:
        Rejected: with a problem for each that is not a time with an offset.
    """
    return instants(asked_of(request).now, **given)


def instants(now: Instant, **given: str | None) -> tuple[Instant, ...]:
    """Return the instants of parameters, in order; see ``times``."""
    problems: list[Problem] = []
    found: list[Instant] = []
    for name, text in given.items():
        try:
            found.append(now if text is None else parse_instant(text.strip().replace(" ", "+")))
        except ValueError:
            data = {"text": repr(text)}
            problems.append(Problem(code=Code.TIME_NEEDS_OFFSET, where=name, data=data))
    if problems:
        raise Rejected(problems)
    return tuple(found)


def answer(fields: Mapping[str, Any], *, keep_s: int = FRESH_S) -> HttpResponse:
    """Return an answer that may be kept for some seconds."""
    reply = HttpResponse(msgspec.json.encode(fields), content_type="application/json")
    reply["Cache-Control"] = f"public, max-age={max(0, keep_s)}"
    return reply


def part(items: Iterable[tuple[str, Any]], *, limit: int, known_at: Instant) -> dict[str, Any]:
    """Return the first *limit* of keyed items, and the key after which to go on."""
    found: list[tuple[str, Any]] = []
    for key, item in items:
        if len(found) == limit:
            return {
                "items": [i for _, i in found],
                "next": found[-1][0],
                "known_at": known_at.text(),
            }
        found.append((key, item))
    return {"items": [i for _, i in found], "next": None, "known_at": known_at.text()}


def not_there(name: str, kind: str) -> Refused:
    """Return the refusal of a question about something that is not known."""
    data = {"value": repr(name), "kind": kind, "near": "an id from the list"}
    return Refused([Problem(code=Code.UNKNOWN_REFERENCE, where=kind, data=data)])
