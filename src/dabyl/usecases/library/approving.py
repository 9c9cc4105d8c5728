"""Approving a change of the library: another person signs, and it is recorded in the same step.

1. What is recorded is what was proposed: another version, or any other change of the library in
   between, makes the consents void.
2. The journal decides. Of two who approve at the same instant one wins; the other is told.
3. A crash after the entry leaves a draft that the journal knows better; ``settle`` mends it.
"""

import attrs

from dabyl.core.drafts import steps
from dabyl.core.drafts.draft import Draft, State
from dabyl.core.register.library import ChangeLibrary, library_entries
from dabyl.core.register.register import Register
from dabyl.core.staff.consents import Approval, Consent, Purpose
from dabyl.core.values.instants import Instant
from dabyl.core.values.problems import Refused
from dabyl.usecases.desk import load
from dabyl.usecases.drafts.draft_desk import DraftDesk, changed, draft_of
from dabyl.usecases.library.looking import Look, look_on
from dabyl.usecases.official import take_on


@attrs.frozen(kw_only=True)
class Changed:
    """What became of a draft of the library: it, and the register that knows the change."""

    draft: Draft
    register: Register


def challenge_to_approve(seen: Look) -> bytes:
    """Return what the passkey signs so that what was seen is recorded.

    Raises:
        Refused: nothing is proposed.
    """
    return seen.challenge(Purpose.APPROVE, steps.proposal_of(seen.draft).number)


def approve(desk: DraftDesk, key: str, *, consent: Consent, at: Instant) -> Changed:
    """Record what is proposed, with the consent of the person who approves, as of *at*.

    Raises:
        Refused: nothing is proposed, something speaks against it, or a consent doesn't count.
        Overtaken: another step was recorded at the same instant.
        Unavailable: the journal or the store cannot be read or written.
    """
    draft, register = draft_of(desk, key), load(desk.desk)
    proposal = steps.proposal_of(draft)
    seen = look_on(register, draft)
    if seen.fact is None:
        raise Refused(seen.problems)
    approval = Approval(
        number=proposal.number, consents=(proposal.consent, consent), editors=draft.editors
    )
    command = ChangeLibrary(fact=attrs.evolve(seen.fact, approval=approval))
    after = take_on(desk.desk, register, command, at=at)
    done = changed(desk, key, lambda one: steps.released(one, after.number))
    return Changed(draft=done, register=after)


def settle(desk: DraftDesk, register: Register) -> tuple[Draft, ...]:
    """Return all drafts of the library, those marked as released that the journal holds.

    Raises:
        Unavailable: the store cannot be read or written.
    """
    return tuple(_settled(desk, register, draft) for draft in desk.drafts.all())


def _settled(desk: DraftDesk, register: Register, draft: Draft) -> Draft:
    proposal = draft.proposal
    if draft.state is not State.PROPOSED or proposal is None:
        return draft
    entry = _entry_of(register, proposal.consent)
    return (
        draft if entry is None else changed(desk, draft.id, lambda one: steps.released(one, entry))
    )


def _entry_of(register: Register, proposed: Consent) -> int | None:
    """Return the number of the entry that holds a consent."""
    for entry in library_entries(register):
        given = entry.fact.approval
        if given is not None and proposed in given.consents:
            return entry.number
    return None
