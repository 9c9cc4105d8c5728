"""``dabyl timeline``: what happened to levels, in order, lapses included."""

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from dabyl.cli.options import HERE, Json, KnownAt, Scale, Workspace
from dabyl.cli.screen import answer
from dabyl.cli.times import read_time
from dabyl.core.formats.status.events import event_fields
from dabyl.core.register.events import Event
from dabyl.core.register.register import Register
from dabyl.core.register.timeline import timeline
from dabyl.core.values.instants import Instant
from dabyl.usecases.find import find_place, find_scale
from dabyl.wiring import open_workspace

EXAMPLES = """
dabyl timeline                                          # everything, in order
dabyl timeline 750000000                                # what concerned the city of Almaty
dabyl timeline KZ --known-at 2016-07-10T12:00+06:00 --json
"""
LANG = "en"


def command(
    place: Annotated[
        str | None,
        typer.Argument(metavar="[PLACE]", help="Only what concerned this place: a code or a name."),
    ] = None,
    known_at: KnownAt = None,
    scale: Scale = None,
    workspace: Workspace = HERE,
    as_json: Json = False,
) -> None:
    """List layers, lapses and corrections in the order in which they happened."""
    house = open_workspace(workspace)
    known = read_time("--known-at", known_at, otherwise=house.now())
    register = house.register()
    key = None if place is None else find_place(register, place, lang=LANG)
    if scale is not None:
        find_scale(register, key or "", scale, at=known)
    events = timeline(register, known_at=known, scale=scale, place=key)
    answer(
        {"events": [event_fields(register, event) for event in events]},
        as_json=as_json,
        human=lambda out: _show(out, register, events),
    )


def _show(out: Console, register: Register, events: tuple[Event, ...]) -> None:
    if not events:
        out.print("nothing happened, as far as known")
        return
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 1, 0, 0))
    for name in ("at", "what", "level", "where", "until", "by"):
        table.add_column(name, min_width=10 if name == "where" else None, no_wrap=name != "where")
    units = register.gazetteer.units
    for event in events:
        zone = register.scales[event.scale].zone
        day = event.at.local(zone).date()
        where = (units[k].name(LANG, day) if k in units else k for k in event.area)
        table.add_row(
            short_time(event.at, zone),
            event.kind,
            event.level or "",
            ", ".join(where),
            "" if event.end in {None, event.at} else short_time(event.end, zone),
            event.decision,
        )
    out.print(table)
    zones = sorted({register.scales[event.scale].zone for event in events})
    out.print(f"[dim]times of {', '.join(zones)}; an end is the instant at which it is over[/dim]")


def short_time(at: Instant, zone: str) -> str:
    """Return an instant in few letters, for tables that name their zone beneath."""
    return f"{at.local(zone):%Y-%m-%d %H:%M}"
