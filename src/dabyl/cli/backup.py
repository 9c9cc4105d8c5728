"""``dabyl backup``: a copy of the databases while they are used, and whether it is whole."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from dabyl.cli.options import HERE, Json, Workspace
from dabyl.cli.screen import answer
from dabyl.cli.verify import fields, show_journal
from dabyl.core.journal.chain import Broken
from dabyl.wiring_backup import back_up

EXAMPLES = """
dabyl backup /backup/hq-2016-07-18 --workspace hq      # while everything runs
dabyl verify --workspace /backup/hq-2016-07-18         # again, any day
"""


def command(
    to: Annotated[
        Path, typer.Argument(metavar="DIR", help="An empty folder, or one that is made.")
    ],
    workspace: Workspace = HERE,
    as_json: Json = False,
) -> None:
    """Copy journal, drafts, accounts and settings while they are used, and verify the copy.

    Keys and secrets are not copied; keep them apart, see the handbook. What lies on a PostgreSQL
    is backed up there.
    """
    found = back_up(workspace, to)

    def show(out: Console) -> None:
        show_journal(out, found)
        out.print(f"[bold]{to}[/bold] holds everything but the keys: {workspace}/keys")

    answer({"backup": str(to), **fields(found, None)}, as_json=as_json, human=show)
    if isinstance(found, Broken):
        raise typer.Exit(1)
