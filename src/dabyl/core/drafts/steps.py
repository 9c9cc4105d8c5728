"""Steps of a draft: what may follow what.

1. Saving is never refused. What was typed onto the current version of a draft that isn't done
   becomes the current one, and ends a proposal or refusal; anything else is kept as a fork.
2. What one person types in a row within ``SAME_SITTING_S`` is one version, with a new number.
3. Proposed is what is open or was refused, and again what is proposed; refused and released is what
   is proposed.
4. A draft that isn't released can be withdrawn, and anybody can comment on any draft.
"""

from collections.abc import Mapping
from typing import Any

import attrs

from dabyl.core.drafts.draft import Comment, Draft, Ended, Proposal, State, Version
from dabyl.core.journal.canonical import plain
from dabyl.core.values.codes import Code
from dabyl.core.values.instants import Instant
from dabyl.core.values.problems import Problem, Refused

SAME_SITTING_S = 300
MOST_COMMENT_CHARS = 2_000
_DONE = frozenset({State.RELEASED, State.WITHDRAWN})


def begun(key: str, content: Mapping[str, Any], *, office: str, by: str, at: Instant) -> Draft:
    """Return a new draft of an office.

    Raises:
        Rejected: the content is not plain.
    """
    first = Version(number=1, content=plain(content), by=by, at=at)
    return Draft(id=key, office=office, versions=(first,))


def saved(
    draft: Draft, content: Mapping[str, Any], *, based_on: int, by: str, at: Instant
) -> Draft:
    """Return the draft with what was typed onto version *based_on*.

    Raises:
        Rejected: the content is not plain.
    """
    is_fork = draft.state in _DONE or based_on != draft.current.number
    typed = Version(number=draft.newest + 1, content=plain(content), by=by, at=at, is_fork=is_fork)
    if is_fork:
        return _next(draft, versions=(*draft.versions, typed))
    before = draft.versions
    if _is_one_sitting(draft, typed):
        before = tuple(one for one in before if one is not draft.current)
    return _next(draft, versions=(*before, typed), state=State.OPEN, proposal=None, ended=None)


def commented(draft: Draft, text: str, *, by: str, at: Instant) -> Draft:
    """Return the draft with a comment.

    Raises:
        Refused: the comment is empty or too long.
    """
    said = _words(text, "text")
    return _next(draft, comments=(*draft.comments, Comment(by=by, at=at, text=said)))


def proposed(draft: Draft, proposal: Proposal) -> Draft:
    """Return the draft as it is proposed.

    Raises:
        Refused: it is not open, or another version is the current one.
    """
    must_be(draft, State.OPEN, State.REFUSED)
    return _put_forward(draft, proposal)


def proposed_again(draft: Draft, proposal: Proposal) -> Draft:
    """Return the draft with another proposal of its current version; the last one is remembered.

    Raises:
        Refused: it is not proposed, or the version is not the current one.
    """
    must_be(draft, State.PROPOSED)
    earlier = proposal_of(draft).number
    return _put_forward(draft, attrs.evolve(proposal, earlier=earlier))


def refused(draft: Draft, reason: str, *, by: str, at: Instant) -> Draft:
    """Return the draft as it is sent back, with the reason.

    Raises:
        Refused: it is not proposed, or there is no reason.
    """
    must_be(draft, State.PROPOSED)
    ended = Ended(by=by, at=at, reason=_words(reason, "reason"))
    return _next(draft, state=State.REFUSED, proposal=None, ended=ended)


def released(draft: Draft, entry: int, *, deadline: Instant | None = None) -> Draft:
    """Return the draft that entry *entry* of the journal released, until a *deadline* if any."""
    return _next(draft, state=State.RELEASED, proposal=None, entry=entry, deadline=deadline)


def countersigned(draft: Draft, entry: int) -> Draft:
    """Return the draft that entry *entry* of the journal countersigned."""
    return _next(draft, countersigned=entry)


def withdrawn(draft: Draft, *, by: str, at: Instant) -> Draft:
    """Return the draft as nobody goes on with it.

    Raises:
        Refused: it is released, or withdrawn already.
    """
    must_be(draft, State.OPEN, State.PROPOSED, State.REFUSED)
    return _next(draft, state=State.WITHDRAWN, proposal=None, ended=Ended(by=by, at=at))


def proposal_of(draft: Draft) -> Proposal:
    """Return what is proposed.

    Raises:
        Refused: nothing is.
    """
    if draft.proposal is None:
        raise _wrong_state(draft, State.PROPOSED)
    return draft.proposal


def _put_forward(draft: Draft, proposal: Proposal) -> Draft:
    if proposal.version != draft.current.number:
        data = {"version": proposal.version, "current": draft.current.number}
        raise Refused([Problem(code=Code.DRAFT_CHANGED, where=draft.id, data=data)])
    return _next(draft, state=State.PROPOSED, proposal=proposal, ended=None)


def _is_one_sitting(draft: Draft, typed: Version) -> bool:
    before = draft.current
    return (
        draft.state is State.OPEN
        and before.by == typed.by
        and typed.at.s - before.at.s < SAME_SITTING_S
    )


def must_be(draft: Draft, *states: State) -> None:
    """Refuse a step that a draft in another state than these can't take."""
    if draft.state not in states:
        raise _wrong_state(draft, *states)


def _wrong_state(draft: Draft, *states: State) -> Refused:
    data = {"draft": draft.id, "state": draft.state, "wanted": ", ".join(states)}
    return Refused([Problem(code=Code.DRAFT_STATE, where=draft.id, data=data)])


def _words(text: str, field: str) -> str:
    said = text.strip()
    if not 0 < len(said) <= MOST_COMMENT_CHARS:
        data = {"most": MOST_COMMENT_CHARS}
        raise Refused([Problem(code=Code.DRAFT_WORDS, where=field, data=data)])
    return said


def _next(draft: Draft, **changes: Any) -> Draft:  # noqa: ANN401 - fields of many types
    return attrs.evolve(draft, revision=draft.revision + 1, **changes)
