"""Moves: what begins, ends sooner, ends later or is taken away from one register to another.

1. The later register is the earlier one with something decided on top.
2. What is taken away (a decision that was withdrawn, a layer that a correction moved) ends as it
   started: it was never in force.
3. A layer that comes out alike everywhere is not told.
"""

from collections.abc import Iterator
from enum import StrEnum

import attrs

from dabyl.core.levels.pieces import FOREVER, Piece
from dabyl.core.register.register import Register
from dabyl.core.values.instants import Instant


class MoveKind(StrEnum):
    """What becomes of a layer on some ground."""

    BEGINS = "begins"
    ENDS_SOONER = "ends-sooner"
    ENDS_LATER = "ends-later"
    TAKEN_AWAY = "taken-away"


@attrs.frozen(kw_only=True)
class Move:
    """What becomes of a layer in an area; ends are None when open, ``was`` also when it begins."""

    kind: MoveKind
    layer: str
    scale: str
    level: str
    area: tuple[str, ...]
    start: Instant
    was: Instant | None
    end: Instant | None


def moves(before: Register, after: Register, *, at: Instant) -> tuple[Move, ...]:
    """Return what becomes of which layer where, as known at *at*."""
    old, new = before.epoch.ledger, after.epoch.ledger
    split = after.epoch.gazetteer.split_since(before.epoch.gazetteer)
    found: list[Move] = []
    for layer, stored in new.layers.items():
        if old.layers.get(layer) is not stored:
            pieces = old.pieces(layer, at.s)
            then = tuple(attrs.evolve(one, ground=split.widen(one.ground)) for one in pieces)
            found += _moves(after, then, new.pieces(layer, at.s))
    return tuple(sorted(found, key=lambda one: (one.start, one.layer, one.area)))


def _moves(register: Register, old: tuple[Piece, ...], new: tuple[Piece, ...]) -> Iterator[Move]:
    gone = [piece for piece in old if piece not in new]
    come = [piece for piece in new if piece not in old]
    for piece in gone:
        left = piece.ground
        for other in come:
            if common := left & other.ground:
                left &= ~other.ground
                yield from _moved(register, piece, other, common)
        if left:
            yield _move(register, MoveKind.TAKEN_AWAY, piece, left, was=piece.end, end=piece.start)
    covered = 0
    for piece in gone:
        covered |= piece.ground
    for piece in come:
        if fresh := piece.ground & ~covered:
            yield _move(register, MoveKind.BEGINS, piece, fresh, was=FOREVER, end=piece.end)


def _moved(register: Register, old: Piece, new: Piece, ground: int) -> Iterator[Move]:
    if new.end != old.end:
        kind = MoveKind.ENDS_SOONER if new.end < old.end else MoveKind.ENDS_LATER
        yield _move(register, kind, new, ground, was=old.end, end=new.end)


def _move(
    register: Register, kind: MoveKind, piece: Piece, ground: int, *, was: int, end: int
) -> Move:
    layer = piece.layer
    day = Instant(piece.start).local(layer.start.zone).date()
    return Move(
        kind=kind,
        layer=layer.id,
        scale=layer.scale,
        level=layer.level,
        area=layer.shapes or register.epoch.covering(ground, day),
        start=Instant(piece.start),
        was=_instant(was),
        end=_instant(end),
    )


def _instant(second: int) -> Instant | None:
    return None if second >= FOREVER else Instant(second)
