"""Requests that break off, or whose body is none: answered with 400 instead of not at all."""

from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any

from dabyl.adapters.server_http import Application, Scope, Send


def answering_all(app: Application) -> Application:
    """Return an application that answers what *app* leaves without an answer."""

    async def answer(scope: Scope, receive: Callable[[], Awaitable[Any]], send: Send) -> None:
        has_begun = False

        async def watched(event: Any) -> None:  # noqa: ANN401 - as the server takes it
            nonlocal has_begun
            has_begun = True
            await send(event)

        await app(scope, receive, watched)
        if scope["type"] == "http" and not has_begun:
            start = {"type": "http.response.start", "status": HTTPStatus.BAD_REQUEST, "headers": []}
            await send(start)
            await send({"type": "http.response.body", "body": b""})

    return answer
