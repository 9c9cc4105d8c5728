"""``dabyl export``: what the workspace holds, as tables for others to work on."""

import sys
from enum import StrEnum
from typing import Annotated

import typer

from dabyl.cli.options import HERE, Workspace
from dabyl.core.formats.exports.table import csv_parts, json_parts
from dabyl.usecases.export import DRAFTS_TABLE, export
from dabyl.usecases.export_filter import filter_of
from dabyl.wiring import open_workspace

EXAMPLES = """
dabyl export decisions > decisions.csv
dabyl export levels --place "Алматы" --since 2016-06-01 --until 2016-08-31 > levels.csv
dabyl export figures --json                             # with the register's number and the time
"""


class Name(StrEnum):
    """What can be exported."""

    DECISIONS = "decisions"
    LEVELS = "levels"
    INCIDENTS = "incidents"
    FIGURES = "figures"
    DRAFTS = "drafts"


def command(
    table: Annotated[Name, typer.Argument(metavar="TABLE", help="What to export.")],
    since: Annotated[
        str | None, typer.Option(metavar="DAY", help="Only from this day on.", show_default="all")
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="DAY", help="Only through this day.", show_default="all")
    ] = None,
    office: Annotated[
        str | None, typer.Option(metavar="ID", help="Only of this office.", show_default="all")
    ] = None,
    scale: Annotated[
        str | None, typer.Option(metavar="ID", help="Only by this scale.", show_default="all")
    ] = None,
    place: Annotated[
        str | None,
        typer.Option(
            metavar="PLACE",
            help="Only this place and what lies in it: a code or a name.",
            show_default="all",
        ),
    ] = None,
    workspace: Workspace = HERE,
    as_json: Annotated[
        bool, typer.Option("--json", help="JSON instead of CSV; problems too.", show_default=False)
    ] = False,
) -> None:
    """Export decisions, levels over time, figures of incidents, or drafts, as CSV or JSON."""
    house = open_workspace(workspace)
    register = house.register()
    given = {"since": since, "until": until, "office": office, "scale": scale, "place": place}
    only = filter_of(register, given)
    drafts = house.workspace.drafts().all() if table.value == DRAFTS_TABLE else ()
    made = export(table.value, register, at=house.now(), drafts=drafts, only=only)
    sys.stdout.buffer.writelines(json_parts(made) if as_json else csv_parts(made))
