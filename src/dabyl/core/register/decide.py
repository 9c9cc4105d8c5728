"""Deciding: from a command to the facts to be recorded, or to every reason why not.

1. Taken here: refused, with every reason at once, unless it makes sense, is lawful and complete.
2. Recorded as taken elsewhere: refused only when it makes no sense; every reason that would have
   refused a taken one is kept with it as a defect, and shown.
3. Nothing is written here: the shell appends what comes out.
"""

from collections.abc import Iterable
from typing import assert_never

import attrs

from dabyl.core.incidents.incident import Figure, Incident
from dabyl.core.law.book import LawBook
from dabyl.core.law.law import law_problems
from dabyl.core.levels.decision import Decision, Mode
from dabyl.core.places.borders import BorderSet
from dabyl.core.register.approval import approval_problems, needs_two, number_problems
from dabyl.core.register.authority import (
    uncertain_provision,
    unconfirmed_powers,
    unlawful,
)
from dabyl.core.register.content import incomplete
from dabyl.core.register.facts import (
    BordersAdopted,
    DecisionMade,
    Fact,
    FigureRecorded,
    ForeignShown,
    IncidentRecorded,
    LawRecorded,
    PackAdopted,
)
from dabyl.core.register.foreign import foreign_shown, foreign_withdrawn
from dabyl.core.register.pack import Pack
from dabyl.core.register.register import Register
from dabyl.core.register.sense import nonsense
from dabyl.core.register.staffing import (
    ChangeStaff,
    HoldCeremony,
    change_staff,
    hold_ceremony,
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
class RecordDecision:
    """Record a decision that was taken elsewhere."""

    decision: Decision


@attrs.frozen(kw_only=True)
class AdoptPack:
    """Adopt a country pack; ``files`` is the text that it was read from."""

    pack: Pack
    files: tuple[tuple[str, str], ...] = ()


@attrs.frozen(kw_only=True)
class AdoptBorders:
    """Adopt a border set; ``geojson`` is the text that it was read from."""

    borders: BorderSet
    geojson: str


@attrs.frozen(kw_only=True)
class RecordLaw:
    """Record a book of law of a pack's country; ``text`` is what it was read from."""

    pack: str
    book: LawBook
    text: str


@attrs.frozen(kw_only=True)
class RecordIncident:
    """Record an incident, or what became clear of it."""

    incident: Incident


@attrs.frozen(kw_only=True)
class RecordFigure:
    """Record a figure of an incident."""

    figure: Figure


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
    | RecordDecision
    | AdoptPack
    | AdoptBorders
    | RecordLaw
    | RecordIncident
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
        case RecordDecision(decision=decision):
            return (_recorded(register, decision, at),)
        case AdoptPack(pack=pack, files=files):
            return (_adopted(register, pack, files),)
        case AdoptBorders(borders=borders, geojson=geojson):
            return (BordersAdopted(borders=borders, geojson=geojson),)
        case RecordLaw():
            return (_law(register, command),)
        case RecordIncident(incident=incident):
            return (_incident(register, incident),)
        case RecordFigure(figure=figure):
            return (_figure(register, figure),)
        case ChangeStaff():
            return (change_staff(register, command),)
        case HoldCeremony():
            return hold_ceremony(register, command)
        case ShowForeign(warning=warning):
            return (foreign_shown(register, warning, at),)
        case WithdrawForeign(hash=digest, office=office, reason=reason):
            return (foreign_withdrawn(register, digest, office, reason),)
        case _:
            assert_never(command)


def _adopted(register: Register, pack: Pack, files: tuple[tuple[str, str], ...]) -> PackAdopted:
    """Return the adoption; refused when decisions would be left without their scale."""
    packs = {**(register.packs if register.epochs else {}), pack.id: pack}
    there = {scale.id for one in packs.values() for scale in one.scales}
    used = dict.fromkeys(register.record(key).decision.scale for key in register.order)
    if lost := [scale for scale in used if scale not in there]:
        data = [{"scale": scale, "scales": ", ".join(there)} for scale in lost]
        raise Refused(Problem(code=Code.SCALE_UNKNOWN, where="scales", data=d) for d in data)
    if problems := tuple(law_problems(register.law, pack.law)):
        raise Refused(problems)
    return PackAdopted(pack=pack, files=files)


def _law(register: Register, command: RecordLaw) -> LawRecorded:
    """Return the record; refused when it contradicts itself or the law that is known."""
    packs = register.packs if register.epochs else {}
    problems = [] if command.pack in packs else [_no_pack(command.pack, packs)]
    problems += law_problems(register.law, command.book)
    if problems:
        raise Refused(problems)
    return LawRecorded(pack=command.pack, book=command.book, text=command.text)


def _no_pack(pack: str, packs: Iterable[str]) -> Problem:
    data = {"pack": pack, "packs": ", ".join(packs)}
    return Problem(code=Code.PACK_UNKNOWN, where="pack", data=data)


def _taken(register: Register, command: TakeDecision, at: Instant) -> DecisionMade:
    decision, approval = command.decision, command.approval
    if decision.office != command.by_office:
        data = {"office": decision.office or "", "by": command.by_office}
        raise Refused([Problem(code=Code.NOT_OWN_OFFICE, where="office", data=data)])
    reasons = list(objections(register, decision, at=at))
    if approval is not None or needs_two(register.kind, register.staff):
        reasons += approval_problems(register.staff, decision, approval)
        reasons += number_problems(approval, register.number)
    if reasons:
        raise Refused(reasons)
    return attrs.evolve(as_taken(register, decision, at=at), approval=approval)


def objections(register: Register, decision: Decision, *, at: Instant) -> tuple[Problem, ...]:
    """Return every reason against taking a decision here, but the consents that it lacks."""
    if problems := _first_sense(register, decision, Mode.TAKEN):
        return problems
    return (*unlawful(register, decision, at), *incomplete(register, decision, at))


def as_taken(register: Register, decision: Decision, *, at: Instant) -> DecisionMade:
    """Return what a decision without objections becomes, its approval left out."""
    return DecisionMade(decision=decision, defects=_marks(register, decision, at))


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


def _incident(register: Register, incident: Incident) -> IncidentRecorded:
    known = register.epochs and register.gazetteer.unit(incident.place)
    if not known:
        data = {"place": incident.place}
        raise Refused([Problem(code=Code.PLACE_UNKNOWN, where="place", data=data)])
    return IncidentRecorded(incident=incident)


def _figure(register: Register, figure: Figure) -> FigureRecorded:
    problems = []
    record = register.incidents.get(figure.incident)
    if record is None:
        data = {"id": figure.incident}
        problems.append(Problem(code=Code.INCIDENT_UNKNOWN, where="incident", data=data))
    before = () if record is None else tuple(r.figure.id for r in record.figures)
    if figure.id in before:
        data = {"id": figure.id}
        problems.append(Problem(code=Code.FIGURE_EXISTS, where="id", data=data))
    for other in figure.supersedes:
        if other not in before:
            data = {"id": other}
            problems.append(Problem(code=Code.FIGURE_UNKNOWN, where="supersedes", data=data))
    if figure.high < figure.low:
        numbers = {"low": figure.low, "high": figure.high}
        problems.append(Problem(code=Code.RANGE_BACKWARDS, where="high", data=numbers))
    if problems:
        raise Refused(problems)
    return FigureRecorded(figure=figure)
