"""Drafts as values: what was typed, by whom, what was said of it, and how far it got.

1. A draft's content is the plain body of a decision (``core/levels/body``), whole or not yet.
2. Versions only grow in number; the current one is the newest that is no fork. A fork is what
   somebody typed onto an older version: it is kept, and counts for nothing until it is saved again.
3. Whoever wrote any version, forks as well, is an editor for good.
4. ``revision`` grows with every change, so that a store sees a stale one.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import attrs

from dabyl.core.staff.consents import Consent
from dabyl.core.values.instants import Instant


class State(StrEnum):
    """How far a draft got. Approval and release are one step."""

    OPEN = "open"
    PROPOSED = "proposed"
    REFUSED = "refused"
    RELEASED = "released"
    WITHDRAWN = "withdrawn"


@attrs.frozen(kw_only=True)
class Version:
    """What somebody typed."""

    number: int
    content: Mapping[str, Any] = attrs.field(hash=False)
    by: str
    at: Instant
    is_fork: bool = False


@attrs.frozen(kw_only=True)
class Comment:
    """What somebody said about a draft."""

    by: str
    at: Instant
    text: str


@attrs.frozen(kw_only=True)
class Proposal:
    """A version put forward: its forms' hash, the journal's number then, and one consent.

    ``earlier`` is that number when the same version was put forward before this.
    """

    version: int
    at: Instant
    number: int
    forms: str
    consent: Consent
    earlier: int | None = None

    @property
    def by(self) -> str:
        """Return who proposed."""
        return self.consent.person


@attrs.frozen(kw_only=True)
class Ended:
    """Who refused or withdrew a draft, when, and why."""

    by: str
    at: Instant
    reason: str = ""


@attrs.frozen(kw_only=True)
class Draft:
    """A decision in the making."""

    id: str
    office: str
    versions: tuple[Version, ...] = attrs.field(validator=attrs.validators.min_len(1))
    comments: tuple[Comment, ...] = ()
    state: State = State.OPEN
    proposal: Proposal | None = None
    ended: Ended | None = None
    entry: int | None = None
    """The number of the journal's entry that released it."""
    deadline: Instant | None = None
    """When it ends unless countersigned: one person released it."""
    countersigned: int | None = None
    """The number of the journal's entry by which it was countersigned."""
    revision: int = 1

    @property
    def current(self) -> Version:
        """Return the newest version that is no fork."""
        return next(one for one in reversed(self.versions) if not one.is_fork)

    @property
    def newest(self) -> int:
        """Return the highest number of a version."""
        return self.versions[-1].number

    @property
    def editors(self) -> tuple[str, ...]:
        """Return everybody who wrote any version."""
        return tuple(sorted({one.by for one in self.versions}))
