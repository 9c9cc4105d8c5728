"""What begins and ends by a draft, and where, as a preview shows it."""

import attrs

from dabyl.console.standing import places_named, spoken_language
from dabyl.core.publication.press import Press
from dabyl.core.register.moves import Move
from dabyl.core.values.instants import Instant


@attrs.frozen
class MoveRow:
    """What becomes of a layer on some ground; an end is empty when open, ``was`` when it begins."""

    kind: str
    level: str
    where: str
    start: str
    was: str
    end: str


def move_rows(press: Press, moves: tuple[Move, ...], lang: str) -> tuple[MoveRow, ...]:
    """Return moves with their words; instants by the clocks of the scale's zone."""
    spoken = spoken_language(press, lang)
    return tuple(_row(press, move, spoken) for move in moves)


def _row(press: Press, move: Move, lang: str) -> MoveRow:
    zone = press.answers.epoch.readings[move.scale].scale.zone

    def said(instant: Instant | None) -> str:
        return "" if instant is None else press.speakers[lang].instant(instant, zone)

    return MoveRow(
        kind=move.kind.value,
        level=press.speakers[lang].level(press.answers.level(move.scale, move.level)),
        where=places_named(press, move.area, lang),
        start=said(move.start),
        was=said(move.was),
        end=said(move.end),
    )
