"""Preview: what a draft says, every reason against it, and everything that it would publish.

1. A preview is of one version, at one instant, at one number of the journal (``Seen``); those three
   make the same preview again, as long as the program and its theme are the same.
2. What cannot be read, or isn't allowed, has no forms; the reasons are told all at once.
"""

from collections.abc import Mapping

import attrs

from dabyl.core.drafts.draft import Draft
from dabyl.core.levels.body import decision_from_body
from dabyl.core.levels.decision import Decision, Mode
from dabyl.core.register.approval import decision_subject
from dabyl.core.register.decide import as_taken, objections
from dabyl.core.register.facts import DecisionMade
from dabyl.core.register.moves import Move, moves
from dabyl.core.register.register import Register
from dabyl.core.staff.consents import Purpose, challenge
from dabyl.core.values.codes import Code
from dabyl.core.values.instants import Instant
from dabyl.core.values.problems import Problem, Refused, Rejected
from dabyl.usecases.desk import load
from dabyl.usecases.drafts.draft_desk import DraftDesk
from dabyl.usecases.drafts.forms import forms_hash, forms_now, rendered, with_fact
from dabyl.usecases.drafts.held_back import held_back


@attrs.frozen(kw_only=True)
class Seen:
    """What a preview was made from."""

    version: int
    at: Instant
    number: int


@attrs.frozen(kw_only=True, eq=False)
class Preview:
    """A draft as it would be published.

    ``forms`` are the bytes by path, ``now`` what stands there at present; a path that ``now``
    lacks is new. ``subject`` is what those who consent sign in a ``workspace``; both are empty
    when there are problems.
    """

    draft: Draft
    seen: Seen
    problems: tuple[Problem, ...]
    decision: Decision | None = None
    forms: Mapping[str, bytes] = attrs.field(factory=dict, repr=False)
    now: Mapping[str, bytes] = attrs.field(factory=dict, repr=False)
    hash: str = ""
    subject: str = ""
    workspace: str = ""
    deadline: Instant | None = None
    """When it ends by itself, where one person releases it."""
    moves: tuple[Move, ...] = ()
    """What begins and ends by it, and where."""

    @property
    def differing(self) -> tuple[str, ...]:
        """Return the paths at which something else would stand than now."""
        return tuple(path for path, data in self.forms.items() if self.now.get(path) != data)

    def challenge(self, purpose: Purpose) -> bytes:
        """Return what a passkey signs to consent to what was seen."""
        return challenge(purpose, self.subject, self.seen.number, workspace=self.workspace)


def preview(desk: DraftDesk, draft: Draft, *, at: Instant) -> Preview:
    """Return the preview of a draft's current version as of *at*.

    Raises:
        Unavailable: the journal cannot be read.
    """
    return preview_on(desk, load(desk.desk), draft, at=at)


def preview_on(desk: DraftDesk, register: Register, draft: Draft, *, at: Instant) -> Preview:
    """Return the preview on a register that is known already; see ``preview``."""
    seen = Seen(version=draft.current.number, at=at, number=register.number)
    try:
        decision = decision_of(draft)
    except (Refused, Rejected) as wrong:
        return Preview(draft=draft, seen=seen, problems=wrong.problems)
    if problems := objections(register, decision, at=at):
        return Preview(draft=draft, seen=seen, problems=problems, decision=decision)
    return preview_made(desk, register, draft, as_taken(register, decision, at=at), at=at)


def preview_made(
    desk: DraftDesk,
    register: Register,
    draft: Draft,
    made: DecisionMade,
    *,
    at: Instant,
    deadline: Instant | None = None,
    countersigns: str = "",
) -> Preview:
    """Return the preview of what a draft would make of the register, if its messages can go out."""
    seen = Seen(version=draft.current.number, at=at, number=register.number)
    after = with_fact(register, made, at=at)
    if problems := tuple(held_back(desk.desk, register, after, at=at)):
        return Preview(draft=draft, seen=seen, problems=problems, decision=made.decision)
    forms = rendered(desk.desk, register, made, desk.theme, at=at).forms
    found = forms_hash(forms)
    return Preview(
        draft=draft,
        seen=seen,
        problems=(),
        decision=made.decision,
        forms=forms,
        now=forms_now(register, forms, desk.theme, at=at),
        hash=found,
        subject=decision_subject(
            made.decision,
            forms=found,
            editors=draft.editors,
            deadline=deadline,
            countersigns=countersigns,
        ),
        workspace=register.staff.workspace,
        deadline=deadline,
        moves=moves(register, after, at=at),
    )


def decision_of(draft: Draft) -> Decision:
    """Return the decision that a draft's current version says.

    Raises:
        Rejected: it is not whole; every problem with its place.
        Refused: it has another id or office than the draft, or is not to be taken here.
    """
    decision = decision_from_body(draft.current.content)
    problems = []
    if decision.id != draft.id:
        data = {"draft": draft.id, "id": decision.id}
        problems.append(Problem(code=Code.DRAFT_ID, where="id", data=data))
    if decision.office != draft.office:
        data = {"office": draft.office, "said": decision.office or "-"}
        problems.append(Problem(code=Code.DRAFT_OFFICE, where="office", data=data))
    if decision.mode is not Mode.TAKEN:
        data = {"mode": decision.mode.value, "wanted": Mode.TAKEN.value}
        problems.append(Problem(code=Code.WRONG_MODE, where="mode", data=data))
    if problems:
        raise Refused(problems)
    return decision
