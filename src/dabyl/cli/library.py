"""What the command line does with the library where two persons change it: it makes drafts only."""

from collections.abc import Iterable
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape

from dabyl.core.drafts.draft import Draft
from dabyl.core.formats.library.change import Change
from dabyl.core.register.library import library_needs_two
from dabyl.core.register.register import Register
from dabyl.core.values.codes import Code
from dabyl.core.values.instants import Instant
from dabyl.core.values.problems import Problem, Refused
from dabyl.usecases.library.beginning import begin_change
from dabyl.wiring import House
from dabyl.wiring_drafts import library_desk

By = Annotated[
    str | None,
    typer.Option(
        metavar="PERSON",
        help="Who writes the draft, where two persons change the library: a pseudonym.",
        show_default=False,
    ),
]


def is_shared(register: Register) -> bool:
    """Tell whether two persons change the library of a workspace."""
    return library_needs_two(register.kind, register.staff)


def drafted(
    house: House, changes: Iterable[Change], by: str | None, *, at: Instant
) -> tuple[Draft, ...]:
    """Begin a draft of each change.

    Raises:
        Refused: nobody is named who writes them.
        Unavailable: the drafts cannot be written.
    """
    if by is None:
        raise Refused([Problem(code=Code.DRAFT_NEEDS_PERSON, where="--by")])
    desk = library_desk(house)
    return tuple(begin_change(desk, one, by=by, at=at) for one in changes)


def draft_fields(drafts: Iterable[Draft]) -> dict[str, Any]:
    """Return drafts of the library, for JSON."""
    return {"drafts": [{"draft": one.id, "state": one.state} for one in drafts], "recorded": False}


def show_drafts(out: Console, drafts: Iterable[Draft]) -> None:
    """Print what became of a change."""
    for one in drafts:
        out.print(f"[green]✓[/green] {escape(one.id)} is a draft of the library")
    out.print("  [bold]nothing is changed yet:[/bold] two persons record it in the console")
