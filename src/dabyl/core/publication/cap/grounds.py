"""Grounds of a message: one area block for each unit or shape, with geometry and codes.

1. A unit is drawn with its border in the set of the day, else of the nearest day; one without a
   border with those of the units that make it up, else with that of the unit that stands for it,
   else with a predecessor's.
2. Its codes are those of the day, each with its scheme and the version: the day itself.
3. A shape that a decision drew is a block of its own; a circle is given as such as well. What lies
   abroad of another shape is cut off.
4. Nothing that a message is about is left out: a unit that can't be drawn is a circle of the stated
   radius around its point. One without a point either has its codes only, and the gate says so.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import reduce
from typing import Final

import attrs
import shapely

from dabyl.core.levels.decision import Area as DecidedArea
from dabyl.core.levels.pieces import Layer
from dabyl.core.places import shapes
from dabyl.core.places.borders import BorderSet
from dabyl.core.places.gazetteer import Gazetteer
from dabyl.core.places.units import nearest_day
from dabyl.core.publication.cap.channels import Channel
from dabyl.core.publication.cap.codes import codes_on
from dabyl.core.publication.cap.geometry import NOT_DRAWN, Drawn, drawn
from dabyl.core.publication.cap.strands import Strand
from dabyl.core.publication.cap.territories import cut_at_the_border, extent_of
from dabyl.core.register.register import Register
from dabyl.core.values.instants import Instant
from dabyl.core.values.languages import Texts

_AROUND_POINT_KM: Final = 25.0
_TOWN: Final = "city"  # the kind of such units in every pack


@attrs.frozen(kw_only=True)
class Block:
    """One area: what it is called, where it lies, and its codes as scheme and code."""

    names: Texts
    key: str
    drawn: Drawn
    circle: str | None = None
    codes: tuple[tuple[str, str], ...] = ()
    is_rough: bool = False  # drawn as a circle because nobody gave its border


def blocks_of(
    register: Register, strand: Strand, at: Instant, channel: Channel
) -> tuple[Block, ...]:
    """Return the areas of a strand, as known at *at*."""
    places, day = register.epoch_at(at).gazetteer, day_of(strand)
    drawn_by_hand = _shapes(register, strand, at)
    keys = strand.areas or areas_of(places, strand.layer, strand.ground, day)
    points = channel.points_each(len(keys))
    grounds = _Grounds(places, register.borders_at(at), day, points)
    return tuple(
        grounds.shape(drawn_by_hand[key]) if key in drawn_by_hand else grounds.unit(key)
        for key in keys
    )


def day_of(strand: Strand) -> date:
    """Return the day on which the units and codes of a strand are told: its first, on its clock."""
    return strand.start.local(strand.layer.start.zone).date()


def areas_of(places: Gazetteer, layer: Layer, ground: int, on: date) -> tuple[str, ...]:
    """Return what makes up a ground: the layer's shapes on it, then the units of the rest."""
    grounds = {key: places.shape_ground(key) for key in layer.shapes}
    drawn_there = tuple(key for key, own in grounds.items() if own & ground)
    rest = reduce(lambda left, own: left & ~own, grounds.values(), ground)
    return (*drawn_there, *places.covering(rest, on))


def towns_on(places: Gazetteer, ground: int, on: date) -> Iterator[tuple[str, tuple[float, float]]]:
    """Yield the keys of the towns that lie wholly on a ground, with longitude and latitude."""
    for key in places.units_on(on):
        unit = places.units[key]
        if unit.kind == _TOWN and unit.point is not None and not places.ground(key, on) & ~ground:
            yield key, unit.point


def can_be_drawn(register: Register, strand: Strand, at: Instant, key: str) -> bool:
    """Tell whether a block of the unit would have geometry."""
    places = register.epoch_at(at).gazetteer
    return _Grounds(places, register.borders_at(at), day_of(strand), most_points=0).can_draw(key)


def _shapes(register: Register, strand: Strand, at: Instant) -> Mapping[str, shapes.Shape]:
    decision = register.decision_as_known(strand.layer.decision, at)
    effects = () if decision is None else decision.effects
    areas = [area for e in effects if isinstance(area := getattr(e, "area", None), DecidedArea)]
    return {shape.id: shape for area in areas for shape in area.shapes}


@attrs.frozen
class _Grounds:
    places: Gazetteer
    borders: tuple[BorderSet, ...]
    day: date
    most_points: int

    def shape(self, shape: shapes.Shape) -> Block:
        """Return the block of a shape that a decision drew."""
        geometry, whole = shape.geometry, shapes.polygon(shape.geometry)
        circle = None
        if isinstance(geometry, shapes.Circle):
            circle = f"{geometry.lat:.4f},{geometry.lon:.4f} {geometry.radius_km:g}"
        else:
            whole = cut_at_the_border(whole, extent_of(self.places, self.borders, self.day))
        return Block(
            names=shape.names or Texts.of({"en": shape.id}),
            key=shape.id,
            drawn=drawn(whole, self.most_points),
            circle=circle,
        )

    def unit(self, key: str) -> Block:
        """Return the block of a unit."""
        unit = self.places.units[key]
        on = nearest_day(unit, self.day)
        border = self._border(key)
        circle = None
        if border is None and unit.point is not None:
            lon, lat = unit.point
            border = shapes.polygon(shapes.Circle(lon, lat, _AROUND_POINT_KM))
            circle = f"{lat:.4f},{lon:.4f} {_AROUND_POINT_KM:g}"
        return Block(
            names=unit.texts(self.day),
            key=key,
            drawn=NOT_DRAWN if border is None else drawn(border, self.most_points),
            circle=circle,
            codes=codes_on(unit, on),
            is_rough=circle is not None,
        )

    def can_draw(self, key: str) -> bool:
        """Tell whether a unit has a border or a point to show."""
        return self.places.units[key].point is not None or self._border(key) is not None

    def _border(self, key: str) -> shapely.Geometry | None:
        own = self._own(key) or self._made_up(key)
        if own is not None:
            return own
        unit = self.places.units[key]
        others = (unit.drawn_by, *unit.predecessors)
        found = (self._own(other) for other in others if other is not None)
        return next((shape for shape in found if shape is not None), None)

    def _sets(self) -> Iterator[BorderSet]:
        yield from sorted(self.borders, key=self._days_off)

    def _days_off(self, borders: BorderSet) -> int:
        return abs((nearest_day(borders, self.day) - self.day).days)

    def _own(self, key: str) -> shapely.Geometry | None:
        shapes_of_sets = (borders.shapes.get(key) for borders in self._sets())
        return next((shape for shape in shapes_of_sets if shape is not None), None)

    def _made_up(self, key: str) -> shapely.Geometry | None:
        """Return the union of borders of units that together are the unit."""
        ground = self.places.ground(key, self.day)
        for borders in self._sets():
            inside = {
                other: part
                for other in borders.shapes
                if self.places.unit(other) is not None
                and (part := self.places.ground(other, self.day))
                and not part & ~ground
            }
            together = reduce(int.__or__, inside.values(), 0)
            if inside and together == ground:
                return shapely.union_all([borders.shapes[other] for other in sorted(inside)])
        return None
