"""What is in force on a day, as the rules say it: slow, plain, what the turns must agree with."""

from datetime import date

from dabyl.core.law.turns import InForce, NotInForce, State, Unknown
from dabyl.core.law.wordings import Wording
from dabyl.core.law.works import Clause


def state_by_the_rules(clause: Clause, on: date) -> State:
    """Return what is in force of the clause on a day, looking at every wording each time."""
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
