"""Bodies that are too large: stopped at the server, before anything of them is kept.

1. What a request declares is compared before a byte is read. What declares nothing (chunked) is
   read up to the limit, then no further.
2. The application is asked all the same, with no body and with the limit under ``TOO_LARGE``, so
   that it answers 413 in its own words.
"""

from collections.abc import Awaitable, Callable
from typing import Any, Final

from dabyl.adapters.server_http import Application, Scope, Send

TOO_LARGE: Final = "dabyl.too_large"
Event = dict[str, Any]
Receive = Callable[[], Awaitable[Any]]
_BODILESS: Final = frozenset({"GET", "HEAD"})


def limited(app: Application, most: Callable[[str], int]) -> Application:
    """Return an application that gives *app* no body with more bytes than *most* of its path."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        limit, declared = most(scope["path"]), _declared(scope)
        if declared is not None:
            is_too_large, given = declared > limit, receive
        elif _has_none(scope):
            is_too_large, given = False, receive
        else:
            first = await _read(receive, limit)
            is_too_large, given = first is None, _replayed(first or _body(b""), receive)
        if is_too_large:
            given = _replayed(_body(b""), _dropping(receive))
            await app({**scope, TOO_LARGE: limit}, given, send)
        else:
            await app(scope, given, send)

    return answer


def _declared(scope: Scope) -> int | None:
    """Return how many bytes a request says it has; None when it doesn't say."""
    said = next((value for name, value in scope["headers"] if name == b"content-length"), b"")
    return int(said) if said.isdigit() else None


def _has_none(scope: Scope) -> bool:
    """Tell whether a request of which no length is known can have no body."""
    is_first = scope["http_version"].startswith("1")
    is_chunked = any(name == b"transfer-encoding" for name, _ in scope["headers"])
    return is_first and scope["method"] in _BODILESS and not is_chunked


async def _read(receive: Receive, limit: int) -> Event | None:
    """Return the whole body, or that it breaks off; None when it is larger than *limit*."""
    found = bytearray()
    while True:
        event: Event = await receive()
        if event["type"] != "http.request":
            return event
        found += event.get("body", b"")
        if len(found) > limit:
            return None
        if not event.get("more_body", False):
            return _body(bytes(found))


def _body(data: bytes) -> Event:
    return {"type": "http.request", "body": data, "more_body": False}


def _dropping(receive: Receive) -> Receive:
    """Give what comes once there is no more of a body."""

    async def give() -> Event:
        while True:
            event: Event = await receive()
            if event["type"] != "http.request":
                return event

    return give


def _replayed(first: Event, receive: Receive) -> Receive:
    """Give an event that was received already, and then what comes after it."""
    waiting = [first]

    async def give() -> Any:  # noqa: ANN401 - as the server gives it
        return waiting.pop() if waiting else await receive()

    return give
