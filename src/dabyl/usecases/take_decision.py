"""Taking a decision here, or recording one that was taken elsewhere."""

import attrs

from dabyl.core.levels.decision import Decision, Mode
from dabyl.core.register.decide import RecordDecision, TakeDecision
from dabyl.core.register.register import Register
from dabyl.core.values.codes import Code
from dabyl.core.values.instants import Instant
from dabyl.core.values.problems import Problem, Refused
from dabyl.usecases.desk import Desk, load
from dabyl.usecases.official import take_on


@attrs.frozen(kw_only=True)
class Taken:
    """What became of a decision: the register that knows it."""

    decision: Decision
    register: Register


def take_decision(desk: Desk, decision: Decision, *, at: Instant) -> Taken:
    """Carry the decision through every check and record it, as of *at*.

    Raises:
        Refused: a rule says no; every reason at once.
        Overtaken: another step was recorded meanwhile; what it was is told.
        Unavailable: the journal cannot be read or written.
    """
    return Taken(decision=decision, register=decided(desk, load(desk), decision, at=at))


def decided(desk: Desk, register: Register, decision: Decision, *, at: Instant) -> Register:
    """Carry the decision out on a register that is known already; see ``take_decision``."""
    match decision.mode:
        case Mode.RECORDED:
            return take_on(desk, register, RecordDecision(decision=decision), at=at)
        case Mode.TAKEN if decision.office is None:
            raise Refused(
                [Problem(code=Code.MISSING_FIELD, where="office", data={"field": "office"})]
            )
        case Mode.TAKEN:
            command = TakeDecision(decision=decision, by_office=decision.office)
            return take_on(desk, register, command, at=at)
