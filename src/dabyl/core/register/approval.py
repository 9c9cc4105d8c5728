"""Approval: the rule of two persons for decisions.

1. In a live workspace each decision taken here needs the consents of two different persons: one
   proposes, another approves. An exercise follows the same rule once it has staff of its own; a
   replay plays what others decided, and needs none.
2. Whoever wrote any version of the draft doesn't approve it.
3. Consents cover the decision, the hash of all its forms, and who wrote it: a changed draft has
   none.
"""

from collections.abc import Iterable, Iterator
from typing import assert_never

from dabyl.core.levels.body import decision_to_body
from dabyl.core.levels.decision import Decision
from dabyl.core.register.facts import WorkspaceKind
from dabyl.core.staff.consents import Approval, subject_hash
from dabyl.core.staff.persons import TWO_OFFICERS, consent_problems
from dabyl.core.staff.staff import Staff
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem

_NO_APPROVAL = Approval(number=0, consents=())


def needs_two(kind: WorkspaceKind, staff: Staff) -> bool:
    """Tell whether a decision taken in such a workspace needs two persons."""
    match kind:
        case WorkspaceKind.LIVE:
            return True
        case WorkspaceKind.EXERCISE:
            return staff.founded
        case WorkspaceKind.REPLAY:
            return False
        case _:
            assert_never(kind)


def decision_subject(decision: Decision, *, forms: str, editors: Iterable[str]) -> str:
    """Return the hash that those who propose and approve a decision sign."""
    body = decision_to_body(decision)
    return subject_hash({"decision": body, "editors": sorted(set(editors)), "forms": forms})


def approval_problems(
    staff: Staff, decision: Decision, approval: Approval | None
) -> Iterator[Problem]:
    """Find every reason why a decision isn't approved by two persons."""
    given = approval or _NO_APPROVAL
    subject = decision_subject(decision, forms=given.forms, editors=given.editors)
    yield from consent_problems(
        staff, given, subject=subject, office=decision.office, needed=TWO_OFFICERS
    )
    for place, consent in enumerate(given.consents[1:], start=1):
        if consent.person in given.editors:
            data = {"person": consent.person}
            code = Code.CONSENT_BY_EDITOR
            yield Problem(code=code, where=f"consents[{place}].person", data=data)


def number_problems(approval: Approval | None, last: int) -> Iterator[Problem]:
    """Find consents to what the journal, which ended at *last*, did not say yet."""
    if approval is not None and approval.number > last:
        data = {"number": approval.number, "last": last}
        yield Problem(code=Code.CONSENT_NUMBER, where="number", data=data)
