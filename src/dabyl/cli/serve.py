"""``dabyl serve``: the public files over HTTP, and the agenda loop."""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Annotated

import typer

from dabyl.cli.options import HERE, Json, Workspace
from dabyl.cli.screen import Reporter
from dabyl.core.register.events import Due
from dabyl.wiring import agenda_loop, file_server, free_port, open_workspace, publisher, serve

EXAMPLES = """
dabyl serve --workspace hq                       # http://127.0.0.1:8000/
dabyl serve --host 0.0.0.0 --port 80 --out /srv/dabyl
"""


def command(
    port: Annotated[int, typer.Option(help="The port to listen at; 0 takes a free one.")] = 8000,
    host: Annotated[str, typer.Option(help="The address to listen at.")] = "127.0.0.1",
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", help="Where to publish.", show_default="public/ in the workspace"
        ),
    ] = None,
    workspace: Workspace = HERE,
    as_json: Json = False,
) -> None:
    """Publish what stands now, keep it confirmed, and serve it, until stopped."""
    place = open_workspace(workspace)
    folder = out or place.folder / "public"
    reporter = Reporter(as_json=as_json)
    chosen = free_port(host, port)

    def seen_to(due: Due) -> None:
        reporter.event("due", at=due.at.text(), kind=due.kind, subject=due.subject)

    def trouble(text: str) -> None:
        reporter.event("trouble", text=text)

    loop = agenda_loop(place, publisher(folder), report=seen_to, trouble=trouble)
    loop.turn()

    def ready() -> None:
        reporter.event("serving", address=f"http://{host}:{chosen}/", folder=str(folder))

    def beside(stop: asyncio.Event) -> Coroutine[None, None, None]:
        return in_thread(loop.run, stop)

    asyncio.run(serve(file_server(folder), host=host, port=chosen, ready=ready, beside=beside))
    reporter.event("stopped")


async def in_thread(run: Callable[[Event], None], stop: asyncio.Event) -> None:
    """Run a loop of its own thread until *stop* is set, or until it fails."""
    ended = Event()
    with ThreadPoolExecutor(max_workers=1) as one:
        running = asyncio.get_running_loop().run_in_executor(one, run, ended)
        waiting = asyncio.create_task(stop.wait())
        await asyncio.wait({running, waiting}, return_when=asyncio.FIRST_COMPLETED)
        ended.set()
        waiting.cancel()
        await running
