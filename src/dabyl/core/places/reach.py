"""Reach: how many people live on a ground, as far as figures of units are known.

1. A unit's own figure counts before those of its parts. Without one its parts are added up.
2. Of a unit of which only a part is meant nobody is counted: nobody knows how many live there.
3. When anybody is left out the number is the least there are; who is left out is named.
4. Each figure has its day and its source; the reach has the oldest and newest day, and all sources.
"""

from collections.abc import Iterable, Iterator
from datetime import date

import attrs

from dabyl.core.places.gazetteer import Gazetteer
from dabyl.core.places.units import Unit


@attrs.frozen(kw_only=True)
class Reach:
    """How many people live somewhere, and of which units that isn't known."""

    people: int
    uncounted: tuple[str, ...] = ()
    first_day: date | None = None
    last_day: date | None = None
    sources: tuple[str, ...] = ()

    @property
    def is_least(self) -> bool:
        """Tell whether there may be more."""
        return bool(self.uncounted)


def reach(places: Gazetteer, ground: int, on: date, *, partly: Iterable[str] = ()) -> Reach | None:
    """Return how many people live on a ground; None when no figure is known, or there is none.

    *partly* are units of which a part is meant besides.
    """
    counted: dict[str, Unit] = {}
    uncounted = dict.fromkeys(key for key in partly if places.ground(key, on) & ~ground)
    for key in places.covering(ground, on):
        whole = not places.ground(key, on) & ~ground
        for name, unit in _figures(places, key, on) if whole else ((key, None),):
            if unit is None:
                uncounted[name] = None
            else:
                counted[name] = unit
    if not counted:
        return None
    days = [unit.population_as_of for unit in counted.values() if unit.population_as_of]
    named = (unit.population_source or unit.source for unit in counted.values())
    return Reach(
        people=sum(unit.population or 0 for unit in counted.values()),
        uncounted=tuple(uncounted),
        first_day=min(days, default=None),
        last_day=max(days, default=None),
        sources=tuple(dict.fromkeys(name for name in named if name)),
    )


def _figures(places: Gazetteer, key: str, on: date) -> Iterator[tuple[str, Unit | None]]:
    """Give the units that have figures, and with None those that have none."""
    unit = places.units[key]
    if unit.population is not None:
        yield key, unit
        return
    parts = [one for part in places.children(key, on) for one in _figures(places, part, on)]
    if not any(found for _, found in parts):
        yield key, None
        return
    yield from parts
    if not unit.children_cover:
        yield key, None
