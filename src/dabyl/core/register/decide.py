"""Deciding: from a command to the facts to be recorded, or to every reason why not.

1. Taken here: refused, with every reason at once, unless it makes sense, is lawful and complete.
2. Recorded as taken elsewhere: refused only when it makes no sense; every reason that would have
   refused a taken one is kept with it as a defect, and shown.
3. Nothing is written here: the shell appends what comes out.
"""

from typing import assert_never

import attrs

from dabyl.core.incidents.incident import Figure, Incident
from dabyl.core.levels.decision import Decision, Mode
from dabyl.core.register.approval import approval_problems, needs_two, number_problems
from dabyl.core.register.areas import area_problems
from dabyl.core.register.authority import (
    uncertain_provision,
    unconfirmed_powers,
    unlawful,
)
from dabyl.core.register.content import incomplete
from dabyl.core.register.correcting import brought_in
from dabyl.core.register.countersigned import countersignature_id
from dabyl.core.register.emergency import (
    as_released_alone,
    countersign_problems,
    emergency_problems,
    restored,
    shortened,
)
from dabyl.core.register.facts import DecisionMade, Fact, ForeignShown
from dabyl.core.register.foreign import foreign_shown, foreign_withdrawn
from dabyl.core.register.library import ChangeLibrary, library_changed
from dabyl.core.register.recording import (
    figure_recorded,
    incident_corrected,
    incident_recorded,
)
from dabyl.core.register.register import Register
from dabyl.core.register.sense import nonsense
from dabyl.core.register.staffing import (
    ChangeStaff,
    HoldCeremony,
    staff_changes,
)
from dabyl.core.staff.consents import Approval
from dabyl.core.values.codes import Code
from dabyl.core.values.instants import Instant
from dabyl.core.values.problems import Problem, Refused


@attrs.frozen(kw_only=True)
class TakeDecision:
    """Take a decision here, as an office; ``approval`` holds the consents of those who decide."""

    decision: Decision
    by_office: str
    approval: Approval | None = None


@attrs.frozen(kw_only=True)
class CountersignDecision:
    """Let a decision that one person released last as long as was wanted: *decision* says so."""

    decision: Decision
    approval: Approval


@attrs.frozen(kw_only=True)
class RecordDecision:
    """Record a decision that was taken elsewhere."""

    decision: Decision


@attrs.frozen(kw_only=True)
class RecordIncident:
    """Record an incident, or what became clear of it; a new one must not be there yet."""

    incident: Incident
    is_new: bool = False


@attrs.frozen(kw_only=True)
class CorrectIncident:
    """Replace what is told of an incident, by entry *based_on* of the journal."""

    incident: Incident
    based_on: int


@attrs.frozen(kw_only=True)
class RecordFigure:
    """Record a figure of an incident, typed when *seen* others were known (None: all)."""

    figure: Figure
    seen: int | None = None


@attrs.frozen(kw_only=True)
class ShowForeign:
    """Show a warning of another authority as theirs."""

    warning: ForeignShown


@attrs.frozen(kw_only=True)
class WithdrawForeign:
    """Take a warning of another authority off our pages."""

    hash: str
    office: str
    reason: str


Command = (
    TakeDecision
    | CountersignDecision
    | RecordDecision
    | ChangeLibrary
    | RecordIncident
    | CorrectIncident
    | RecordFigure
    | ChangeStaff
    | HoldCeremony
    | ShowForeign
    | WithdrawForeign
)


def decide(register: Register, command: Command, *, at: Instant) -> tuple[Fact, ...]:
    """Return the facts that the command makes.

    Raises:
        Refused: a rule says no; every reason at once.
    """
    match command:
        case TakeDecision():
            return (_taken(register, command, at),)
        case CountersignDecision():
            return (_countersigned(register, command, at),)
        case RecordDecision(decision=decision):
            return (_recorded(register, decision, at),)
        case ChangeLibrary():
            return (library_changed(register, command),)
        case RecordIncident(incident=incident, is_new=is_new):
            return (incident_recorded(register, incident, is_new=is_new),)
        case CorrectIncident(incident=incident, based_on=based_on):
            return (incident_corrected(register, incident, based_on=based_on),)
        case RecordFigure(figure=figure, seen=seen):
            return (figure_recorded(register, figure, seen=seen),)
        case ChangeStaff() | HoldCeremony():
            return staff_changes(register, command)
        case ShowForeign(warning=warning):
            return (foreign_shown(register, warning, at),)
        case WithdrawForeign(hash=digest, office=office, reason=reason):
            return (foreign_withdrawn(register, digest, office, reason),)
        case _:
            assert_never(command)


def _taken(register: Register, command: TakeDecision, at: Instant) -> DecisionMade:
    decision, approval = command.decision, command.approval
    if decision.office != command.by_office:
        data = {"office": decision.office or "", "by": command.by_office}
        raise Refused([Problem(code=Code.NOT_OWN_OFFICE, where="office", data=data)])
    reasons = list(objections(register, decision, at=at))
    deadline = None if approval is None else approval.deadline
    if deadline is not None:
        reasons += emergency_problems(register, decision, deadline, at=at)
        if reasons:
            raise Refused(reasons)
    made = as_taken(register, decision, at=at, deadline=deadline)
    if approval is not None or needs_two(register.kind, register.staff):
        reasons += approval_problems(register.staff, made.decision, approval)
        reasons += number_problems(approval, register.number)
        reasons += area_problems(register, made.decision, approval)
    if reasons:
        raise Refused(reasons)
    return attrs.evolve(made, approval=approval)


def objections(register: Register, decision: Decision, *, at: Instant) -> tuple[Problem, ...]:
    """Return every reason against taking a decision here, but the consents that it lacks."""
    if problems := _first_sense(register, decision, Mode.TAKEN):
        return problems
    return (
        *unlawful(register, decision, at),
        *incomplete(register, decision, at),
        *brought_in(register, decision, at),
    )


def as_taken(
    register: Register, decision: Decision, *, at: Instant, deadline: Instant | None = None
) -> DecisionMade:
    """Return what a decision without objections becomes, its approval left out.

    With a *deadline* it is released by one person, and ends then.
    """
    marks = _marks(register, decision, at)
    if deadline is None:
        return DecisionMade(decision=decision, defects=marks)
    short = shortened(register, decision, deadline)
    return as_released_alone(DecisionMade(decision=short, defects=marks), deadline)


def countersign_objections(
    register: Register, decision: Decision, *, at: Instant
) -> tuple[Problem, ...]:
    """Return every reason against countersigning a decision, but the consent that it lacks."""
    if problems := countersign_problems(register, decision, at=at):
        return tuple(problems)
    anew = attrs.evolve(decision, id=countersignature_id(decision.id))
    return objections(register, anew, at=at)


def _countersigned(register: Register, command: CountersignDecision, at: Instant) -> DecisionMade:
    decision, approval = command.decision, command.approval
    if problems := countersign_objections(register, decision, at=at):
        raise Refused(problems)
    alone = register.record(decision.id).alone
    correction = restored(register, decision)
    reasons = [
        *approval_problems(
            register.staff, correction, approval, alone=None if alone is None else alone.person
        ),
        *number_problems(approval, register.number),
        *area_problems(register, correction, approval),
    ]
    if reasons:
        raise Refused(reasons)
    return DecisionMade(decision=correction, approval=approval)


def _recorded(register: Register, decision: Decision, at: Instant) -> DecisionMade:
    if problems := _first_sense(register, decision, Mode.RECORDED):
        raise Refused(problems)
    found = (*unlawful(register, decision, at), *incomplete(register, decision, at))
    defects = tuple(dict.fromkeys((problem.code.value, problem.where) for problem in found))
    return DecisionMade(decision=decision, defects=(*defects, *_marks(register, decision, at)))


def _first_sense(register: Register, decision: Decision, mode: Mode) -> tuple[Problem, ...]:
    if not register.epochs:
        return (Problem(code=Code.NO_PACK, where="scale"),)
    problems = list(nonsense(register, decision))
    if decision.mode is not mode:
        data = {"mode": decision.mode.value, "wanted": mode.value}
        problems.append(Problem(code=Code.WRONG_MODE, where="mode", data=data))
    return tuple(problems)


def _marks(register: Register, decision: Decision, at: Instant) -> tuple[tuple[str, str], ...]:
    provision = uncertain_provision(register, decision, at)
    uncertain = () if provision is None else ((Code.PROVISION_UNCERTAIN.value, provision),)
    powers = unconfirmed_powers(register, decision)
    return (*uncertain, *((Code.POWER_UNCONFIRMED.value, power) for power in powers))
