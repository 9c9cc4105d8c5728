"""``dabyl places``: border sets of an authority, looked at and adopted."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from dabyl.cli.library import By, draft_fields, drafted, is_shared, show_drafts
from dabyl.cli.options import HERE, Json, Workspace, examples
from dabyl.cli.places_report import report_fields, show_report
from dabyl.cli.screen import answer
from dabyl.cli.times import WrongUsage
from dabyl.core.formats.library.change import BordersChange
from dabyl.core.formats.places.borders import format_borders, parse_borders
from dabyl.core.places.borders import BorderSet
from dabyl.core.places.units import Days, nearest_day
from dabyl.core.register.register import Register
from dabyl.core.values.codes import Code
from dabyl.core.values.ids import is_id
from dabyl.core.values.problems import Problem, Refused
from dabyl.ports.borders import Columns
from dabyl.usecases.borders import adopt_borders, offer_borders
from dabyl.wiring import open_workspace, read_border_file, read_file

app = typer.Typer(help="Places: border sets of an authority.", no_args_is_help=True)

EXAMPLES = """
dabyl places import districts.geojson --code-column kato --id own --source S --licence L --dry-run
dabyl places import regions.gpkg --code-column kato --id own --source S --licence L  # adopts it
dabyl places import new.zip --code-column ID --id own --source S --licence L --against old --json
"""


@app.callback()
def group() -> None:
    """Work with border sets."""


@app.command("import", epilog=examples(EXAMPLES))
def import_borders(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="GeoJSON, GeoPackage, shapefile, or its zip.")
    ],
    code_column: Annotated[
        str, typer.Option(metavar="NAME", help="The column with a code of each unit.")
    ],
    set_id: Annotated[str, typer.Option("--id", metavar="ID", help="The set's own id.")],
    source: Annotated[str, typer.Option(metavar="TEXT", help="Who drew it, and when.")],
    licence: Annotated[str, typer.Option(metavar="TEXT", help="Under which licence.")],
    attribution: Annotated[
        str | None,
        typer.Option(metavar="TEXT", help="What must stand beside it.", show_default="the source"),
    ] = None,
    name_column: Annotated[
        str | None, typer.Option(metavar="NAME", help="The column with names, for the report.")
    ] = None,
    valid_from: Annotated[
        str | None, typer.Option(metavar="DAY", help="First day on which the borders hold.")
    ] = None,
    valid_to: Annotated[
        str | None, typer.Option(metavar="DAY", help="First day on which they no longer do.")
    ] = None,
    from_column: Annotated[
        str | None, typer.Option(metavar="NAME", help="The column with each row's first day.")
    ] = None,
    to_column: Annotated[
        str | None, typer.Option(metavar="NAME", help="The column with each row's end.")
    ] = None,
    on: Annotated[
        str | None,
        typer.Option(
            metavar="DAY",
            help="The day that is compared with the tree, and whose rows are taken.",
            show_default="the set's first day, else its last",
        ),
    ] = None,
    layer: Annotated[
        str | None, typer.Option(metavar="NAME", help="The layer, when there are several.")
    ] = None,
    against: Annotated[
        str | None,
        typer.Option(metavar="SET", help="A set to compare areas with: an id here, or a file."),
    ] = None,
    by: By = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Report only; change nothing.")
    ] = False,
    workspace: Workspace = HERE,
    as_json: Json = False,
) -> None:
    """Look at an authority's borders, and adopt them when every row is a unit with a sound area."""
    start, end, day = _days({"--valid-from": valid_from, "--valid-to": valid_to, "--on": on})
    if not is_id(set_id):
        raise WrongUsage([Problem(code=Code.NOT_AN_ID, where="--id", data={"value": set_id})])
    day = day or start or nearest_day(Days(None, end), date.max)
    columns = Columns(
        code=code_column,
        name=name_column,
        valid_from=from_column,
        valid_to=to_column,
        on=day if from_column or to_column else None,
    )
    read = read_border_file(file, columns, layer=layer)
    register = _register(workspace, needed=not dry_run)
    about = BorderSet(
        id=set_id,
        source=source,
        licence=licence,
        attribution=attribution or source,
        valid_from=start,
        valid_to=end,
        shapes={},
    )
    places = None if register is None else register.gazetteer
    old = None if against is None else _older(against, register)
    offer = offer_borders(read.rows, about, on=day, places=places, old=old)
    number = None
    if offer.borders is not None and not dry_run:
        house, text = open_workspace(workspace), format_borders(offer.borders)
        if is_shared(house.register()):
            borders = BordersChange(id=set_id, geojson=text)
            found = drafted(house, (borders,), by, at=house.now())
            answer(draft_fields(found), as_json=as_json, human=lambda out: show_drafts(out, found))
            return
        number = adopt_borders(house.desk, text, at=house.now()).number
    answer(
        report_fields(file, read, about, offer, number),
        as_json=as_json,
        human=lambda out: show_report(out, file, read, about, offer, number),
    )
    if offer.borders is None:
        raise typer.Exit(1)


def _register(workspace: Path, *, needed: bool) -> Register | None:
    """Return the workspace's register; None when there is no workspace and none is needed."""
    try:
        return open_workspace(workspace).register()
    except Refused:
        if needed:
            raise
        return None


def _days(given: dict[str, str | None]) -> list[date | None]:
    days, problems = [], []
    for option, text in given.items():
        try:
            days.append(None if text is None else date.fromisoformat(text))
        except ValueError:
            data = {"value": repr(text)}
            problems.append(Problem(code=Code.DAY_UNREADABLE, where=option, data=data))
    if problems:
        raise WrongUsage(problems)
    start, end, _ = days
    if start is not None and end is not None and end <= start:
        data = {"start": start.isoformat(), "end": end.isoformat()}
        raise WrongUsage([Problem(code=Code.END_BEFORE_START, where="--valid-to", data=data)])
    return days


def _older(name: str, register: Register | None) -> BorderSet:
    """Return the set that *name* means: an id of the workspace's sets, or a file of such a set.

    Raises:
        WrongUsage: it is neither.
        Rejected: the file is no border set.
    """
    known = {} if register is None else {borders.id: borders for borders in register.borders}
    if name in known:
        return known[name]
    path = Path(name)
    if path.is_file():
        return parse_borders(read_file(path), path.name)
    near = ", ".join(known) or "the path of a border set"
    data = {"value": name, "kind": "border set", "near": near}
    raise WrongUsage([Problem(code=Code.UNKNOWN_REFERENCE, where="--against", data=data)])
