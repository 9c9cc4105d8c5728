"""The gazetteer: every unit of one or several packs, and the ground under each.

1. Ground is a bit mask over atoms, so that "covers" and "overlaps" are integer operations; masks of
   two gazetteers cannot be compared, those before and after ``with_shape`` by ``Split.widen``.
2. A unit's ground on a day is all atoms below it in that day's tree. A unit that does not exist on
   the day has the ground, parent and children of its nearest day.
3. Text finds a unit by key or by a code of any date first; only when there is none, by an alias or
   a name in any language and of any date, and then by what people call it (``spoken``). Several
   hits are several candidates, nothing is guessed.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from unicodedata import normalize

import attrs

from dabyl.core.places.cells import cells
from dabyl.core.places.checks import place_problems
from dabyl.core.places.layouts import Layout, layouts
from dabyl.core.places.shapes import Cut, Shape, Split, inside_and_rest
from dabyl.core.places.spoken import Spoken, spoken
from dabyl.core.places.units import Unit
from dabyl.core.values.problems import Rejected

_INSIDE = "*"
"""Between the name of an atom that was cut, and the shape that the new one is inside of."""


@attrs.frozen(eq=False)
class Gazetteer:
    """Dated trees of units with their ground. Make one with ``gazetteer``."""

    units: Mapping[str, Unit]
    atoms: tuple[str, ...]
    _layouts: tuple[Layout, ...]
    _days: tuple[date, ...]
    _by_code: Mapping[str, tuple[str, ...]]
    _by_name: Mapping[str, tuple[str, ...]]
    _spoken: Spoken
    _cuts: tuple[Cut, ...]
    _shapes: Mapping[str, tuple[Shape, int]]

    @property
    def roots(self) -> tuple[str, ...]:
        """Return the keys of all units that never lie in another, in pack order."""
        return tuple(key for key, unit in self.units.items() if not unit.parents)

    def unit(self, key: str) -> Unit | None:
        """Return the unit with the key, or None."""
        return self.units.get(key)

    def find(self, text: str) -> tuple[str, ...]:
        """Return the keys of all units that *text* can mean, in pack order."""
        wanted = _folded(text)
        found = self._by_code.get(wanted) or self._by_name.get(wanted)
        return found or self._spoken.find(text)

    def parent(self, key: str, on: date) -> str | None:
        """Return the key of the unit that *key* lies in on the day; None for a root."""
        return self._on(on).parents[key]

    def children(self, key: str, on: date) -> tuple[str, ...]:
        """Return the keys of the units that lie directly in *key* on the day, in pack order."""
        return self._on(on).children[key]

    def chain(self, key: str, on: date) -> tuple[str, ...]:
        """Return *key* and the units that it lies in on the day, up to the root."""
        return tuple(_upwards(key, self._on(on).parents))

    def units_on(self, on: date) -> tuple[str, ...]:
        """Return the keys of all units of the day, each before those that lie in it."""
        return self._on(on).in_order

    def name(self, key: str, lang: str, on: date) -> str:
        """Return the unit's name in *lang* on the day, else in another language, else its key."""
        return self.units[key].name(lang, on)

    def since(self, on: date) -> date:
        """Return the first day of the layout of the day: the trees are the same on both."""
        return self._on(on).since

    def ground(self, key: str, on: date) -> int:
        """Return the atoms of the unit on the day, as a bit mask."""
        return self._on(on).grounds[key]

    def covering(self, ground: int, on: date) -> tuple[str, ...]:
        """Return the fewest units of the day whose grounds together are *ground*, in tree order.

        An atom that no unit of the day covers exactly stands for itself by its owner's key: the
        owner's ground then reaches beyond *ground*.
        """
        layout = self._on(on)
        found: dict[str, None] = {}
        left = ground
        for key in layout.in_order:
            own = layout.grounds[key]
            if own & left and not own & ~ground:
                found[key] = None
                left &= ~own
        for bit in _bits(left):
            found[layout.owners[bit]] = None
        order = {key: place for place, key in enumerate(layout.in_order)}
        return tuple(sorted(found, key=lambda key: order.get(key, len(order))))

    def with_shape(self, shape: Shape, on: date) -> tuple["Gazetteer", Split]:
        """Return the gazetteer that knows the shape as well, and how masks change.

        *on* is the day whose tree says what the units of ``shape.within`` are. A shape that is
        known already changes nothing.

        Raises:
            ValueError: another shape has this id.
        """
        if shape.id in self._shapes:
            if self._shapes[shape.id][0] != shape:
                raise ValueError(f"two shapes have the id {shape.id}")
            return self, Split()
        area = 0
        for key in shape.within:
            area |= self.ground(key, on)
        return self._cut_by(shape, area)

    def split_since(self, earlier: "Gazetteer") -> Split:
        """Return how the atoms of an *earlier* state of this gazetteer were cut by shapes since."""
        known, first = {atom: bit for bit, atom in enumerate(self.atoms)}, len(earlier.atoms)
        new = enumerate(self.atoms[first:], first)
        return Split(tuple((known[atom.rpartition(_INSIDE)[0]], bit) for bit, atom in new))

    def shape(self, shape_id: str) -> Shape | None:
        """Return a shape that ``with_shape`` added, or None."""
        known = self._shapes.get(shape_id)
        return None if known is None else known[0]

    def shape_ground(self, shape_id: str) -> int:
        """Return the atoms of a shape that ``with_shape`` added."""
        return self._shapes[shape_id][1]

    def _on(self, on: date) -> Layout:
        return self._layouts[bisect_right(self._days, on) - 1]

    def _cut_by(self, shape: Shape, area: int) -> tuple["Gazetteer", Split]:
        atoms, cuts, pairs, ground = list(self.atoms), list(self._cuts), [], 0
        for bit in _bits(area):
            cut = self._cuts[bit]
            inside, rest = inside_and_rest(cut, shape)
            if inside and rest:
                pairs.append((bit, len(atoms)))
                ground |= 1 << len(atoms)
                atoms.append(f"{self.atoms[bit]}{_INSIDE}{shape.id}")
                cuts.append(attrs.evolve(cut, inside=(*cut.inside, shape)))
                cuts[bit] = attrs.evolve(cut, outside=(*cut.outside, shape))
            elif inside:
                ground |= 1 << bit
        split = Split(tuple(pairs))
        shapes = {key: (old, split.widen(mask)) for key, (old, mask) in self._shapes.items()}
        return (
            attrs.evolve(
                self,
                atoms=tuple(atoms),
                layouts=tuple(_widened(layout, split) for layout in self._layouts),
                cuts=tuple(cuts),
                shapes={**shapes, shape.id: (shape, ground)},
            ),
            split,
        )


def gazetteer(units: Iterable[Unit]) -> Gazetteer:
    """Return the gazetteer of the units of one or several packs.

    Raises:
        Rejected: the units make no sense together; every problem found.
    """
    rows = tuple(units)
    if problems := place_problems(rows):
        raise Rejected(problems)
    by_key = {unit.key: unit for unit in rows}
    pieces = cells(by_key)
    trees = layouts(by_key, pieces)
    return Gazetteer(
        units=by_key,
        atoms=tuple(cell.atom for cell in pieces),
        layouts=trees,
        days=tuple(layout.since for layout in trees),
        by_code=_index((unit.key, text) for unit in rows for text in _codes(unit)),
        by_name=_index((unit.key, text) for unit in rows for text in _names(unit)),
        spoken=spoken(by_key, ((unit.key, text) for unit in rows for text in _names(unit))),
        cuts=tuple(Cut() for _ in pieces),
        shapes={},
    )


def _folded(text: str) -> str:
    return " ".join(normalize("NFC", text).split()).casefold()


def _codes(unit: Unit) -> Iterator[str]:
    yield unit.key
    yield from (code.code for code in unit.codes)


def _names(unit: Unit) -> Iterator[str]:
    yield from unit.aliases
    yield from (text for names in unit.names for _, text in names.texts)


def _index(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for key, text in pairs:
        found.setdefault(_folded(text), {})[key] = None
    return {text: tuple(keys) for text, keys in found.items()}


def _upwards(key: str, parents: Mapping[str, str | None]) -> Iterator[str]:
    at: str | None = key
    while at is not None:
        yield at
        at = parents[at]


def _bits(mask: int) -> Iterator[int]:
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def _widened(layout: Layout, split: Split) -> Layout:
    grounds = {key: split.widen(mask) for key, mask in layout.grounds.items()}
    owners = layout.owners + tuple(layout.owners[old] for old, _ in split.pairs)
    return attrs.evolve(layout, grounds=grounds, owners=owners)
