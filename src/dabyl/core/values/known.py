"""What was known when: values that replace one another, each known from a second on.

1. A later value holds from its second on; of two of one second the later one does. What comes later
   changes nothing of what was known before.
2. The seconds lie side by side in an array, because every question searches them.
"""

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, TypeVar

import attrs

from dabyl.core.values.instants import Instant

T = TypeVar("T")


@attrs.frozen(eq=False)
class Known(Generic[T]):
    """Values in the order in which they became known."""

    since: Sequence[int] = array("q")
    values: tuple[T, ...] = ()

    @classmethod
    def of(cls, pairs: Iterable[tuple[int, T]]) -> "Known[T]":
        """Return the values of these pairs of a second and a value, in order."""
        told = tuple(pairs)
        return cls(array("q", [since for since, _ in told]), tuple(value for _, value in told))

    def at(self, known_at: Instant) -> T | None:
        """Return the value as known at an instant; None before the first."""
        place = bisect_right(self.since, known_at.s)
        return self.values[place - 1] if place else None

    def with_values(self, pairs: Iterable[tuple[int, T]]) -> "Known[T]":
        """Return the values with further ones at the end."""
        new = tuple(pairs)
        return Known.of((*self, *new)) if new else self

    def last(self) -> T | None:
        """Return the value as known last; None when there is none."""
        return self.values[-1] if self.values else None

    def __iter__(self) -> Iterator[tuple[int, T]]:
        return zip(self.since, self.values, strict=True)
