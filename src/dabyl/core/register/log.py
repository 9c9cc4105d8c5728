"""A log: an immutable sequence that grows at its end without being copied whole."""

from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

import attrs

T = TypeVar("T")
_CHUNK = 512


@attrs.frozen
class Log(Generic[T]):
    """Items in order of arrival. ``with_items`` copies one chunk and the list of chunks."""

    full: tuple[tuple[T, ...], ...] = ()
    last: tuple[T, ...] = ()

    def with_items(self, items: Iterable[T]) -> "Log[T]":
        """Return the log with further items at its end."""
        rest = (*self.last, *items)
        cut = len(rest) - len(rest) % _CHUNK
        new = tuple(rest[start : start + _CHUNK] for start in range(0, cut, _CHUNK))
        return Log((*self.full, *new), rest[cut:])

    def __iter__(self) -> Iterator[T]:
        for chunk in self.full:
            yield from chunk
        yield from self.last

    def __len__(self) -> int:
        return len(self.full) * _CHUNK + len(self.last)

    def backwards(self) -> Iterator[T]:
        """Give the items from the last to the first."""
        yield from reversed(self.last)
        for chunk in reversed(self.full):
            yield from reversed(chunk)
