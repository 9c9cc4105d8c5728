"""Laying: decisions, one after another, onto the ground of one epoch.

1. A decision is laid once, known from its recording on.
2. A correction lays all decisions of its scale again, as corrected, and books only what differs; so
   what was known before the correction stays as it was known.
3. A shape that the epoch's ground does not know yet cuts the ground anew: the caller then lays
   everything again on an epoch that knows it.
"""

from collections.abc import Callable, Iterator

import attrs
from immutables import Map

from dabyl.core.levels.apply import apply_decision
from dabyl.core.levels.body import corrected
from dabyl.core.levels.decision import Correct, Decision
from dabyl.core.levels.world import Pieces, World
from dabyl.core.register.epoch import Epoch, KnownRemarks, Remarks
from dabyl.core.register.ledger import Booking, updated
from dabyl.core.register.records import Correction, DecisionRecord
from dabyl.core.values.instants import LATEST, Instant

NO_CORRECTIONS: Map[str, tuple[Correction, ...]] = Map()


class Laying:
    """An epoch being written. ``before`` gives the decisions that its ledger already holds."""

    def __init__(
        self,
        epoch: Epoch,
        before: Callable[[], Iterator[DecisionRecord]],
        corrections: Map[str, tuple[Correction, ...]],
    ) -> None:
        self._epoch = epoch
        self._before = before
        self._laid: list[DecisionRecord] = []
        self._corrections = corrections
        self._booking = Booking(epoch.ledger)
        self._remarks: dict[str, tuple[KnownRemarks, ...]] = {}

    def lay(self, record: DecisionRecord) -> None:
        """Lay one decision."""
        self._laid.append(record)
        decision = record.decision
        corrections = [effect for effect in decision.effects if isinstance(effect, Correct)]
        if corrections:
            self._correct(record, corrections)
        else:
            world = _world(self._epoch, decision, self._booking.live)
            applied = apply_decision(world, decision)
            for layer, pieces in applied.changed.items():
                self._booking.book(layer, pieces, record.recorded_at.s)
            self._remark(decision.id, record.recorded_at.s, tuple(applied.remarks))

    def done(self) -> tuple[Epoch, Map[str, tuple[Correction, ...]]]:
        """Return the epoch with everything laid, and the corrections known in it."""
        self._settle()
        return self._epoch, self._corrections

    def _settle(self) -> None:
        self._epoch = attrs.evolve(
            self._epoch,
            ledger=self._booking.done(),
            remarks=updated(self._epoch.remarks, self._remarks),
        )
        self._booking, self._remarks = Booking(self._epoch.ledger), {}

    def _correct(self, record: DecisionRecord, effects: list[Correct]) -> None:
        known = record.recorded_at
        for effect in effects:
            before = self._corrections.get(effect.decision, ())
            made = Correction(by=record.decision.id, known=known, effect=effect)
            self._corrections = self._corrections.set(effect.decision, (*before, made))
        self._settle()
        scale = record.decision.scale
        pieces = self._all_pieces(scale, known.s)
        ledger = self._epoch.ledger
        for layer in ledger.layers:
            if layer not in pieces and ledger.rows(layer)[:1] and self._is_of(layer, scale):
                self._booking.book(layer, (), known.s)
        for layer, now in pieces.items():
            self._booking.book(layer, now, known.s)

    def _is_of(self, layer: str, scale: str) -> bool:
        return self._epoch.ledger.rows(layer)[0].piece.layer.scale == scale

    def _remark(self, decision: str, known: int, remarks: Remarks) -> None:
        before = self._epoch.remarks.get(decision, ())
        if remarks != (before[-1][1] if before else ()):
            self._remarks[decision] = (*before, (known, remarks))

    def _all_pieces(self, scale: str, known: int) -> dict[str, Pieces]:
        pieces: dict[str, Pieces] = {}
        for decision in self._as_corrected():
            if decision.scale == scale:
                world = _world(self._epoch, decision, pieces.get)
                applied = apply_decision(world, decision)
                pieces.update(applied.changed)
                self._remark(decision.id, known, tuple(applied.remarks))
        return pieces

    def _as_corrected(self) -> Iterator[Decision]:
        for record in (*self._before(), *self._laid):
            decision = as_corrected(
                record.decision, standing_corrections(self._corrections, record.decision.id)
            )
            if decision is not None:
                yield decision


def standing_corrections(
    corrections: Map[str, tuple[Correction, ...]], key: str, known_at: Instant = LATEST
) -> tuple[Correction, ...]:
    """Return the corrections of a decision as known, without those that were withdrawn."""

    def gone(by: str) -> bool:
        return any(c.effect.withdraw for c in standing_corrections(corrections, by, known_at))

    made = corrections.get(key, ())
    return tuple(c for c in made if c.known <= known_at and not gone(c.by))


def as_corrected(decision: Decision, corrections: tuple[Correction, ...]) -> Decision | None:
    """Return the decision with the corrections; None when one of them withdraws it."""
    for correction in corrections:
        if correction.effect.withdraw:
            return None
        decision = corrected(decision, correction.effect.changes)
    return decision


def _world(epoch: Epoch, decision: Decision, pieces: Callable[[str], Pieces | None]) -> World:
    return World(
        pieces=pieces,
        scale=epoch.readings[decision.scale].scale,
        ground=lambda area, moment: epoch.ground(area, moment, decision.scale),
    )
