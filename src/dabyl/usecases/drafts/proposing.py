"""Proposing: a person puts a draft forward with a passkey; another one may send it back.

1. What is proposed is what was seen: the preview is made again from what it was made from, and the
   consent is judged at once.
2. What is proposed already is proposed again, unchanged, when it no longer is what would be
   published; else the proposal stands.
3. Who sends back a proposal has a role, and an area, by which it could be approved.
"""

from dabyl.core.drafts import steps
from dabyl.core.drafts.draft import Draft, Proposal, State
from dabyl.core.register.areas import area_problems, beyond, outside
from dabyl.core.register.register import Register
from dabyl.core.staff.consents import Approval, Consent, Purpose
from dabyl.core.staff.keys import Role
from dabyl.core.staff.persons import TWO_OFFICERS, consent_problems
from dabyl.core.values.codes import Code
from dabyl.core.values.instants import Instant
from dabyl.core.values.problems import Problem, Refused
from dabyl.usecases.desk import load, load_up_to
from dabyl.usecases.drafts.approving import stands
from dabyl.usecases.drafts.draft_desk import DraftDesk, changed, draft_of
from dabyl.usecases.drafts.preview import Preview, Seen, decision_of, preview_on


def challenge_to_propose(preview: Preview) -> bytes:
    """Return what the passkey signs so that a preview without problems is proposed."""
    return preview.challenge(Purpose.PROPOSE)


def propose(
    desk: DraftDesk, key: str, *, seen: Seen, consent: Consent, made: Preview | None = None
) -> Draft:
    """Propose the draft as it was *seen*, with the consent of the person who proposes.

    *made* is the preview of what was seen, when this process has made it: it isn't made again.

    Raises:
        Refused: it was changed since, is proposed and stands, a rule says no, or the consent
            doesn't count.
        Unavailable: the journal or the store cannot be read or written.
    """
    draft = draft_of(desk, key)
    _must_be_current(draft, seen)
    is_again = draft.state is State.PROPOSED and not stands(desk, draft, at=seen.at)
    step = steps.proposed_again if is_again else steps.proposed
    found = made if made is not None and _is_of(made, draft, seen) else None
    if found is None:
        found = preview_on(desk, load_up_to(desk.desk, seen.number), draft, at=seen.at)
    if found.problems:
        raise Refused(found.problems)
    given = Approval(number=seen.number, consents=(consent,))
    now = load(desk.desk)
    needed = TWO_OFFICERS[:1]
    problems = [
        *consent_problems(
            now.staff, given, subject=found.subject, office=draft.office, needed=needed
        ),
        *area_problems(now, decision_of(draft), given),
    ]
    if problems:
        raise Refused(problems)
    proposal = Proposal(
        version=seen.version,
        at=seen.at,
        number=seen.number,
        forms=found.hash,
        consent=consent,
    )
    return changed(desk, key, lambda one: step(one, proposal))


def refuse(desk: DraftDesk, key: str, reason: str, *, by: str, at: Instant) -> Draft:
    """Send a proposal back, with the reason.

    Raises:
        Refused: nothing is proposed, there is no reason, or the person may not approve either.
        Unavailable: the journal or the store cannot be read or written.
    """
    _must_approve(load(desk.desk), by, draft_of(desk, key))
    return changed(desk, key, lambda one: steps.refused(one, reason, by=by, at=at))


def _is_of(made: Preview, draft: Draft, seen: Seen) -> bool:
    before = made.draft
    return made.seen == seen and (before.id, before.current, before.editors) == (
        draft.id,
        draft.current,
        draft.editors,
    )


def _must_be_current(draft: Draft, seen: Seen) -> None:
    if draft.current.number != seen.version:
        data = {"version": seen.version, "current": draft.current.number}
        raise Refused([Problem(code=Code.DRAFT_CHANGED, where=draft.id, data=data)])


def _must_approve(register: Register, person: str, draft: Draft) -> None:
    keys = [
        key
        for key in register.staff.keys.values()
        if key.person == person and key.office == draft.office and Role.APPROVER in key.roles
    ]
    if not keys:
        data = {"person": person, "roles": Role.APPROVER.value}
        raise Refused([Problem(code=Code.CONSENT_ROLE, where="by", data=data)])
    steps.must_be(draft, State.PROPOSED)
    decision = decision_of(draft)
    found = [(key, outside(register, decision, key.area)) for key in keys]
    if all(places for _, places in found):
        raise Refused([beyond(*found[0], where="by")])
