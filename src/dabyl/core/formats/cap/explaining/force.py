"""Force: whether what an alert says holds at an instant.

1. A block holds from ``effective``, or ``sent`` where there is none, up to, not including,
   ``expires``. ``onset`` is when the event is expected, and changes nothing about that.
2. Without ``expires`` nobody can say how long it holds, and nobody says so here.
3. A Cancel holds nothing: it ends others. An Ack and an Error only answer.
4. What a later message has replaced or withdrawn no longer holds, whatever its times say.
5. A time that can't be read leaves it open; an end that has passed does not.

Source: CAP 1.2, 3.2.1 msgType, 3.2.2 effective, onset, expires.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from dabyl.core.formats.cap.values import Alert, Info, Time
from dabyl.core.formats.cap.vocabulary import MsgType
from dabyl.core.values.instants import Instant


class Force(StrEnum):
    """Whether it holds, or why not."""

    IN_FORCE = "in-force"
    AHEAD = "ahead"
    NO_END = "no-end"
    UNCLEAR = "unclear"
    OVER = "over"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"
    NOT_SENT = "not-sent"
    ENDS_OTHERS = "ends-others"
    ANSWER = "answer"
    EMPTY = "empty"


_STRONGEST_FIRST: Final = (
    Force.IN_FORCE,
    Force.AHEAD,
    Force.NO_END,
    Force.UNCLEAR,
    Force.OVER,
)
_KINDS: Final = {
    MsgType.CANCEL.value: Force.ENDS_OTHERS,
    MsgType.ACK.value: Force.ANSWER,
    MsgType.ERROR.value: Force.ANSWER,
}


def block_force(alert: Alert, info: Info, at: Instant) -> Force:
    """Return whether a block holds at *at* by its own times."""
    end = _instant(info.expires)
    if end is not None and end <= at:
        return Force.OVER
    start = _instant(info.effective or alert.sent)
    if start is None or (end is None and info.expires is not None):
        return Force.UNCLEAR
    if at < start:
        return Force.AHEAD
    return Force.NO_END if end is None else Force.IN_FORCE


def alert_force(
    alert: Alert, blocks: Iterable[Force], *, replaced_by: Iterable[str | None], at: Instant
) -> Force:
    """Return whether an alert holds at *at*.

    *blocks* is what holds of each block; *replaced_by* the kinds of the messages that replaced it,
    the latest last.
    """
    sent = _instant(alert.sent)
    if sent is not None and at < sent:
        return Force.NOT_SENT
    if (kind := _KINDS.get(alert.msg_type or "")) is not None:
        return kind
    for later in reversed(tuple(replaced_by)):
        return Force.WITHDRAWN if later == MsgType.CANCEL else Force.REPLACED
    found = set(blocks)
    return next((force for force in _STRONGEST_FIRST if force in found), Force.EMPTY)


def _instant(time: Time | None) -> Instant | None:
    return None if time is None else time.instant
