"""``dabyl draft``: drafts, listed and shown; only persons with passkeys release them."""

from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from dabyl.cli.options import HERE, Json, Workspace, examples
from dabyl.cli.screen import answer
from dabyl.core.drafts.draft import Draft
from dabyl.core.formats.status.drafts import draft_fields, draft_whole
from dabyl.usecases.drafts.approving import settle
from dabyl.usecases.drafts.draft_desk import draft_of
from dabyl.usecases.drafts.preview import Preview, preview
from dabyl.usecases.library.approving import settle as settle_library
from dabyl.wiring import open_workspace, words_of
from dabyl.wiring_drafts import draft_desk, library_desk

app = typer.Typer(
    help="Drafts: decisions that two persons have not released yet.",
    no_args_is_help=True,
    rich_markup_mode="rich",
)

LIST = """
dabyl draft list
dabyl draft list --json
"""
SHOW = """
dabyl draft show kz-2026-07            # versions, comments, and every reason against it
dabyl draft show kz-2026-07 --json     # with its content
"""


@app.command("list", epilog=examples(LIST))
def list_drafts(workspace: Workspace = HERE, as_json: Json = False) -> None:
    """List all drafts, those of the library last, with how far each got."""
    house = open_workspace(workspace)
    register = house.register()
    found = settle(draft_desk(house, at=house.now()), register)
    of_library = settle_library(library_desk(house), register)
    answer(
        {
            "drafts": [draft_fields(draft) for draft in found],
            "library": [draft_fields(draft) for draft in of_library],
        },
        as_json=as_json,
        human=lambda out: _show_list(out, (*found, *of_library)),
    )


@app.command("show", epilog=examples(SHOW))
def show(
    key: Annotated[str, typer.Argument(metavar="ID", help="The draft's id: its decision's.")],
    workspace: Workspace = HERE,
    as_json: Json = False,
) -> None:
    """Show a draft: its versions and comments, what it would change, and what is against it."""
    house = open_workspace(workspace)
    at = house.now()
    desk = draft_desk(house, at=at)
    settle(desk, house.register())
    found = preview(desk, draft_of(desk, key), at=at)
    answer(preview_fields(found), as_json=as_json, human=lambda out: _show(out, found))


def preview_fields(found: Preview) -> dict[str, Any]:
    """Return a draft with its content and what it would change, for JSON."""
    draft = found.draft
    problems = []
    for problem in found.problems:
        message, fix = words_of(problem)
        problems.append(
            {"code": problem.code, "where": problem.where, "message": message, "fix": fix}
        )
    return {
        **draft_whole(draft),
        "changes": list(found.differing),
        "against": [] if draft.entry else problems,
    }


def _show_list(out: Console, found: tuple[Draft, ...]) -> None:
    if not found:
        out.print("no drafts")
        return
    table = Table("draft", "office", "state", "version", "saved", "by", box=None)
    for draft in found:
        current = draft.current
        row = (draft.id, draft.office, draft.state, str(current.number), current.at.text())
        table.add_row(*map(escape, (*row, current.by)))
    out.print(table)


def _show(out: Console, found: Preview) -> None:
    draft = found.draft
    out.print(f"[bold]{escape(draft.id)}[/bold] of {escape(draft.office)}: {draft.state}")
    for one in draft.versions:
        fork = " [yellow]kept beside[/yellow]" if one.is_fork else ""
        out.print(f"  version {one.number} by {escape(one.by)}, {one.at.text()}{fork}")
    for comment in draft.comments:
        out.print(f"  [dim]{escape(comment.by)}:[/dim] {escape(comment.text)}")
    if draft.ended is not None and draft.ended.reason:
        out.print(f"  [yellow]{escape(draft.ended.by)}:[/yellow] {escape(draft.ended.reason)}")
    if draft.deadline is not None and draft.countersigned is None:
        out.print(f"[bold red]![/bold red] one person released it: it ends {draft.deadline.text()}")
        out.print("  [dim]→[/dim] let another person countersign in the console before that")
    for problem in () if draft.entry else found.problems:
        message, fix = words_of(problem)
        out.print(f"[red]✗[/red] {escape(problem.where)}: {escape(message)}")
        out.print(f"  [dim]→[/dim] {escape(fix)}")
    if draft.entry:
        out.print(f"[green]✓[/green] released: entry {draft.entry} of the journal")
    elif not found.problems:
        out.print(f"[green]✓[/green] nothing is against it; {len(found.differing)} files change")
