"""The web server: granian inside this process, with its end in our hands.

A port that was chosen here is held until the server listens at it, so that nobody else is given it
meanwhile: the system would let two servers listen at one port, each hearing a part of the requests.
"""

import asyncio
import logging
import signal
import socket
from collections.abc import Callable, Coroutine
from contextlib import ExitStack, suppress
from typing import Final

import uvloop
from granian.constants import Interfaces
from granian.server.embed import Server

from dabyl.adapters.server_http import Application
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem, Refused

_TRY_EVERY_S = 0.02
_TRIES = 250
_GRACE_S = 5.0

Beside = Callable[[asyncio.Event], Coroutine[None, None, None]]

held: Final[list[socket.socket]] = []


def free_port(host: str, port: int) -> int:
    """Return *port* when it can be had at *host*; for 0, one that can, and is held from now on.

    Raises:
        Refused: it is taken, not permitted, or *host* is not an address of this machine.
    """
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        with ExitStack() as over:
            probe = over.enter_context(socket.socket(family, socket.SOCK_STREAM))
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
            if port == 0:
                over.pop_all()
                held.append(probe)
            return int(probe.getsockname()[1])
    except (OSError, OverflowError) as error:
        data = {"port": port, "host": host, "why": getattr(error, "strerror", None) or str(error)}
        raise Refused([Problem(code=Code.PORT_TAKEN, where="--port", data=data)]) from None


async def serve(
    app: Application,
    *,
    host: str,
    port: int,
    ready: Callable[[], None],
    beside: Beside | None = None,
) -> None:
    """Serve *app* until SIGTERM or SIGINT; then end in order.

    *ready* is called once connections are taken. *beside* runs as long; its event says when to end,
    and when it fails, so does the server.
    """
    logging.getLogger("_granian").setLevel(logging.ERROR)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    server = Server(
        app,
        address=host,
        port=port,
        interface=Interfaces.ASGINL,
        websockets=False,
        log_enabled=False,
    )
    serving = asyncio.create_task(server.serve())
    companion = asyncio.create_task(beside(stop)) if beside is not None else None
    try:
        await _listening(host, port, serving)
        _let_go()
        ready()
        waiting = asyncio.create_task(stop.wait())
        tasks = {serving, waiting} | ({companion} if companion is not None else set())
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
    finally:
        stop.set()
        if not serving.done():
            server.stop()  # type: ignore[no-untyped-call]  # granian has no types for it
        _, open_still = await asyncio.wait({serving}, timeout=_GRACE_S)
        for one in open_still:  # connections that nobody closes hold up no end
            one.cancel()
        with suppress(asyncio.CancelledError):
            await serving
        if companion is not None:
            await companion


def run(serving: Coroutine[None, None, None]) -> None:
    """Run what serves to its end, on an event loop that takes a third off each answer."""
    uvloop.run(serving)


def _let_go() -> None:
    while held:
        held.pop().close()


async def _listening(host: str, port: int, serving: "asyncio.Task[None]") -> None:
    for _ in range(_TRIES):
        if serving.done():
            return
        try:
            _, writer = await asyncio.open_connection(host, port)
        except OSError:
            await asyncio.sleep(_TRY_EVERY_S)
        else:
            writer.close()
            await writer.wait_closed()
            return
