"""Reminders: what ends soon, for those who may have to decide before.

1. A reminder falls due 72, 24 and 6 hours before an end, as the agenda has it, and is of use until
   the next of the same end falls due; the last, until the end.
2. So of each end one reminder at most is of use at an instant: after hours without power an office
   is told once, and what is true by then.
3. All of them are computed from the register. An end that was moved or came by a decision takes its
   reminders with it, and the new end has its own.
"""

from datetime import timedelta

import attrs

from dabyl.core.levels.pieces import Layer
from dabyl.core.register.agenda import REMINDER_HOURS, agenda
from dabyl.core.register.epoch import Epoch
from dabyl.core.register.events import Due, DueKind
from dabyl.core.register.register import Register
from dabyl.core.values.instants import Instant


@attrs.frozen(kw_only=True)
class Reminder:
    """One end that is near: of which layer, on which units or shapes, and when."""

    due: Due
    layer: Layer
    area: tuple[str, ...]
    end: Instant
    useful_until: Instant


def reminders(register: Register, *, at: Instant) -> tuple[Reminder, ...]:
    """Return the reminders that are of use at *at*, as known then, in the order of their ends."""
    earliest = at.plus(timedelta(hours=-max(REMINDER_HOURS)))
    newest: dict[tuple[Instant, str], Due] = {}
    for due in agenda(register, after=earliest, known_at=at):
        if due.kind is DueKind.REMINDER and due.at <= at < _end_of(due):
            newest[_end_of(due), due.subject] = due  # items come in order: the latest stays
    epoch = register.epoch_at(at)
    return tuple(_reminder(epoch, newest[key], at) for key in sorted(newest))


def _end_of(due: Due) -> Instant:
    return due.at.plus(timedelta(hours=due.hours_before))


def _reminder(epoch: Epoch, due: Due, known_at: Instant) -> Reminder:
    end = _end_of(due)
    pieces = [
        piece
        for piece in epoch.ledger.pieces(due.subject, known_at.s)
        if piece.end == end.s and piece.ended_by is None
    ]
    layer, ground = pieces[0].layer, 0
    for piece in pieces:
        ground |= piece.ground
    day = layer.start.instant.local(layer.start.zone).date()
    next_hours = max((hours for hours in REMINDER_HOURS if hours < due.hours_before), default=0)
    return Reminder(
        due=due,
        layer=layer,
        area=layer.shapes or epoch.covering(ground, day),
        end=end,
        useful_until=end.plus(timedelta(hours=-next_hours)),
    )
