"""Looking at a draft of the library: what it would record, and every reason against it."""

import attrs

from dabyl.core.drafts.draft import Draft
from dabyl.core.formats.library.change import Change, fact_of_change, parse_change
from dabyl.core.register.facts import LibraryFact
from dabyl.core.register.library import library_objections, library_subject
from dabyl.core.register.register import Register
from dabyl.core.staff.consents import Purpose, challenge
from dabyl.core.values.problems import Problem, Rejected
from dabyl.usecases.desk import load
from dabyl.usecases.drafts.draft_desk import DraftDesk


@attrs.frozen(kw_only=True, eq=False)
class Look:
    """A draft as it would change the library that ends at ``number``.

    ``change`` is None when its content cannot be read, ``fact`` when there are problems; then
    nobody can sign it.
    """

    draft: Draft
    version: int
    number: int
    problems: tuple[Problem, ...]
    change: Change | None = None
    fact: LibraryFact | None = None
    workspace: str = ""

    def challenge(self, purpose: Purpose, number: int) -> bytes:
        """Return what a passkey signs to consent to what was seen at entry *number*.

        Raises:
            ValueError: there are problems, and nothing to sign.
        """
        if self.fact is None:
            raise ValueError("nobody signs what has problems")
        subject = library_subject(self.fact, editors=self.draft.editors)
        return challenge(purpose, subject, number, workspace=self.workspace)


def look(desk: DraftDesk, draft: Draft) -> Look:
    """Return a draft's current version as it would change what the journal says now.

    Raises:
        Unavailable: the journal cannot be read.
    """
    return look_on(load(desk.desk), draft)


def look_on(register: Register, draft: Draft) -> Look:
    """Return the same for a register that is known already."""
    seen = Look(
        draft=draft,
        version=draft.current.number,
        number=register.number,
        problems=(),
        workspace=register.staff.workspace,
    )
    try:
        change = parse_change(draft.current.content)
    except Rejected as wrong:
        return attrs.evolve(seen, problems=wrong.problems)
    try:
        fact = fact_of_change(register, change)
    except Rejected as wrong:
        return attrs.evolve(seen, change=change, problems=wrong.problems)
    if problems := library_objections(register, fact):
        return attrs.evolve(seen, change=change, problems=problems)
    return attrs.evolve(seen, change=change, fact=fact)
