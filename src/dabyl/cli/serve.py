"""``dabyl serve``: the public files and the machine interface over HTTP, and the agenda loop."""

from pathlib import Path
from typing import Annotated

import typer

from dabyl.cli.options import HERE, Json, Workspace
from dabyl.cli.screen import Reporter
from dabyl.wiring import (
    beside,
    file_server,
    free_port,
    open_workspace,
    serve,
)
from dabyl.wiring_after import publish_noted
from dabyl.wiring_api import api_server, beside_files

EXAMPLES = """
dabyl serve --workspace hq                       # http://127.0.0.1:8000/
dabyl serve --host 0.0.0.0 --port 80 --out /srv/dabyl
"""


_HERE = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}  # noqa: S104 - addressed, not listened at
"""How a server that listens at every address is reached from its own machine."""


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
    house = open_workspace(workspace)
    folder = out or house.folder / "public"
    reporter = Reporter(as_json=as_json)
    chosen = free_port(host, port)
    publish_noted(house, folder, house.register(), at=house.now())

    shown_at = f"http://{_HERE.get(host, host)}:{chosen}/"

    def heard(told: dict[str, object]) -> None:
        reporter.event(**{name: str(value) for name, value in told.items()})

    loop = beside(
        "dabyl.workers.agenda_process",
        ["--workspace", str(house.folder), "--out", str(folder), "--check", shown_at],
        heard=heard,
        trouble=lambda text: reporter.event("trouble", text=text),
    )

    def ready() -> None:
        reporter.event("serving", address=f"http://{host}:{chosen}/", folder=str(folder))

    app = beside_files(file_server(folder), api_server(house.register, house.clock))
    serve(app, host=host, port=chosen, ready=ready, beside=loop)
    reporter.event("stopped")
