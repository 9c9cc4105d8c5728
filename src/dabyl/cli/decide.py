"""``dabyl decide``: one decision from a file, through the same checks as everything else.

Where two persons decide, the command line makes a draft only.
"""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape

from dabyl.cli.options import HERE, Json, Workspace
from dabyl.cli.screen import answer
from dabyl.core.levels.body import decision_to_body
from dabyl.core.levels.decision import Decision, Mode
from dabyl.core.register.approval import needs_two
from dabyl.core.register.records import DecisionRecord
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem, Refused
from dabyl.usecases.drafts.writing import Saved, begin, save
from dabyl.usecases.take_decision import take_decision
from dabyl.wiring import House, open_workspace, read_decision
from dabyl.wiring_drafts import draft_desk

EXAMPLES = """
dabyl decide yellow.toml --workspace hq
dabyl decide yellow.toml --by officer-7  # a live workspace: a draft, for two persons to release
dabyl decide yellow.toml --json          # refused? every reason, with what would be right
"""


def command(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="The decision, see docs/reference/decision.md.")
    ],
    by: Annotated[
        str | None,
        typer.Option(
            metavar="PERSON",
            help="Who writes the draft, where two persons decide: a pseudonym.",
            show_default=False,
        ),
    ] = None,
    onto: Annotated[
        int | None,
        typer.Option(
            metavar="VERSION",
            help="Save onto this version of a draft that exists.",
            show_default=False,
        ),
    ] = None,
    workspace: Workspace = HERE,
    as_json: Json = False,
) -> None:
    """Take a decision, or record one taken elsewhere; refused with every reason at once.

    In a live workspace a decision to be taken becomes a draft: two persons release it.
    """
    house = open_workspace(workspace)
    register = house.register()
    decision = read_decision(file, register)
    if decision.mode is Mode.TAKEN and needs_two(register.kind, register.staff):
        saved = _drafted(house, decision, by, onto)
        answer(draft_fields(saved), as_json=as_json, human=lambda out: _show_draft(out, saved))
        return
    taken = take_decision(house.desk, decision, at=house.now())
    record = taken.register.record(decision.id)
    answer(fields(record), as_json=as_json, human=lambda out: _show(out, record))


def _drafted(house: House, decision: Decision, by: str | None, onto: int | None) -> Saved:
    if by is None:
        raise Refused([Problem(code=Code.DRAFT_NEEDS_PERSON, where="--by")])
    at = house.now()
    desk, content = draft_desk(house, at=at), decision_to_body(decision)
    if onto is not None:
        return save(desk, decision.id, content, based_on=onto, by=by, at=at)
    office = decision.office or ""
    draft = begin(desk, decision.id, content, office=office, by=by, at=at)
    return Saved(draft=draft, version=draft.current)


def fields(record: DecisionRecord) -> dict[str, Any]:
    """Return what became of a decision, for JSON."""
    return {
        "decision": record.decision.id,
        "mode": record.decision.mode,
        "number": record.number,
        "hash": record.hash,
        "recorded_at": record.recorded_at.text(),
        "defects": [{"code": code, "where": where} for code, where in record.defects],
    }


def draft_fields(saved: Saved) -> dict[str, Any]:
    """Return what became of a draft, for JSON."""
    return {
        "draft": saved.draft.id,
        "version": saved.version.number,
        "fork": saved.is_fork,
        "state": saved.draft.state,
        "released": False,
    }


def _show(out: Console, record: DecisionRecord) -> None:
    what = "taken" if record.decision.mode is Mode.TAKEN else "recorded"
    out.print(
        f"[green]✓[/green] {record.decision.id} is {what}: entry {record.number} of the journal"
    )
    for code, where in record.defects:
        out.print(f"  [yellow]marked[/yellow] {code} {where}")


def _show_draft(out: Console, saved: Saved) -> None:
    name = escape(saved.draft.id)
    if saved.is_fork:
        out.print(f"[yellow]![/yellow] {name} says something else by now; yours is kept beside it")
        out.print(f"  [dim]version {saved.version.number}; see dabyl draft show {name}[/dim]")
        return
    out.print(f"[green]✓[/green] {name} is a draft, version {saved.version.number}")
    out.print("  [bold]nothing is decided yet:[/bold] two persons release it in the console")
