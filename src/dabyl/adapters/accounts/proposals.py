"""Proposals: what one person asks for, and another one decides.

1. Whoever proposed it, and whom it is about, cannot confirm it; anybody with the right may refuse.
2. A proposal is decided once, and is over after a day.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from dabyl.adapters.accounts.audit import note
from dabyl.adapters.accounts.models import Person, Proposal
from dabyl.adapters.accounts.turns import turn
from dabyl.core.values.codes import Code
from dabyl.core.values.instants import Instant
from dabyl.core.values.problems import Problem, Refused

GOOD_FOR = timedelta(days=1)
OPEN, CONFIRMED, REFUSED = "open", "confirmed", "refused"


def propose(
    kind: str, subject: Person, *, by: Person, at: Instant, data: Mapping[str, Any]
) -> Proposal:
    """Keep what a person asks for; an earlier proposal of the kind for the subject is over."""
    with turn():
        Proposal.objects.filter(kind=kind, subject=subject, outcome=OPEN).update(outcome="replaced")
        note(f"proposed {kind}", by=by, subject=subject, at=at)
        ends_at_s = at.plus(GOOD_FOR).s
        return Proposal.objects.create(
            kind=kind, subject=subject, by=by, data=dict(data), at_s=at.s, ends_at_s=ends_at_s
        )


def open_proposals(*, at: Instant) -> tuple[Proposal, ...]:
    """Return what waits for a decision, the oldest first."""
    waiting = Proposal.objects.filter(outcome=OPEN, ends_at_s__gt=at.s)
    return tuple(waiting.select_related("subject", "by").order_by("pk"))


def is_open(kind: str, subject: Person, *, at: Instant) -> bool:
    """Tell whether a proposal of a kind about somebody waits."""
    waiting = Proposal.objects.filter(outcome=OPEN, ends_at_s__gt=at.s)
    return waiting.filter(kind=kind, subject=subject).exists()


def open_proposal(number: int, *, at: Instant) -> Proposal:
    """Return a proposal that waits.

    Raises:
        Refused: there is none, or it is over.
    """
    found = next((one for one in open_proposals(at=at) if one.pk == number), None)
    if found is None:
        raise Refused([Problem(code=Code.PROPOSAL_OVER, where="proposal")])
    return found


def check_second(proposal: Proposal, by: Person) -> None:
    """Check that *by* may confirm.

    Raises:
        Refused: they proposed it, or it is about them.
    """
    if by.pk in {proposal.by_id, proposal.subject_id}:
        raise Refused([Problem(code=Code.SECOND_PERSON, where="proposal")])


def decide(
    proposal: Proposal,
    outcome: str,
    *,
    by: Person,
    at: Instant,
    done: Callable[[], object] = bool,
) -> None:
    """Write down what became of a proposal, with what is *done* in the accounts: both or neither.

    Raises:
        Refused: somebody else decided it meanwhile.
    """
    with turn():
        waiting = Proposal.objects.filter(pk=proposal.pk, outcome=OPEN)
        if not waiting.update(outcome=outcome, decided_by=by, decided_at_s=at.s):
            raise Refused([Problem(code=Code.PROPOSAL_OVER, where="proposal")])
        done()
        note(f"{outcome} {proposal.kind}", by=by, subject=proposal.subject, at=at)
