"""Approving: another person signs what was proposed, and it is released in the same step.

1. What is released is what was proposed: see ``unchanged``.
2. The journal decides. Of two who approve, extend or lift at the same instant one wins; the other
   is told what was recorded (``Overtaken``), and nothing that was typed is lost. What was recorded
   elsewhere at that instant is stepped over.
3. A crash after the entry leaves a draft that the journal knows better; ``settle`` mends it.
"""

from collections.abc import Iterator
from contextlib import suppress
from typing import Final

import attrs

from dabyl.core.drafts import steps
from dabyl.core.drafts.draft import Draft, Proposal, State
from dabyl.core.levels.decision import Decision, Mode
from dabyl.core.register.approval import decision_subject
from dabyl.core.register.decide import TakeDecision, as_taken, objections
from dabyl.core.register.facts import DecisionMade
from dabyl.core.register.register import Register
from dabyl.core.staff.consents import Approval, Consent, Purpose, challenge
from dabyl.core.staff.persons import TWO_OFFICERS, consent_problems
from dabyl.core.values.codes import Code
from dabyl.core.values.instants import Instant
from dabyl.core.values.problems import Problem, Refused
from dabyl.ports.journal import Overtaken
from dabyl.usecases.desk import load
from dabyl.usecases.drafts.draft_desk import DraftDesk, changed, draft_of
from dabyl.usecases.drafts.preview import Preview, Seen, decision_of
from dabyl.usecases.drafts.unchanged import ProposalStale, Since, must_be_same
from dabyl.usecases.official import take_on

_TRIES: Final = 5
"""How often what others recorded elsewhere at the same instant is stepped over."""


@attrs.frozen(kw_only=True)
class Released:
    """What became of a draft: the decision in the journal, and the register that knows it."""

    draft: Draft
    decision: Decision
    register: Register


def challenge_to_approve(draft: Draft, *, workspace: str) -> bytes:
    """Return what the passkey signs so that a proposal is approved in a workspace.

    Raises:
        Refused: nothing is proposed.
        Rejected: the draft is not whole.
    """
    proposal = steps.proposal_of(draft)
    subject = decision_subject(decision_of(draft), forms=proposal.forms, editors=draft.editors)
    return challenge(Purpose.APPROVE, subject, proposal.number, workspace=workspace)


def approve(
    desk: DraftDesk, key: str, *, consent: Consent, at: Instant, made: Preview | None = None
) -> Released:
    """Release what is proposed, with the consent of the person who approves, as of *at*.

    *made* is the preview of the proposal, when this process has made it: then forms are not made
    once more to tell that they are the same.

    Raises:
        ProposalStale: what would be published is another by now.
        Refused: nothing is proposed, a rule says no, or a consent doesn't count; every reason.
        Overtaken: another step was recorded at the same instant.
        Unavailable: the journal or the store cannot be read or written.
    """
    draft = draft_of(desk, key)
    proposal = steps.proposal_of(draft)
    decision = decision_of(draft)
    approval = Approval(
        number=proposal.number,
        forms=proposal.forms,
        editors=draft.editors,
        consents=(proposal.consent, consent),
    )
    command = TakeDecision(decision=decision, by_office=draft.office, approval=approval)
    after = _taken(desk, command, draft, at=at, made=made)
    number = after.record(decision.id).number
    done = changed(desk, key, lambda one: steps.released(one, number))
    return Released(draft=done, decision=decision, register=after)


def _taken(
    desk: DraftDesk, command: TakeDecision, draft: Draft, *, at: Instant, made: Preview | None
) -> Register:
    """Carry out what was approved, also when others record something elsewhere at this instant."""

    def once(register: Register, when: Instant) -> Register:
        must_stand(desk, register, draft, at=when, made=made)
        return take_on(desk.desk, register, command, at=when)

    try:
        return once(load(desk.desk), at)
    except Overtaken as overtaken:
        for _ in range(_TRIES):
            register = load(desk.desk)
            with suppress(Overtaken, Refused):
                return once(register, max(at, register.recorded_at))
        raise overtaken from None


def settle(desk: DraftDesk, register: Register) -> tuple[Draft, ...]:
    """Return all drafts, those marked as released that the journal holds.

    Raises:
        Unavailable: the store cannot be read or written.
    """
    return tuple(_settled(desk, register, draft) for draft in desk.drafts.all())


def _settled(desk: DraftDesk, register: Register, draft: Draft) -> Draft:
    record = register.decision(draft.id)
    is_done = draft.state in {State.RELEASED, State.WITHDRAWN}
    if is_done or record is None or record.decision.mode is not Mode.TAKEN:
        return draft
    until = None if record.alone is None else record.alone.deadline
    return changed(desk, draft.id, lambda one: steps.released(one, record.number, deadline=until))


def stands(desk: DraftDesk, draft: Draft, *, at: Instant) -> bool:
    """Tell whether what is proposed could still be approved as it was signed."""
    try:
        must_stand(desk, load(desk.desk), draft, at=at)
    except Refused:
        return False
    return True


def must_stand(
    desk: DraftDesk,
    register: Register,
    draft: Draft,
    *,
    at: Instant,
    made: Preview | None = None,
) -> Since:
    """Return what came since a proposal, at *at*, that takes nothing from what was signed.

    *made* is the preview of the proposal, when there is one already.

    Raises:
        ProposalStale: something else would be published than was signed, or the consent of who
            proposed counts no longer: somebody wrote in the draft since, or the key is another.
        Refused: a rule says no.
    """
    decision, proposal = decision_of(draft), steps.proposal_of(draft)
    if tuple(_unsigned(register, draft, decision, proposal)):
        data = {"draft": draft.id}
        raise ProposalStale(Problem(code=Code.DRAFT_UNSIGNED, where=draft.id, data=data))
    if problems := objections(register, decision, at=at):
        raise Refused(problems)
    seen = Seen(version=proposal.version, at=proposal.at, number=proposal.number)

    def make(on: Register, when: Instant) -> DecisionMade:
        return as_taken(on, decision, at=when)

    is_made = made is not None and made.seen == seen and made.decision == decision
    known = made.hash if made is not None and is_made else None
    return must_be_same(desk, register, make, seen=seen, forms=proposal.forms, at=at, known=known)


def _unsigned(
    register: Register, draft: Draft, decision: Decision, proposal: Proposal
) -> Iterator[Problem]:
    """Find every reason why the consent of who proposed counts no longer."""
    given = Approval(number=proposal.number, consents=(proposal.consent,))
    subject = decision_subject(decision, forms=proposal.forms, editors=draft.editors)
    needed = TWO_OFFICERS[:1]
    yield from consent_problems(
        register.staff, given, subject=subject, office=draft.office, needed=needed
    )
