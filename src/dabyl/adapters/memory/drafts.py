"""Drafts in memory: what the store on disk does, without a disk."""

from collections.abc import Mapping
from threading import Lock

import attrs

from dabyl.core.drafts.draft import Draft
from dabyl.core.formats.drafts.draft import format_draft, parse_draft
from dabyl.ports.drafts import DraftOvertaken


@attrs.define(eq=False)
class MemoryDraftStore:
    """Keeps the bytes of drafts, as a disk would."""

    _rows: dict[str, bytes] = attrs.field(factory=dict, init=False, repr=False)
    _lock: Lock = attrs.field(factory=Lock, init=False, repr=False)

    def all(self) -> tuple[Draft, ...]:
        """Return every draft, in the order of their ids."""
        return tuple(parse_draft(self._rows[key]) for key in sorted(self._rows))

    def get(self, key: str) -> Draft | None:
        """Return the draft with the id *key*, or None."""
        stored = self._rows.get(key)
        return None if stored is None else parse_draft(stored)

    def changes(self) -> int:
        """Return the sum of all revisions."""
        return sum(self.revisions().values())

    def revisions(self) -> Mapping[str, int]:
        """Return the revision of every draft, by its id."""
        return {draft.id: draft.revision for draft in self.all()}

    def put(self, draft: Draft, *, expected: int) -> None:
        """Store the draft in place of its revision *expected*; see the port."""
        with self._lock:
            stored = self.get(draft.id)
            if (0 if stored is None else stored.revision) != expected:
                raise DraftOvertaken(stored)
            self._rows[draft.id] = format_draft(draft)
