"""``dabyl``: every command, and what becomes of everything that can go wrong.

1. Exit 0: answered or done. 1: refused or invalid. 2: wrong usage. 3: unavailable. 130: stopped by
   Ctrl-C; 141: the reader of the output went away.
2. No traceback reaches a user; ``DABYL_DEBUG=1`` asks for it.
"""

import os
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module

import typer
from typer.main import get_command

from dabyl.cli.options import examples
from dabyl.cli.screen import show_problems
from dabyl.cli.times import WrongUsage
from dabyl.core.journal.entry import Entry
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import DabylError, Problem, Refused, Rejected, Unavailable
from dabyl.ports.journal import Overtaken
from dabyl.wiring import install_faults, version

REPORT_AT = "the project's issue list"
DONE, NO, USAGE, OUTSIDE, STOPPED, NO_READER = 0, 1, 2, 3, 130, 141

HELP = """Public threat levels: who decided what, where it holds, until when, and by whose power.

Start with [bold]dabyl demo[/bold],
or with [bold]dabyl replay kazakhstan-2016 --workspace DIR[/bold]."""

COMMANDS = {
    "init": "Workspace",
    "replay": "Workspace",
    "decide": "Workspace",
    "draft": "Workspace",
    "staff": "Workspace",
    "standing": "Questions",
    "timeline": "Questions",
    "agenda": "Questions",
    "law": "Questions",
    "export": "Questions",
    "publish": "The public",
    "serve": "The public",
    "console": "The staff",
    "exercise": "The staff",
    "accounts": "The staff",
    "demo": "The public",
    "backup": "Checking",
    "verify": "Checking",
    "token": "Checking",
    "cap": "Checking",
    "pack": "Data",
    "places": "Data",
}
"""Every command, in the order and under the headings of the help text."""


def build(wanted: Sequence[str] = ()) -> typer.Typer:
    """Return the command line with the *wanted* commands, all by default.

    Only their modules are loaded: a question should not wait for the web server.
    """
    app = typer.Typer(
        name="dabyl",
        help=HELP,
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode="rich",
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(options)
    for name in wanted or COMMANDS:
        module = import_module(f"dabyl.cli.{name}")
        if hasattr(module, "app"):
            app.add_typer(module.app, name=name, rich_help_panel=COMMANDS[name])
        else:
            add = app.command(
                name, epilog=examples(module.EXAMPLES), rich_help_panel=COMMANDS[name]
            )
            add(module.command)
    return app


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"dabyl {version()}")
        raise typer.Exit


def options(
    shown: bool = typer.Option(
        False, "--version", callback=_show_version, is_eager=True, help="Show the version."
    ),
) -> None:
    """Take the options before the command."""
    del shown


def main() -> None:
    """Run the command line and end the process."""
    install_faults()
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code."""
    as_json = "--json" in arguments
    try:
        wanted = [name for name in arguments[:1] if name in COMMANDS]
        code = get_command(build(wanted)).main(
            list(arguments), prog_name="dabyl", standalone_mode=False
        )
        sys.stdout.flush()
    except SystemExit:  # rich, when nobody reads on
        return NO_READER
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return NO_READER
    except KeyboardInterrupt:
        return STOPPED
    except typer.TyperException as error:
        _show(Code.USAGE, error.format_message(), as_json=as_json)
        return USAGE
    except DabylError as error:
        return _explain(error, as_json=as_json)
    except Exception as error:  # noqa: BLE001 - the last one who can tell the user
        return _defect(error, as_json=as_json)
    return code if isinstance(code, int) else DONE


def _explain(error: DabylError, *, as_json: bool) -> int:
    match error:
        case WrongUsage(problems=problems):
            show_problems(problems, as_json=as_json)
            return USAGE
        case Refused(problems=problems) | Rejected(problems=problems):
            show_problems(problems, as_json=as_json)
            return NO
        case Overtaken():
            show_problems([_overtaken(error)], as_json=as_json)
            return NO
        case Unavailable():
            _show(Code.UNAVAILABLE, str(error), as_json=as_json)
            return OUTSIDE
        case _:
            return _defect(error, as_json=as_json)


def _overtaken(error: Overtaken) -> Problem:
    came = [f"{entry.kind} {_id_in(entry)}".strip() for entry in error.between]
    data = {
        "expected": error.expected,
        "actual": error.actual,
        "between": ", ".join(came) or "entries that can't be read",
    }
    return Problem(code=Code.OVERTAKEN, where="journal", data=data)


def _id_in(entry: Entry) -> str:
    inner = entry.body.get("decision", entry.body)
    return str(inner.get("id", "")) if isinstance(inner, dict) else ""


def _defect(error: Exception, *, as_json: bool) -> int:
    if os.environ.get("DABYL_DEBUG"):
        traceback.print_exception(error)
    first = str(error).partition("\n")[0]
    _show(
        Code.DEFECT, f"{type(error).__name__}: {first} (report it to {REPORT_AT})", as_json=as_json
    )
    return NO


def _show(code: Code, text: str, *, as_json: bool) -> None:
    show_problems([Problem(code=code, data={"text": text})], as_json=as_json)
