"""Countersigning: a release by one person in an emergency, and what another one signs after it.

1. One person can release where the pack says so (``core/register/emergency``), in one step; what
   is released ends by itself at the deadline.
2. Another person countersigns before the deadline; from then on it lasts as long as was wanted.
3. Both see a preview first, and sign it; both are refused when anything came between.
"""

from dabyl.core.drafts import steps
from dabyl.core.drafts.draft import Draft, State
from dabyl.core.register.countersigned import countersignature_id
from dabyl.core.register.decide import (
    CountersignDecision,
    TakeDecision,
    as_taken,
    countersign_objections,
    objections,
)
from dabyl.core.register.emergency import (
    deadline_of,
    emergency_problems,
    restored,
)
from dabyl.core.register.facts import DecisionMade
from dabyl.core.register.register import Register
from dabyl.core.staff.consents import Approval, Consent, Purpose
from dabyl.core.values.codes import Code
from dabyl.core.values.instants import Instant
from dabyl.core.values.problems import Problem, Refused, Rejected
from dabyl.usecases.desk import load, load_up_to
from dabyl.usecases.drafts.approving import Released
from dabyl.usecases.drafts.draft_desk import DraftDesk, changed, draft_of
from dabyl.usecases.drafts.preview import Preview, Seen, decision_of, preview_made
from dabyl.usecases.drafts.unchanged import must_be_same
from dabyl.usecases.official import take_on


def preview_alone(desk: DraftDesk, register: Register, draft: Draft, *, at: Instant) -> Preview:
    """Return the preview of what one person would release: it ends at ``Preview.deadline``."""
    seen = Seen(version=draft.current.number, at=at, number=register.number)
    try:
        decision = decision_of(draft)
    except (Refused, Rejected) as wrong:
        return Preview(draft=draft, seen=seen, problems=wrong.problems)
    problems = objections(register, decision, at=at)
    deadline = None if problems else deadline_of(register, decision, at=at)
    if deadline is not None:
        problems = tuple(emergency_problems(register, decision, deadline, at=at))
    elif not problems:
        problems = (Problem(code=Code.EMERGENCY_NOT_ALLOWED, where="provision"),)
    if problems:
        return Preview(draft=draft, seen=seen, problems=problems, decision=decision)
    made = as_taken(register, decision, at=at, deadline=deadline)
    return preview_made(desk, register, draft, made, at=at, deadline=deadline)


def challenge_alone(preview: Preview) -> bytes:
    """Return what the passkey signs so that a preview of ``preview_alone`` is released."""
    return preview.challenge(Purpose.EMERGENCY)


def release_alone(
    desk: DraftDesk, key: str, *, seen: Seen, consent: Consent, at: Instant
) -> Released:
    """Release a draft, as one person has *seen* it, until the deadline.

    Raises:
        ProposalStale: what would be published is another by now.
        Refused: a rule says no, or the consent doesn't count; every reason.
        Overtaken: another step was recorded at the same instant.
        Unavailable: the journal or the store cannot be read or written.
    """
    draft = draft_of(desk, key)
    steps.must_be(draft, State.OPEN, State.PROPOSED, State.REFUSED)
    if draft.current.number != seen.version:
        data = {"version": seen.version, "current": draft.current.number}
        raise Refused([Problem(code=Code.DRAFT_CHANGED, where=key, data=data)])
    found = preview_alone(desk, load_up_to(desk.desk, seen.number), draft, at=seen.at)
    if found.problems:
        raise Refused(found.problems)
    decision, deadline, register = decision_of(draft), found.deadline, load(desk.desk)
    if problems := objections(register, decision, at=at):
        raise Refused(problems)

    def make(on: Register, when: Instant) -> DecisionMade:
        return as_taken(on, decision, at=when, deadline=deadline)

    must_be_same(desk, register, make, seen=seen, forms=found.hash, at=at, known=found.hash)
    approval = Approval(
        number=seen.number,
        consents=(consent,),
        forms=found.hash,
        editors=draft.editors,
        deadline=deadline,
    )
    command = TakeDecision(decision=decision, by_office=draft.office, approval=approval)
    after = take_on(desk.desk, register, command, at=at)
    record = after.record(key)
    done = changed(desk, key, lambda one: steps.released(one, record.number, deadline=deadline))
    return Released(draft=done, decision=record.decision, register=after)


def preview_countersigned(
    desk: DraftDesk, register: Register, draft: Draft, *, at: Instant
) -> Preview:
    """Return the preview of a draft that one person released, as it is once countersigned."""
    seen = Seen(version=draft.current.number, at=at, number=register.number)
    decision = decision_of(draft)
    if problems := countersign_objections(register, decision, at=at):
        return Preview(draft=draft, seen=seen, problems=problems, decision=decision)
    made = DecisionMade(decision=restored(register, decision))
    return preview_made(desk, register, draft, made, at=at, countersigns=draft.id)


def challenge_to_countersign(preview: Preview) -> bytes:
    """Return what the passkey signs so that a preview of ``preview_countersigned`` comes true."""
    return preview.challenge(Purpose.APPROVE)


def countersign(
    desk: DraftDesk, key: str, *, seen: Seen, consent: Consent, at: Instant
) -> Released:
    """Countersign what one person released, as it was *seen*; see ``release_alone``."""
    draft = draft_of(desk, key)
    found = preview_countersigned(desk, load_up_to(desk.desk, seen.number), draft, at=seen.at)
    if found.problems:
        raise Refused(found.problems)
    decision, register = decision_of(draft), load(desk.desk)
    if problems := countersign_objections(register, decision, at=at):
        raise Refused(problems)
    made = DecisionMade(decision=restored(register, decision))

    def make(_on: Register, _when: Instant) -> DecisionMade:
        return made

    must_be_same(desk, register, make, seen=seen, forms=found.hash, at=at, known=found.hash)
    approval = Approval(
        number=seen.number,
        consents=(consent,),
        forms=found.hash,
        editors=draft.editors,
        countersigns=key,
    )
    command = CountersignDecision(decision=decision, approval=approval)
    after = take_on(desk.desk, register, command, at=at)
    record = after.record(countersignature_id(key))
    done = changed(desk, key, lambda one: steps.countersigned(one, record.number))
    return Released(draft=done, decision=record.decision, register=after)
