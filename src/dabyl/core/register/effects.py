"""Effects against the register: which pieces they name, and when they end."""

from dabyl.core.calendars.endings import Ending, end_instant
from dabyl.core.levels.decision import Area, Correct, Decision, Declare, Effect, EndState, Lift
from dabyl.core.levels.pieces import Piece
from dabyl.core.levels.scale import ScopeKind
from dabyl.core.register.epoch import Epoch
from dabyl.core.register.register import Register


def layers_named(effect: Effect) -> tuple[str, ...]:
    """Return the layers that an effect names."""
    if isinstance(effect, EndState):
        return effect.states
    return getattr(effect, "layers", ())


def pieces_named(register: Register, effect: Effect) -> tuple[Piece, ...]:
    """Return the pieces, as known now, of the layers that an effect names."""
    ledger, now = register.epoch.ledger, register.recorded_at.s
    return tuple(piece for name in layers_named(effect) for piece in ledger.pieces(name, now))


def ends_at(register: Register, decision: Decision, effect: Effect) -> int | None:
    """Return the second at which what an effect makes ends; None when open."""
    ending: Ending | None = getattr(effect, "ending", None)
    if ending is None or isinstance(effect, Lift | EndState | Correct):
        return None
    start = effect.counted_from() if isinstance(effect, Declare) else effect.start
    day = start.instant.local(start.zone).date()
    rule = register.epoch.readings[decision.scale].scale.version(day).ends
    end = end_instant(ending, start=start.instant, zone=start.zone, rule=rule)
    return None if end is None else end.s


def kinds_of(epoch: Epoch, area: Area) -> set[str]:
    """Return the kinds of an area: of its units, ``part`` for shapes, and of its scope."""
    kinds = {epoch.gazetteer.units[key].kind for key in area.units}
    kinds |= {ScopeKind.PART.value} if area.shapes else set()
    return kinds | ({area.scope.kind.value} if area.scope else set())
