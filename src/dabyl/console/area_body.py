"""Areas in the body of a draft: read, put in, taken out; what makes no sense is left as it is."""

from collections.abc import Mapping
from typing import Any

from dabyl.console.typed_plain import Body, mapping, sequence
from dabyl.core.levels.ground import WireShape, wire_shape
from dabyl.core.levels.parts import plain_of
from dabyl.core.places.shapes import Shape
from dabyl.core.values.problems import Rejected
from dabyl.core.values.wire import read


def areas_in(body: Mapping[str, Any]) -> Mapping[str, tuple[Shape, ...]]:
    """Return the areas that are drawn into each step, by its number."""
    steps = mapping(body.get("effects"))
    return {number: drawn_in(_area(body, number)) for number in steps}


def drawn_in(area: Mapping[str, Any]) -> tuple[Shape, ...]:
    """Return the areas that are drawn into the ground of a step."""
    found = []
    for one in sequence(area.get("shapes")):
        try:
            found.append(read(one, WireShape).value())
        except Rejected:
            continue
    return tuple(found)


def units_in(body: Mapping[str, Any], number: str) -> tuple[str, ...]:
    """Return the places that a step names."""
    return tuple(_area(body, number).get("units", ()))


def with_area(body: Mapping[str, Any], number: str, shape: Shape, *, alone: bool) -> Body:
    """Return the body with an area in a step; *alone* takes away the places chosen before."""
    area = _area(body, number)
    drawn = [*sequence(area.get("shapes")), plain_of(wire_shape(shape))]
    units = [] if alone else sequence(area.get("units"))
    return _put(body, number, {**area, "units": units, "shapes": drawn})


def with_places(body: Mapping[str, Any], number: str, places: tuple[str, ...]) -> Body:
    """Return the body with whole places added to a step."""
    area = _area(body, number)
    units = list(dict.fromkeys((*sequence(area.get("units")), *places)))
    return _put(body, number, {**area, "units": units})


def without_area(body: Mapping[str, Any], number: str, key: str) -> Body:
    """Return the body without an area."""
    area = dict(_area(body, number))
    left = [one for one in sequence(area.pop("shapes", None)) if mapping(one).get("id") != key]
    return _put(body, number, {**area, "shapes": left} if left else area)


def _put(body: Mapping[str, Any], number: str, area: Mapping[str, Any]) -> Body:
    steps = mapping(body.get("effects"))
    step = {**mapping(steps.get(number)), "area": dict(area)}
    if step.get("kind") != "declare" and not any(area.values()):
        del step["area"]  # nothing named means all of the layers
    return {**body, "effects": {**steps, number: step}}


def _area(body: Mapping[str, Any], number: str) -> Mapping[str, Any]:
    return mapping(mapping(mapping(body.get("effects")).get(number)).get("area"))
