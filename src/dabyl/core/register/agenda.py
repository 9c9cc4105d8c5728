"""The agenda: what falls due by itself, in order of time.

1. Everything in it is computed from the register: nothing is planned elsewhere.
2. A layer that has an end brings reminders 72, 24 and 6 hours before it, as long as it runs.
3. Law commences, and ends, at the midnight of a day that is known exactly; what bills that are law
   make of a provision does so too.
4. An item is due once, at its instant; a loop that was away does what it missed in order.
"""

from collections.abc import Iterator, Mapping

from dabyl.core.law.law import Law
from dabyl.core.law.works import Clause
from dabyl.core.levels.pieces import FOREVER, Piece, Track
from dabyl.core.register.epoch import Epoch
from dabyl.core.register.events import Due, DueKind
from dabyl.core.register.pack import Pack
from dabyl.core.register.register import Register
from dabyl.core.values.instants import Instant, day_start

REMINDER_HOURS = (72, 24, 6)
_HOUR_S = 3600

_STARTS = {Track.STATE: DueKind.STATE_START}
_ENDS = {
    Track.LEVEL: DueKind.LAPSE,
    Track.SCOPED: DueKind.LAPSE,
    Track.STATE: DueKind.STATE_LAPSE,
    Track.BULLETIN: DueKind.BULLETIN_ENDS,
}


def agenda(
    register: Register, *, after: Instant, known_at: Instant | None = None
) -> tuple[Due, ...]:
    """Return what falls due after *after*, as known at *known_at* (default: all that is known)."""
    known = register.recorded_at if known_at is None else known_at
    epoch = register.epoch_at(known)
    items = {
        due
        for layer in epoch.ledger.layers
        for piece in epoch.ledger.pieces(layer, known.s)
        for due in _of_piece(piece)
    }
    items |= set(_of_law(register.law_at(known), epoch))
    return tuple(sorted(due for due in items if due.at > after))


def _of_piece(piece: Piece) -> Iterator[Due]:
    layer = piece.layer
    yield Due(
        at=Instant(piece.start), kind=_STARTS.get(layer.track, DueKind.START), subject=layer.id
    )
    if piece.ended_by is None and piece.end < FOREVER:
        yield Due(at=Instant(piece.end), kind=_ENDS[layer.track], subject=layer.id)
        for hours in REMINDER_HOURS:
            at = piece.end - hours * _HOUR_S
            if at > piece.start:
                yield Due(
                    at=Instant(at), kind=DueKind.REMINDER, subject=layer.id, hours_before=hours
                )
    if piece.review is not None and piece.review.instant.s < piece.end:
        yield Due(at=piece.review.instant, kind=DueKind.REVIEW, subject=layer.id)


def _of_law(law: Law, epoch: Epoch) -> Iterator[Due]:
    for clause in law.statutes.clauses.values():
        zone = zone_of(law, clause, epoch.packs)
        for wording in clause.history:
            for day, kind in (
                (wording.commences, DueKind.COMMENCEMENT),
                (wording.applies_until, DueKind.PROVISION_ENDS),
            ):
                if day is not None and day.exact is not None:
                    yield Due(at=day_start(day.exact, zone), kind=kind, subject=wording.id)


def zone_of(law: Law, clause: Clause, packs: Mapping[str, Pack]) -> str:
    """Return the zone in whose midnights a provision commences: that of its pack."""
    pack = packs.get(law.packs.get(clause.work, ""))
    return next(iter(packs.values())).zone if pack is None else pack.zone
