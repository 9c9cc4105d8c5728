"""The book of what became of released decisions: published when, seen when, failed why."""

from collections.abc import Callable, Mapping
from typing import Protocol

import attrs

from dabyl.core.publication.after import FormKind
from dabyl.core.values.instants import Instant


@attrs.frozen(kw_only=True)
class Form:
    """A file of a decision: when it was published with which hash, and when it was seen.

    ``failed`` says why it was not seen when it was last looked for, ``again`` when that is next.
    """

    kind: FormKind
    path: str
    channel: str
    hash: str
    published_at: Instant
    seen_at: Instant | None = None
    failed: str = ""
    again: Instant | None = None


@attrs.frozen(kw_only=True)
class Failure:
    """A publication that failed: when, and why."""

    at: Instant
    why: str


@attrs.frozen(kw_only=True)
class After:
    """What the book says: how far the journal is published, and the forms of decisions."""

    number: int
    failure: Failure | None = None
    forms: Mapping[str, tuple[Form, ...]] = attrs.field(factory=dict)


class AfterBook(Protocol):
    """Where it is written what became of released decisions."""

    def read(self) -> After | None:
        """Return what the book says; None when nothing, or it cannot be read."""

    def change(self, make: Callable[[After | None], After | None]) -> None:
        """Write what *make* makes of the book; nothing when it makes None.

        Raises:
            Unavailable: the disk is full or not writable.
        """


class Shown(Protocol):
    """The public site, as it was published and as readers get it."""

    def published(self, path: str) -> bytes | None:
        """Return the bytes that were published at a path, or None."""

    def served(self, path: str) -> bytes:
        """Return the bytes that readers get at a path.

        Raises:
            Unavailable: they get none; the reason.
        """
