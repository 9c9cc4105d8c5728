"""What watching needs from outside: somebody who asks a source, a store, and chance."""

from collections.abc import Iterator
from typing import Protocol

import attrs

from dabyl.core.formats.cap.watching.kept import Kept
from dabyl.core.formats.cap.watching.sources import Link, Source
from dabyl.core.values.problems import Problem


@attrs.frozen(kw_only=True)
class Got:
    """What a source answered with; ``address`` is where it was found in the end."""

    data: bytes
    address: str
    etag: str | None = None
    modified: str | None = None


@attrs.frozen(kw_only=True)
class Listed:
    """A folder's files."""

    links: tuple[Link, ...]


@attrs.frozen
class Same:
    """Nothing changed since it was asked last."""


@attrs.frozen(kw_only=True)
class Failed:
    """It can't be had; ``retry_after`` is what the server says of when to come again."""

    problem: Problem
    retry_after: str = ""


Answer = Got | Listed | Same | Failed


class Asker(Protocol):
    """Asks sources, and for the alerts that they name."""

    def ask(self, address: str, *, etag: str | None = None, modified: str | None = None) -> Answer:
        """Return what is at an address, unless it is still what these validators name."""


class WatchStore(Protocol):
    """Keeps what was read. What was written once is there whole, or not at all."""

    def source(self, address: str) -> Source:
        """Return what is known of a source."""

    def save(self, source: Source) -> None:
        """Write what is known of a source."""

    def has(self, digest: str) -> bool:
        """Tell whether the alert with this SHA-256 is kept."""

    def keep(self, kept: Kept, data: bytes) -> None:
        """Keep an alert, unless it is there."""

    def every(self) -> Iterator[Kept]:
        """Yield what is kept, in the order of receipt."""

    def read(self, digest: str) -> bytes:
        """Return the document of an alert that is kept."""


class Chance(Protocol):
    """Chance."""

    def jitter(self) -> float:
        """Return a number from 0 up to 1."""
