"""Writing: beginning, saving, commenting on and withdrawing drafts.

1. Saving never loses what was typed: onto an older version, or onto what is done, it is kept as a
   fork, and whoever typed it is told so.
2. A draft has the id of its decision, and is of one office.
"""

from collections.abc import Mapping
from typing import Any

import attrs

from dabyl.core.drafts import steps
from dabyl.core.drafts.draft import Draft, Version
from dabyl.core.levels.body import is_decision_id
from dabyl.core.values.codes import Code
from dabyl.core.values.instants import Instant
from dabyl.core.values.problems import Problem, Refused
from dabyl.ports.drafts import DraftOvertaken
from dabyl.usecases.drafts.draft_desk import DraftDesk, changed


@attrs.frozen(kw_only=True)
class Saved:
    """What became of what was typed: the draft as it is stored, and the version that holds it."""

    draft: Draft
    version: Version

    @property
    def is_fork(self) -> bool:
        """Tell whether another version counts, and this one is only kept."""
        return self.version.is_fork


def begin(
    desk: DraftDesk, key: str, content: Mapping[str, Any], *, office: str, by: str, at: Instant
) -> Draft:
    """Begin a draft of an office.

    Raises:
        Refused: the id is none that a decision can have, or there is such a draft already.
        Rejected: the content is not plain.
        Unavailable: the store cannot be written.
    """
    if not is_decision_id(key):
        raise Refused([Problem(code=Code.NOT_A_DECISION_ID, where="id", data={"value": key})])
    draft = steps.begun(key, content, office=office, by=by, at=at)
    try:
        desk.drafts.put(draft, expected=0)
    except DraftOvertaken:
        data = {"draft": key}
        raise Refused([Problem(code=Code.DRAFT_EXISTS, where="id", data=data)]) from None
    return draft


def save(
    desk: DraftDesk,
    key: str,
    content: Mapping[str, Any],
    *,
    based_on: int,
    by: str,
    at: Instant,
) -> Saved:
    """Save what was typed onto version *based_on*; see rule 1.

    Raises:
        Refused: there is no such draft.
        Rejected: the content is not plain.
        Unavailable: the store cannot be read or written; nothing was.
    """
    draft = changed(
        desk, key, lambda one: steps.saved(one, content, based_on=based_on, by=by, at=at)
    )
    return Saved(draft=draft, version=draft.versions[-1])


def comment(desk: DraftDesk, key: str, text: str, *, by: str, at: Instant) -> Draft:
    """Comment on a draft.

    Raises:
        Refused: there is no such draft, or nothing, or too much, is said.
        Unavailable: the store cannot be read or written.
    """
    return changed(desk, key, lambda one: steps.commented(one, text, by=by, at=at))


def withdraw(desk: DraftDesk, key: str, *, by: str, at: Instant) -> Draft:
    """Withdraw a draft that was not released.

    Raises:
        Refused: there is no such draft, or it is done.
        Unavailable: the store cannot be read or written.
    """
    return changed(desk, key, lambda one: steps.withdrawn(one, by=by, at=at))
