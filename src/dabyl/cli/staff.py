"""``dabyl staff``: whose keys count. How they come to: ``dabyl accounts``, and the console."""

from typing import Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from dabyl.cli.options import HERE, Json, Workspace, examples
from dabyl.cli.screen import answer
from dabyl.core.register.register import Register
from dabyl.core.staff.keys import StaffKey
from dabyl.wiring import open_workspace

app = typer.Typer(
    help="Staff: the passkeys of persons who decide.",
    no_args_is_help=True,
    rich_markup_mode="rich",
)

LIST = """
dabyl staff list
dabyl staff list --json
"""


@app.command("list", epilog=examples(LIST))
def list_staff(workspace: Workspace = HERE, as_json: Json = False) -> None:
    """List the keys that count now."""
    register = open_workspace(workspace).register()
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
        out.print("nobody; begin with two administrators: dabyl accounts invite, and then ceremony")
        return
    table = Table("person", "office", "area", "roles", "passkey", box=None)
    for key in found:
        area = ", ".join(key.area) or "-"
        row = (key.person, key.office or "-", area, ", ".join(key.roles), key.credential)
        table.add_row(*map(escape, row))
    out.print(table)
