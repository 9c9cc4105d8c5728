"""Approving: another person signs what was proposed, and it is released in the same step.

1. What is released is what was proposed. Nothing that came between may change a form: neither an
   entry of the journal, nor a level that starts or ends by itself, nor the way in which forms are
   made. Else the proposal is stale, and is made anew.
2. The journal decides. Of two who approve, extend or lift at the same instant one wins; the other
   is told what was recorded (``Overtaken``), and nothing that was typed is lost.
3. A crash after the entry leaves a draft that the journal knows better; ``settle`` mends it.
"""

from collections.abc import Callable, Sequence

import attrs

from dabyl.core.drafts import steps
from dabyl.core.drafts.draft import Draft, Proposal, State
from dabyl.core.journal.entry import Entry
from dabyl.core.levels.decision import Decision, Mode
from dabyl.core.register.agenda import agenda
from dabyl.core.register.approval import decision_subject
from dabyl.core.register.decide import TakeDecision, as_taken, objections
from dabyl.core.register.events import DueKind
from dabyl.core.register.facts import DecisionMade
from dabyl.core.register.register import Register
from dabyl.core.staff.consents import Approval, Consent, Purpose, challenge
from dabyl.core.values.codes import Code
from dabyl.core.values.instants import Instant
from dabyl.core.values.problems import Problem, Refused
from dabyl.usecases.desk import load, load_up_to
from dabyl.usecases.drafts.draft_desk import DraftDesk, changed, draft_of
from dabyl.usecases.drafts.forms import forms_hash, forms_of, with_fact
from dabyl.usecases.drafts.preview import Preview, Seen, decision_of
from dabyl.usecases.official import take_on

Make = Callable[[Register, Instant], DecisionMade]
"""What a draft makes of a register at an instant."""


class ProposalStale(Refused):
    """What would be published is no longer what was proposed; ``between`` came since."""

    def __init__(self, problem: Problem, between: Sequence[Entry] = ()) -> None:
        self.between = tuple(between)
        super().__init__([problem])


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
    register = load(desk.desk)
    must_stand(desk, register, decision, proposal, at=at, made=made)
    approval = Approval(
        number=proposal.number,
        forms=proposal.forms,
        editors=draft.editors,
        consents=(proposal.consent, consent),
    )
    command = TakeDecision(decision=decision, by_office=draft.office, approval=approval)
    after = take_on(desk.desk, register, command, at=at)
    number = after.record(decision.id).number
    done = changed(desk, key, lambda one: steps.released(one, number))
    return Released(draft=done, decision=decision, register=after)


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


def must_stand(
    desk: DraftDesk,
    register: Register,
    decision: Decision,
    proposal: Proposal,
    *,
    at: Instant,
    made: Preview | None = None,
) -> None:
    """Refuse a proposal of which something else would be published at *at* than was signed.

    *made* is the preview of the proposal, when there is one already.
    """
    if problems := objections(register, decision, at=at):
        raise Refused(problems)
    seen = Seen(version=proposal.version, at=proposal.at, number=proposal.number)

    def make(on: Register, when: Instant) -> DecisionMade:
        return as_taken(on, decision, at=when)

    is_made = made is not None and made.seen == seen and made.decision == decision
    known = made.hash if made is not None and is_made else None
    must_be_same(desk, register, make, seen=seen, forms=proposal.forms, at=at, known=known)


def must_be_same(
    desk: DraftDesk,
    register: Register,
    make: Make,
    *,
    seen: Seen,
    forms: str,
    at: Instant,
    known: str | None = None,
) -> None:
    """Refuse when what would be published at *at* is not what was *seen*, with the hash *forms*.

    *known* is the hash of what this process has made of what was seen, if it has.

    Raises:
        ProposalStale: something came between.
    """
    is_now = register.number == seen.number
    then = register if is_now else load_up_to(desk.desk, seen.number)
    key = make(then, seen.at).decision.id
    if (known or _hash(desk, then, make, at=seen.at)) != forms:
        data = {"draft": key}
        raise ProposalStale(Problem(code=Code.DRAFT_MADE_ANEW, where=key, data=data))
    if not is_now and _hash(desk, then, make, at=at) != _hash(desk, register, make, at=at):
        between = tuple(desk.desk.journal.entries(then.number))
        about = {"draft": key, "between": ", ".join(map(_name, between))}
        stale = Problem(code=Code.DRAFT_STALE, where=key, data=about)
        raise ProposalStale(stale, between)
    _must_not_move(register, make(register, at), since=seen.at, at=at)


_SILENT = frozenset({DueKind.REMINDER})
"""What falls due and changes no form."""


def _must_not_move(register: Register, made: DecisionMade, *, since: Instant, at: Instant) -> None:
    """Refuse when something started or ended by itself after *since*."""
    for due in agenda(with_fact(register, made, at=at), after=since):
        if due.at <= at and due.kind not in _SILENT:
            key = made.decision.id
            data = {
                "draft": key,
                "what": due.kind.value,
                "subject": due.subject,
                "due": due.at.text(),
            }
            raise ProposalStale(Problem(code=Code.DRAFT_OUTLIVED, where=key, data=data))


def _hash(desk: DraftDesk, register: Register, make: Make, *, at: Instant) -> str:
    return forms_hash(forms_of(desk.desk, register, make(register, at), desk.theme, at=at))


def _name(entry: Entry) -> str:
    inner = entry.body.get("decision", entry.body)
    name = inner.get("id", "") if isinstance(inner, dict) else ""
    return f"{entry.kind} {name}".strip()
