"""A shelf: values kept by key, bounded in size; when it is full, what was kept longest goes."""

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

import attrs

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


@attrs.define(eq=False)
class Shelf(Generic[Key, Value]):
    """Values by key, of at most so many bytes, or whatever their size is told in, together."""

    most: int
    _kept: "OrderedDict[Key, tuple[Value, int]]" = attrs.field(init=False, factory=OrderedDict)
    _size: int = attrs.field(init=False, default=0)

    def get(self, key: Key) -> Value | None:
        """Return what is kept under *key*, or None."""
        found = self._kept.get(key)
        return None if found is None else found[0]

    def keep(self, key: Key, value: Value, *, size: int) -> None:
        """Keep a value of this size in the place of what is there, unless it is too large."""
        self.drop(key)
        if size > self.most:
            return
        self._kept[key] = value, size
        self._size += size
        while self._size > self.most:
            self._size -= self._kept.popitem(last=False)[1][1]

    def drop(self, key: Key) -> None:
        """Keep nothing under *key*."""
        _, size = self._kept.pop(key, (None, 0))
        self._size -= size

    def clear(self) -> None:
        """Keep nothing."""
        self._kept.clear()
        self._size = 0
