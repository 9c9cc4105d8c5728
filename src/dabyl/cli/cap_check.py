"""``dabyl cap check``: whether alerts are well-formed, built as CAP says, and sensible.

1. Exit 0: no error in any alert. 1: an error somewhere. 2: a path is missing, a profile unknown.
2. What is shown goes to standard output as it is found; how far the run is, to standard error.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Final

import typer

from dabyl.cli.options import TIME, Json
from dabyl.cli.screen import screen
from dabyl.cli.times import WrongUsage, read_time
from dabyl.core.formats.cap.rules.context import Context
from dabyl.core.formats.cap.rules.kinds import Profile
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem
from dabyl.wiring import clock, version
from dabyl.wiring_cap import (
    LANGUAGES,
    SARIF_END,
    Form,
    Part,
    Question,
    check_files,
    files_below,
    keyring,
    sarif_start,
)

EXAMPLES = """
dabyl cap check alert.xml
dabyl cap check archive/ --profile google --profile wmo --chain --json
dabyl cap check alert.xml --keys keys/ --at 2026-06-06T12:01+05:00 --lang ru
"""

_MANY: Final = 200
_OFTEN: Final = 20


def command(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Files and folders.")],
    profile: Annotated[
        list[Profile] | None,
        typer.Option(metavar="P", help=f"By whose demands: {', '.join(Profile)}; may be repeated."),
    ] = None,
    at: Annotated[
        str | None,
        typer.Option(metavar=TIME, help="Judge the messages as they look at this time."),
    ] = None,
    keys: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="The folder of registered keys: PEM files and keys.toml.",
            exists=True,
            file_okay=False,
        ),
    ] = None,
    chain: Annotated[
        bool, typer.Option("--chain", help="Judge each message beside all others named here.")
    ] = False,
    lang: Annotated[str, typer.Option(metavar="L", help="Words in en, ru or kk.")] = "en",
    as_json: Json = False,
    as_sarif: Annotated[
        bool, typer.Option("--sarif", help="Answer in SARIF 2.1.0.", show_default=False)
    ] = False,
) -> None:
    """Check alerts: the XML, the schema, and 108 rules, in the profiles that you name."""
    problems = [_missing(path) for path in paths if not Path(path).exists()]
    if lang not in LANGUAGES:
        near = {"value": lang, "near": ", ".join(LANGUAGES)}
        problems.append(Problem(code=Code.UNKNOWN_VALUE, where="--lang", data=near))
    if as_json and as_sarif:
        data = {"one": "--json", "other": "--sarif"}
        problems.append(Problem(code=Code.OPTIONS_EXCLUDE, where="--sarif", data=data))
    if problems:
        raise WrongUsage(problems)
    now = clock().now()
    asked_at = None if at is None else read_time("--at", at, otherwise=now)
    question = Question(
        profiles=tuple(profile or (Profile.OASIS,)),
        context=Context(at=asked_at, keyring=None if keys is None else keyring(keys)),
        received_at=asked_at or now,
        form=Form.SARIF if as_sarif else Form.JSON if as_json else Form.TEXT,
        lang=lang,
    )
    files = list(files_below(paths))
    parts = check_files(files, question, chain=chain)
    if _show(_with_progress(parts, len(files)), question.form):
        raise typer.Exit(1)


def _missing(path: str) -> Problem:
    return Problem(code=Code.FILE_MISSING, where=path, data={"file": path})


def _show(parts: Iterator[Part], form: Form) -> bool:
    """Show the parts as they come, and tell whether any has an error."""
    has_error = False
    out, console = sys.stdout.buffer, screen()
    if form is Form.SARIF:
        out.write(sarif_start(version()))
    before = b""
    for part in parts:
        has_error |= part.has_error
        match form:
            case Form.TEXT:
                console.print(part.data.decode(), end="")
            case Form.JSON:
                out.write(part.data)
            case Form.SARIF if part.data:
                out.write(before + part.data.removesuffix(b",\n"))
                before = b",\n"
            case _:
                pass
    if form is Form.SARIF:
        out.write(SARIF_END)
    sys.stdout.flush()
    return has_error


def _with_progress(parts: Iterator[Part], count: int) -> Iterator[Part]:
    """Tell how far the run is, of many files only: in place on a terminal, else now and then."""
    done, told = 0, 0
    for part in parts:
        yield part
        done += part.files
        if count >= _MANY and (done * _OFTEN // count > told or done == count):
            told = done * _OFTEN // count
            end = "\r" if sys.stderr.isatty() and done < count else "\n"
            sys.stderr.write(f"{done:,} of {count:,} files{end}")
            sys.stderr.flush()
