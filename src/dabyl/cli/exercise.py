"""``dabyl exercise``: what leads an exercise: its clock, which runs apart from the machine's."""

from typing import Annotated

import typer

from dabyl.cli.options import HERE, TIME, Json, Workspace, examples
from dabyl.cli.screen import answer
from dabyl.cli.times import read_time
from dabyl.core.register.register import Register
from dabyl.core.values.instants import Instant
from dabyl.wiring import move_clock, open_workspace

app = typer.Typer(no_args_is_help=True, help="Lead an exercise.")

CLOCK = """
dabyl exercise clock --workspace drill                               # what it shows
dabyl exercise clock --to 2016-06-06T09:00+06:00 --workspace drill    # move it on
"""


@app.callback()
def exercise() -> None:
    """Lead an exercise."""


@app.command("clock", epilog=examples(CLOCK))
def clock(
    to: Annotated[
        str | None,
        typer.Option(
            metavar=TIME, help="Move it on to this time; it never goes back.", show_default=False
        ),
    ] = None,
    workspace: Workspace = HERE,
    as_json: Json = False,
) -> None:
    """Show the time of an exercise, or move it on; sign-in and sessions keep to the real time."""
    house = open_workspace(workspace)
    now = house.now()
    if to is not None:
        move_clock(house, read_time("--to", to, otherwise=now))
    shown, ahead_s, zone = house.now(), house.ahead_s, _zone(house.register())
    answer(
        {
            "now": shown.text(zone),
            "simulated": ahead_s is not None,
            "ahead_s": ahead_s or 0,
        },
        as_json=as_json,
        human=lambda out: out.print(_told(shown, zone, ahead_s)),
    )


def _zone(register: Register) -> str:
    return next(iter(register.packs.values())).zone


def _told(shown: Instant, zone: str, ahead_s: int | None) -> str:
    return f"[bold]{shown.text(zone)}[/bold] {'as the machine' if ahead_s is None else 'simulated'}"
