"""``dabyl cap watch``: other authorities' alerts, followed, kept, and what of them is in force.

1. Without a command of its own, what is named is followed: ``dabyl cap watch URL`` is
   ``dabyl cap watch follow URL``.
2. Each thing that happens is one line, in JSON when asked for. What goes wrong with a source is a
   line like others, and ends nothing; with ``--once`` it makes the exit code 1.
3. With ``--workspace`` what a registered key signed is shown on its pages by itself.
4. ``--in-force`` answers from what is kept. With sources, they are asked first, once.
"""

import re
import signal
from collections.abc import Sequence
from pathlib import Path
from threading import Event
from typing import Annotated, Any, Final

import typer
from typer.core import TyperGroup

from dabyl.cli.cap_options import Keys
from dabyl.cli.cap_watch_confirm import (
    CONFIRM,
    SHOWN,
    WITHDRAW,
    confirm_command,
    shown_command,
    withdraw_command,
)
from dabyl.cli.cap_watch_shown import rows_fields, show_rows
from dabyl.cli.options import TIME, Json, examples
from dabyl.cli.screen import Reporter, answer
from dabyl.cli.times import WrongUsage, read_time
from dabyl.core.formats.cap.explaining.harmless import one_line
from dabyl.core.formats.cap.watching.addresses import names_scheme, parse_address
from dabyl.core.formats.cap.watching.cover import Place, position
from dabyl.core.formats.cap.watching.kept import Kept
from dabyl.core.formats.cap.watching.live import IN_EARNEST, PLAYED
from dabyl.core.values.codes import Code
from dabyl.core.values.instants import Instant
from dabyl.core.values.problems import Problem, Rejected
from dabyl.usecases.listing import list_in_force
from dabyl.usecases.watch import Asked, New, Told, Trouble, Watcher
from dabyl.wiring import clock, words_of
from dabyl.wiring_watch import Pages, shipped_place, store, store_turn, watcher

EXAMPLES = """
dabyl cap watch https://alerts.example/cap.atom
dabyl cap watch https://alerts.example/rss.xml archive/ --once --keys keys/ --json
dabyl cap watch --in-force --place 43.24,76.95    # of what is kept in watched/
dabyl cap watch --in-force --place KZ-75 --at 2026-06-06T12:00+05:00 --json
"""
FOLLOW: Final = "follow"
_SPAN: Final = re.compile(r"(\d{1,6})(s|m|h)?", re.ASCII)
_UNITS: Final = {"s": 1, "m": 60, "h": 3600, None: 1}
_POSITION: Final = re.compile(r"([+-]?\d{1,2}(?:\.\d+)?),\s*([+-]?\d{1,3}(?:\.\d+)?)", re.ASCII)
_MOST_S: Final = 86_400
_LAST_LAT, _LAST_LON = 90, 180


class _Watch(TyperGroup):
    """A group whose first command needs no name."""

    def parse_args(  # type: ignore[explicit-override]  # typing has it from 3.12 on
        self,
        ctx: Any,  # noqa: ANN401 - the class of a context is typer's own
        args: list[str],
    ) -> list[str]:
        """Put the first command's name where no command is named."""
        named = args[:1] and (args[0] in self.commands or args[0] in {"--help", "-h"})
        return super().parse_args(ctx, list(args) if named else [FOLLOW, *args])


app = typer.Typer(
    cls=_Watch,
    help="Follow other authorities' alerts, and tell what of them is in force.",
    rich_markup_mode="rich",
)


@app.callback()
def group() -> None:
    """Follow other authorities' alerts, keep them, and tell what of them is in force."""


@app.command(FOLLOW, epilog=examples(EXAMPLES))
def follow(
    sources: Annotated[
        list[str] | None,
        typer.Argument(metavar="URL|DIR...", help="Feeds, files of alerts, folders of such files."),
    ] = None,
    store_at: Annotated[
        Path, typer.Option("--store", metavar="DIR", help="Where what was read is kept.")
    ] = Path("watched"),
    every: Annotated[
        str, typer.Option(metavar="SPAN", help="How often each is asked: 90s, 5m, 1h.")
    ] = "5m",
    once: Annotated[bool, typer.Option("--once", help="Ask each once, and end.")] = False,
    listed: Annotated[
        bool, typer.Option("--in-force", help="List what is in force among what is kept.")
    ] = False,
    place: Annotated[
        str | None,
        typer.Option(
            metavar="CODE|LAT,LON", help="Only what is in force there.", show_default="all"
        ),
    ] = None,
    at: Annotated[
        str | None, typer.Option(metavar=TIME, help="In force at this time.", show_default="now")
    ] = None,
    exercises: Annotated[
        bool, typer.Option("--exercises", help="List Exercise and Test, too.")
    ] = False,
    keys: Keys = None,
    allow_private: Annotated[
        list[str] | None,
        typer.Option(
            metavar="HOST", help="Ask this host wherever it lies; for tests and exercises."
        ),
    ] = None,
    show_in: Annotated[
        Path | None,
        typer.Option(
            "--workspace",
            metavar="DIR",
            help="Show there, as theirs and by itself, what a key of --keys signed.",
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Follow feeds and folders of alerts politely, and keep what was read.

    Only public addresses are asked, by http and https.
    """
    named = tuple(sources or ())
    every_s = _checked(named, every, listed=listed, keyless=show_in is not None and keys is None)
    asked_at = read_time("--at", at, otherwise=clock().now())
    reporter = _Told(as_json=as_json)
    if named:
        with store_turn(store_at) as kept:
            following = watcher(
                kept, keys=keys, private=allow_private or (), every_s=every_s, tell=reporter.tell
            )
            pages = None if show_in is None else Pages(show_in, following, reporter.became)
            _follow(following, named, pages, once=once or listed)
    if listed:
        found = None if place is None else _place(place, asked_at)
        statuses = PLAYED if exercises else IN_EARNEST
        rows = list_in_force(store(store_at), at=asked_at, place=found, statuses=statuses)
        answer(
            rows_fields(rows, asked_at),
            as_json=as_json,
            human=lambda out: show_rows(out, rows, asked_at),
        )
    if reporter.troubles and (once or listed):
        raise typer.Exit(1)


app.command("confirm", epilog=examples(CONFIRM))(confirm_command)
app.command("withdraw", epilog=examples(WITHDRAW))(withdraw_command)
app.command("shown", epilog=examples(SHOWN))(shown_command)


def _follow(following: Watcher, sources: Sequence[str], pages: Pages | None, *, once: bool) -> None:
    if once:
        following.turn(sources, once=True)
        if pages is not None:
            pages.show()
        return
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    while not stop.is_set():
        following.turn(sources, once=False)
        if pages is not None:
            pages.show()
        wait_s = following.next_turn(sources).s - clock().now().s
        stop.wait(max(1, wait_s))


def _checked(sources: Sequence[str], every: str, *, listed: bool, keyless: bool) -> int:
    """Return the seconds between two questions.

    Raises:
        WrongUsage: with everything that is wrong with the command line.
    """
    problems = [problem for source in sources for problem in _source_problems(source)]
    if not sources and not listed:
        problems.append(Problem(code=Code.WATCH_NOTHING, where="URL|DIR"))
    if keyless:
        data = {"field": "--workspace"}
        problems.append(Problem(code=Code.WATCH_KEYS_MISSING, where="--keys", data=data))
    match = _SPAN.fullmatch(every)
    every_s = 0 if match is None else int(match[1]) * _UNITS[match[2]]
    if not 1 <= every_s <= _MOST_S:
        data = {"value": every, "near": "90s, 5m, 1h; up to 24h"}
        problems.append(Problem(code=Code.UNKNOWN_VALUE, where="--every", data=data))
    if problems:
        raise WrongUsage(problems)
    return every_s


def _source_problems(source: str) -> Sequence[Problem]:
    if names_scheme(source):
        try:
            parse_address(source)
        except Rejected as rejected:
            return rejected.problems
    elif not Path(source).exists():
        return (Problem(code=Code.FILE_MISSING, where=source, data={"file": source}),)
    return ()


def _place(text: str, at: Instant) -> Place:
    match = _POSITION.fullmatch(text.strip())
    if match is None:
        return shipped_place(text, on=at.local("UTC").date())
    lat, lon = float(match[1]), float(match[2])
    if abs(lat) > _LAST_LAT or abs(lon) > _LAST_LON:
        data = {"value": text, "near": "latitude,longitude in degrees: 43.24,76.95"}
        raise WrongUsage([Problem(code=Code.UNKNOWN_VALUE, where="--place", data=data)])
    return position(lat, lon)


class _Told:
    """Reports what happens, and counts what went wrong."""

    def __init__(self, *, as_json: bool) -> None:
        self._reporter = Reporter(as_json=as_json)
        self.troubles = 0

    def became(self, kept: Kept, problems: Sequence[Problem]) -> None:
        """Report that an alert is shown on our pages, or why not."""
        name = {"identifier": one_line(kept.identifier), "hash": kept.hash}
        if not problems:
            self._reporter.event("shown", **name)
        for problem in problems:
            message, fix = words_of(problem)
            self._reporter.event("not-shown", **name, code=problem.code, text=message, fix=fix)

    def tell(self, told: Told) -> None:
        """Report one thing."""
        match told:
            case New(kept=kept):
                self._reporter.event(
                    "new",
                    identifier=one_line(kept.identifier),
                    sender=one_line(kept.sender),
                    sent=one_line(kept.sent),
                    signature=kept.signature,
                    hash=kept.hash,
                    source=one_line(kept.source),
                )
            case Asked():
                self._reporter.event(
                    "asked" if told.changed else "unchanged",
                    source=told.address,
                    new=str(told.new),
                    waiting=str(told.waiting),
                )
            case Trouble(problem=problem, again=again):
                self.troubles += 1
                message, fix = words_of(problem)
                fields = {"code": problem.code, "text": one_line(message), "fix": one_line(fix)}
                if again is not None:
                    fields["again"] = again.text()
                self._reporter.event("trouble", **fields)
