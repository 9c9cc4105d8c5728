"""Showing: from an alert that was read to what the journal says of it, and back.

1. The document goes into the journal as it is kept, with the verdict of when it was received.
2. It matters until it is over, and until all that it ends would have been: else what an Update
   ended would come back when the Update is over.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from dabyl.core.formats.cap.reading import read
from dabyl.core.formats.cap.signature.verdict import State
from dabyl.core.formats.cap.values import Alert
from dabyl.core.formats.cap.vocabulary import MsgType, Status
from dabyl.core.formats.cap.watching.kept import Heard, Kept
from dabyl.core.formats.cap.watching.live import (
    IN_EARNEST,
    PLAYED,
    InForce,
    end_of,
    ended_by,
    in_force,
)
from dabyl.core.journal.keys import WorkspaceKind
from dabyl.core.register.facts import ForeignShown
from dabyl.core.values.instants import Instant


def shown_of(
    heard: Heard, text: str, *, shown: Mapping[str, ForeignShown], office: str | None
) -> ForeignShown:
    """Return what the journal is to say of an alert; *shown* is what is shown already, by hash."""
    kept, alert = heard.kept, heard.alert
    references = tuple(ended_by(heard))
    names = {(reference.sender, reference.identifier) for reference in references}
    ends = [each for each in shown.values() if (each.sender, each.identifier) in names]
    own = Instant(0) if alert.msg_type == MsgType.CANCEL else end_of(heard)
    return ForeignShown(
        identifier=kept.identifier,
        sender=kept.sender,
        sent=kept.sent,
        status=alert.status or "",
        scope=alert.scope or "",
        kind=alert.msg_type or "",
        hash=kept.hash,
        source=kept.source,
        received_at=kept.received_at,
        signature=kept.signature.value,
        reason=kept.reason,
        key=kept.key,
        schema_valid=kept.schema_valid,
        errors=kept.errors,
        office=office,
        supersedes=tuple(f"{one.sender},{one.identifier},{one.sent}" for one in references),
        until=max(own, *(each.until for each in ends), key=lambda at: at.s) if ends else own,
        text=text,
    )


def foreign_in_force(
    shown: Iterable[ForeignShown], *, at: Instant, kind: WorkspaceKind
) -> tuple[InForce, ...]:
    """Return which of the shown warnings are in force at *at*, in a workspace of this kind."""
    statuses: frozenset[Status] = IN_EARNEST if kind is WorkspaceKind.LIVE else PLAYED
    heard = [heard_again(each) for each in shown if at < each.until]
    return in_force(heard, at=at, statuses=statuses)


def heard_again(shown: ForeignShown) -> Heard:
    """Return a shown warning as it was read."""
    kept = Kept(
        hash=shown.hash,
        source=shown.source,
        received_at_s=shown.received_at.s,
        identifier=shown.identifier,
        sender=shown.sender,
        sent=shown.sent,
        signature=State(shown.signature),
        reason=shown.reason,
        key=shown.key,
        schema_valid=shown.schema_valid,
        errors=shown.errors,
    )
    return Heard(kept=kept, alert=_alert(shown.text), is_confirmed=shown.office is not None)


@lru_cache(maxsize=1024)
def _alert(text: str) -> Alert:
    return read(text.encode()).alerts[0].alert
