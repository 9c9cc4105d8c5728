"""``dabyl verify``: is the journal what was written, and does a published site fit it?"""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from dabyl.cli.options import HERE, Json, Workspace
from dabyl.cli.screen import answer
from dabyl.core.journal.chain import Broken, Verified
from dabyl.usecases.verify import SiteChecked, verify_site
from dabyl.wiring import database, open_site, public_key, verify_journal, words_of

EXAMPLES = """
dabyl verify                                  # nothing changed, missing, reordered or foreign?
dabyl verify --site public --key key.pem      # and was nothing cut off its end?
"""


def command(
    site: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="A published site to compare with.", show_default=False),
    ] = None,
    key: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The publisher's public key.", show_default=False),
    ] = None,
    workspace: Workspace = HERE,
    as_json: Json = False,
) -> None:
    """Check every entry of the journal; with --site also that its end was not cut off."""
    if key is not None and site is None:
        raise typer.BadParameter(
            "says which key signed a site; give --site too", param_hint="--key"
        )
    found = verify_journal(workspace)
    checked: SiteChecked | None = None
    if site is not None and isinstance(found, Verified):
        wanted = None if key is None else public_key(key)
        checked = verify_site(found, open_site(site), key=wanted)
        found = checked.journal
    told = {"database": database(workspace), **fields(found, checked)}
    answer(told, as_json=as_json, human=lambda out: _show(out, found, checked))
    if isinstance(found, Broken) or (checked is not None and checked.problems):
        raise typer.Exit(1)


def fields(found: Verified | Broken, checked: SiteChecked | None) -> dict[str, Any]:
    """Return the outcome for JSON."""
    problems = [
        *(found.why if isinstance(found, Broken) else ()),
        *(checked.problems if checked else ()),
    ]
    shown = []
    for problem in problems:
        message, fix = words_of(problem)
        shown.append({"code": problem.code, "where": problem.where, "message": message, "fix": fix})
    if isinstance(found, Broken):
        return {"whole": False, "entry": found.number, "fault": found.what, "problems": shown}
    return {
        "whole": True,
        "workspace": found.workspace,
        "kind": found.kind,
        "entries": found.head.number,
        "head": found.head.hash,
        "sees_cut_tail": found.sees_cut_tail,
        "site": None if checked is None else {"files": checked.files, "whole": not problems},
        "problems": shown,
    }


def show_journal(out: Console, found: Verified | Broken) -> None:
    """Show whether a journal is whole."""
    if isinstance(found, Broken):
        out.print(f"[red]✗[/red] entry {found.number}: {found.what}")
        for problem in found.why:
            message, fix = words_of(problem)
            out.print(f"  {message}\n  [dim]→[/dim] {fix}")
        return
    out.print(f"[green]✓[/green] {found.head.number} entries, each as it was written and signed")
    out.print(f"  [dim]head {found.head.hash}[/dim]")


def _show(out: Console, found: Verified | Broken, checked: SiteChecked | None) -> None:
    show_journal(out, found)
    if isinstance(found, Broken):
        return
    if checked is None:
        out.print(
            "[yellow]![/yellow] alone, a journal cannot show that entries were cut off its end;"
            " compare with a published site: --site DIR --key FILE"
        )
        return
    for problem in checked.problems:
        message, fix = words_of(problem)
        out.print(f"[red]✗[/red] {problem.where}: {message}\n  [dim]→[/dim] {fix}")
    if not checked.problems:
        out.print(
            f"[green]✓[/green] the site's {checked.files} files and its token fit this journal"
        )
