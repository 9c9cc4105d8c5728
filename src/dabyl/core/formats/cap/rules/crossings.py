"""Crossings: where a ring meets itself, found in one sweep from west to east.

1. Corners are whole numbers, so that every answer is exact: a corner on an edge is told from one
   beside it.
2. The sweep passes the corners in order and keeps the edges that it cuts, from below to above. An
   edge is compared only with those next to it; the first two that meet end the search.
3. It takes n log n steps, whatever the ring looks like.

Source: M. I. Shamos and D. Hoey, Geometric intersection problems, 1976.
"""

from collections.abc import Sequence

import attrs

Corner = tuple[int, int]
Edge = tuple[Corner, Corner]


@attrs.frozen
class Meeting:
    """Two edges that meet, by their numbers, the lower first, and whether they go through."""

    one: int
    other: int
    crosses: bool

    def renumbered(self, numbers: Sequence[int]) -> "Meeting":
        """Return the same with edges that had other numbers, from 1."""
        return Meeting(numbers[self.one] + 1, numbers[self.other] + 1, self.crosses)


def crossing(corners: Sequence[Corner]) -> Meeting | None:
    """Return two edges of a ring that meet elsewhere than neighbours do; None for a simple ring.

    Edge *i* goes from corner *i* to the next one, the last edge to the first. Neighbours that lie
    on each other meet as well. A corner that equals the next one counts as a meeting.
    """
    found = _Sweep(corners).search()
    if found is None:
        return None
    edges = [(corners[at], corners[(at + 1) % len(corners)]) for at in found]
    return Meeting(*found, crosses=0 not in _sides(*edges))


class _Sweep:
    def __init__(self, corners: Sequence[Corner]) -> None:
        self._corners = corners
        self._count = len(corners)
        ends = zip(corners, [*corners[1:], corners[0]], strict=True)
        self._ends = [(a, b) if a < b else (b, a) for a, b in ends]
        self._cut: list[int] = []

    def search(self) -> tuple[int, int] | None:
        corners, count = self._corners, self._count
        before: Corner | None = None
        order = sorted(range(count), key=corners.__getitem__)
        for place, number in enumerate(order):
            here = corners[number]
            if here == before:
                return _pair(order[place - 1], number)
            before = here
            found = self._pass(here, (number - 1) % count, number)
            if found is not None:
                return found
        return None

    def _pass(self, here: Corner, one: int, other: int) -> tuple[int, int] | None:
        """Pass a corner between two edges; return two edges that meet, when it shows."""
        at, met = self._place(here)
        starts = (self._ends[one][0] == here) + (self._ends[other][0] == here)
        if starts == 1:
            begins = one if self._ends[one][0] == here else other
            self._cut[at] = begins
            return self._meet(at - 1, at) or self._meet(at, at + 1)
        ends = self._ends
        aside = _side(here, ends[one][starts // 2], ends[other][starts // 2])
        if aside == 0:
            return _pair(one, other)
        if starts == 0:
            if at > 0 and self._cut[at - 1] in {one, other}:
                at -= 1
            del self._cut[at : at + 2]
            return self._meet(at - 1, at)
        if met is not None:
            return _pair(met, other)
        self._cut[at:at] = (one, other) if aside > 0 else (other, one)
        return self._meet(at - 1, at) or self._meet(at + 1, at + 2)

    def _place(self, here: Corner) -> tuple[int, int | None]:
        """Return where a corner lies among the edges that are cut, and the edge that it lies on."""
        cut, ends = self._cut, self._ends
        low, high = 0, len(cut)
        while low < high:
            middle = (low + high) // 2
            left, right = ends[cut[middle]]
            aside = _side(left, right, here)
            if aside == 0:
                return middle, cut[middle]
            if aside > 0:
                low = middle + 1
            else:
                high = middle
        return low, None

    def _meet(self, below: int, above: int) -> tuple[int, int] | None:
        """Return the edges at two places when they are there, no neighbours, and meet."""
        if below < 0 or above >= len(self._cut):
            return None
        one, other = self._cut[below], self._cut[above]
        if (one - other) % self._count in {1, self._count - 1}:
            return None
        return _pair(one, other) if _share(self._ends[one], self._ends[other]) else None


def _side(start: Corner, end: Corner, here: Corner) -> int:
    """Return on which side of a line a corner lies: above 0 on its left, 0 on it."""
    (x, y), (to_x, to_y), (at_x, at_y) = start, end, here
    return (to_x - x) * (at_y - y) - (to_y - y) * (at_x - x)


def _sides(one: Edge, other: Edge) -> tuple[int, int, int, int]:
    """Return on which side of each of two edges the ends of the other one lie."""
    return (
        _side(*one, other[0]),
        _side(*one, other[1]),
        _side(*other, one[0]),
        _side(*other, one[1]),
    )


def _share(one: Edge, other: Edge) -> bool:
    """Tell whether two edges that the same sweep line cuts share a point."""
    first, last, back, on = _sides(one, other)
    return min(first, last) <= 0 <= max(first, last) and min(back, on) <= 0 <= max(back, on)


def _pair(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)
