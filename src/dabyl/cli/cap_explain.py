"""``dabyl cap explain``: what the alerts in a file say, in words, on a page or as JSON.

1. Exit 0: explained. 1: the file holds no alert, or can't be read. 2: wrong usage.
2. On a terminal lines are wrapped and coloured; elsewhere they are plain text.
3. A file beside it that can't be read is told on standard error, and stops nothing.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import msgspec
import typer
from rich.padding import Padding
from rich.text import Text

from dabyl.cli.cap_files import Batch, read_alerts
from dabyl.cli.cap_options import Keys, Lang
from dabyl.cli.options import TIME, Json
from dabyl.cli.screen import screen, show_problems
from dabyl.cli.times import WrongUsage, read_time
from dabyl.core.formats.cap.explaining.explain import explain
from dabyl.core.formats.cap.explaining.page import explained_page
from dabyl.core.formats.cap.explaining.plain import explained_plain
from dabyl.core.formats.cap.explaining.seen import Met, Seen, met
from dabyl.core.formats.cap.explaining.text import Line, as_text, text_lines
from dabyl.core.formats.cap.explaining.told import Tone
from dabyl.core.formats.cap.reading import Found
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem
from dabyl.core.values.zones import is_zone
from dabyl.wiring import clock
from dabyl.wiring_cap import LANGUAGES, files_below, keyring, reader_zone

EXAMPLES = """
dabyl cap explain alert.xml                                  # who, what, where, until when
dabyl cap explain alert.xml --lang kk --html > alert.html    # the same as a page
dabyl cap explain alert.xml --keys keys/ --chain archive/    # is it theirs, is it the latest
"""

_STYLES = {
    Tone.PLAIN: "",
    Tone.ALARM: "bold red",
    Tone.CAUTION: "yellow",
    Tone.GOOD: "green",
    Tone.QUIET: "dim",
}


def command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that holds alerts.")],
    lang: Lang = "en",
    html: Annotated[
        bool, typer.Option("--html", help="Answer with a page.", show_default=False)
    ] = False,
    as_json: Json = False,
    at: Annotated[
        str | None,
        typer.Option(metavar=TIME, help="Whether it holds at this time.", show_default="now"),
    ] = None,
    zone: Annotated[
        str | None,
        typer.Option(
            metavar="ZONE",
            help="The reader's time zone, such as Asia/Almaty.",
            show_default="this machine's",
        ),
    ] = None,
    keys: Keys = None,
    chain: Annotated[
        list[str] | None,
        typer.Option(metavar="PATH", help="Other messages: a file or folder; may be repeated."),
    ] = None,
) -> None:
    """Explain alerts: who warns of what, where, from when to when, and whether it holds."""
    _usage(lang=lang, zone=zone, html=html, as_json=as_json, chain=chain or [])
    when = read_time("--at", at, otherwise=clock().now())
    known = None if keys is None else keyring(keys)
    _, reading = read_alerts(file)
    seen = Seen.of(_messages(reading.alerts, chain or []), beyond=bool(chain))
    explanations = (
        explain(found, at=when, lang=lang, zone=zone or reader_zone(), keyring=known, seen=seen)
        for found in reading.alerts
    )
    if html:
        sys.stdout.buffer.write(explained_page(explanations, lang) + b"\n")
    elif as_json:
        for each in explanations:
            row = {"file": str(file), **explained_plain(each)}
            sys.stdout.buffer.write(msgspec.json.encode(row) + b"\n")
    else:
        _show(text_lines(explanations, lang))
    sys.stdout.flush()


def _usage(*, lang: str, zone: str | None, html: bool, as_json: bool, chain: list[str]) -> None:
    """Refuse options that can't be followed, all at once.

    Raises:
        WrongUsage: there are such.
    """
    problems = [
        Problem(code=Code.FILE_MISSING, where="--chain", data={"file": path})
        for path in chain
        if not Path(path).exists()
    ]
    if lang not in LANGUAGES:
        near = {"value": lang, "near": ", ".join(LANGUAGES)}
        problems.append(Problem(code=Code.UNKNOWN_VALUE, where="--lang", data=near))
    if zone is not None and not is_zone(zone):
        problems.append(Problem(code=Code.ZONE_UNKNOWN, where="--zone", data={"value": zone}))
    if html and as_json:
        near = {"value": "--json", "near": "either --html or --json"}
        problems.append(Problem(code=Code.UNKNOWN_VALUE, where="--html", data=near))
    if problems:
        raise WrongUsage(problems)


def _messages(own: tuple[Found, ...], chain: list[str]) -> Iterator[Met]:
    """Yield what is known of the file's own messages, then of those beside it."""
    yield from map(met, own)
    beside = Batch()
    for found in beside.each(map(Path, files_below(chain)), _met_in):
        yield from found
    if beside.problems:
        show_problems(beside.problems, as_json=False)


def _met_in(file: Path) -> list[Met]:
    _, reading = read_alerts(file)
    return [met(found) for found in reading.alerts]


def _show(lines: Iterator[Line]) -> None:
    out = screen()
    if not out.is_terminal:
        sys.stdout.buffer.write(as_text(lines).encode())
        return
    for line in lines:
        style = "bold" if line.is_heading else _STYLES[line.tone]
        text = Text(
            line.text, style=style, no_wrap=line.is_map, overflow="crop" if line.is_map else "fold"
        )
        out.print(Padding(text, (0, 0, 0, line.indent)), soft_wrap=False)
