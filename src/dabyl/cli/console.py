"""``dabyl console``: the staff's pages over HTTP."""

from typing import Annotated

import typer

from dabyl.cli.options import HERE, Json, Workspace
from dabyl.cli.screen import Reporter
from dabyl.wiring import free_port, serve
from dabyl.wiring_console import (
    console_application,
    end_streams,
    open_console,
    parse_origin,
)

EXAMPLES = """
dabyl console --workspace hq                     # http://localhost:8010/
dabyl console --workspace hq --origin https://console.example.kz
"""


def command(
    port: Annotated[int, typer.Option(help="The port to listen at; 0 takes a free one.")] = 8010,
    host: Annotated[str, typer.Option(help="The address to listen at.")] = "127.0.0.1",
    origin: Annotated[
        str | None,
        typer.Option(
            metavar="ORIGIN",
            help="The address that people open, when a proxy with a certificate stands in front. "
            "Passkeys belong to its host.",
            show_default="http://localhost and the port",
        ),
    ] = None,
    workspace: Workspace = HERE,
    as_json: Json = False,
) -> None:
    """Serve the console, where the staff signs in, drafts and approves, until stopped."""
    chosen = free_port(host, port)
    opened = open_console(workspace, parse_origin(origin or f"http://localhost:{chosen}"))
    reporter = Reporter(as_json=as_json)

    def ready() -> None:
        reporter.event("serving", address=f"{opened.origin.text}/")

    app = console_application()
    serve(app, host=host, port=chosen, ready=ready, beside=end_streams)
    reporter.event("stopped")
