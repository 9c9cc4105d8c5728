"""Emergencies: one person decides when no second can be reached, and it doesn't last by itself.

1. A pack allows it, power by power, and says within how many hours another person signs; never more
   than ``MOST_HOURS``.
2. What is released ends at that deadline, or before. So it can only put something there: declare,
   extend, a state, a bulletin. What it would end, or replace, could not come back. Nor does one
   person alone prolong what waits for a countersignature (``prolonged``).
3. Another person who wrote no part of it countersigns in time: a correction gives each effect the
   end that was wanted. The whole decision must have been lawful without the emergency, too.
4. The decision is marked wherever it is shown.
"""

from collections.abc import Iterator
from datetime import time, timedelta

import attrs

from dabyl.core.calendars.endings import AtTime
from dabyl.core.levels.body import decision_to_body
from dabyl.core.levels.decision import (
    Bulletin,
    Correct,
    Decision,
    Declare,
    DeclareState,
    Effect,
    Extend,
)
from dabyl.core.register.authority import emergency_hours
from dabyl.core.register.countersigned import MOST_HOURS, countersignature_id
from dabyl.core.register.effects import ends_at
from dabyl.core.register.facts import DecisionMade
from dabyl.core.register.prolonged import prolonged
from dabyl.core.register.register import Register
from dabyl.core.values.codes import Code
from dabyl.core.values.instants import Instant, local_instant
from dabyl.core.values.problems import Problem

Adding = Declare | Extend | DeclareState | Bulletin
"""What only puts something there, until an end."""

_HOUR_S = 3_600
_LAST_HOUR = 23


def deadline_of(register: Register, decision: Decision, *, at: Instant) -> Instant | None:
    """Return until when a decision of one person would last, or None when the pack allows none."""
    hours = emergency_hours(register, decision)
    if hours is None:
        return None
    late = at.plus(timedelta(hours=min(hours, MOST_HOURS)))
    return Instant(late.s - late.s % 60)


def shortened(register: Register, decision: Decision, deadline: Instant) -> Decision:
    """Return the decision with every end at the deadline, or where it was when that is earlier."""
    effects = tuple(_shortened(register, decision, one, deadline) for one in decision.effects)
    return attrs.evolve(decision, effects=effects)


def emergency_problems(
    register: Register, decision: Decision, deadline: Instant, *, at: Instant
) -> Iterator[Problem]:
    """Find every reason why one person may not release a decision until a deadline."""
    latest = deadline_of(register, decision, at=at)
    if latest is None:
        yield Problem(code=Code.EMERGENCY_NOT_ALLOWED, where="provision")
    elif not at < deadline <= latest:
        data = {"deadline": deadline.text(), "latest": latest.text()}
        yield Problem(code=Code.EMERGENCY_DEADLINE, where="deadline", data=data)
    for number, effect in enumerate(decision.effects):
        if not isinstance(effect, Adding):
            yield Problem(code=Code.EMERGENCY_ACTION, where=f"effects[{number}]")
        for key in prolonged(register, decision, effect, at=at):
            data = {"decision": key}
            yield Problem(code=Code.EMERGENCY_AGAIN, where=f"effects[{number}]", data=data)


def alone_until(register: Register, decision: Decision, *, at: Instant) -> Instant | None:
    """Return until when a decision would last that one person releases now; None if none may."""
    deadline = deadline_of(register, decision, at=at)
    if deadline is None:
        return None
    problems = tuple(emergency_problems(register, decision, deadline, at=at))
    return None if problems else deadline


def lasts_too_long(decision: Decision, deadline: Instant, *, recorded_at: Instant) -> bool:
    """Tell whether a released decision outlasts its deadline, or the deadline all emergencies."""
    if deadline.s - recorded_at.s > MOST_HOURS * _HOUR_S:
        return True
    return not all(_ends_by(effect, deadline) for effect in decision.effects)


def restored(register: Register, decision: Decision) -> Decision:
    """Return the correction that gives an emergency's effects the ends that were wanted."""
    wanted, stands = (
        decision_to_body(one)["effects"]
        for one in (decision, register.record(decision.id).decision)
    )
    endings = {
        number: {"ending": wanted[number]["ending"]}
        for number in wanted
        if wanted[number] != stands[number]
    }
    return Decision(
        id=countersignature_id(decision.id),
        mode=decision.mode,
        scale=decision.scale,
        office=decision.office,
        provision=decision.provision,
        effects=(Correct(decision=decision.id, changes={"effects": endings}),),
    )


def countersign_problems(register: Register, decision: Decision, *, at: Instant) -> list[Problem]:
    """Find every reason why the *decision*, as it was wanted, can't be countersigned."""
    record = register.decision(decision.id)
    data = {"decision": decision.id}
    known = {one.by for one in register.corrections_of(decision.id)}
    if record is None or record.alone is None or countersignature_id(decision.id) in known:
        return [Problem(code=Code.COUNTERSIGN_NOTHING, where="decision", data=data)]
    if at >= record.alone.deadline:
        late = {**data, "deadline": record.alone.deadline.text()}
        return [Problem(code=Code.COUNTERSIGN_LATE, where="decision", data=late)]
    if shortened(register, decision, record.alone.deadline) != record.decision:
        return [Problem(code=Code.COUNTERSIGN_DIFFERS, where="decision", data=data)]
    return []


def corrects_only(decision: Decision, other: str) -> bool:
    """Tell whether a decision does nothing but change the ends of another one's effects."""
    for effect in decision.effects:
        if not isinstance(effect, Correct) or effect.decision != other or effect.withdraw:
            return False
        fields = {name for part in effect.changes.get("effects", {}).values() for name in part}
        if effect.changes.keys() != {"effects"} or fields != {"ending"}:
            return False
    return True


def as_released_alone(made: DecisionMade, deadline: Instant) -> DecisionMade:
    """Return what was made with the mark of an emergency."""
    mark = (Code.RELEASED_IN_EMERGENCY.value, deadline.text())
    return attrs.evolve(made, defects=(mark, *made.defects))


def _zone(effect: Adding) -> str:
    return (effect.counted_from() if isinstance(effect, Declare) else effect.start).zone


def _shortened(register: Register, decision: Decision, effect: Effect, deadline: Instant) -> Effect:
    if not isinstance(effect, Adding):
        return effect
    own = ends_at(register, decision, effect)
    end = deadline if own is None else min(Instant(own), deadline)
    local = end.local(_zone(effect))
    ending = AtTime(day=local.date(), minutes=local.hour * 60 + local.minute)
    return attrs.evolve(effect, ending=ending)


def _ends_by(effect: Effect, deadline: Instant) -> bool:
    if not isinstance(effect, Adding) or not isinstance(effect.ending, AtTime):
        return False
    hours, minutes = divmod(effect.ending.minutes, 60)
    if hours > _LAST_HOUR:
        return False
    return local_instant(effect.ending.day, time(hours, minutes), _zone(effect)) <= deadline
