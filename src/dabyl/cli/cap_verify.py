"""``dabyl cap verify``: whether alerts were signed by registered keys of their senders.

1. One object a line with ``--json``: file, index, identifier, signature with state, reason and key.
2. Exit 0: every alert has a valid signature. 1: one hasn't, or a file holds no alert.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer
from rich.console import Console
from rich.markup import escape

from dabyl.cli.cap_options import Keys, Lang, Received
from dabyl.cli.options import Json
from dabyl.cli.screen import screen
from dabyl.cli.times import WrongUsage, read_time
from dabyl.core.formats.cap.limits import LIMITS
from dabyl.core.formats.cap.reading import read
from dabyl.core.formats.cap.signature.keyring import NO_KEYS, Keyring
from dabyl.core.formats.cap.signature.verdict import UNSIGNED, State, Verdict
from dabyl.core.formats.cap.signature.verify import verify
from dabyl.core.values.codes import Code
from dabyl.core.values.instants import Instant
from dabyl.core.values.problems import Problem
from dabyl.wiring import clock
from dabyl.wiring_cap import LANGUAGES, cap_words, files_below, keyring, read_start

EXAMPLES = """
dabyl cap verify alert.xml --keys keys/
dabyl cap verify archive/ --keys keys/ --at 2026-06-06T12:01+05:00 --json
"""
_MARKS = {
    State.VALID: "[green]✓[/green]",
    State.NONE: "[yellow]-[/yellow]",
    State.UNVERIFIABLE: "[yellow]?[/yellow]",
    State.INVALID: "[red]✗[/red]",
}


def command(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Files and folders.")],
    keys: Keys = None,
    at: Received = None,
    lang: Lang = "en",
    as_json: Json = False,
) -> None:
    """Verify signatures against the keys that are registered for the sender.

    The certificate in a message proves nothing by itself.
    """
    problems = [_missing(path) for path in paths if not Path(path).exists()]
    if lang not in LANGUAGES:
        near = {"value": lang, "near": ", ".join(LANGUAGES)}
        problems.append(Problem(code=Code.UNKNOWN_VALUE, where="--lang", data=near))
    if problems:
        raise WrongUsage(problems)
    received = read_time("--at", at, otherwise=clock().now())
    known = NO_KEYS if keys is None else keyring(keys)
    all_valid = True
    out = screen()
    for file in files_below(paths):
        for row, verdict in _judged(file, known, received):
            all_valid &= verdict.state is State.VALID
            if as_json:
                sys.stdout.buffer.write(msgspec.json.encode(row) + b"\n")
            else:
                _show(out, row, verdict, lang)
    sys.stdout.flush()
    if not all_valid:
        raise typer.Exit(1)


def _missing(path: str) -> Problem:
    return Problem(code=Code.FILE_MISSING, where=path, data={"file": path})


def _judged(
    file: str, known: Keyring, received: Instant
) -> Iterator[tuple[dict[str, Any], Verdict]]:
    """Yield what is said of each alert in a file; of a file without any, that there is none."""
    found = read(read_start(Path(file), most=LIMITS.bytes_)).alerts
    for each in found:
        verdict = verify(each.data, known, received_at=received)
        yield _row(file, each.index, each.alert.identifier, verdict), verdict
    if not found:
        yield _row(file, None, None, UNSIGNED), UNSIGNED


def _row(file: str, index: int | None, identifier: str | None, verdict: Verdict) -> dict[str, Any]:
    return {
        "file": file,
        "index": index,
        "identifier": identifier,
        "signature": verdict.as_dict(),
    }


def _show(out: Console, row: dict[str, Any], verdict: Verdict, lang: str) -> None:
    case = "not-an-alert" if row["index"] is None else verdict.reason or verdict.state
    words, _ = cap_words("cap-signature", case, {}, lang)
    key = f" [dim]key {verdict.key}[/dim]" if verdict.key else ""
    number = f"[{row['index']}]" if row["index"] else ""
    name = escape(f"{row['file']}{number} {row['identifier'] or ''}".strip())
    out.print(f"{_MARKS[verdict.state]} {name}: {escape(words)}{key}")
