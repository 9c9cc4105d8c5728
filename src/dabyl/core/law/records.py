"""Records: a clause as it was known from each second on.

1. A later record replaces an earlier one as known from its second on; of two records of one second
   the later one holds. What is recorded later changes nothing of what was known before.
2. The seconds lie side by side in an array, because a question searches them first of all.
"""

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date

import attrs

from dabyl.core.law.states import state_on
from dabyl.core.law.turns import NOT_IN_FORCE, State
from dabyl.core.law.works import Clause
from dabyl.core.values.instants import Instant


@attrs.frozen
class Records:
    """Seconds in order, and the clause as known from each of them on."""

    since: Sequence[int]
    clauses: tuple[Clause, ...]

    @classmethod
    def of(cls, known: Iterable[tuple[int, Clause]]) -> "Records":
        """Return the records of these seconds and clauses, in the order of recording."""
        pairs = tuple(known)
        return cls(array("q", [since for since, _ in pairs]), tuple(clause for _, clause in pairs))


def known_clause(records: Records, known_at: Instant) -> Clause | None:
    """Return the clause as known at an instant; None before its first record."""
    place = bisect_right(records.since, known_at.s)
    return records.clauses[place - 1] if place else None


def in_force(records: Records, on: date, known_at: Instant) -> State:
    """Return what is in force on a day, as known at an instant."""
    place = bisect_right(records.since, known_at.s)
    return state_on(records.clauses[place - 1], on) if place else NOT_IN_FORCE
