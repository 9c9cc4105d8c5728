"""What a message is about: the facts of its layer, and the ground as it is written.

1. A message that carries a level is about a strand; its ground is drawn from the borders known.
2. The message of an end has the areas of the chain's last message, as they were written.
3. It is all clear only when nothing else stands on any of that ground.
"""

import attrs

from dabyl.core.formats.cap.reading import read
from dabyl.core.formats.cap.rules.broadcasts import STATED_ERROR
from dabyl.core.formats.cap.values import Area, Info
from dabyl.core.levels.decision import Decision
from dabyl.core.levels.pieces import Layer
from dabyl.core.levels.scale import Level
from dabyl.core.publication.alone import waits_until
from dabyl.core.publication.cap.due import Order
from dabyl.core.publication.cap.grounds import Block, blocks_of
from dabyl.core.publication.cap.strands import Strand, strands
from dabyl.core.register.countersigned import Fate, fate_of
from dabyl.core.register.register import Register
from dabyl.core.values.instants import Instant


@attrs.frozen(kw_only=True)
class Told:
    """A message's layer and decision, and its areas: drawn anew, or as the last one had them."""

    scale: str
    level: str
    decision: Decision
    zone: str
    start: Instant
    blocks: tuple[Block, ...]
    stored: tuple[tuple[Area, ...], ...] = ()
    error_km: float
    is_clear: bool = False
    alone_until: Instant | None = None
    """By when a countersignature of what one person decided is due."""
    has_lapsed: bool = False
    """Whether it ended for want of one."""
    step: Level
    rank: int  # which of the scale's levels it is, from 1
    steps: int  # how many there are


def layer_of(register: Register, order: Order) -> Layer:
    """Return the layer that the message of an order is about."""
    if order.strand is not None:
        return order.strand.layer
    return register.epoch_at(order.at).ledger.rows(order.layer)[-1].piece.layer


def told_of(register: Register, order: Order) -> Told:
    """Return what the message of an order is about."""
    strand = order.strand
    piece = register.epoch_at(order.at).ledger.rows(order.layer)[-1].piece
    layer = piece.layer if strand is None else strand.layer
    record = register.record(layer.decision)
    decision = register.decision_as_known(layer.decision, order.at) or record.decision
    last = _last_infos(register, order) if strand is None else ()
    blocks = () if strand is None else blocks_of(register, strand, order.at, order.channel)
    step, rank, steps = step_of(register, layer)
    keys = (layer.decision, *(piece.extended_by if strand is None else strand.extended_by))
    return Told(
        alone_until=waits_until(register, keys, at=order.at, known_at=order.at),
        has_lapsed=any(_lapsed(register, key, order.at) for key in keys),
        step=step,
        rank=rank,
        steps=steps,
        scale=layer.scale,
        level=layer.level,
        decision=decision,
        zone=layer.start.zone,
        start=layer.start.instant if strand is None else strand.start,
        blocks=blocks,
        stored=tuple(info.areas for info in last),
        error_km=_stated(last) if last else max((b.drawn.error_km for b in blocks), default=0.0),
        is_clear=strand is None and not _is_covered(strands(register, order.at), piece.ground),
    )


def step_of(register: Register, layer: Layer) -> tuple[Level, int, int]:
    """Return a layer's level, which it is of its scale's levels, from 1, and of how many."""
    scale = register.scales[layer.scale]
    version = scale.version(layer.start.instant.local(scale.zone).date())
    ids = [level.id for level in version.levels]
    step = version.level(layer.level) or Level(id=layer.level, rank=0)
    rank = ids.index(layer.level) + 1 if layer.level in ids else 1
    return step, rank, max(len(ids), 1)


def _lapsed(register: Register, key: str, at: Instant) -> bool:
    return fate_of(register, key, at=at, known_at=at) is Fate.LAPSED


def _is_covered(others: tuple[Strand, ...], ground: int) -> bool:
    return any(one.ground & ground for one in others)


def _last_infos(register: Register, order: Order) -> tuple[Info, ...]:
    """Return the blocks of information of the chain's last message."""
    texts = [
        record.message.text
        for record in register.messages
        if record.message.chain == order.chain and record.message.channel == order.channel.id
    ]
    return read(texts[-1].encode()).alerts[0].alert.infos


def _stated(infos: tuple[Info, ...]) -> float:
    """Return how far borders may be off, as a message says."""
    said = (each.value for each in infos[0].parameters if each.name == STATED_ERROR)
    return float(next(said, None) or 0)
