"""``dabyl publish``: the site as it was, or would have been, at an instant."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from dabyl.cli.options import HERE, TIME, Json, Workspace
from dabyl.cli.screen import answer
from dabyl.cli.times import read_times
from dabyl.ports.publisher import Outcome
from dabyl.usecases.publish import publish_archive
from dabyl.wiring import open_workspace, press, publisher

EXAMPLES = """
dabyl publish --at 2016-06-06T14:05+06:00 --out june     # what did the page say at 14:05 on 6 June?
dabyl publish --at 2016-07-20T12:00+06:00 --known-at 2016-07-10T12:00+06:00 --out expected
"""


def command(
    out: Annotated[
        Path, typer.Option(metavar="DIR", help="Where: a new or empty folder, or one of ours.")
    ],
    at: Annotated[
        str | None, typer.Option(metavar=TIME, help="As it stood at this time.", show_default="now")
    ] = None,
    known_at: Annotated[
        str | None,
        typer.Option(metavar=TIME, help="As it was known at this time.", show_default="--at"),
    ] = None,
    workspace: Workspace = HERE,
    as_json: Json = False,
) -> None:
    """Write an archive of the public site, which says "as it stood at" and is not leased."""
    given = {"--at": at} | ({} if known_at is None else {"--known-at": known_at})
    house = open_workspace(workspace)
    asked, *rest = read_times(given, otherwise=house.now())
    known = rest[0] if rest else asked
    outcome = publish_archive(
        house.register(), publisher(out), press(house, at=asked), at=asked, known_at=known
    )
    fields = {
        "out": str(out),
        "at": asked.text(),
        "known_at": known.text(),
        "written": len(outcome.written),
        "removed": len(outcome.removed),
        "unchanged": outcome.unchanged,
    }
    answer(fields, as_json=as_json, human=lambda screen: _show(screen, out, outcome))


def _show(screen: Console, out: Path, outcome: Outcome) -> None:
    screen.print(
        f"[green]✓[/green] {out}: {len(outcome.written)} files written,"
        f" {outcome.unchanged} unchanged, {len(outcome.removed)} removed"
    )
    screen.print(f"[dim]open {out}/index.html[/dim]")
