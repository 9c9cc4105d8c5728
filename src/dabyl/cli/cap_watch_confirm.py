"""``dabyl cap watch confirm``, ``withdraw`` and ``shown``: warnings of others on our own pages."""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.text import Text

from dabyl.cli.options import HERE, Json, Workspace
from dabyl.cli.screen import answer
from dabyl.core.formats.cap.explaining.harmless import one_line
from dabyl.core.register.facts import ForeignShown
from dabyl.core.register.register import Register
from dabyl.usecases.show_foreign import confirm, withdraw
from dabyl.wiring import open_workspace
from dabyl.wiring_watch import store

CONFIRM = """
dabyl cap watch confirm KZ-2016-17 --workspace hq --office kz-atc
dabyl cap watch confirm 5e2b716e... --store /srv/watched --workspace hq --office kz-atc --json
"""
WITHDRAW = """
dabyl cap watch withdraw KZ-2016-17 --workspace hq --office kz-atc --reason "sent by mistake"
"""
SHOWN = """
dabyl cap watch shown --workspace hq
dabyl cap watch shown --workspace hq --json
"""

Named = Annotated[
    str, typer.Argument(metavar="IDENTIFIER", help="Which alert: its identifier, or its hash.")
]
Office = Annotated[str, typer.Option(metavar="ID", help="The office in whose name it is done.")]
Store = Annotated[Path, typer.Option("--store", metavar="DIR", help="Where what was read is kept.")]


def confirm_command(
    named: Named,
    office: Office,
    store_at: Store = Path("watched"),
    workspace: Workspace = HERE,
    as_json: Json = False,
) -> None:
    """Show a warning of another authority on our pages, as theirs, by the word of an office."""
    house = open_workspace(workspace)
    after = confirm(house.desk, store(store_at), named, office=office, at=house.now())
    _answer(after, "is shown as theirs", as_json=as_json)


def withdraw_command(
    named: Named,
    office: Office,
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why; it stands in the journal.")],
    workspace: Workspace = HERE,
    as_json: Json = False,
) -> None:
    """Take a warning of another authority off our pages; the journal keeps both."""
    house = open_workspace(workspace)
    after = withdraw(house.desk, named, office=office, reason=reason, at=house.now())
    _answer(after, "is withdrawn", as_json=as_json)


def shown_command(workspace: Workspace = HERE, as_json: Json = False) -> None:
    """List the warnings of others that are shown and not over."""
    house = open_workspace(workspace)
    register, now = house.register(), house.now()
    shown = [each for each in register.foreign_at(now).values() if now < each.until]
    fields = {"shown": [_fields(each) for each in shown]}
    answer(fields, as_json=as_json, human=lambda out: _show(out, shown))


def _answer(after: Register, what: str, *, as_json: bool) -> None:
    fields = {"number": after.number, "hash": after.head}

    def human(out: Console) -> None:
        out.print(f"[green]✓[/green] it {what}: entry {after.number} of the journal")

    answer(fields, as_json=as_json, human=human)


def _fields(shown: ForeignShown) -> dict[str, Any]:
    return {
        "identifier": shown.identifier,
        "sender": shown.sender,
        "sent": shown.sent,
        "kind": shown.kind,
        "until": shown.until.text(),
        "office": shown.office,
        "signature": {"state": shown.signature, "reason": shown.reason, "key": shown.key},
        "source": shown.source,
        "hash": shown.hash,
    }


def _show(out: Console, shown: list[ForeignShown]) -> None:
    if not shown:
        out.print("no warning of others is shown")
    for each in shown:
        basis = each.office or "its signature"
        name = one_line(f"{each.identifier} · {each.sender} · {each.kind}")
        out.print(Text(f"{name} · until {each.until.text()} · by {basis}"))
