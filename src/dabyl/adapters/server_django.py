"""Django behind answers from memory: requests without a body, each answered where it arrives.

1. Django's own handler starts threads for each request, to read its body, to close databases, and
   to hear when the client goes. Requests here have no body, views ask no database, and answers are
   short: so none of that is done.
2. It can be loaded only when Django has its settings.
"""

from collections.abc import Awaitable, Callable
from io import BytesIO
from typing import Any

from django.core.handlers.asgi import ASGIHandler
from django.urls import set_script_prefix

from dabyl.adapters.server_http import Scope


class BodilessHandler(ASGIHandler):
    """Answers requests that have no body."""

    async def __call__(  # type: ignore[explicit-override]  # as the other applications here
        self,
        scope: Scope,
        receive: Callable[[], Awaitable[Any]],
        send: Callable[..., Awaitable[None]],
    ) -> None:
        """Answer one request."""
        del receive
        set_script_prefix("/")
        request, refused = self.create_request(scope, BytesIO())
        response: Any = refused if request is None else await self.get_response_async(request)
        await self.send_response(response, send)
        response.close()
