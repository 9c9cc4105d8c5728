"""What a change of the library would do to what is public: its pages, and decisions that stand.

1. The whole site is rendered as it is and as it would be, by the code that publishes, at one
   instant and as of one number of the journal; what differs is told.
2. A decision is touched when a place, level or office that it names reads otherwise, or the rules
   of its scale do. Only what stands, or is still to come, is asked.
"""

from collections.abc import Iterator

import attrs

from dabyl.core.levels.decision import Decision
from dabyl.core.publication.site import MANIFEST, Site, plan
from dabyl.core.publication.theme import Theme
from dabyl.core.register.epoch import Epoch
from dabyl.core.register.facts import LibraryFact
from dabyl.core.register.register import Register
from dabyl.core.values.instants import Instant
from dabyl.usecases.drafts.forms import with_fact

_OF_THE_MOMENT = (MANIFEST, "manifest/")


@attrs.frozen
class PageChanged:
    """A path at which something else would stand; None where nothing does, or would."""

    path: str
    now: bytes | None = attrs.field(repr=False)
    then: bytes | None = attrs.field(repr=False)


@attrs.frozen
class Touched:
    """A decision that a change touches: in its scale, level, office or places."""

    decision: str
    scale: bool
    level: bool
    office: bool
    places: tuple[str, ...]


def after_change(register: Register, fact: LibraryFact, *, at: Instant) -> Register:
    """Return the register as it would be with a change, under the number that it has now."""
    after = with_fact(register, fact, at=at)
    return attrs.evolve(after, number=register.number, head=register.head)


def pages_changed(
    register: Register, after: Register, theme: Theme, *, at: Instant
) -> tuple[PageChanged, ...]:
    """Return every path at which something else would stand at *at* than does."""
    now = plan(register, at=at, known_at=at, theme=theme)
    then = plan(after, at=at, known_at=at, theme=theme)
    return tuple(_differing(now, then))


def _differing(now: Site, then: Site) -> Iterator[PageChanged]:
    for path in dict.fromkeys((*now.paths(), *then.paths())):
        if path.startswith(_OF_THE_MOMENT):
            continue
        before = now.page(path) if now.has(path) else None
        later = then.page(path) if then.has(path) else None
        if before != later:
            yield PageChanged(path, before, later)


def decisions_touched(register: Register, after: Register, *, at: Instant) -> tuple[Touched, ...]:
    """Return the decisions standing at *at*, or still to come, that a change touches."""
    one, other = register.epoch, after.epoch
    found: dict[str, Touched] = {}
    for name in one.ledger.layers:
        for piece in one.ledger.pieces(name, register.recorded_at.s):
            key = piece.layer.decision
            if piece.end > at.s and key not in found:
                decision = register.record(key).decision
                found[key] = _touched(one, other, decision, piece.layer.level, at)
    return tuple(
        each for each in found.values() if each.scale or each.level or each.office or each.places
    )


def _touched(one: Epoch, other: Epoch, decision: Decision, level: str, at: Instant) -> Touched:
    scales = [epoch.readings[decision.scale].scale for epoch in (one, other)]
    day = at.local(scales[0].zone).date()
    levels = [
        next((each for each in scale.version(day).levels if each.id == level), None)
        for scale in scales
    ]
    units = [
        unit
        for effect in decision.effects
        if (area := getattr(effect, "area", None)) is not None
        for unit in area.units
    ]
    return Touched(
        decision=decision.id,
        scale=scales[0] != scales[1],
        level=levels[0] != levels[1],
        office=one.offices.get(decision.office or "") != other.offices.get(decision.office or ""),
        places=tuple(
            unit
            for unit in dict.fromkeys(units)
            if one.gazetteer.unit(unit) != other.gazetteer.unit(unit)
        ),
    )
