"""Which wording applies: the one of the day of the offence, or a milder one that came later.

1. Every wording that was in force on a day from the offence to the judgement counts; the mildest
   applies. A harsher one never reaches back. A provision that ended before the judgement costs
   nothing.
2. Where two of the mildest can't be compared, both are given, and people choose.
3. What is not known refuses: the wording of the day, its sanction, or whether a wording that isn't
   surely harsher came into force in between.
"""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import assert_never

import attrs

from dabyl.core.law.kinds import Offender, Reach
from dabyl.core.law.order import Comparison, compare
from dabyl.core.law.sanctions import Sanction, Unstated
from dabyl.core.law.states import state_on
from dabyl.core.law.turns import InForce, NotInForce, Unknown
from dabyl.core.law.wordings import Wording
from dabyl.core.law.works import Clause
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem, Refused

_NO_SANCTION = Sanction()
_AT_LEAST = {Comparison.HARSHER, Comparison.EQUAL}


class Reason(StrEnum):
    """Why a wording applies."""

    DAY_OF_OFFENCE = "day-of-offence"  # in force that day, and nothing milder came
    MILDER_LATER = "milder-later"  # a milder one came before the judgement
    NOT_COMPARABLE = "not-comparable"  # another can't be called harsher or milder
    ENDED = "ended"  # what was done costs nothing any more


@attrs.frozen
class Applies:
    """A wording that applies, or none when the provision ended, and why."""

    wording: Wording | None
    reason: Reason

    @property
    def sanction(self) -> Sanction:
        """What it costs."""
        return _cost(self.wording)


def applicable(
    clause: Clause,
    *,
    on: date,
    judged_on: date,
    offender: Offender = Offender.PERSON,
    where: Reach = Reach.INSIDE,
) -> tuple[Applies, ...]:
    """Return the wording that applies to an offence of the day *on*; two or more when unclear.

    Raises:
        Refused: not in force that day, judged before the offence, or not known.
    """
    if judged_on < on:
        data = {"start": on.isoformat(), "end": judged_on.isoformat()}
        raise Refused((Problem(code=Code.END_BEFORE_START, where="judged_on", data=data),))
    day = _of_the_day(clause, on)
    certain: list[Wording | None] = [day]
    uncertain: list[Wording | None] = []
    for moment in _turning_days(clause, on, judged_on):
        match state_on(clause, moment):
            case InForce(wording=wording):
                certain.append(wording)
            case NotInForce():
                certain.append(None)
            case Unknown(candidates=candidates, may_have_lapsed=lapsed):
                uncertain += [*candidates, *([None] if lapsed else [])]
            case state:
                assert_never(state)

    def beside(one: Wording | None, other: Wording | None) -> Comparison:
        return compare(_cost(one), _cost(other), offender=offender, where=where)

    def sure(wording: Wording | None) -> bool:
        return any(beside(wording, other) in _AT_LEAST for other in mildest)

    mildest: list[Wording | None] = []
    for each in certain:
        _refuse_unread(clause, each, offender, where)
        if not sure(each):
            mildest = [other for other in mildest if beside(other, each) is not Comparison.HARSHER]
            mildest.append(each)
    if unsure := [each for each in uncertain if not sure(each)]:
        names = ", ".join(dict.fromkeys("-" if each is None else each.id for each in unsure))
        data = {"provision": clause.id, "on": judged_on.isoformat(), "candidates": names}
        raise Refused((Problem(code=Code.LAW_UNKNOWN, where=clause.id, data=data),))
    return tuple(Applies(each, _reason(each, day, mildest)) for each in mildest)


def _reason(wording: Wording | None, day: Wording, mildest: list[Wording | None]) -> Reason:
    if wording is None:
        return Reason.ENDED
    if len(mildest) > 1:
        return Reason.NOT_COMPARABLE
    return Reason.DAY_OF_OFFENCE if wording == day else Reason.MILDER_LATER


def _of_the_day(clause: Clause, on: date) -> Wording:
    match state_on(clause, on):
        case InForce(wording=wording):
            return wording
        case NotInForce():
            data = {"provision": clause.id, "on": on.isoformat()}
            raise Refused((Problem(code=Code.PROVISION_NOT_IN_FORCE, where=clause.id, data=data),))
        case Unknown(candidates=candidates):
            names = ", ".join(wording.id for wording in candidates)
            data = {"provision": clause.id, "on": on.isoformat(), "candidates": names}
            raise Refused((Problem(code=Code.LAW_UNKNOWN, where=clause.id, data=data),))
        case state:
            assert_never(state)


def _refuse_unread(
    clause: Clause, wording: Wording | None, offender: Offender, where: Reach
) -> None:
    """Refuse a wording whose sanction, or a part of it that meets the offender, is not known."""
    parts = _cost(wording).meeting(offender, where)
    unread = [part.id for part in parts if isinstance(part.penalty, Unstated)]
    if wording is not None and (wording.sanction is None or unread):
        data = {"version": wording.id, "parts": ", ".join(unread) or "-"}
        raise Refused((Problem(code=Code.SANCTION_UNKNOWN, where=clause.id, data=data),))


def _cost(wording: Wording | None) -> Sanction:
    return _NO_SANCTION if wording is None else wording.sanction or _NO_SANCTION


def _turning_days(clause: Clause, on: date, until: date) -> Iterator[date]:
    """Yield the days after *on*, up to *until*, on which what is in force may turn."""
    days = clause.turns.days
    return iter(days[bisect_right(days, on) : bisect_right(days, until)])
