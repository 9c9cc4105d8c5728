"""The agenda: what falls due by itself, in order of time.

1. Everything in it is computed from the register: nothing is planned elsewhere.
2. A layer that has an end brings reminders 72, 24 and 6 hours before it, as long as it runs.
3. An item is due once, at its instant; a loop that was away does what it missed in order.
"""

from collections.abc import Iterator

from dabyl.core.levels.pieces import FOREVER, Piece, Track
from dabyl.core.register.epoch import Epoch
from dabyl.core.register.events import Due, DueKind
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
    items |= set(_of_law(register, epoch, known))
    return tuple(sorted(due for due in items if due.at > after))


def next_due(register: Register, *, after: Instant, known_at: Instant | None = None) -> Due | None:
    """Return the first item after *after*, or None."""
    return next(iter(agenda(register, after=after, known_at=known_at)), None)


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


def _of_law(register: Register, epoch: Epoch, known: Instant) -> Iterator[Due]:
    zones = {p.id: pack.zone for pack in epoch.packs.values() for p in pack.provisions}
    otherwise = next(pack.zone for pack in epoch.packs.values())
    for key in register.law:
        provision = register.provision(key, known)
        zone = zones.get(key, otherwise)
        for version in () if provision is None else provision.versions:
            if version.commences is not None:
                at = day_start(version.commences, zone)
                yield Due(at=at, kind=DueKind.COMMENCEMENT, subject=version.id)
            if version.applies_until is not None:
                at = day_start(version.applies_until, zone)
                yield Due(at=at, kind=DueKind.PROVISION_ENDS, subject=version.id)
