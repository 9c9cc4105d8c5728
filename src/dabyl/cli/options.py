"""Options that several commands take, each described once."""

from pathlib import Path
from typing import Annotated

import typer

TIME = "TIME"

Workspace = Annotated[
    Path,
    typer.Option(
        "--workspace",
        metavar="DIR",
        envvar="DABYL_WORKSPACE",
        help="The workspace to work in.",
        show_default="the current folder",
    ),
]
Json = Annotated[
    bool, typer.Option("--json", help="Answer in JSON, problems too.", show_default=False)
]
At = Annotated[
    str | None,
    typer.Option(
        metavar=TIME,
        help="When it holds: a time with its offset, such as 2016-06-06T12:00+06:00.",
        show_default="now",
    ),
]
KnownAt = Annotated[
    str | None,
    typer.Option(metavar=TIME, help="As it was known at this time.", show_default="now"),
]
Scale = Annotated[
    str | None,
    typer.Option(metavar="ID", help="The scale to answer in.", show_default="the place's own"),
]
HERE = Path()


def examples(text: str) -> str:
    """Return the end of a help text: one example a line, each command with what it does."""
    lines = [line.strip() for line in text.strip().splitlines()]
    shown = [
        f"$ [bold]{command.strip()}[/bold]" + (f"  [dim]{what.strip()}[/dim]" if what else "")
        for command, _, what in (line.partition("#") for line in lines)
    ]
    return "\n\n".join(["[bold]Examples[/bold]", *shown])
