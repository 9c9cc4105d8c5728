"""Wire shapes of the ground of effects: units, circles and polygons, and a scope.

1. A position is text, longitude and latitude in degrees, ``"76.9286 43.2567"``, so that it is the
   same number after reading, and no float stands in the journal.
2. What cannot be drawn is refused: a ring that is open or crosses itself, a circle over a pole
   or across the date line.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import assert_never

import shapely
from msgspec import field

from dabyl.core.levels.decision import Area, Scope
from dabyl.core.levels.parts import Wire, Words, texts_of
from dabyl.core.levels.scale import ScopeKind
from dabyl.core.places import shapes
from dabyl.core.places.checks import on_globe
from dabyl.core.values.codes import Code
from dabyl.core.values.wire import Fault, Senseless, unknown_value

MOST_KM = 1000
_MIN_POSITIONS = 4


class WireCircle(Wire, tag_field="kind", tag="circle"):
    """Everything within a distance of a centre."""

    centre: str
    radius_km: str

    def __post_init__(self) -> None:
        """Refuse what is no position or no distance."""
        found = list(_position_faults(self.centre, ("centre",)))
        if (radius := _number(self.radius_km)) is None or not 0 < radius <= MOST_KM:
            found.append(Fault(("radius_km",), Code.OUT_OF_RANGE, {"least": 0, "most": MOST_KM}))
        if found:
            raise Senseless(*found)
        drawn = shapes.polygon(self.value())
        if not drawn.is_valid:  # it lies over a pole, or across the date line
            reason = shapely.is_valid_reason(drawn)
            raise Senseless(Fault(("radius_km",), Code.BORDER_INVALID, {"reason": reason}))

    def value(self) -> shapes.Circle:
        """Return the circle."""
        return shapes.Circle(*_position(self.centre), float(self.radius_km))


class WireArea(Wire, tag_field="kind", tag="area"):
    """Polygons; each is its outer ring and then its holes."""

    polygons: tuple[tuple[tuple[str, ...], ...], ...]

    def __post_init__(self) -> None:
        """Refuse what is no area."""
        if found := list(self._faults()):
            raise Senseless(*found)
        if reason := _invalid(self.value()):
            raise Senseless(Fault(("polygons",), Code.BORDER_INVALID, {"reason": reason}))

    def _faults(self) -> Iterator[Fault]:
        if not self.polygons:
            yield Fault(("polygons",), Code.BORDER_RING_SHORT, {"count": 0})
        for p, polygon in enumerate(self.polygons):
            if not polygon:
                yield Fault(("polygons", p), Code.BORDER_RING_SHORT, {"count": 0})
            for r, ring in enumerate(polygon):
                path = ("polygons", p, r)
                if len(ring) < _MIN_POSITIONS:
                    yield Fault(path, Code.BORDER_RING_SHORT, {"count": len(ring)})
                elif ring[0] != ring[-1]:
                    yield Fault(path, Code.BORDER_RING_OPEN)
                for i, position in enumerate(ring):
                    yield from _position_faults(position, (*path, i))

    def value(self) -> shapes.Area:
        """Return the area."""
        return shapes.Area(
            tuple(
                tuple(tuple(map(_position, ring)) for ring in polygon) for polygon in self.polygons
            )
        )


def _invalid(area: shapes.Area) -> str:
    """Return why the polygons are none, or nothing."""
    return next(
        (
            shapely.is_valid_reason(polygon)
            for rings in area.polygons
            if not (polygon := shapely.Polygon(rings[0], rings[1:])).is_valid
        ),
        "",
    )


class WireShape(Wire):
    """An area that is no unit."""

    id: str
    within: tuple[str, ...]
    geometry: WireCircle | WireArea
    names: Words = field(default_factory=dict)

    def value(self) -> shapes.Shape:
        """Return the shape."""
        return shapes.Shape(
            id=self.id,
            within=self.within,
            geometry=self.geometry.value(),
            names=texts_of(self.names),
        )


class WireScope(Wire):
    """Whom or what an act is about."""

    kind: ScopeKind
    id: str
    names: Words = field(default_factory=dict)

    def value(self) -> Scope:
        """Return the scope."""
        return Scope(kind=self.kind, id=self.id, names=texts_of(self.names))


class WireGround(Wire):
    """The ground of an effect."""

    units: tuple[str, ...] = ()
    shapes: tuple[WireShape, ...] = ()
    scope: WireScope | None = None

    def value(self) -> Area:
        """Return the ground."""
        return Area(
            units=self.units,
            shapes=tuple([shape.value() for shape in self.shapes]),
            scope=None if self.scope is None else self.scope.value(),
        )


def wire_ground(area: Area) -> WireGround:
    """Return the shape of a ground."""
    return WireGround(
        units=area.units,
        shapes=tuple([wire_shape(shape) for shape in area.shapes]),
        scope=None if area.scope is None else wire_scope(area.scope),
    )


def wire_shape(shape: shapes.Shape) -> WireShape:
    """Return the shape on the wire of a shape on the ground."""
    return WireShape(
        id=shape.id,
        within=shape.within,
        geometry=_wire_geometry(shape.geometry),
        names=shape.names.as_dict(),
    )


def wire_scope(scope: Scope) -> WireScope:
    """Return the shape of a scope."""
    return WireScope(kind=scope.kind, id=scope.id, names=scope.names.as_dict())


def _wire_geometry(geometry: shapes.Circle | shapes.Area) -> WireCircle | WireArea:
    match geometry:
        case shapes.Circle():
            centre = _text(geometry.lon, geometry.lat)
            return WireCircle(centre=centre, radius_km=_decimal(geometry.radius_km))
        case shapes.Area():
            return WireArea(
                polygons=tuple(
                    tuple(tuple(_text(*at) for at in ring) for ring in polygon)
                    for polygon in geometry.polygons
                )
            )
        case _:
            assert_never(geometry)


def _decimal(number: float) -> str:
    return format(Decimal(repr(float(number))), "f").removesuffix(".0")


def _text(lon: float, lat: float) -> str:
    return f"{_decimal(lon)} {_decimal(lat)}"


def _number(text: str) -> float | None:
    whole, _, part = text.removeprefix("-").partition(".")
    digits = whole + (part or "0")
    return float(text) if whole and digits.isascii() and digits.isdecimal() else None


def _position(text: str) -> tuple[float, float]:
    lon, lat = text.split(" ")
    return float(lon), float(lat)


def _position_faults(text: str, path: tuple[str | int, ...]) -> Iterator[Fault]:
    numbers = [_number(part) for part in text.split(" ")]
    match numbers:
        case [float(lon), float(lat)] if on_globe(lon, lat):
            return
        case [float(lon), float(lat)]:
            yield Fault(path, Code.PLACE_POINT_RANGE, {"lon": lon, "lat": lat})
        case _:
            yield unknown_value(text, "longitude and latitude: 76.9286 43.2567").under(path)
