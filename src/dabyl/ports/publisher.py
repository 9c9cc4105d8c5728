"""The publisher: takes rendered files to where readers get them, whole or not at all.

1. Readers see the site of before or the site of after, never a mixture.
2. A site carries a mark: up to which journal entry, and as seen when, it was rendered.
"""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from typing import Protocol

import attrs

from dabyl.core.values.instants import Instant


@attrs.frozen(kw_only=True)
class Mark:
    """What a site was rendered from: the journal's end, and the two times of the question."""

    number: int
    head: str
    at: Instant
    known_at: Instant
    leased: bool  # says what stands now; else an archive, as it stood
    maker: str  # the program and theme that rendered it; others would write other bytes


@attrs.frozen(kw_only=True)
class SiteChange:
    """Files to write and paths to remove; a ``whole`` one also removes every path not written.

    A file that has the same bytes already counts as unchanged. Paths are relative, with ``/``.
    """

    mark: Mark
    files: Iterable[tuple[str, bytes]]
    removed: tuple[str, ...] = ()
    whole: bool = False


@attrs.frozen(kw_only=True)
class Outcome:
    """What a publication did: paths that differ from the site before, and how many files it has."""

    written: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int


class Turn(Protocol):
    """One publisher's turn at a place; nobody else publishes there meanwhile."""

    def last(self) -> Mark | None:
        """Return the mark of the site that readers see, or None when there is none."""

    def paths(self) -> Iterator[str]:
        """Return the paths of the site that readers see, but for what belongs to the publisher."""

    def read(self, path: str) -> bytes | None:
        """Return the bytes that readers see at *path*, or None."""

    def publish(self, change: SiteChange) -> Outcome:
        """Make *change* and show it at once; on failure readers go on seeing the site before.

        Raises:
            Unavailable: the disk is full or not writable.
        """

    def make_ready(self) -> None:
        """Do beforehand what the next publication would have to do first; readers see no change.

        Raises:
            Unavailable: the disk is full or not writable.
        """


class Publisher(Protocol):
    """A place where a site is published."""

    def turn(self) -> AbstractContextManager[Turn]:
        """Take the turn.

        Raises:
            Refused: another publisher has it, or the place holds something else.
            Unavailable: the place cannot be reached.
        """
