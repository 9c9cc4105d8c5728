"""``dabyl init``: a new workspace."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from dabyl.cli.options import TIME, Json
from dabyl.cli.screen import answer
from dabyl.cli.times import read_time
from dabyl.core.journal.keys import WorkspaceKind
from dabyl.core.register.register import Register
from dabyl.core.values.instants import Instant
from dabyl.wiring import House, clock, make_workspace

EXAMPLES = """
dabyl init hq --pack kz --kind live                 # speaks in earnest
dabyl init drill --pack kz --pack ru --kind exercise
dabyl init june --pack kz --kind exercise --at 2016-06-05T14:30+06:00    # a past date
dabyl init summer --pack kz --kind replay            # for dabyl replay
"""

SIMULATED_START = Instant(0)
"""When a replay workspace begins: its clock is simulated, and what it plays lies in the past."""


def command(
    folder: Annotated[
        Path | None, typer.Argument(metavar="DIR", help="Where to make it.", show_default=False)
    ] = None,
    pack: Annotated[
        list[str] | None,
        typer.Option(metavar="PACK", help="A shipped country pack, or a folder of your own."),
    ] = None,
    kind: Annotated[
        WorkspaceKind,
        typer.Option(
            metavar="live|replay|exercise",
            help="Set for good. Only a live workspace speaks in earnest.",
        ),
    ] = ...,  # type: ignore[assignment]  # typer's sign for "must be given"
    workspace: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Another way to say DIR.", show_default=False),
    ] = None,
    at: Annotated[
        str | None,
        typer.Option(
            metavar=TIME,
            help="When an exercise begins, such as 2016-06-05T14:30+06:00; its clock runs on from "
            "there, and is moved on by `dabyl exercise clock`.",
            show_default="now",
        ),
    ] = None,
    sender: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Who signs alerts, as alerts@example.kz. A live workspace without one sends none.",
            show_default=False,
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Make a workspace: a journal, the keys of its offices, and the packs it begins with.

    A settings.toml may be in DIR before. With a [database] it names a PostgreSQL, which then keeps
    the journal, the drafts and the accounts.
    """
    target = folder or workspace
    if target is None:
        raise typer.BadParameter("give the folder to make", param_hint="DIR")
    if not pack:
        raise typer.BadParameter("name at least one pack, such as kz", param_hint="--pack")
    begins = SIMULATED_START if kind is WorkspaceKind.REPLAY else clock().now()
    house = make_workspace(
        target,
        kind=kind,
        packs=pack,
        at=read_time("--at", at, otherwise=begins),
        sender=sender,
        is_simulated=at is not None,
    )
    register = house.register()
    answer(_fields(house, register), as_json=as_json, human=lambda out: _show(out, house, register))


def _fields(house: House, register: Register) -> dict[str, object]:
    return {
        "workspace": str(house.folder),
        "database": house.database,
        "id": register.workspace.id if register.workspace else None,
        "kind": register.kind,
        "packs": list(register.packs),
        "number": register.number,
        "head": register.head,
    }


def _show(out: Console, house: House, register: Register) -> None:
    folder = house.folder
    packs = ", ".join(register.packs)
    out.print(f"[bold]{folder}[/bold]: a workspace of kind {register.kind} with {packs}")
    out.print(f"[dim]the journal is in {house.database}[/dim]")
    out.print(f"[dim]keys are in {folder}/keys; back them up, apart from the journal[/dim]")
