"""Wiring of the machine interface: Django behind answers from memory, beside the public files.

The journal is looked at up to four times a second, in a thread of its own, and a decision is told
within half a second. While a disk hangs, requests wait for it: what is old is never told as new.
"""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

import attrs

from dabyl.adapters.server_http import Application, Scope, Send
from dabyl.adapters.server_memory import Memory, Present
from dabyl.adapters.store.ready import make_ready
from dabyl.core.register.register import Register
from dabyl.core.values.problems import Unavailable
from dabyl.ports.clock import Clock
from dabyl.usecases.asked import SCOPE, Asked
from dabyl.usecases.present import present
from dabyl.usecases.timelines import Timelines

API: Final = "/api/"
LOOK_EVERY_S: Final = 0.25
UNKNOWN: Final = -1
"""The journal's number when it cannot be read: no answer was kept under it."""


@attrs.define(eq=False)
class Watch:
    """The register, looked up anew when the last look is a while ago."""

    look: Callable[[], Register]
    clock: Clock
    _pool: ThreadPoolExecutor = attrs.field(
        init=False, factory=lambda: ThreadPoolExecutor(1, "journal")
    )
    _timelines: Timelines | None = attrs.field(init=False, default=None)
    _known_s: float = attrs.field(init=False, default=0.0)
    _looking: "asyncio.Future[Register] | None" = attrs.field(init=False, default=None)

    async def present(self) -> Present:
        """Return what a request is answered from now.

        When the journal cannot be read, or the clock is behind it, that is what the views are
        given: nothing older is told.
        """
        loop, now = asyncio.get_running_loop(), self.clock.now()
        try:
            if self._timelines is None or loop.time() - self._known_s >= LOOK_EVERY_S:
                await self._look(loop)
            timelines = self._timelines
            if timelines is None:
                raise TypeError("a look that found no register")
            now = present(timelines.register, now)
        except Unavailable as error:
            return Present(number=UNKNOWN, now_s=now.s, state={SCOPE: error})
        asked = Asked(timelines=timelines, now=now)
        return Present(number=asked.register.number, now_s=now.s, state={SCOPE: asked})

    async def _look(self, loop: asyncio.AbstractEventLoop) -> None:
        """Look up the register; requests that come meanwhile wait for the same look."""
        began_s = loop.time()
        if self._looking is None or self._looking.done():
            self._looking = loop.run_in_executor(self._pool, self.look)
        register = await asyncio.shield(self._looking)
        if self._timelines is None or self._timelines.register is not register:
            self._timelines = Timelines(register)
        self._known_s = began_s


def api_server(look: Callable[[], Register], clock: Clock) -> Application:
    """Return the application that answers under ``/api/`` from the register that *look* finds."""
    make_ready()
    from django.urls import get_resolver  # noqa: PLC0415 - settings come first

    from dabyl.adapters.server_django import BodilessHandler  # noqa: PLC0415 - as above

    get_resolver().check()  # what is wrong with the views is told now, not to the first reader
    return Memory(inner=BodilessHandler(), present=Watch(look, clock).present)


def beside_files(files: Application, api: Application) -> Application:
    """Return the application that answers with *api* under ``/api/``, else with *files*."""

    async def app(scope: Scope, receive: Callable[[], Awaitable[Any]], send: Send) -> None:
        is_api = scope["type"] == "http" and scope["path"].startswith(API)
        await (api if is_api else files)(scope, receive, send)

    return app
