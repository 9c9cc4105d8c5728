"""``dabyl demo``: Kazakhstan in the summer of 2016, with a slider over the days."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from rich.console import Console

from dabyl.cli.options import Json
from dabyl.cli.replay import progress
from dabyl.cli.screen import Reporter, aside
from dabyl.core.values.instants import parse_instant
from dabyl.wiring import demo_server, free_port, play, serve

EXAMPLES = """
dabyl demo                 # then open the address that it prints
dabyl demo --port 8080
"""
SCENARIO = "kazakhstan-2016"
ZONE = "Asia/Almaty"
FIRST, LAST = date(2016, 6, 5), date(2017, 1, 20)
START = parse_instant("2016-06-06T12:00+06:00")


def command(
    port: Annotated[int, typer.Option(help="The port to listen at; 0 takes a free one.")] = 8016,
    workspace: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Keep the workspace here.",
            show_default="a temporary one, removed at the end",
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Play the scenario of 2016 and show it in the browser, day by day."""
    reporter = Reporter(as_json=as_json)
    chosen = free_port("127.0.0.1", port)
    with TemporaryDirectory(prefix="dabyl-demo-") as temporary:
        folder = workspace or Path(temporary) / "workspace"
        with progress(aside(), quiet=as_json) as step:
            house = play(SCENARIO, folder, on_step=step)
        app = demo_server(house, first=FIRST, last=LAST, zone=ZONE, start=START)

        def ready() -> None:
            reporter.event("serving", address=f"http://127.0.0.1:{chosen}/")
            if not as_json:
                Console().print("[dim]Ctrl-C ends it; nothing stays behind[/dim]")

        serve(app, host="127.0.0.1", port=chosen, ready=ready)
    reporter.event("stopped")
