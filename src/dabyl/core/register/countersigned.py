"""What became of a decision that one person released: it waits, was countersigned, or lapsed.

1. It waits until its deadline, for as long as no countersignature is known.
2. Nobody countersigned in time: it lasted no longer than the deadline.
3. A decision of two persons, and one that was withdrawn, wait for nobody.
"""

from enum import StrEnum

from dabyl.core.register.laying import standing_corrections
from dabyl.core.register.records import DecisionRecord
from dabyl.core.register.register import Register
from dabyl.core.values.codes import Code
from dabyl.core.values.instants import Instant

MOST_HOURS = 72
"""For how long a pack can let a decision of one person wait."""


class Fate(StrEnum):
    """What became of what one person released."""

    WAITS = "waits"
    COUNTERSIGNED = "countersigned"
    LAPSED = "lapsed"


def defects_known(
    register: Register, record: DecisionRecord, known_at: Instant
) -> tuple[tuple[str, str], ...]:
    """Return the defects of a record, without the mark of one person once it is countersigned."""
    key, at = record.decision.id, record.recorded_at
    if record.alone is None or fate_of(register, key, at=at, known_at=known_at) is Fate.WAITS:
        return record.defects
    mark = Code.RELEASED_IN_EMERGENCY
    return tuple((code, where) for code, where in record.defects if code != mark)


def fate_of(register: Register, key: str, *, at: Instant, known_at: Instant) -> Fate | None:
    """Return what became of a decision at *at*, as known at *known_at*; None for all others."""
    record = register.decision(key)
    if record is None or record.alone is None or record.recorded_at > known_at:
        return None
    if register.withdrawn(key, known_at) is not None:
        return None
    by = countersignature_id(key)
    if any(one.by == by for one in standing_corrections(register.corrections, key, known_at)):
        return Fate.COUNTERSIGNED
    return Fate.WAITS if at < record.alone.deadline else Fate.LAPSED


def countersignature_id(decision: str) -> str:
    """Return the id of the correction by which a decision is countersigned."""
    return f"{decision}-countersigned"
