"""A standing level for people at a terminal."""

from collections.abc import Iterable

from rich.console import Console
from rich.table import Table
from rich.text import Text

from dabyl.cli.screen import level_text
from dabyl.core.calendars.printed import printed_end, printed_instant
from dabyl.core.levels.standing import Part, Standing
from dabyl.core.register.explain import explain
from dabyl.core.register.facts import WorkspaceKind
from dabyl.core.register.register import Register

LANG = "en"
_SHOWN_PARTS = 12


def show_standing(
    out: Console, register: Register, standing: Standing, others: Iterable[Standing] = ()
) -> None:
    """Show the answer: the level first, then its time, its reasons, and what else to know."""
    words = Words(register, standing)
    if register.kind is not WorkspaceKind.LIVE:
        mark = register.kind.value.upper()
        out.print(Text(f"{mark}: this does not say what is in force", "bold"))
    out.print(
        Text.assemble((words.place(standing.place), "bold"), "  ", words.level(standing.level))
    )
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for name, text in _rows(words, standing, others):
        table.add_row(name, text)
    out.print(table)


class Words:
    """What ids and instants of one answer are called."""

    def __init__(self, register: Register, standing: Standing) -> None:
        self.units = register.gazetteer.units
        self.zone = self.units[standing.place].zone
        self.day = standing.at.local(self.zone).date()
        self.register = register
        self.scale = register.scales[standing.scale]

    def place(self, key: str) -> str:
        """Return a place's name and key."""
        unit = self.units.get(key)
        return key if unit is None else f"{unit.name(LANG, self.day)} ({key})"

    def level(self, level: str | None, scale: str | None = None) -> Text:
        """Return a level on its colour."""
        if level is None:
            return Text("no level in force", style="bold")
        version = (self.register.scales[scale] if scale else self.scale).version(self.day)
        known = version.level(level)
        if known is None:
            return Text(level, style="bold")
        return level_text(f"{level}: {known.names.best(LANG)}", known.colour)


def _rows(
    words: Words, standing: Standing, others: Iterable[Standing]
) -> Iterable[tuple[str, Text | str]]:
    zone = words.zone
    yield "at", printed_instant(standing.at, zone, LANG)
    yield "as known at", printed_instant(standing.known_at, zone, LANG)
    if standing.since is not None:
        yield "since", printed_instant(standing.since, zone, LANG)
    if standing.level is not None:
        review = standing.review_by
        yield "until", printed_end(standing.until, zone, LANG, review=review)
    if standing.next is not None:
        at = printed_instant(standing.next.at, zone, LANG)
        yield "next", Text.assemble(words.level(standing.next.level), f" from {at}")
    for place, sentence in enumerate(explain(words.register, standing, LANG)):
        yield "" if place else "why", sentence
    yield from _parts(words, standing.parts)
    for conflict in standing.conflicts:
        said = conflict.text.best(LANG) or conflict.about
        by = conflict.source.publisher if conflict.source else ", ".join(conflict.decisions)
        yield "in conflict", f"{said} ({by})" if by else said
    for defect in standing.defects:
        yield "defect", f"{defect.decision}: {defect.text.best(LANG) or defect.code}"
    for other in others:
        yield other.scale, words.level(other.level, other.scale)
    until = printed_instant(standing.valid_until, zone, LANG)
    yield "confirmed", f"{printed_instant(standing.as_of, zone, LANG)}; ask again by {until}"


def _parts(words: Words, parts: tuple[Part, ...]) -> Iterable[tuple[str, Text]]:
    for part in parts[:_SHOWN_PARTS]:
        yield "part", Text.assemble(words.place(part.place), "  ", words.level(part.level))
    if len(parts) > _SHOWN_PARTS:
        yield "", Text(f"and {len(parts) - _SHOWN_PARTS} more parts; --json names all")
