"""The desk for drafts: a workspace's desk, its drafts, and the theme of its previews."""

from collections.abc import Callable

import attrs

from dabyl.core.drafts.draft import Draft
from dabyl.core.publication.theme import Theme
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem, Refused
from dabyl.ports.drafts import DraftOvertaken, DraftStore
from dabyl.usecases.desk import Desk

_ATTEMPTS = 5


@attrs.frozen(kw_only=True)
class DraftDesk:
    """What every step of a draft works with."""

    desk: Desk
    drafts: DraftStore
    theme: Theme


def draft_of(desk: DraftDesk, key: str) -> Draft:
    """Return a draft.

    Raises:
        Refused: there is none with this id.
        Unavailable: the store cannot be read.
    """
    found = desk.drafts.get(key)
    if found is None:
        raise Refused([Problem(code=Code.DRAFT_UNKNOWN, where="draft", data={"draft": key})])
    return found


def changed(desk: DraftDesk, key: str, step: Callable[[Draft], Draft]) -> Draft:
    """Take a step with a draft as it is stored, again when somebody else was first.

    Raises:
        Refused: the step is, there is no such draft, or others were first again and again.
        Unavailable: the store cannot be read or written.
    """
    for _ in range(_ATTEMPTS):
        before = draft_of(desk, key)
        after = step(before)
        try:
            desk.drafts.put(after, expected=before.revision)
        except DraftOvertaken:
            continue
        return after
    raise Refused([Problem(code=Code.DRAFT_OVERTAKEN, where=key, data={"draft": key})])
