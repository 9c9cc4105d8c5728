"""Places of packs, as alerts can be held against them.

1. A unit is named by its key and any code that it ever had: senders use old ones for years. It is
   covered by what names a unit that it lies in on the day. Its ground is its border of the day, of
   the set that was adopted last.
2. A code that no pack knows names a place that nothing else is known of.
"""

from collections.abc import Iterable
from datetime import date

import attrs
import shapely

from dabyl.core.formats.cap.watching.cover import Place
from dabyl.core.places.borders import BorderSet
from dabyl.core.places.gazetteer import Gazetteer
from dabyl.core.places.units import Unit


@attrs.frozen(kw_only=True, eq=False)
class Ground:
    """The units of a day with their borders. Make one with ``ground_of``."""

    gazetteer: Gazetteer
    on: date
    codes: frozenset[str]
    """All codes of all units."""
    borders: dict[str, shapely.Geometry]

    def place(self, key: str) -> Place:
        """Return the place that a unit is."""
        below, left = set[str](), list(self.gazetteer.children(key, self.on))
        while left:
            child = left.pop()
            below.add(child)
            left += self.gazetteer.children(child, self.on)
        return Place(
            ground=self.borders.get(key),
            codes=self._codes(self.gazetteer.chain(key, self.on)),
            parts=self._codes(below),
            others=self.codes,
        )

    def _codes(self, keys: Iterable[str]) -> frozenset[str]:
        return frozenset(code for key in keys for code in _codes(self.gazetteer.units[key]))


def ground_of(gazetteer: Gazetteer, borders: Iterable[BorderSet], *, on: date) -> Ground:
    """Return the ground of a day; of several border sets that show a unit the last one counts."""
    codes = (code for unit in gazetteer.units.values() for code in _codes(unit))
    drawn = {key: shape for each in borders if each.holds(on) for key, shape in each.shapes.items()}
    return Ground(gazetteer=gazetteer, on=on, codes=frozenset(codes), borders=drawn)


def coded(code: str) -> Place:
    """Return a place of which only a code is known."""
    return Place(codes=frozenset({code}))


def _codes(unit: Unit) -> Iterable[str]:
    return (unit.key, *(code.code for code in unit.codes))
