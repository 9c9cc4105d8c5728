"""A register as bytes and back: what a start from a snapshot reads instead of the journal.

1. A snapshot is a cache: it is used only with the head that it was made at, by whoever can show
   that the bytes are his own. Reading trusts its input.
2. Decisions and rows stay bytes until somebody asks for one, so a start does not grow with history
   as a fold does; packs and borders are read as from the journal.
3. A register restored from a snapshot answers as the one that the journal folds to.
"""

from datetime import date
from functools import cache
from typing import Any

import attrs
from immutables import Map
from msgspec import DecodeError, Struct, msgpack

from dabyl.core.formats.entries.facts import fact_from, written
from dabyl.core.formats.snapshots.rows import format_rows, parse_rows
from dabyl.core.levels.body import decision_from_body, decision_to_body
from dabyl.core.levels.decision import Correct
from dabyl.core.levels.ground import WireShape, wire_shape
from dabyl.core.levels.pieces import Track
from dabyl.core.levels.world import Remark
from dabyl.core.register.epoch import Epoch, epoch
from dabyl.core.register.facts import Numbered
from dabyl.core.register.fold import fold
from dabyl.core.register.ledger import Ground, Ledger
from dabyl.core.register.records import Alone, Correction, DecisionRecord
from dabyl.core.register.register import Register
from dabyl.core.values.instants import Instant

VERSION = 3


class _Other(Struct, array_like=True, gc=False):
    """A fact that is no decision, as the journal has it."""

    number: int
    recorded_at: int
    hash: str
    kind: str
    body: dict[str, Any]


class _Decision(Struct, array_like=True, gc=False):
    """A decision as it was entered."""

    number: int
    recorded_at: int
    hash: str
    defects: tuple[tuple[str, str], ...]
    body: dict[str, Any]
    alone: tuple[str, int] | None


class _Filed(Struct, array_like=True, gc=False):
    """The layers filed under one ground."""

    scale: str
    track: Track
    mask: str
    layers: tuple[str, ...]


class _Epoch(Struct, array_like=True):
    """What an epoch has beside its packs: the shapes that cut its ground, and its ledger."""

    shapes: tuple[tuple[WireShape, date], ...]
    layers: dict[str, bytes]
    members: tuple[_Filed, ...]
    remarks: dict[str, tuple[tuple[int, tuple[tuple[int, Remark, str], ...]], ...]]


class _Register(Struct, array_like=True):
    """Everything."""

    version: int
    number: int
    head: str
    recorded_at: int
    others: tuple[_Other, ...]
    epochs: tuple[_Epoch, ...]
    order: tuple[str, ...]
    decisions: dict[str, bytes]
    corrections: dict[str, tuple[str, ...]]  # decision -> those that correct it, in order


_WRITE = msgpack.Encoder()
_READ = msgpack.Decoder(_Register)
_READ_DECISION = msgpack.Decoder(_Decision)


def format_register(register: Register) -> bytes:
    """Return the register as bytes."""
    others = tuple(register.others)
    return _WRITE.encode(
        _Register(
            version=VERSION,
            number=register.number,
            head=register.head,
            recorded_at=register.recorded_at.s,
            others=tuple([_other(one) for one in others]),
            epochs=tuple([_epoch(one) for one in register.epochs]),
            order=tuple(register.order),
            decisions={
                key: stored if isinstance(stored, bytes) else _decision(stored)
                for key, stored in register.decisions.items()
            },
            corrections={
                key: tuple([correction.by for correction in made])
                for key, made in register.corrections.items()
            },
        )
    )


def _other(one: Numbered) -> _Other:
    kind, body = written(one.fact)
    return _Other(one.number, one.recorded_at.s, one.hash, kind, dict(body))


def _decision(record: DecisionRecord) -> bytes:
    return _WRITE.encode(
        _Decision(
            number=record.number,
            recorded_at=record.recorded_at.s,
            hash=record.hash,
            defects=record.defects,
            body=decision_to_body(record.decision),
            alone=None if record.alone is None else (record.alone.person, record.alone.deadline.s),
        )
    )


def _epoch(one: Epoch) -> _Epoch:
    ledger = one.ledger
    return _Epoch(
        shapes=tuple([(wire_shape(shape), day) for shape, day in one.shapes]),
        layers={
            key: stored if isinstance(stored, bytes) else format_rows(stored)
            for key, stored in ledger.layers.items()
        },
        members=tuple(
            [_Filed(g.scale, g.track, f"{g.mask:x}", ids) for g, ids in ledger.members.items()]
        ),
        remarks=dict(one.remarks),
    )


def parse_register(data: bytes) -> Register:
    """Return the register that ``format_register`` wrote.

    Raises:
        msgspec.DecodeError: the bytes are of another version of this format, or of none.
    """
    wire = _READ.decode(data)
    if wire.version != VERSION:
        raise DecodeError(f"a snapshot of version {wire.version}, not {VERSION}")
    others = tuple([_fact(one) for one in wire.others])
    base = fold(others)
    register = attrs.evolve(
        base,
        number=wire.number,
        head=wire.head,
        recorded_at=Instant(wire.recorded_at),
        epochs=tuple([_restored(*pair) for pair in zip(wire.epochs, base.epochs, strict=True)]),
        order=base.order.with_items(wire.order),
        decisions=Map(wire.decisions),
        decode=_record,
    )
    corrections = {
        key: tuple([_correction(register, key, by) for by in made])
        for key, made in wire.corrections.items()
    }
    return attrs.evolve(register, corrections=Map(corrections))


def _fact(one: _Other) -> Numbered:
    return Numbered(
        number=one.number,
        recorded_at=Instant(one.recorded_at),
        hash=one.hash,
        fact=fact_from(one.kind, one.body, f"entry {one.number}"),
    )


def _record(stored: bytes) -> DecisionRecord:
    wire = _READ_DECISION.decode(stored)
    return DecisionRecord(
        decision=decision_from_body(wire.body),
        number=wire.number,
        recorded_at=Instant(wire.recorded_at),
        hash=wire.hash,
        defects=wire.defects,
        alone=None
        if wire.alone is None
        else Alone(person=wire.alone[0], deadline=Instant(wire.alone[1])),
    )


def _correction(register: Register, decision: str, by: str) -> Correction:
    record = register.record(by)
    effect = next(
        e for e in record.decision.effects if isinstance(e, Correct) and e.decision == decision
    )
    return Correction(by=by, known=record.recorded_at, effect=effect)


def _restored(one: _Epoch, bare: Epoch) -> Epoch:
    """Return *bare*, which has the packs and no decisions, with its shapes and ledger."""
    shapes = [(shape.value(), day) for shape, day in one.shapes]
    if shapes:
        bare = epoch(bare.known_from, bare.packs, shapes)
    members = {
        Ground(filed.scale, filed.track, int(filed.mask, 16)): filed.layers for filed in one.members
    }
    ledger = Ledger(
        layers=Map(one.layers),
        members=Map(members),
        masks=bare.ledger.masks,
        decode=cache(parse_rows),  # a piece under several grounds stays one
    )
    return attrs.evolve(bare, ledger=ledger, remarks=Map(one.remarks))
