"""Prolonging: what one person released, and nobody countersigned, isn't prolonged by one person.

1. It ends at its deadline unless another person countersigns it. So until then nobody alone extends
   it, or what it extended; nor does anybody alone declare the same again on its ground, or less.
2. A higher level may be declared there alone: that is another emergency.
3. A bulletin is no level, and may be renewed.
"""

from collections.abc import Iterator
from datetime import timedelta
from itertools import takewhile

from dabyl.core.levels.decision import Decision, Declare, DeclareState, Effect, Extend, layer_id
from dabyl.core.levels.pieces import Layer, Piece, Track
from dabyl.core.levels.scale import Scale
from dabyl.core.register.countersigned import MOST_HOURS, Fate, fate_of
from dabyl.core.register.effects import layers_named
from dabyl.core.register.register import Register
from dabyl.core.values.instants import Instant

_LONGEST = timedelta(hours=MOST_HOURS)
_LEVELLED = frozenset({Track.LEVEL, Track.SCOPED})


def prolonged(
    register: Register, decision: Decision, effect: Effect, *, at: Instant
) -> tuple[str, ...]:
    """Return the decisions that wait for a countersignature at *at* and that *effect* prolongs."""
    scale = register.scales.get(decision.scale)
    if scale is None:
        return ()
    return tuple(key for key in _waiting(register, at) if _prolongs(register, scale, effect, key))


def _waiting(register: Register, at: Instant) -> Iterator[str]:
    """Give what waits for a countersignature; nothing does for longer than ``MOST_HOURS``."""
    begun = at.plus(-_LONGEST)
    keys = takewhile(
        lambda key: register.record(key).recorded_at > begun, register.order.backwards()
    )
    return (key for key in keys if fate_of(register, key, at=at, known_at=at) is Fate.WAITS)


def _prolongs(register: Register, scale: Scale, effect: Effect, key: str) -> bool:
    pieces = (piece for piece in _pieces_of(register, key) if piece.layer.scale == scale.id)
    match effect:
        case Extend(layers=layers):
            return any(piece.layer.id in layers for piece in pieces)
        case Declare(area=area, start=start) | DeclareState(area=area, start=start):
            ground = register.epoch.ground(area, start, scale.id)
            again = (piece for piece in pieces if _is_again(scale, effect, piece.layer))
            return any(piece.ground & ground for piece in again)
        case _:
            return False


def _is_again(scale: Scale, effect: Declare | DeclareState, layer: Layer) -> bool:
    """Tell whether an effect says no more than a layer does."""
    if isinstance(effect, DeclareState):
        return (layer.track, layer.level) == (Track.STATE, effect.state)
    ranks = {level.id: level.rank for version in scale.versions for level in version.levels}
    is_alike = layer.track in _LEVELLED and layer.scope == effect.area.scope
    return is_alike and ranks.get(effect.level, 0) <= ranks[layer.level]


def _pieces_of(register: Register, key: str) -> Iterator[Piece]:
    """Give what a decision put there, and what it extended."""
    ledger, now = register.epoch.ledger, register.recorded_at.s
    for number, effect in enumerate(register.record(key).decision.effects):
        for layer in (layer_id(key, number), *layers_named(effect)):
            for piece in ledger.pieces(layer, now):
                if key in {piece.layer.decision, *piece.extended_by}:
                    yield piece
