"""``dabyl init``: a new workspace."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from dabyl.cli.options import Json
from dabyl.cli.screen import answer
from dabyl.core.journal.keys import WorkspaceKind
from dabyl.core.register.register import Register
from dabyl.core.values.instants import Instant
from dabyl.wiring import clock, make_workspace

EXAMPLES = """
dabyl init hq --pack kz --kind live                 # speaks in earnest
dabyl init drill --pack kz --pack ru --kind exercise
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
    """Make a workspace: a journal, the keys of its offices, and the packs it begins with."""
    target = folder or workspace
    if target is None:
        raise typer.BadParameter("give the folder to make", param_hint="DIR")
    if not pack:
        raise typer.BadParameter("name at least one pack, such as kz", param_hint="--pack")
    at = SIMULATED_START if kind is WorkspaceKind.REPLAY else clock().now()
    register = make_workspace(target, kind=kind, packs=pack, at=at, sender=sender).register()
    answer(
        _fields(target, register), as_json=as_json, human=lambda out: _show(out, target, register)
    )


def _fields(folder: Path, register: Register) -> dict[str, object]:
    return {
        "workspace": str(folder),
        "id": register.workspace.id if register.workspace else None,
        "kind": register.kind,
        "packs": list(register.packs),
        "number": register.number,
        "head": register.head,
    }


def _show(out: Console, folder: Path, register: Register) -> None:
    packs = ", ".join(register.packs)
    out.print(f"[bold]{folder}[/bold]: a {register.kind} workspace with {packs}")
    out.print(f"[dim]keys are in {folder}/keys; back them up with the journal[/dim]")
