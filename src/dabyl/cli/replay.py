"""``dabyl replay``: plays a scenario through the same steps as everything else."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from dabyl.cli.options import HERE, Json, Workspace
from dabyl.cli.screen import answer, aside
from dabyl.core.register.register import Register
from dabyl.wiring import play

EXAMPLES = """
dabyl replay kazakhstan-2016 --workspace summer       # a shipped one; the workspace is made
dabyl replay my-drill.toml --workspace drill --json
"""

OnStep = Callable[[int, int, str], None]
"""Told how many steps are done, of how many, and what the step was."""


def command(
    scenario: Annotated[str, typer.Argument(metavar="SCENARIO", help="A shipped name, or a file.")],
    workspace: Workspace = HERE,
    as_json: Json = False,
) -> None:
    """Play a scenario on a simulated clock, each step as recorded then."""
    with progress(aside(), quiet=as_json) as step:
        register = play(scenario, workspace, on_step=step).register()
    fields = {
        "scenario": scenario,
        "workspace": str(workspace),
        "kind": register.kind,
        "entries": register.number,
        "decisions": len(register.decision_ids()),
        "incidents": len(register.incidents),
        "head": register.head,
        "recorded_at": register.recorded_at.text(),
    }
    answer(fields, as_json=as_json, human=lambda out: _show(out, scenario, register))


def _show(out: Console, scenario: str, register: Register) -> None:
    out.print(
        f"[green]✓[/green] {scenario}: {len(register.decision_ids())} decisions,"
        f" {len(register.incidents)} incidents, {register.number} entries"
    )


@contextmanager
def progress(out: Console, *, quiet: bool) -> Iterator[OnStep]:
    """Show how far a replay is: a bar on a terminal, else nothing."""
    if quiet or not out.is_terminal:
        yield lambda _done, _of, _what: None
        return
    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=out, transient=True) as bar:
        task = bar.add_task("")

        def step(done: int, of: int, what: str) -> None:
            bar.update(task, completed=done, total=of, description=what)

        yield step
