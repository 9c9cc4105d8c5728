"""Ends and small changes: what a Cancel carries, and what a minor change is.

1. A public Cancel tells what ended and what to do now, starts at once, and is soon over itself.
2. A minor change is marked in every block of an Update, and explained when it is of another kind.
"""

from typing import Final

from dabyl.core.formats.cap.rules.context import Context
from dabyl.core.formats.cap.rules.findings import Fault, Judged
from dabyl.core.formats.cap.rules.kinds import E, I, Subject, W, kinds
from dabyl.core.formats.cap.rules.message import Message
from dabyl.core.formats.cap.rules.registry import rule
from dabyl.core.formats.cap.values import Info
from dabyl.core.formats.cap.vocabulary import MsgType, Scope

LONGEST_CANCEL_S: Final = 24 * 3600
"""How long a Cancel is worth telling, in seconds."""

_MINOR: Final = "minorchange"


@rule(
    number=36,
    code="cap-cancel-silent",
    subject=Subject.MESSAGE,
    source="CAP-CP 1.0, 4",
    kinds=kinds(W, oasis=I, elsewhere=W, cap_cp=E, cap_au=E, google=E, ipaws=I),
)
def cancels_tell_what_ended(message: Message, context: Context) -> Judged:
    """A public Cancel has an ``info`` that tells what ended and what to do."""
    del context
    alert = message.alert
    if alert.msg_type != MsgType.CANCEL or alert.scope != Scope.PUBLIC:
        return
    if not alert.infos:
        yield Fault()
    for number, info in enumerate(alert.infos, 1):
        if not (info.description or "").strip() and not (info.instruction or "").strip():
            yield Fault(f"info[{number}]", "words", at_most=W)


@rule(
    number=37,
    code="cap-cancel-effective",
    subject=Subject.MESSAGE,
    source="CAP-AU 1.0, effective",
    kinds=kinds(E, oasis=I, cap_au=E),
)
def cancels_have_no_effective(message: Message, context: Context) -> Judged:
    """A Cancel has no ``effective``."""
    del context
    if message.alert.msg_type == MsgType.CANCEL:
        for number, info in enumerate(message.alert.infos, 1):
            if info.effective is not None:
                yield Fault(f"info[{number}]/effective", data={"value": info.effective.text})


@rule(
    number=38,
    code="cap-cancel-long",
    subject=Subject.MESSAGE,
    source="own: what has ended is soon no news",
    kinds=kinds(W, oasis=I),
)
def cancels_are_soon_over(message: Message, context: Context) -> Judged:
    """A Cancel has a short life of its own: a day at most."""
    del context
    alert = message.alert
    if alert.msg_type != MsgType.CANCEL or alert.sent is None or alert.sent.instant is None:
        return
    for number, info in enumerate(alert.infos, 1):
        end = None if info.expires is None else info.expires.instant
        if end is not None and end.s - alert.sent.instant.s > LONGEST_CANCEL_S:
            yield Fault(f"info[{number}]/expires", data={"value": end.text()})


@rule(
    number=39,
    code="cap-minor-change",
    subject=Subject.MESSAGE,
    source="CAP-CP 1.0, recommendation 7",
    kinds=kinds(W, oasis=I, cap_cp=W),
)
def minor_changes_are_marked_throughout(message: Message, context: Context) -> Judged:
    """A minor change is marked in every ``info`` of an Update with references, and explained."""
    del context
    alert = message.alert
    marks = [_minor_change(info) for info in alert.infos]
    if not any(marks):
        return
    if alert.msg_type != MsgType.UPDATE or not alert.parsed_references:
        yield Fault(f"info[{1 + next(at for at, mark in enumerate(marks) if mark)}]")
    for number, mark in enumerate(marks, 1):
        if mark is None:
            yield Fault(f"info[{number}]", "everywhere")
    if any(mark == "other" for mark in marks) and not (alert.note or "").strip():
        yield Fault("note", "note")


def _minor_change(info: Info) -> str | None:
    for parameter in info.parameters:
        if (parameter.name or "").lower().endswith(_MINOR):
            value = (parameter.value or "").strip().lower()
            if value and value != "none":
                return value
    return None
