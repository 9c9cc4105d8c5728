"""Anchoring the console's audit trail in the journal, so that a changed trail is noticed."""

from contextlib import suppress

from dabyl.core.register.facts import AuditAnchored
from dabyl.core.register.register import Register
from dabyl.core.values.instants import Instant
from dabyl.ports.journal import Overtaken
from dabyl.usecases.desk import Desk, load, record


def anchor(desk: Desk, number: int, line_hash: str, *, at: Instant) -> None:
    """Write down where the trail stands; when somebody else records just then, the next one does.

    Raises:
        Unavailable: the journal cannot be read or written.
    """
    with suppress(Overtaken):
        record(desk, load(desk), [AuditAnchored(number=number, hash=line_hash)], at=at)


def last_anchor(register: Register) -> AuditAnchored | None:
    """Return the newest anchor, or None."""
    anchors = [one.fact for one in register.others if isinstance(one.fact, AuditAnchored)]
    return anchors[-1] if anchors else None
