"""What is in force on a day: in force, not in force, or unknown with the candidates.

1. The wording in force is the one that commenced last; of two that commence on one day, the later
   in the history. One that has ended, or that repeals, leaves nothing in force.
2. Where days are uncertain, every combination of days they may be is looked at: what holds in all
   of them is known, everything else is unknown, with each wording that may be in force.
"""

from bisect import bisect_right
from datetime import date
from typing import assert_never

import attrs

from dabyl.core.law.turns import InForce, NotInForce, State, Unknown
from dabyl.core.law.wordings import Wording
from dabyl.core.law.works import Clause, Statutes


@attrs.frozen(kw_only=True)
class Difference:
    """A clause that reads otherwise on two days."""

    provision: str
    before: State
    after: State


def state_on(clause: Clause, on: date) -> State:
    """Return what is in force of the clause on a day, as far as it is known."""
    turns = clause.turns
    return turns.states[bisect_right(turns.ordinals, on.toordinal()) - 1]


def texts_of(state: State) -> tuple[Wording, ...]:
    """Return every wording that is, or may be, in force."""
    match state:
        case InForce(wording=wording):
            return (wording,)
        case NotInForce():
            return ()
        case Unknown(candidates=candidates):
            return candidates
        case _:
            assert_never(state)


def difference(statutes: Statutes, work: str, before: date, after: date) -> tuple[Difference, ...]:
    """Return the clauses of a work that read otherwise on the day *after* than on *before*."""
    found = []
    for name in statutes.inside.get(work, ()):
        clause = statutes.clauses[name]
        one, other = state_on(clause, before), state_on(clause, after)
        if one != other:
            found.append(Difference(provision=name, before=one, after=other))
    return tuple(found)
