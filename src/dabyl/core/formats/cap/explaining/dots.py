"""Maps in dots: a ground as lines of braille characters, for a terminal.

1. A character holds two dots across and four down. Outlines are whole lines; what lies inside is
   marked with every second dot of every second row, so that shapes on one another stay shapes.
2. A spot is a cross, five dots wide.
"""

from collections.abc import Iterator
from itertools import pairwise
from math import ceil
from typing import Final

from dabyl.core.formats.cap.explaining.ground import Ground
from dabyl.core.formats.cap.explaining.sheet import Spot, sheet_of

COLUMNS: Final = 56
ROWS: Final = 16
"""Characters across and down, at most."""

_ACROSS: Final = 2
_DOWN: Final = 4
_FIRST: Final = 0x2800
_BITS: Final = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
_CROSS: Final = ((0, 0), (1, 0), (-1, 0), (2, 0), (-2, 0), (0, 1), (0, -1), (0, 2), (0, -2))


def dots(ground: Ground, *, columns: int = COLUMNS, rows: int = ROWS) -> tuple[str, ...]:
    """Return the map, a line of braille characters each row."""
    sheet = sheet_of(ground, width=columns * _ACROSS, height=rows * _DOWN, margin=2)
    marked: set[Spot] = set()
    for ring in sheet.rings:
        marked.update(_inside(ring))
        for start, end in set(pairwise((*ring, ring[0]))):
            marked.update(_line(start, end))
    for x, y in sheet.spots:
        marked.update((x + dx, y + dy) for dx, dy in _CROSS)
    cells: dict[Spot, int] = {}
    for x, y in marked:
        cell = (x // _ACROSS, y // _DOWN)
        cells[cell] = cells.get(cell, 0) | _BITS[y % _DOWN][x % _ACROSS]
    across = -(-sheet.width // _ACROSS)
    down = -(-sheet.height // _DOWN)
    return tuple(
        "".join(chr(_FIRST + cells.get((column, row), 0)) for column in range(across))
        for row in range(down)
    )


def _line(start: Spot, end: Spot) -> Iterator[Spot]:
    (x, y), (to_x, to_y) = start, end
    steps = max(abs(to_x - x), abs(to_y - y), 1)
    for step in range(steps + 1):
        yield round(x + (to_x - x) * step / steps), round(y + (to_y - y) * step / steps)


def _inside(ring: tuple[Spot, ...]) -> Iterator[Spot]:
    """Yield every second spot of every second row between the sides of the ring.

    Where a row enters or leaves the ring is kept; twice at one place is neither.
    """
    turns: dict[int, set[int]] = {}
    for (x, y), (to_x, to_y) in pairwise((*ring, ring[0])):
        low, high = sorted((y, to_y))
        for row in range(low + low % 2, high, 2):
            turns.setdefault(row, set()).symmetric_difference_update(
                {ceil(x + (row - y) * (to_x - x) / (to_y - y))}
            )
    for row, found in turns.items():
        sides = iter(sorted(found))
        for left, right in zip(sides, sides, strict=True):
            yield from ((x, row) for x in range(left + left % 2, right, 2))
