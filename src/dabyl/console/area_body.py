"""Areas in the body of a draft: read, put in, taken out; what makes no sense is left as it is."""

from collections.abc import Mapping
from typing import Any

from dabyl.core.levels.ground import WireShape, wire_shape
from dabyl.core.levels.parts import plain_of
from dabyl.core.places.shapes import Shape
from dabyl.core.values.problems import Rejected
from dabyl.core.values.wire import read

Body = dict[str, Any]


def areas_in(body: Mapping[str, Any]) -> Mapping[str, tuple[Shape, ...]]:
    """Return the areas that are drawn into each step, by its number."""
    steps = _mapping(body.get("effects"))
    return {number: _shapes(_area(body, number)) for number in steps}


def units_in(body: Mapping[str, Any], number: str) -> tuple[str, ...]:
    """Return the places that a step names."""
    return tuple(_area(body, number).get("units", ()))


def with_area(body: Mapping[str, Any], number: str, shape: Shape, *, alone: bool) -> Body:
    """Return the body with an area in a step; *alone* takes away the places chosen before."""
    area = _area(body, number)
    drawn = [*area.get("shapes", ()), plain_of(wire_shape(shape))]
    units = [] if alone else list(area.get("units", ()))
    return _put(body, number, {**area, "units": units, "shapes": drawn})


def with_places(body: Mapping[str, Any], number: str, places: tuple[str, ...]) -> Body:
    """Return the body with whole places added to a step."""
    area = _area(body, number)
    units = list(dict.fromkeys((*area.get("units", ()), *places)))
    return _put(body, number, {**area, "units": units})


def without_area(body: Mapping[str, Any], number: str, key: str) -> Body:
    """Return the body without an area."""
    area = dict(_area(body, number))
    left = [one for one in area.pop("shapes", ()) if _mapping(one).get("id") != key]
    return _put(body, number, {**area, "shapes": left} if left else area)


def _put(body: Mapping[str, Any], number: str, area: Mapping[str, Any]) -> Body:
    steps = _mapping(body.get("effects"))
    step = {**_mapping(steps.get(number)), "area": dict(area)}
    if step.get("kind") != "declare" and not any(area.values()):
        del step["area"]  # nothing named means all of the layers
    return {**body, "effects": {**steps, number: step}}


def _shapes(area: Mapping[str, Any]) -> tuple[Shape, ...]:
    found = []
    for one in area.get("shapes", ()):
        try:
            found.append(read(one, WireShape).value())
        except Rejected:
            continue
    return tuple(found)


def _area(body: Mapping[str, Any], number: str) -> Mapping[str, Any]:
    return _mapping(_mapping(_mapping(body.get("effects")).get(number)).get("area"))


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
