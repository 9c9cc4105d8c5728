"""Tables: rows of two times, found quickly.

1. A row is known from ``known`` until ``gone`` and stands from ``start`` until ``end``, in whole
   seconds, half-open. A table answers which rows hold at a pair (at, known_at).
2. Each row is filed under the slabs of the axis on which it spans fewer: a layer with an end under
   slabs of time, a layer that was open until somebody ended it under slabs of knowledge. So a table
   grows with its rows, not with their square, and a question costs two binary searches.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate
from typing import NamedTuple

import attrs

from dabyl.core.levels.pieces import FOREVER, Piece


class Row(NamedTuple):
    """A piece with the time for which it is known to be so."""

    known: int
    gone: int
    start: int
    end: int
    piece: Piece


Slabs = tuple[tuple[Row, ...], ...]


@attrs.frozen(eq=False)
class Table:
    """Rows of one ground; ``cells[i]`` holds those that can stand before ``edges[i]``.

    ``knowns`` are the instants at which short rows became known, in order; ``reaches[i]`` is the
    last end of the first *i* of them: beyond it nothing that is known stands.
    """

    edges: list[int]
    cells: Slabs
    knowns: list[int]
    reaches: list[int]
    known_edges: list[int]
    known_cells: Slabs

    def known_by(self, known_at: int) -> bool:
        """Tell whether any row was known at or before *known_at*."""
        return any(edges and edges[0] <= known_at for edges in (self.knowns, self.known_edges))

    def is_empty(self) -> bool:
        """Tell whether there are no rows."""
        return not self.edges and not self.known_edges

    def at(self, at: int, known_at: int) -> list[Row]:
        """Return the rows that hold at *at* as known at *known_at*."""
        found = [
            row for row in self.cells[bisect_right(self.edges, at)] if row[0] <= known_at < row[1]
        ]
        if self.known_edges:
            found += [
                row
                for row in self.known_cells[bisect_right(self.known_edges, known_at)]
                if row[2] <= at < row[3]
            ]
        return found

    def next_edge(self, at: int, known_at: int) -> int | None:
        """Return the first instant after *at* at which other rows hold, or None."""
        best: int | None = None
        reach = self._reach(known_at)
        if at < reach:
            place = bisect_right(self.edges, at)
            here = _known(self.cells[place], known_at)
            for later in range(place, len(self.edges)):
                if self.edges[later] > reach:
                    break
                if _known(self.cells[later + 1], known_at) != here:
                    best = self.edges[later]
                    break
        for row in self._long(known_at):
            for edge in (row[2], row[3]):
                if edge > at and (best is None or edge < best):
                    best = edge
        return best

    def last_edge(self, at: int, known_at: int) -> int | None:
        """Return the last instant up to *at* at which other rows began to hold, or None."""
        best: int | None = None
        place = bisect_right(self.edges, min(at, self._reach(known_at)))
        here = _known(self.cells[place], known_at)
        for earlier in range(place - 1, -1, -1):
            if _known(self.cells[earlier], known_at) != here:
                best = self.edges[earlier]
                break
        for row in self._long(known_at):
            for edge in (row[2], row[3]):
                if edge <= at and (best is None or edge > best):
                    best = edge
        return best

    def crossing(self, since: int, until: int) -> tuple[Row, ...]:
        """Return the rows that start or end after *since*, up to *until*, whenever known."""
        first, last = bisect_right(self.edges, since), bisect_right(self.edges, until)
        near = {id(row): row for cell in self.cells[first : last + 1] for row in cell}
        near |= {id(row): row for cell in self.known_cells for row in cell}
        return tuple(
            row for row in near.values() if since < row.start <= until or since < row.end <= until
        )

    def _reach(self, known_at: int) -> int:
        """Return an instant at or after every end of the short rows known at *known_at*."""
        return self.reaches[bisect_right(self.knowns, known_at)]

    def _long(self, known_at: int) -> tuple[Row, ...]:
        return self.known_cells[bisect_right(self.known_edges, known_at)]


def _known(cell: tuple[Row, ...], known_at: int) -> list[int]:
    return [id(row) for row in cell if row[0] <= known_at < row[1]] if cell else []


def table(rows: Iterable[Row]) -> Table:
    """Return the table of the rows."""
    every = tuple(rows)
    edges = sorted({edge for row in every for edge in (row.start, row.end)})
    known = sorted({edge for row in every for edge in (row.known, row.gone)})
    short: list[Row] = []
    long: list[Row] = []
    for row in every:
        in_time = bisect_left(edges, row.end) - bisect_left(edges, row.start)
        in_knowledge = bisect_left(known, row.gone) - bisect_left(known, row.known)
        (short if in_time <= in_knowledge else long).append(row)
    short.sort(key=lambda row: row.known)
    reaches = accumulate((row.end for row in short), max, initial=-FOREVER)
    return Table(
        *_slabs((row.start, row.end, row) for row in short),
        [row.known for row in short],
        list(reaches),
        *_slabs((row.known, row.gone, row) for row in long),
    )


def _slabs(spans: Iterable[tuple[int, int, Row]]) -> tuple[list[int], Slabs]:
    every = tuple(spans)
    edges = sorted({edge for start, end, _ in every for edge in (start, end)})
    cells: list[list[Row]] = [[] for _ in range(len(edges) + 1)]
    for start, end, row in every:
        for cell in range(bisect_right(edges, start), bisect_right(edges, end)):
            cells[cell].append(row)
    return edges, tuple(tuple(cell) for cell in cells)
