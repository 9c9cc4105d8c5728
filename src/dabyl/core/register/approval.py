"""Approval: the rule of two persons for decisions.

1. In a live workspace each decision taken here needs the consents of two different persons: one
   proposes, another approves. An exercise follows the same rule once it has staff of its own; a
   replay plays what others decided, and needs none.
2. Whoever wrote any version of the draft doesn't approve it.
3. Consents cover the decision, the hash of all its forms, and who wrote it: a changed draft has
   none.
4. A release in an emergency has one consent, and a deadline; whoever countersigns it is another
   person, who wrote no part of it (``emergency``).
"""

from collections.abc import Iterable, Iterator
from typing import Any, assert_never

from dabyl.core.levels.body import decision_to_body
from dabyl.core.levels.decision import Decision
from dabyl.core.register.facts import WorkspaceKind
from dabyl.core.staff.consents import Approval, subject_hash
from dabyl.core.staff.persons import (
    ANOTHER_ONE,
    ONE_ALONE,
    TWO_OFFICERS,
    Needed,
    consent_problems,
)
from dabyl.core.staff.staff import Staff
from dabyl.core.values.codes import Code
from dabyl.core.values.instants import Instant
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


def decision_subject(
    decision: Decision,
    *,
    forms: str,
    editors: Iterable[str],
    deadline: Instant | None = None,
    countersigns: str = "",
) -> str:
    """Return the hash that those who decide sign."""
    said: dict[str, Any] = {
        "decision": decision_to_body(decision),
        "editors": sorted(set(editors)),
        "forms": forms,
    }
    if deadline is not None:
        said["deadline"] = deadline.text()
    if countersigns:
        said["countersigns"] = countersigns
    return subject_hash(said)


def approval_problems(
    staff: Staff, decision: Decision, approval: Approval | None, *, alone: str | None = None
) -> Iterator[Problem]:
    """Find every reason why a decision isn't approved by those whom it needs.

    *alone* is the person who released, in an emergency, what this countersigns.
    """
    given = approval or _NO_APPROVAL
    subject = decision_subject(
        decision,
        forms=given.forms,
        editors=given.editors,
        deadline=given.deadline,
        countersigns=given.countersigns,
    )
    needed = _needed(given)
    yield from consent_problems(
        staff, given, subject=subject, office=decision.office, needed=needed
    )
    approving = given.consents if needed is ANOTHER_ONE else given.consents[1:]
    for consent in approving:
        data = {"person": consent.person}
        if consent.person in given.editors:
            yield Problem(code=Code.CONSENT_BY_EDITOR, where="consents", data=data)
        if consent.person == alone:
            yield Problem(code=Code.CONSENT_SAME_PERSON, where="consents", data=data)
    if given.countersigns and alone is None:
        data = {"decision": given.countersigns}
        yield Problem(code=Code.COUNTERSIGN_NOTHING, where="countersigns", data=data)


def _needed(approval: Approval) -> tuple[Needed, ...]:
    if approval.countersigns:
        return ANOTHER_ONE
    return TWO_OFFICERS if approval.deadline is None else ONE_ALONE


def number_problems(approval: Approval | None, last: int) -> Iterator[Problem]:
    """Find consents to what the journal, which ended at *last*, did not say yet."""
    if approval is not None and approval.number > last:
        data = {"number": approval.number, "last": last}
        yield Problem(code=Code.CONSENT_NUMBER, where="number", data=data)
