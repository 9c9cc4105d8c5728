"""Writes docs/reference/commands.md from the commands themselves; ``--check`` only compares.

What stands before the first command is written by hand and stays.

.venv/bin/python tools/commands.py
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption
from typer.main import get_command

from dabyl.cli.main import build

BAR = "\\|"
PAGE = Path(__file__).parents[1] / "docs/reference/commands.md"


def page() -> str:
    """Return the whole page."""
    root = get_command(build())
    if not isinstance(root, TyperGroup):
        raise TypeError("dabyl is not a group of commands")
    parts = [PAGE.read_text("utf-8").partition("\n## dabyl")[0].rstrip() + "\n"]
    for words, command in _commands(root, ("dabyl",)):
        parts.extend(_section(" ".join(words), command))
    return "\n".join(parts).rstrip() + "\n"


Words = tuple[str, ...]


def _commands(group: TyperGroup, words: Words) -> Iterator[tuple[Words, TyperCommand]]:
    for name, command in group.commands.items():
        if isinstance(command, TyperGroup):
            yield from _commands(command, (*words, name))
        elif isinstance(command, TyperCommand):
            yield (*words, name), command


def _section(name: str, command: TyperCommand) -> Iterator[str]:
    arguments = [p for p in command.params if isinstance(p, TyperArgument)]
    options = [p for p in command.params if isinstance(p, TyperOption)]
    usage = " ".join([name, *(_argument(p) for p in arguments)])
    yield f"## {name}\n\n```\n{usage} [OPTIONS]\n```\n\n{_plain(command.help)}\n"
    yield "| | |\n| --- | --- |"
    for p in arguments:
        yield f"| `{(p.metavar or '').strip('[]').replace('|', BAR)}` | {_described(p)} |"
    for option in options:
        value = "" if option.is_flag else f" {(option.metavar or 'VALUE').replace('|', BAR)}"
        yield f"| `{', '.join(option.opts)}{value}` | {_described(option)} |"
    examples = _plain(command.epilog or "").split("\n\n")[1:]
    if examples:
        shown = "\n".join(line.removeprefix("$ ") for line in examples)
        yield f"\n```sh\n{shown}\n```"
    yield ""


def _argument(parameter: TyperArgument | TyperOption) -> str:
    name = (parameter.metavar or "").strip("[]")
    return name if parameter.required else f"[{name}]"


def _described(parameter: TyperArgument | TyperOption) -> str:
    text = (parameter.help or "").replace("|", BAR)
    if parameter.required:
        return f"{text} Required."
    if isinstance(parameter.show_default, str):
        return f"{text} Default: {parameter.show_default}."
    plain = parameter.default not in {None, False} and parameter.show_default
    return f"{text} Default: {parameter.default}." if plain else text


def _plain(text: str | None) -> str:
    return re.sub(r"\[/?(?:bold|dim)\]", "", text or "").replace("  ", "   # ")


if __name__ == "__main__":
    if "--check" in sys.argv:
        sys.exit(0 if PAGE.read_text("utf-8") == page() else f"{PAGE} is old: run {__file__}")
    PAGE.write_text(page(), "utf-8")
