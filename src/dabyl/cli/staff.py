"""``dabyl staff``: whose keys count; the ceremonies that need the server itself."""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from dabyl.cli.options import HERE, Json, Workspace, examples
from dabyl.cli.screen import answer
from dabyl.core.register.register import Register
from dabyl.core.staff.keys import StaffKey
from dabyl.usecases.staff import hold_first_ceremony, recover
from dabyl.wiring import clock, open_workspace
from dabyl.wiring_drafts import read_staff_key

app = typer.Typer(
    help="Staff: the passkeys of persons who decide.",
    no_args_is_help=True,
    rich_markup_mode="rich",
)

LIST = """
dabyl staff list
dabyl staff list --json
"""
BEGIN = """
dabyl staff begin first.json second.json     # both administrators are present
"""
RECOVER = """
dabyl staff recover third.json --lost MTIzNDU2Nzg5MDEyMzQ1Ng
"""

Keys = Annotated[
    list[Path],
    typer.Argument(
        metavar="KEY...", help="A file with a person's passkey, see docs/handbook/two-persons.md."
    ),
]


@app.command("list", epilog=examples(LIST))
def list_staff(workspace: Workspace = HERE, as_json: Json = False) -> None:
    """List the keys that count now."""
    register = open_workspace(workspace).register()
    _answer(register, as_json=as_json)


@app.command("begin", epilog=examples(BEGIN))
def begin(keys: Keys, workspace: Workspace = HERE, as_json: Json = False) -> None:
    """Admit the first two administrators; the journal says that it was so.

    All further keys are admitted by two administrators in the console.
    """
    house = open_workspace(workspace)
    read = tuple(read_staff_key(file) for file in keys)
    _answer(hold_first_ceremony(house.desk, read, at=clock().now()), as_json=as_json)


@app.command("recover", epilog=examples(RECOVER))
def recovery(
    keys: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[KEY...]", help="Files with the passkeys of administrators."),
    ] = None,
    lost: Annotated[
        list[str] | None,
        typer.Option(metavar="CREDENTIAL", help="A passkey that was lost.", show_default=False),
    ] = None,
    workspace: Workspace = HERE,
    as_json: Json = False,
) -> None:
    """Retire lost passkeys and admit administrators instead; the journal says that it was so."""
    house = open_workspace(workspace)
    read = tuple(read_staff_key(file) for file in keys or ())
    register = recover(house.desk, lost=tuple(lost or ()), keys=read, at=clock().now())
    _answer(register, as_json=as_json)


def fields(key: StaffKey) -> dict[str, Any]:
    """Return what a key is, for JSON."""
    return {
        "person": key.person,
        "office": key.office,
        "area": list(key.area),
        "roles": list(key.roles),
        "credential": key.credential,
        "site": key.site,
    }


def _answer(register: Register, *, as_json: bool) -> None:
    found = sorted(register.staff.keys.values(), key=lambda key: (key.person, key.credential))
    answer(
        {"staff": [fields(key) for key in found]},
        as_json=as_json,
        human=lambda out: _show(out, found),
    )


def _show(out: Console, found: list[StaffKey]) -> None:
    if not found:
        out.print("nobody; begin with two administrators: dabyl staff begin FIRST SECOND")
        return
    table = Table("person", "office", "area", "roles", "passkey", box=None)
    for key in found:
        area = ", ".join(key.area) or "-"
        row = (key.person, key.office or "-", area, ", ".join(key.roles), key.credential)
        table.add_row(*map(escape, row))
    out.print(table)
