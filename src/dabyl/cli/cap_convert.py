"""``dabyl cap convert``: alerts of CAP 1.1 and 1.0 in CAP 1.2, and what is not as it was."""

import re
from functools import partial
from pathlib import Path
from typing import Annotated

import attrs
import typer
from rich.text import Text

from dabyl.cli.cap_files import Batch, Files, To, put, read_alerts
from dabyl.cli.options import Json
from dabyl.cli.screen import aside, print_json
from dabyl.cli.times import WrongUsage
from dabyl.core.formats.cap.converting import Change, Changed, Converted, convert
from dabyl.core.formats.cap.writing import format_alert
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem

EXAMPLES = """
dabyl cap convert old.cap                                # CAP 1.2 out, the changes beside it
dabyl cap convert old.cap --assume-zone +06:00           # times without a zone are of this one
dabyl cap convert feed/*.xml --to feed-1.2 --json        # a file for each alert
"""
_ZONE = re.compile(r"[+-](?:0\d|1[0-4]):[0-5]\d", re.ASCII)
_WORDS = {
    Changed.VERSION: "CAP {before} became CAP {after}",
    Changed.OFFSET_ASSUMED: "{before} had no zone and became {after}",
    Changed.TIME_REWRITTEN: "{before} became {after}",
    Changed.FILLED_IN: "was missing and became {after}",
    Changed.REPLACED: "{before} became {after}",
    Changed.MOVED_TO_PARAMETER: "{before} is no number and became the parameter {after}",
    Changed.SPLIT: "{before} had no name and became {after}",
    Changed.LEFT_OUT: "{before} was left out",
}


def command(
    files: Files,
    assume_zone: Annotated[
        str | None,
        typer.Option(metavar="OFFSET", help="The offset of times without one, such as +06:00."),
    ] = None,
    to: To = None,
    as_json: Json = False,
) -> None:
    """Say alerts of CAP 1.1 and 1.0 in CAP 1.2, and list what changed."""
    if assume_zone is not None and _ZONE.fullmatch(assume_zone) is None:
        data = {"value": assume_zone, "near": "an offset such as +06:00"}
        problem = Problem(code=Code.UNKNOWN_VALUE, where="--assume-zone", data=data)
        raise WrongUsage([problem])
    batch = Batch()
    work = partial(_converted, assume_zone=assume_zone)
    rows = [row for rows in batch.each(files, work) for row in rows]
    if to is not None or not as_json:
        put({row.name: format_alert(row.converted.alert) for row in rows}, to)
    if as_json and (rows or not batch.problems):
        print_json([_plain(row) for row in rows])
    if not as_json:
        for row in rows:
            for change in row.converted.changes:
                said = f"{row.file}[{row.index}] {change.where}: {_said(change)}"
                aside().print(Text(said))
    batch.end()


@attrs.frozen
class _Row:
    """One alert of a file, in CAP 1.2, and the name of the file that it gets."""

    file: Path
    index: int
    name: str
    converted: Converted


def _converted(file: Path, assume_zone: str | None) -> list[_Row]:
    _, reading = read_alerts(file, assume_zone=assume_zone)
    of = len(reading.alerts)
    return [
        _Row(file, found.index, _name(file, found.index, of), convert(found))
        for found in reading.alerts
    ]


def _name(file: Path, index: int, of: int) -> str:
    return file.name if of == 1 else f"{file.stem}-{index}{file.suffix}"


def _said(change: Change) -> str:
    return _WORDS[change.changed].format(before=change.before, after=change.after)


def _plain(row: _Row) -> dict[str, object]:
    alert = row.converted.alert
    changes = [attrs.asdict(change) for change in row.converted.changes]
    return {
        "file": str(row.file),
        "index": row.index,
        "identifier": alert.identifier,
        "changes": changes,
        "cap": format_alert(alert).decode(),
    }
