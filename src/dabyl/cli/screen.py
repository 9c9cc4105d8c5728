"""What commands show: an answer for people or in JSON, on standard output; problems beside it.

1. An answer goes to standard output and nothing else does; progress and problems for people go to
   standard error. With ``--json`` the problems are the answer.
2. Colour only on a terminal, and never when ``NO_COLOR`` is set.
"""

import sys
from collections.abc import Callable, Iterable
from typing import Any

import msgspec
from rich.console import Console
from rich.markup import escape
from rich.text import Text

from dabyl.core.values.problems import Problem
from dabyl.wiring import words_of

COLOURS = {
    "yellow": "bold black on yellow",
    "orange": "bold black on dark_orange",
    "red": "bold white on red3",
    "blue": "bold white on blue",
    "green": "bold black on green3",
}
"""How the colours that levels name look on a terminal; others are shown without."""


def screen() -> Console:
    """Return standard output for people."""
    return Console(highlight=False, soft_wrap=True)


def aside() -> Console:
    """Return standard error for people."""
    return Console(stderr=True, highlight=False, soft_wrap=True)


def answer(fields: Any, *, as_json: bool, human: Callable[[Console], None]) -> None:  # noqa: ANN401 - whatever JSON can say
    """Show an answer."""
    if as_json:
        print_json(fields)
    else:
        human(screen())


def print_json(fields: Any) -> None:  # noqa: ANN401 - whatever JSON can say
    """Print JSON for machines, laid out so that people can read it as well."""
    text = msgspec.json.format(msgspec.json.encode(fields), indent=2)
    sys.stdout.buffer.write(text + b"\n")
    sys.stdout.flush()


def show_problems(problems: Iterable[Problem], *, as_json: bool, heading: str = "") -> None:
    """Show problems, with what is wrong and what would be right."""
    rows = [(problem, *words_of(problem)) for problem in problems]
    if as_json:
        print_json(
            {
                "problems": [
                    {"code": p.code, "where": p.where, "message": message, "fix": fix}
                    for p, message, fix in rows
                ]
            }
        )
        return
    out = aside()
    if heading:
        out.print(Text(heading, style="bold"))
    for problem, message, fix in rows:
        where = f"[bold]{escape(problem.where)}[/bold]: " if problem.where else ""
        out.print(f"[red]✗[/red] {where}{escape(message)}")
        if fix:
            out.print(f"  [dim]→[/dim] {escape(fix)}")


def level_text(name: str, colour: str | None) -> Text:
    """Return a level's name on its colour, when the terminal knows it."""
    style = COLOURS.get(colour or "", "bold")
    return Text(f" {name} ", style=style) if colour in COLOURS else Text(name, style=style)


class Reporter:
    """Tells what a long-running command does: a line each, in JSON when that was asked for."""

    def __init__(self, *, as_json: bool) -> None:
        self._as_json = as_json
        self._out = screen()

    def event(self, event: str, **fields: str) -> None:
        """Report one thing at once."""
        if self._as_json:
            sys.stdout.buffer.write(msgspec.json.encode({"event": event, **fields}) + b"\n")
            sys.stdout.flush()
        else:
            words = " ".join(escape(text) for text in fields.values())
            self._out.print(f"[dim]{event}[/dim] {words}")
