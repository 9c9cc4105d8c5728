"""Proposing a change of the library: an editor signs it; another person may send it back.

1. What is proposed is what was seen: its version, and the library as it was then. The consent is
   judged at once.
2. Who sends a proposal back has a key by which it could be approved.
"""

from dabyl.core.drafts import steps
from dabyl.core.drafts.draft import Draft, Proposal
from dabyl.core.register.library import library_number, library_subject
from dabyl.core.register.register import Register
from dabyl.core.staff.consents import Approval, Consent, Purpose
from dabyl.core.staff.persons import TWO_EDITORS, consent_problems
from dabyl.core.values.codes import Code
from dabyl.core.values.instants import Instant
from dabyl.core.values.problems import Problem, Refused
from dabyl.usecases.desk import load
from dabyl.usecases.drafts.draft_desk import DraftDesk, changed, draft_of
from dabyl.usecases.library.looking import Look, look_on

PROPOSING, APPROVING = TWO_EDITORS


def challenge_to_propose(seen: Look) -> bytes:
    """Return what the passkey signs so that what was seen, without problems, is proposed."""
    return seen.challenge(Purpose.PROPOSE, seen.number)


def propose(
    desk: DraftDesk, key: str, *, version: int, number: int, consent: Consent, at: Instant
) -> Draft:
    """Propose version *version* as it was seen at entry *number* of the journal.

    Raises:
        Refused: draft or library changed since, something speaks against it, or the consent
            doesn't count; every reason.
        Unavailable: the journal or the store cannot be read or written.
    """
    draft, register = draft_of(desk, key), load(desk.desk)
    if draft.current.number != version:
        data = {"version": version, "current": draft.current.number}
        raise Refused([Problem(code=Code.DRAFT_CHANGED, where=key, data=data)])
    seen = look_on(register, draft)
    if seen.fact is None:
        raise Refused(seen.problems)
    subject = library_subject(seen.fact, editors=draft.editors)
    given = Approval(number=number, consents=(consent,), editors=draft.editors)
    problems = [*_not_moved(register, number)]
    problems += consent_problems(
        register.staff, given, subject=subject, office=None, needed=(PROPOSING,)
    )
    if problems:
        raise Refused(problems)
    proposal = Proposal(version=version, at=at, number=number, forms=subject, consent=consent)
    return changed(desk, key, lambda one: steps.proposed(one, proposal))


def refuse(desk: DraftDesk, key: str, reason: str, *, by: str, at: Instant) -> Draft:
    """Send a proposal back, with the reason.

    Raises:
        Refused: nothing is proposed, there is no reason, or the person may not approve either.
        Unavailable: the journal or the store cannot be read or written.
    """
    keys = load(desk.desk).staff.keys.values()
    if not any(
        one.person == by and one.office is None and not APPROVING.roles.isdisjoint(one.roles)
        for one in keys
    ):
        data = {"person": by, "roles": ", ".join(sorted(APPROVING.roles))}
        raise Refused([Problem(code=Code.CONSENT_ROLE, where="by", data=data)])
    return changed(desk, key, lambda one: steps.refused(one, reason, by=by, at=at))


def _not_moved(register: Register, number: int) -> tuple[Problem, ...]:
    last = library_number(register)
    if number >= last:
        return ()
    data = {"number": number, "last": last}
    return (Problem(code=Code.LIBRARY_MOVED, where="number", data=data),)
