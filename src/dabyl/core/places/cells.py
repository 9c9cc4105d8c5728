"""Cells: the pieces of ground that never change hands in part.

1. A leaf is a unit that never has children. When leaves are split or merged, their ground is cut
   into cells: one for each way through the succession (``A>B`` is the part of A that became B).
2. A cell always belongs to exactly one leaf: on a day before the handover to the heir, to the
   earlier one. The handover is the heir's first day; for an heir without one, the other's end.
3. A unit whose children do not cover it has one more cell, ``KEY~rest``.
4. A leaf (or a rest) made out of a unit with children lay in that unit before, outside its
   children; one that went into such a unit lies in it since. Of several the first named has it.
5. Ground does not come and go: the cell of a leaf that does not exist on a day still lies in its
   parent of the nearest day.
"""

from collections.abc import Iterator, Mapping
from datetime import date

import attrs

from dabyl.core.places.units import Unit

Owners = tuple[tuple[date, str], ...]


@attrs.frozen
class Cell:
    """A piece of ground: its atom's name and its owners, each with the day it starts to own it."""

    atom: str
    owners: Owners

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
        since, older = _before(unit)
        yield Cell(f"{unit.key}~rest", (*older, (since, unit.key), *_after(unit)))


def _of_leaf(unit: Unit, leaves: Mapping[str, Unit]) -> Iterator[Cell]:
    inherits = any(key in leaves for key in unit.predecessors)
    if inherits and unit.valid_from is not None:
        return
    since, older = _before(unit)
    for owners in _ways(unit, since, leaves):
        atom = ">".join(key for _, key in owners if key in leaves)
        yield Cell(atom, older + owners)


def _before(unit: Unit) -> tuple[date, Owners]:
    if unit.predecessors and unit.valid_from is not None:
        return unit.valid_from, ((date.min, unit.predecessors[0]),)
    return date.min, ()


def _after(unit: Unit) -> Owners:
    if unit.valid_to is None:
        return ()
    return tuple((unit.valid_to, key) for key in unit.successors[:1])


def _ways(unit: Unit, since: date, leaves: Mapping[str, Unit]) -> Iterator[Owners]:
    heirs = [leaves[key] for key in unit.successors if key in leaves]
    here = ((since, unit.key),)
    if unit.valid_to is None or not heirs:
        yield here + _after(unit)
    for heir in heirs:
        for way in _ways(heir, heir.valid_from or unit.valid_to or since, leaves):
            yield here + way
