"""What is in force on a day: in force, not in force, or unknown with the candidates.

1. The wording in force is the one that commenced last; of two that commence on one day, the later
   in the history. One that has ended, or that repeals, leaves nothing in force.
2. Where days are uncertain, every combination of days they may be is looked at: what holds in all
   of them is known, everything else is unknown, with each wording that may be in force.
3. As known at an instant: only what was recorded by then; of two records of one wording the later.
"""

from collections.abc import Iterable
from datetime import date
from typing import assert_never

import attrs

from dabyl.core.law.wordings import Wording
from dabyl.core.law.works import Clause, Statutes
from dabyl.core.values.instants import Instant


@attrs.frozen
class InForce:
    """One wording is in force."""

    wording: Wording


@attrs.frozen
class NotInForce:
    """No wording is in force."""


@attrs.frozen(kw_only=True)
class Unknown:
    """One of the candidates is in force; perhaps none, when it may have lapsed."""

    candidates: tuple[Wording, ...]
    may_have_lapsed: bool


State = InForce | NotInForce | Unknown


@attrs.frozen(kw_only=True)
class Recorded:
    """A wording as it was recorded at an instant, or struck then."""

    at: Instant
    wording: Wording
    struck: bool = False


@attrs.frozen(kw_only=True)
class Difference:
    """A clause that reads otherwise on two days."""

    provision: str
    before: State
    after: State


def state_on(clause: Clause, on: date) -> State:
    """Return what is in force of the clause on a day, as far as it is known."""
    history = clause.history
    possible = [wording for n, wording in enumerate(history) if _may_be_last(history, n, on)]
    lapsed = all(wording.commences.latest > on for wording in history)
    candidates = []
    for wording in possible:
        ended = _ended(wording, on)
        lapsed = lapsed or ended is not False
        if ended is not True:
            candidates.append(wording)
    match candidates:
        case []:
            return NotInForce()
        case [wording] if not lapsed:
            return InForce(wording)
        case _:
            return Unknown(candidates=tuple(candidates), may_have_lapsed=lapsed)


def _may_be_last(history: tuple[Wording, ...], number: int, on: date) -> bool:
    """Tell whether the days may be such that this wording commenced last of all by *on*."""
    mine = history[number].commences
    if mine.earliest > on:
        return False
    best = (min(mine.latest, on), number)
    return all(
        other.commences.latest > on or (other.commences.earliest, n) <= best
        for n, other in enumerate(history)
    )


def _ended(wording: Wording, on: date) -> bool | None:
    if wording.repeals:
        return True
    return False if wording.applies_until is None else wording.applies_until.has_come(on)


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


def as_known(clause: Clause, records: Iterable[Recorded], known_at: Instant) -> Clause:
    """Return the clause with the wordings that were known at an instant; records in order."""
    known: dict[str, Recorded] = {}
    for record in records:
        if record.at <= known_at:
            known[record.wording.id] = record
    wordings = tuple(record.wording for record in known.values() if not record.struck)
    return attrs.evolve(clause, wordings=wordings)


def consolidated(statutes: Statutes, work: str, on: date) -> tuple[tuple[Clause, State], ...]:
    """Return the clauses of a work that are, or may be, in force on a day, in order."""
    clauses = (statutes.clauses[name] for name in statutes.inside.get(work, ()))
    states = ((clause, state_on(clause, on)) for clause in clauses)
    return tuple((clause, state) for clause, state in states if state != NotInForce())


def difference(statutes: Statutes, work: str, before: date, after: date) -> tuple[Difference, ...]:
    """Return the clauses of a work that read otherwise on the day *after* than on *before*."""
    found = []
    for name in statutes.inside.get(work, ()):
        clause = statutes.clauses[name]
        one, other = state_on(clause, before), state_on(clause, after)
        if one != other:
            found.append(Difference(provision=name, before=one, after=other))
    return tuple(found)
