"""Epochs: what the packs said at a time of knowledge, and the ledger under it.

1. Adopting a pack starts an epoch: places, scales and offices as that pack has them. Earlier
   decisions are laid again on the new ground, each known from its own recording on.
2. A question asks the epoch of its ``known_at``; so an answer never depends on a later adoption.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

import attrs
from immutables import Map

from dabyl.core.law.powers import Office, Power
from dabyl.core.levels.combine import Readings, readings
from dabyl.core.levels.decision import Area, Decision
from dabyl.core.levels.world import Remark
from dabyl.core.places.gazetteer import Gazetteer, gazetteer
from dabyl.core.places.shapes import Shape
from dabyl.core.register.ledger import Ledger
from dabyl.core.register.pack import Pack
from dabyl.core.values.moments import Moment

Remarks = tuple[tuple[int, Remark, str], ...]
KnownRemarks = tuple[int, Remarks]
"""Remarks with the second from which they are known."""


@attrs.frozen(kw_only=True, eq=False)
class Epoch:
    """The packs in use from ``known_from`` on (seconds), and the ledger of all decisions."""

    known_from: int
    packs: Mapping[str, Pack]
    gazetteer: Gazetteer
    readings: Mapping[str, Readings]
    pack_of: Mapping[str, str]  # scale -> pack
    offices: Mapping[str, Office]
    powers: tuple[Power, ...]
    shapes: tuple[tuple[Shape, date], ...] = ()  # that cut the ground, in this order
    ledger: Ledger
    remarks: Map[str, tuple[KnownRemarks, ...]] = Map()
    _covers: dict[tuple[int, date], tuple[str, ...]] = attrs.field(factory=dict)

    def covering(self, ground: int, on: date) -> tuple[str, ...]:
        """Return the fewest units of the day that make up a ground; the answer is kept."""
        key = (ground, self.gazetteer.since(on))
        found = self._covers.get(key)
        if found is None:
            found = self._covers[key] = self.gazetteer.covering(ground, on)
        return found

    def has_other_shape(self, shape: Shape) -> bool:
        """Tell whether another shape has this one's id."""
        known = self.gazetteer.shape(shape.id)
        return known is not None and known != shape

    def ground(self, area: Area, moment: Moment, scale: str) -> int:
        """Return the atoms of an area on the day of a moment.

        An area without units and shapes, about people or things, is the scale's territory. A
        shape that is not cut out of the ground yet counts as the units that it lies in.
        """
        day = moment.instant.local(moment.zone).date()
        units = area.units
        if area.scope is not None and not units and not area.shapes:
            units = self.readings[scale].scale.territory
        ground = 0
        for key in units:
            if self.gazetteer.unit(key) is not None:
                ground |= self.gazetteer.ground(key, day)
        for shape in area.shapes:
            if self.gazetteer.shape(shape.id) is None:
                ground |= self.ground(Area(units=shape.within), moment, scale)
            else:
                ground |= self.gazetteer.shape_ground(shape.id)
        return ground


def shapes_of(decision: Decision) -> list[tuple[Shape, date]]:
    """Return the shapes that a decision draws, each with the day of its effect."""
    found = []
    for effect in decision.effects:
        area = getattr(effect, "area", None)
        if area is not None and area.shapes:
            moment: Moment = effect.start  # type: ignore[union-attr]  # effects with an area have one
            day = moment.instant.local(moment.zone).date()
            found += [(shape, day) for shape in area.shapes]
    return found


def with_shapes(places: Gazetteer, shapes: Iterable[tuple[Shape, date]]) -> Gazetteer:
    """Return the gazetteer that knows the shapes as well, as far as it knows their units."""
    for shape, day in shapes:
        if all(places.unit(key) is not None for key in shape.within):
            places, _ = places.with_shape(shape, day)
    return places


def knows_shapes(live: Epoch, shapes: Iterable[tuple[Shape, date]]) -> bool:
    """Tell whether the epoch's ground is already cut by all of the shapes."""
    return with_shapes(live.gazetteer, shapes) is live.gazetteer


def epoch(
    known_from: int, packs: Mapping[str, Pack], shapes: Iterable[tuple[Shape, date]]
) -> Epoch:
    """Return a new epoch of the packs, with an empty ledger."""
    cut = tuple(shapes)
    places = with_shapes(gazetteer(unit for pack in packs.values() for unit in pack.units), cut)
    return Epoch(
        known_from=known_from,
        packs=packs,
        gazetteer=places,
        readings={s.id: readings(s) for pack in packs.values() for s in pack.scales},
        pack_of={s.id: pack.id for pack in packs.values() for s in pack.scales},
        offices={office.id: office for pack in packs.values() for office in pack.offices},
        powers=tuple(power for pack in packs.values() for power in pack.powers),
        shapes=cut,
        ledger=Ledger(masks=masks(places)),
    )


def masks(places: Gazetteer) -> Callable[[int], tuple[int, ...]]:
    """Return the function that takes a ground apart into grounds of units.

    Any apportionment does, as long as it is the same for the same ground; so no day is asked.
    """
    known: dict[int, tuple[int, ...]] = {}

    def apart(ground: int) -> tuple[int, ...]:
        found = known.get(ground)
        if found is None:
            left, parts = ground, []
            for key in places.covering(ground, date.max):
                part = places.ground(key, date.max) & left
                parts.append(part)
                left &= ~part
            found = known[ground] = tuple(parts)
        return found

    return apart
