"""Cells: the pieces of ground that never change hands in part.

1. A leaf is a unit that never has children. When leaves are split or merged, their ground is cut
   into cells: one for each way through the succession (``A>B`` is the part of A that became B).
2. A cell always belongs to exactly one leaf: on a day before the handover to the heir, to the
   earlier one. The handover is the heir's first day; for an heir without one, the other's end.
3. A unit whose children do not cover it has one more cell, ``KEY~rest``, which is always its own.
4. Ground does not come and go: the cell of a leaf that does not exist on a day still lies in its
   parent of the nearest day.
"""

from collections.abc import Iterator, Mapping
from datetime import date

import attrs

from dabyl.core.places.units import Unit


@attrs.frozen
class Cell:
    """A piece of ground: its atom's name and its owners, each with the day it starts to own it."""

    atom: str
    owners: tuple[tuple[date, str], ...]

    def owner(self, on: date) -> str:
        """Return the key of the unit that owns the cell on the day."""
        owner = self.owners[0][1]
        for since, key in self.owners:
            if since <= on:
                owner = key
        return owner


def cells(units: Mapping[str, Unit]) -> tuple[Cell, ...]:
    """Return all cells, in the order of the units."""
    parents = {parent.key for unit in units.values() for parent in unit.parents}
    leaves = {key: unit for key, unit in units.items() if key not in parents}
    return tuple(
        cell
        for key, unit in units.items()
        for cell in (_of_leaf(unit, leaves) if key in leaves else _of_rest(unit))
    )


def _of_rest(unit: Unit) -> Iterator[Cell]:
    if not unit.children_cover:
        yield Cell(f"{unit.key}~rest", ((date.min, unit.key),))


def _of_leaf(unit: Unit, leaves: Mapping[str, Unit]) -> Iterator[Cell]:
    inherits = any(key in leaves for key in unit.predecessors)
    if inherits and unit.valid_from is not None:
        return
    for owners in _ways(unit, date.min, leaves):
        yield Cell(">".join(key for _, key in owners), owners)


def _ways(
    unit: Unit, since: date, leaves: Mapping[str, Unit]
) -> Iterator[tuple[tuple[date, str], ...]]:
    heirs = [leaves[key] for key in unit.successors if key in leaves]
    here = (since, unit.key)
    if unit.valid_to is None or not heirs:
        yield (here,)
    for heir in heirs:
        for way in _ways(heir, heir.valid_from or unit.valid_to or since, leaves):
            yield (here, *way)
