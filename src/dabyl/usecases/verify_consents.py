"""Verifying consents: was each decision, and each key, what two persons with the right to signed?

1. The journal is walked from its start; each entry is judged by the keys that counted before it.
2. A decision recorded as taken elsewhere needs no consents, and neither does a replay.
3. What one person released ends at its deadline; what countersigns it corrects nothing else.
4. The first entry that two persons didn't consent to is told, with every reason.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeGuard

from dabyl.core.formats.entries.facts import DECISION_ENTRY, STAFF_ENTRY, fact_of
from dabyl.core.journal.chain import Broken, Fault, Verified
from dabyl.core.journal.entry import Entry
from dabyl.core.journal.keys import WorkspaceKind
from dabyl.core.levels.decision import Decision, Mode
from dabyl.core.register.approval import approval_problems, needs_two, number_problems
from dabyl.core.register.emergency import corrects_only, lasts_too_long
from dabyl.core.register.facts import DecisionMade, Fact, StaffKeyAdmitted, StaffKeyRetired
from dabyl.core.register.staffing import staff_after, staff_problems
from dabyl.core.staff.consents import Approval
from dabyl.core.staff.staff import Staff
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem, Rejected

_JUDGED = frozenset({DECISION_ENTRY, STAFF_ENTRY})


def verify_consents(verified: Verified, entries: Iterable[Entry]) -> Verified | Broken:
    """Check the consents in all *entries* of a *verified* journal."""
    staff, alone = Staff(workspace=verified.workspace), dict[str, str]()
    for entry in entries:
        if entry.kind not in _JUDGED:
            continue
        try:
            fact = fact_of(entry)
        except Rejected as rejected:
            return _broken(entry, rejected.problems)
        if problems := tuple(_problems(verified.kind, staff, alone, entry, fact)):
            return _broken(entry, problems)
        if isinstance(fact, StaffKeyAdmitted | StaffKeyRetired):
            staff = staff_after(staff, fact, entry.number)
        elif isinstance(fact, DecisionMade) and _is_alone(fact.approval):
            alone[fact.decision.id] = fact.approval.consents[0].person
    return verified


def _is_alone(approval: Approval | None) -> TypeGuard[Approval]:
    return approval is not None and approval.deadline is not None


def _problems(
    kind: WorkspaceKind, staff: Staff, alone: Mapping[str, str], entry: Entry, fact: Fact
) -> Iterator[Problem]:
    last = entry.number - 1
    if isinstance(fact, DecisionMade):
        approval, decision = fact.approval, fact.decision
        if approval is not None or (decision.mode is Mode.TAKEN and needs_two(kind, staff)):
            signed = "" if approval is None else approval.countersigns
            yield from approval_problems(staff, decision, approval, alone=alone.get(signed))
            yield from number_problems(approval, last)
            yield from _emergency(decision, approval, entry)
    elif isinstance(fact, StaffKeyAdmitted | StaffKeyRetired):
        if entry.office is not None:
            data = {"key": entry.key, "office": "-", "entry_office": entry.office}
            yield Problem(code=Code.KEY_OF_ANOTHER_OFFICE, where="office", data=data)
        yield from staff_problems(staff, fact)
        yield from number_problems(fact.by if isinstance(fact.by, Approval) else None, last)


def _emergency(decision: Decision, approval: Approval | None, entry: Entry) -> Iterator[Problem]:
    if approval is None:
        return
    if approval.deadline is not None and lasts_too_long(
        decision, approval.deadline, recorded_at=entry.recorded_at
    ):
        data = {"deadline": approval.deadline.text()}
        yield Problem(code=Code.EMERGENCY_TOO_LONG, where="effects", data=data)
    if approval.countersigns and not corrects_only(decision, approval.countersigns):
        data = {"decision": approval.countersigns}
        yield Problem(code=Code.COUNTERSIGN_DIFFERS, where="effects", data=data)


def _broken(entry: Entry, why: tuple[Problem, ...]) -> Broken:
    return Broken(number=entry.number, what=Fault.NOT_APPROVED, why=why)
