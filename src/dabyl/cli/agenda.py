"""``dabyl agenda``: what will happen by itself."""

from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from dabyl.cli.options import HERE, TIME, Json, KnownAt, Workspace
from dabyl.cli.screen import answer
from dabyl.cli.timeline import short_time
from dabyl.cli.times import read_times
from dabyl.core.register.agenda import agenda
from dabyl.core.register.events import Due, DueKind
from dabyl.core.register.register import Register
from dabyl.wiring import open_workspace

EXAMPLES = """
dabyl agenda                                       # from now on
dabyl agenda --after 2016-07-01T00:00+06:00 --json
"""


def command(
    after: Annotated[
        str | None,
        typer.Option(metavar=TIME, help="What falls due after this time.", show_default="now"),
    ] = None,
    known_at: KnownAt = None,
    workspace: Workspace = HERE,
    as_json: Json = False,
) -> None:
    """List what will happen by itself: starts, lapses, reminders, reviews, commencements."""
    house = open_workspace(workspace)
    start, known = read_times({"--after": after, "--known-at": known_at}, otherwise=house.now())
    register = house.register()
    items = agenda(register, after=start, known_at=known)
    zone = zone_of(register)
    answer(
        {"after": start.text(zone), "items": [due_fields(due, zone) for due in items]},
        as_json=as_json,
        human=lambda out: _show(out, items, zone),
    )


def zone_of(register: Register) -> str:
    """Return the zone of the first pack; UTC when there is none."""
    return (
        next((pack.zone for pack in register.packs.values()), "UTC") if register.epochs else "UTC"
    )


def due_fields(due: Due, zone: str) -> dict[str, Any]:
    """Return an item for JSON."""
    fields: dict[str, Any] = {"at": due.at.text(zone), "kind": due.kind, "subject": due.subject}
    return fields | ({"hours_before": due.hours_before} if due.kind is DueKind.REMINDER else {})


def _show(out: Console, items: tuple[Due, ...], zone: str) -> None:
    if not items:
        out.print("nothing falls due by itself")
        return
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 1, 0, 0))
    for name in ("at", "what", "of"):
        table.add_column(name, overflow="fold", no_wrap=name != "of")
    for due in items:
        hours = f" {due.hours_before} h before" if due.kind is DueKind.REMINDER else ""
        table.add_row(short_time(due.at, zone), f"{due.kind}{hours}", due.subject)
    out.print(table)
    out.print(f"[dim]times of {zone}[/dim]")
