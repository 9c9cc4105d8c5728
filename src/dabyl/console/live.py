"""The stream of what changed, by server-sent events: one to each page that is open.

1. An event tells what changed, by kind, key, revision and number; a page asks for the rest by
   ordinary requests, under the permission table.
2. An event's id is the mark of whoever knows it; a page that comes back is told what it missed.
3. The last event of a session says ``end``, and nobody need come back; without it a stream that
   closes is asked for again.
4. A proxy may not gather the stream, and hears something every ``HEARTBEAT_S``.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from http import HTTPStatus
from typing import Final

from asgiref.sync import sync_to_async
from django.db import connections
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.http import require_GET

from dabyl.console.rights import me
from dabyl.console.watcher import Ending, Listener, Told, watcher
from dabyl.usecases.live import Mark

HEARTBEAT_S: Final = 15
_AGAIN_S: Final = 30


@require_GET
async def live(request: HttpRequest) -> HttpResponseBase:
    """Answer with what changes from now on, or since the mark that a page names."""
    listener = await sync_to_async(_listener)(request)
    if not watcher().has_room(listener.session):
        status, wait = HTTPStatus.TOO_MANY_REQUESTS, {"Retry-After": str(_AGAIN_S)}
        return HttpResponse(status=status, headers=wait, content_type="text/plain")
    reply = StreamingHttpResponse(_events(listener), content_type="text/event-stream")
    reply["X-Accel-Buffering"] = "no"
    return reply


def _listener(request: HttpRequest) -> Listener:
    """Return whoever listens, and let go of the databases: a stream lasts long."""
    since = request.headers.get("last-event-id") or request.GET.get("after", "")
    try:
        return Listener(
            session=request.session.session_key or "",
            person=me(request),
            credential=request.session.get("credential", ""),
            since=Mark.parse(since),
        )
    finally:
        connections.close_all()


async def _events(listener: Listener) -> AsyncIterator[bytes]:
    listener.listen()
    watcher().join(listener)
    try:
        yield b": here\n\n"
        while True:
            try:
                told = await asyncio.wait_for(listener.waiting.get(), HEARTBEAT_S)
            except TimeoutError:
                yield b": still here\n\n"
                continue
            if isinstance(told, Ending):
                break
            yield _text_of(told)
        if told is Ending.OVER:
            yield b"event: end\ndata: {}\n\n"
    finally:
        watcher().leave(listener)


def _text_of(told: Told) -> bytes:
    """Return events as they go over the wire; the id comes with the last, when all are known."""
    *before, last = (
        json.dumps(
            {"kind": one.kind, "key": one.key, "revision": one.revision, "number": one.number}
        )
        for one in told.changes
    )
    events = [*(f"data: {data}\n\n" for data in before), f"id: {told.mark}\ndata: {last}\n\n"]
    return "".join(events).encode()
