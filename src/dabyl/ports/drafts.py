"""The store of drafts: one whole draft a row, changed only by whoever saw the last change.

1. ``put`` is optimistic: it names the revision that it replaces (0: there is none yet). When
   another one is stored, nothing is written and the caller is given what is.
2. Drafts are shared between offices' people and are no part of the journal.
3. No draft is ever removed, so the sum of all revisions grows with every change of any draft.
"""

from collections.abc import Mapping
from typing import Protocol

from dabyl.core.drafts.draft import Draft
from dabyl.core.values.problems import DabylError


class DraftOvertaken(DabylError):
    """Somebody else changed the draft first: nothing was written; ``stored`` is what there is."""

    def __init__(self, stored: Draft | None) -> None:
        self.stored = stored
        super().__init__("no such draft" if stored is None else f"draft {stored.id} was changed")


class DraftStore(Protocol):
    """Where the drafts of one workspace are kept."""

    def all(self) -> tuple[Draft, ...]:
        """Return every draft, in the order of their ids.

        Raises:
            Unavailable: the store cannot be read.
        """

    def get(self, key: str) -> Draft | None:
        """Return the draft with the id *key*, or None; see ``all``."""

    def changes(self) -> int:
        """Return the sum of all revisions, without reading a draft; see ``all``."""

    def revisions(self) -> Mapping[str, int]:
        """Return the revision of every draft, by its id; see ``all``."""

    def put(self, draft: Draft, *, expected: int) -> None:
        """Store the draft in place of its revision *expected*.

        Raises:
            DraftOvertaken: another revision is stored.
            Unavailable: the store cannot be written; nothing was.
        """
