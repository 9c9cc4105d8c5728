"""What changed since somebody looked: of drafts, the library's and the journal, whoever did it.

1. A change tells its kind and what it is of, and nothing of what was written or by whom.
2. A mark is the journal's number and the sums of all revisions, of the drafts of decisions and of
   the library's. They only grow, in whichever process somebody writes, so two marks tell whether
   anything happened between them.
3. Looking is cheap while nothing happens: three numbers are read, and no entry and no draft.
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
    LIBRARY = "library"


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
    of_library: int = 0

    @override
    def __str__(self) -> str:
        """Return it as it goes over the wire."""
        return f"{self.number}.{self.changes}.{self.of_library}"

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """Return the mark that a text tells, or None."""
        parts = text.split(".")
        if len(parts) == len(attrs.fields(cls)) and all(map(_is_number, parts)):
            return cls(*map(int, parts))
        return None


@attrs.frozen
class Seen:
    """A mark, with the revision of every draft, of decisions and of the library."""

    mark: Mark
    revisions: Mapping[str, int]
    of_library: Mapping[str, int]


@attrs.frozen
class Stores:
    """What is looked at."""

    journal: JournalStore
    drafts: DraftStore
    library: DraftStore


def mark(stores: Stores) -> Mark:
    """Return how far the workspace is.

    Raises:
        Unavailable: the journal or the drafts cannot be read.
    """
    drafts, library = stores.drafts.changes(), stores.library.changes()
    return Mark(stores.journal.head().number, drafts, library)


def look(stores: Stores, before: Seen | None = None) -> Seen:
    """Return what there is now; *before*, when nothing happened since. See ``mark``."""
    now = mark(stores)
    if before is None:
        return Seen(now, stores.drafts.revisions(), stores.library.revisions())
    if before.mark == now:
        return before
    drafts, library = before.revisions, before.of_library
    if before.mark.changes != now.changes:
        drafts = stores.drafts.revisions()
    if before.mark.of_library != now.of_library:
        library = stores.library.revisions()
    return Seen(now, drafts, library)


def changes(before: Seen, after: Seen) -> Iterator[Change]:
    """Give what happened between two looks."""
    number = after.mark.number
    for kind, old, new in (
        (Kind.DRAFT, before.revisions, after.revisions),
        (Kind.LIBRARY, before.of_library, after.of_library),
    ):
        for key, revision in new.items():
            if old.get(key) != revision:
                yield Change(kind=kind, number=number, key=key, revision=revision)
    if before.mark.number != number:
        yield Change(kind=Kind.ENTRY, number=number)


def missed(since: Mark, now: Mark) -> Iterator[Change]:
    """Give what happened to somebody who saw no more than *since*."""
    if since.changes != now.changes:
        yield Change(kind=Kind.DRAFT, number=now.number)
    if since.of_library != now.of_library:
        yield Change(kind=Kind.LIBRARY, number=now.number)
    if since.number != now.number:
        yield Change(kind=Kind.ENTRY, number=now.number)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < len("1000000000000000000")
