"""Strands: what one message at a time speaks of, a layer's ground with one start and one end.

1. Pieces of a layer that start and end together, under one wording, are one strand. A layer that
   was extended on a part of its ground has two.
2. The mark of a strand changes with everything that its message says; two strands of one mark need
   no further message.
3. Only levels are strands: a layer about a sector, a site or a group is in no message.
4. A part of a strand has the ground of some areas of it; its mark changes with these alone.
"""

from collections.abc import Iterator
from hashlib import sha256

import attrs

from dabyl.core.levels.decision import Decision
from dabyl.core.levels.pieces import FOREVER, Layer, Piece, Track
from dabyl.core.publication.alone import waits_until
from dabyl.core.register.register import Register
from dabyl.core.values.instants import Instant
from dabyl.core.values.moments import Moment

_MARK_CHARS = 24


@attrs.frozen(kw_only=True)
class Strand:
    """A part of a layer: ``ground`` from ``start`` to ``end`` (None: open), as known.

    ``areas`` are those that a part of a strand tells of; a whole strand names none. ``words``
    changes with everything that is said of any ground.
    """

    layer: Layer
    ground: int
    start: Instant
    end: Instant | None
    review: Moment | None
    ending_decision: str
    extended_by: tuple[str, ...]
    mark: str
    words: str
    areas: tuple[str, ...] = ()


def strands(register: Register, at: Instant) -> tuple[Strand, ...]:
    """Return the strands that stand at *at* or are announced then, as known at *at*."""
    ledger = register.epoch_at(at).ledger
    found = []
    for layer in ledger.layers:
        pieces = [piece for piece in ledger.pieces(layer, at.s) if _counts(piece, at)]
        found += list(_strands(register, pieces, at))
    return tuple(sorted(found, key=lambda one: (one.start, one.layer.id, one.mark)))


def part_of(strand: Strand, ground: int, areas: tuple[str, ...]) -> Strand:
    """Return the part of a strand that is made up by some areas."""
    mark = _digest((strand.words, ground, areas))
    return attrs.evolve(strand, ground=ground & strand.ground, areas=areas, mark=mark)


def _counts(piece: Piece, at: Instant) -> bool:
    return piece.layer.track is Track.LEVEL and piece.start < piece.end and at.s < piece.end


def _strands(register: Register, pieces: list[Piece], at: Instant) -> Iterator[Strand]:
    alike: dict[tuple[int, int, str], list[Piece]] = {}
    for piece in pieces:
        alike.setdefault((piece.start, piece.end, piece.ending_decision), []).append(piece)
    for (start, end, decision), parts in alike.items():
        ground = 0
        for part in parts:
            ground |= part.ground
        first = parts[0]
        yield Strand(
            layer=first.layer,
            ground=ground,
            start=Instant(start),
            end=None if end >= FOREVER else Instant(end),
            review=first.review,
            ending_decision=decision,
            extended_by=first.extended_by,
            mark=_mark(register, first, ground, at),
            words=_mark(register, first, 0, at),
        )


def _mark(register: Register, piece: Piece, ground: int, at: Instant) -> str:
    layer = piece.layer
    keys = dict.fromkeys((layer.decision, *piece.extended_by, piece.ending_decision))
    known = (register.decision_as_known(key, at) or register.record(key).decision for key in keys)
    said = [_said(decision) for decision in known]
    whole = (layer, ground, piece.start, piece.end, piece.review, piece.ended_by, said)
    deadline = waits_until(register, keys, at=at, known_at=at)
    return _digest(whole if deadline is None else (*whole, deadline.s))


def _digest(whole: object) -> str:
    return sha256(repr(whole).encode()).hexdigest()[:_MARK_CHARS]


def _said(decision: Decision) -> object:
    """Return what a message repeats of a decision."""
    return (
        decision.id,
        decision.number,
        decision.office,
        decision.reason,
        decision.title,
        decision.grounds,
        decision.advice,
        decision.changes,
        decision.contact,
        decision.incident,
    )
