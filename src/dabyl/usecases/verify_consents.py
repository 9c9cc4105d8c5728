"""Verifying consents: was each decision, change of the library and key what two persons signed?

1. The journal is walked from its start; each entry is judged by the keys that counted before it.
2. A decision recorded as taken elsewhere needs no consents, and neither does a replay.
3. What one person released ends at its deadline; what countersigns it corrects nothing else.
4. A change of the library needs consents from the first key of staff on; never twice the same.
5. Whoever consents to something beyond the area of their key is found on the register as it was
   before that entry; it is folded only where a key has an area.
6. The first entry that two persons didn't consent to is told, with every reason.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TypeGuard

import attrs

from dabyl.core.formats.entries.facts import (
    DECISION_ENTRY,
    STAFF_ENTRY,
    fact_of,
    numbered,
)
from dabyl.core.formats.entries.library import LIBRARY_READERS
from dabyl.core.journal.chain import Broken, Fault, Verified
from dabyl.core.journal.entry import Entry
from dabyl.core.journal.keys import WorkspaceKind
from dabyl.core.levels.decision import Decision, Mode
from dabyl.core.register.approval import approval_problems, needs_two, number_problems
from dabyl.core.register.areas import area_problems
from dabyl.core.register.emergency import corrects_only, lasts_too_long
from dabyl.core.register.facts import DecisionMade, Fact, StaffKeyAdmitted, StaffKeyRetired
from dabyl.core.register.fold import fold
from dabyl.core.register.library import (
    is_of_library,
    library_needs_two,
    library_problems,
)
from dabyl.core.register.register import EMPTY, Register
from dabyl.core.register.staffing import staff_after, staff_problems
from dabyl.core.staff.consents import Approval
from dabyl.core.staff.staff import Staff
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem, Rejected

_LIBRARY = frozenset(LIBRARY_READERS)
_JUDGED = _LIBRARY | {DECISION_ENTRY, STAFF_ENTRY}


@attrs.define
class _Before:
    """What the entries before one say: whose keys count, who released alone, what changed when.

    ``alone`` are the persons by the decision that they released, ``library`` is the number of the
    last entry that changed the library. ``entries`` are those of the journal, to be folded in turn.
    """

    kind: WorkspaceKind
    staff: Staff
    entries: Iterator[Entry]
    alone: dict[str, str] = attrs.field(factory=dict)
    library: int = 0
    folded: Register = EMPTY

    def register(self, number: int) -> Register:
        """Return the register as it was at entry *number*, which is asked in order."""
        more = islice(self.entries, number - self.folded.number)
        self.folded = fold(map(numbered, more), onto=self.folded)
        return self.folded


def verify_consents(
    verified: Verified, entries: Callable[[], Iterable[Entry]]
) -> Verified | Broken:
    """Check the consents in all entries of a *verified* journal; they are asked for twice."""
    before = _Before(verified.kind, Staff(workspace=verified.workspace), iter(entries()))
    for entry in entries():
        if entry.kind not in _JUDGED:
            continue
        if _needs_none(before, entry):
            before.library = entry.number
            continue
        try:
            fact = fact_of(entry)
        except Rejected as rejected:
            return _broken(entry, rejected.problems)
        if problems := tuple(_problems(before, entry, fact)):
            return _broken(entry, problems)
        if isinstance(fact, StaffKeyAdmitted | StaffKeyRetired):
            before.staff = staff_after(before.staff, fact, entry.number)
        elif isinstance(fact, DecisionMade):
            if _is_alone(fact.approval):
                before.alone[fact.decision.id] = fact.approval.consents[0].person
        else:
            before.library = entry.number
    return verified


def _needs_none(before: _Before, entry: Entry) -> bool:
    """Tell whether an entry changes the library without consents, and may; it is not parsed."""
    is_free = entry.kind in _LIBRARY and "approval" not in entry.body
    return is_free and not library_needs_two(before.kind, before.staff)


def _is_alone(approval: Approval | None) -> TypeGuard[Approval]:
    return approval is not None and approval.deadline is not None


def _problems(before: _Before, entry: Entry, fact: Fact) -> Iterator[Problem]:
    last, staff = entry.number - 1, before.staff
    if isinstance(fact, DecisionMade):
        approval, decision = fact.approval, fact.decision
        if approval is not None or (decision.mode is Mode.TAKEN and needs_two(before.kind, staff)):
            signed = "" if approval is None else approval.countersigns
            alone = before.alone.get(signed)
            yield from approval_problems(staff, decision, approval, alone=alone)
            yield from number_problems(approval, last)
            yield from _emergency(decision, approval, entry)
            if _has_area(staff, approval):
                yield from area_problems(before.register(last), decision, approval)
    elif isinstance(fact, StaffKeyAdmitted | StaffKeyRetired):
        yield from _keeper_only(entry)
        yield from staff_problems(staff, fact)
        yield from number_problems(fact.by if isinstance(fact.by, Approval) else None, last)
    elif is_of_library(fact):
        yield from _keeper_only(entry)
        yield from library_problems(staff, fact, changed_at=before.library)
        yield from number_problems(fact.approval, last)


def _has_area(staff: Staff, approval: Approval | None) -> bool:
    given = () if approval is None else approval.consents
    keys = (staff.keys.get(consent.credential) for consent in given)
    return any(key is not None and key.area for key in keys)


def _keeper_only(entry: Entry) -> Iterator[Problem]:
    if entry.office is not None:
        data = {"key": entry.key, "office": "-", "entry_office": entry.office}
        yield Problem(code=Code.KEY_OF_ANOTHER_OFFICE, where="office", data=data)


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
