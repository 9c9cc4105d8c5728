"""What changed since somebody looked: of the drafts and the journal, whoever changed it.

1. A change tells its kind and what it is of, and nothing of what was written or by whom.
2. A mark is the journal's number and the sum of all drafts' revisions. Both only grow, in whichever
   process somebody writes, so two marks tell whether anything happened between them.
3. Looking is cheap while nothing happens: two numbers are read, and no entry and no draft.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Self

import attrs
from typing_extensions import override

from dabyl.ports.drafts import DraftStore
from dabyl.ports.journal import JournalStore


class Kind(StrEnum):
    """What a change is of."""

    ENTRY = "entry"
    DRAFT = "draft"


@attrs.frozen(kw_only=True)
class Change:
    """A change: of which draft, to which revision; ``number`` is that of the journal by then.

    A draft without a key means some of them: what is not known any more is asked for again.
    """

    kind: Kind
    number: int
    key: str = ""
    revision: int = 0


@attrs.frozen
class Mark:
    """How far somebody saw."""

    number: int
    changes: int

    @override
    def __str__(self) -> str:
        """Return it as it goes over the wire."""
        return f"{self.number}.{self.changes}"

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """Return the mark that a text tells, or None."""
        parts = text.split(".")
        if len(parts) == len(attrs.fields(cls)) and all(map(_is_number, parts)):
            return cls(*map(int, parts))
        return None


@attrs.frozen
class Seen:
    """A mark, with the revision of every draft."""

    mark: Mark
    revisions: Mapping[str, int]


def mark(journal: JournalStore, drafts: DraftStore) -> Mark:
    """Return how far the workspace is.

    Raises:
        Unavailable: the journal or the drafts cannot be read.
    """
    return Mark(journal.head().number, drafts.changes())


def look(journal: JournalStore, drafts: DraftStore, before: Seen | None = None) -> Seen:
    """Return what there is now; *before*, when nothing happened since. See ``mark``."""
    now = mark(journal, drafts)
    if before is not None and before.mark == now:
        return before
    if before is not None and before.mark.changes == now.changes:
        return Seen(now, before.revisions)
    return Seen(now, drafts.revisions())


def changes(before: Seen, after: Seen) -> Iterator[Change]:
    """Give what happened between two looks."""
    number = after.mark.number
    for key, revision in after.revisions.items():
        if before.revisions.get(key) != revision:
            yield Change(kind=Kind.DRAFT, number=number, key=key, revision=revision)
    if before.mark.number != number:
        yield Change(kind=Kind.ENTRY, number=number)


def missed(since: Mark, now: Mark) -> Iterator[Change]:
    """Give what happened to somebody who saw no more than *since*."""
    if since.changes != now.changes:
        yield Change(kind=Kind.DRAFT, number=now.number)
    if since.number != now.number:
        yield Change(kind=Kind.ENTRY, number=now.number)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < len("1000000000000000000")
