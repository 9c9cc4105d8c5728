"""Whether what was signed is still what would be published.

1. Nothing that came between may change one of a decision's own forms (``forms``, rule 4): neither
   an entry of the journal, nor a level that starts or ends by itself, nor the way in which forms
   are made. Else what was signed is stale.
2. In lists it stands beside what is said elsewhere. Other decisions, incidents, warnings from
   abroad and staff may change those, and what they change is told (``Since``). Where anything else
   came, such as a pack or borders, a list that differs counts like a form of its own.
3. What falls due by itself elsewhere is such a change of lists too, unless law commences or ends.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

import attrs

from dabyl.core.formats.entries.facts import (
    DECISION_ENTRY,
    FIGURE_ENTRY,
    INCIDENT_ENTRY,
    MESSAGE_ENTRY,
    STAFF_ENTRY,
)
from dabyl.core.formats.entries.foreign import FOREIGN_ENTRY, FOREIGN_WITHDRAWN_ENTRY
from dabyl.core.formats.entries.trail import AUDIT_ENTRY
from dabyl.core.journal.entry import Entry
from dabyl.core.register.agenda import agenda
from dabyl.core.register.events import Due, DueKind
from dabyl.core.register.facts import DecisionMade
from dabyl.core.register.register import Register
from dabyl.core.values.codes import Code
from dabyl.core.values.instants import Instant
from dabyl.core.values.problems import Problem, Refused
from dabyl.usecases.desk import load_up_to
from dabyl.usecases.drafts.draft_desk import DraftDesk
from dabyl.usecases.drafts.forms import Forms, Rendered, forms_hash, rendered, with_fact
from dabyl.usecases.drafts.preview import Seen

Make = Callable[[Register, Instant], DecisionMade]
"""What a draft makes of a register at an instant."""
ELSEWHERE: Final = frozenset(
    {
        AUDIT_ENTRY,
        DECISION_ENTRY,
        FIGURE_ENTRY,
        FOREIGN_ENTRY,
        FOREIGN_WITHDRAWN_ENTRY,
        INCIDENT_ENTRY,
        MESSAGE_ENTRY,
        STAFF_ENTRY,
    }
)
"""The kinds of entries that may change lists; see rule 2."""
_SILENT: Final = frozenset({DueKind.REMINDER})
"""What falls due and changes no form."""
_OF_LAW: Final = frozenset({DueKind.COMMENCEMENT, DueKind.PROVISION_ENDS})


@attrs.frozen(kw_only=True, eq=False)
class Since:
    """What came since something was signed, and the forms in which it is read.

    ``before`` are the forms as they would be published had nothing come, ``now`` as they would be.
    """

    between: tuple[Entry, ...] = ()
    before: Forms = attrs.field(factory=dict, repr=False)
    now: Forms = attrs.field(factory=dict, repr=False)

    @property
    def differing(self) -> tuple[str, ...]:
        """Return the paths at which something else would stand."""
        return _differing(self.before, self.now)


class ProposalStale(Refused):
    """What would be published is no longer what was proposed; ``since`` tells what came."""

    def __init__(self, problem: Problem, since: Since | None = None) -> None:
        self.since = Since() if since is None else since
        super().__init__([problem])

    @property
    def between(self) -> Sequence[Entry]:
        """Return the entries that came."""
        return self.since.between


def must_be_same(
    desk: DraftDesk,
    register: Register,
    make: Make,
    *,
    seen: Seen,
    forms: str,
    at: Instant,
    known: str | None = None,
) -> Since:
    """Return what came since what was *seen*, with the hash *forms*, and takes nothing from it.

    *known* is the hash of what this process has made of what was seen, if it has.

    Raises:
        ProposalStale: what would be published at *at* is not what was seen.
    """
    is_now = register.number == seen.number
    then = register if is_now else load_up_to(desk.desk, seen.number)
    key = make(then, seen.at).decision.id
    if (known or forms_hash(_render(desk, then, make, seen.at).forms)) != forms:
        data = {"draft": key}
        raise ProposalStale(Problem(code=Code.DRAFT_MADE_ANEW, where=key, data=data))
    dues = _fell_due(register, make, since=seen.at, at=at)
    if is_now and not dues:
        return Since()
    now = _render(desk, register, make, at)
    since = Since()
    if not is_now:
        before = _render(desk, then, make, at)
        between = tuple(desk.desk.journal.entries(then.number))
        since = Since(between=between, before=before.forms, now=now.forms)
        if _reaches(before, now, since):
            about = {"draft": key, "between": ", ".join(map(_name, between))}
            raise ProposalStale(Problem(code=Code.DRAFT_STALE, where=key, data=about), since)
    for due in dues:
        if _is_here(now, due):
            about = {
                "draft": key,
                "what": due.kind.value,
                "subject": due.subject,
                "due": due.at.text(),
            }
            raise ProposalStale(Problem(code=Code.DRAFT_OUTLIVED, where=key, data=about), since)
    return since


def _reaches(before: Rendered, now: Rendered, since: Since) -> bool:
    """Tell whether what came changes a form in which it may change nothing."""
    differing = frozenset(since.differing)
    if any(entry.kind not in ELSEWHERE for entry in since.between):
        return bool(differing)
    return bool(differing & (before.own | now.own))


def _fell_due(register: Register, make: Make, *, since: Instant, at: Instant) -> tuple[Due, ...]:
    """Return what started or ended by itself after *since*, with what is made taken."""
    after = with_fact(register, make(register, at), at=at)
    found = (due for due in agenda(after, after=since) if due.at <= at)
    return tuple(due for due in found if due.kind not in _SILENT)


def _is_here(now: Rendered, due: Due) -> bool:
    """Tell whether something fell due by the decision, or on the ground of its places."""
    if due.kind in _OF_LAW:
        return True
    epoch, at = now.after.epoch, now.after.recorded_at
    pieces = epoch.ledger.pieces(due.subject, at.s)
    if any(piece.layer.decision in now.decisions for piece in pieces):
        return True
    day = due.at.local("UTC").date()
    grounds = [epoch.gazetteer.ground(key, day) for key in now.places]
    return any(piece.ground & ground for piece in pieces for ground in grounds)


def _render(desk: DraftDesk, register: Register, make: Make, at: Instant) -> Rendered:
    return rendered(desk.desk, register, make(register, at), desk.theme, at=at)


def _differing(before: Mapping[str, bytes], now: Mapping[str, bytes]) -> tuple[str, ...]:
    paths = sorted({*before, *now})
    return tuple(path for path in paths if before.get(path) != now.get(path))


def _name(entry: Entry) -> str:
    inner = entry.body.get("decision", entry.body)
    name = inner.get("id", "") if isinstance(inner, dict) else ""
    return f"{entry.kind} {name}".strip()
