"""Rows of a ledger as bytes: one layer with all its pieces, read when somebody asks for them.

1. Instants are whole seconds and grounds are hexadecimal text, since masks outgrow 64 bits.
2. What rows say of their layer is written once; a correction can make it say something else, and
   an extension over a gap can give one layer several levels.
"""

from msgspec import Struct, field, msgpack

from dabyl.core.levels.decision import Trend
from dabyl.core.levels.ground import WireScope, wire_scope
from dabyl.core.levels.parts import (
    Wire,
    WireEnding,
    WireMoment,
    Words,
    moment_or_none,
    texts_of,
    wire_ending,
    wire_moment,
    wire_or_none,
)
from dabyl.core.levels.pieces import Layer, Piece, Track
from dabyl.core.levels.tables import Row
from dabyl.core.register.ledger import Rows


class _Layer(Wire):
    """A layer."""

    id: str
    decision: str
    office: str | None
    scale: str
    track: Track
    level: str
    start: WireMoment
    scope: WireScope | None = None
    modifier: str | None = None
    trend: Trend | None = None
    only: bool = False
    text: Words = field(default_factory=dict)
    shapes: tuple[str, ...] = ()


class _Row(Struct, array_like=True, omit_defaults=True, gc=False):
    """A piece with the time for which it is known to be so."""

    layer: int  # its place among those written
    known: int
    gone: int
    start: int
    end: int
    ground: str
    ending: WireEnding
    ending_decision: str
    review: WireMoment | None = None
    extended_by: tuple[str, ...] = ()
    ended_by: str | None = None


class _Rows(Struct, array_like=True, gc=False):
    """A layer with its rows."""

    layers: tuple[_Layer, ...]
    rows: tuple[_Row, ...]


_READ = msgpack.Decoder(_Rows)
_WRITE = msgpack.Encoder()


def format_rows(rows: Rows) -> bytes:
    """Return the rows of one layer as bytes; no rows are no bytes."""
    if not rows:
        return b""
    layers = list(dict.fromkeys(row.piece.layer for row in rows))
    wire = _Rows(
        tuple([_wire_layer(layer) for layer in layers]),
        tuple([_row(row, layers.index(row.piece.layer)) for row in rows]),
    )
    return _WRITE.encode(wire)


def _wire_layer(layer: Layer) -> _Layer:
    return _Layer(
        id=layer.id,
        decision=layer.decision,
        office=layer.office,
        scale=layer.scale,
        track=layer.track,
        level=layer.level,
        start=wire_moment(layer.start),
        scope=None if layer.scope is None else wire_scope(layer.scope),
        modifier=layer.modifier,
        trend=layer.trend,
        only=layer.only,
        text=layer.text.as_dict(),
        shapes=layer.shapes,
    )


def _row(row: Row, layer: int) -> _Row:
    piece = row.piece
    return _Row(
        layer=layer,
        known=row.known,
        gone=row.gone,
        start=row.start,
        end=row.end,
        ground=f"{piece.ground:x}",
        ending=wire_ending(piece.ending),
        ending_decision=piece.ending_decision,
        review=wire_or_none(piece.review),
        extended_by=piece.extended_by,
        ended_by=piece.ended_by,
    )


def parse_rows(data: bytes) -> Rows:
    """Return the rows that ``format_rows`` wrote."""
    if not data:
        return ()
    wire = _READ.decode(data)
    layers = [_layer(one) for one in wire.layers]
    return tuple(
        Row(
            row.known,
            row.gone,
            row.start,
            row.end,
            Piece(
                layer=layers[row.layer],
                ground=int(row.ground, 16),
                start=row.start,
                end=row.end,
                ending=row.ending.value(),
                ending_decision=row.ending_decision,
                review=moment_or_none(row.review),
                extended_by=row.extended_by,
                ended_by=row.ended_by,
            ),
        )
        for row in wire.rows
    )


def _layer(one: _Layer) -> Layer:
    return Layer(
        id=one.id,
        decision=one.decision,
        office=one.office,
        scale=one.scale,
        track=one.track,
        level=one.level,
        start=one.start.value(),
        scope=None if one.scope is None else one.scope.value(),
        modifier=one.modifier,
        trend=one.trend,
        only=one.only,
        text=texts_of(one.text),
        shapes=one.shapes,
    )
