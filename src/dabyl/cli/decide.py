"""``dabyl decide``: one decision from a file, through the same checks as everything else."""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from dabyl.cli.options import HERE, Json, Workspace
from dabyl.cli.screen import answer
from dabyl.core.levels.decision import Mode
from dabyl.core.register.records import DecisionRecord
from dabyl.usecases.take_decision import take_decision
from dabyl.wiring import clock, open_workspace, read_decision

EXAMPLES = """
dabyl decide yellow.toml --workspace hq
dabyl decide yellow.toml --json          # refused? every reason, with what would be right
"""


def command(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="The decision, see docs/reference/decision.md.")
    ],
    workspace: Workspace = HERE,
    as_json: Json = False,
) -> None:
    """Take a decision, or record one taken elsewhere; refused with every reason at once."""
    house = open_workspace(workspace)
    decision = read_decision(file, house.register())
    taken = take_decision(house.desk, decision, at=clock().now())
    record = taken.register.record(decision.id)
    answer(fields(record), as_json=as_json, human=lambda out: _show(out, record))


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


def _show(out: Console, record: DecisionRecord) -> None:
    what = "taken" if record.decision.mode is Mode.TAKEN else "recorded"
    out.print(
        f"[green]✓[/green] {record.decision.id} is {what}: entry {record.number} of the journal"
    )
    for code, where in record.defects:
        out.print(f"  [yellow]marked[/yellow] {code} {where}")
