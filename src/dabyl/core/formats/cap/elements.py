"""Elements to values: what the tree of one alert says.

1. Only elements in the alert's own namespace count, and only where the standard has them; what else
   is there stays in the tree.
2. The text of an element is all its text, whatever comments, instructions and elements cut it.
3. CAP 1.0 writes event codes, parameters and geocodes as ``name=value`` in one text.

Every alert passes here, so a loop asks an element for nothing twice.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

import attrs

from dabyl.core.formats.cap.values import (
    Alert,
    Area,
    Circle,
    Info,
    NamedValue,
    Polygon,
    Resource,
    Time,
)
from dabyl.core.formats.cap.vocabulary import NAMESPACES, Version
from dabyl.core.formats.cap.where import Element

_Lines = Mapping[Element, int] | None
_Context = tuple[str | None, _Lines]
"""What the values of one file share: the offset to assume, and the exact lines of a long one."""
_Make = Callable[[Element, _Context], Any]
_Spot = tuple[int, bool, _Make | None]
"""Where a child's value goes, whether there may be many, and how it is made (None: its text)."""


@attrs.frozen
class _Shape:
    """What becomes of the children of an element, by their full names."""

    spots: Mapping[str, _Spot]
    empty: list[Any]
    many: tuple[int, ...]


def alert_of(
    element: Element,
    version: Version,
    assumed_zone: str | None = None,
    lines: Mapping[Element, int] | None = None,
) -> Alert:
    """Return what an ``alert`` element of *version* says.

    *assumed_zone* is the offset of times that state none, where the version lets them; *lines* are
    those of all elements where the tree does not know them.
    """
    zone = None if version is Version.V1_2 else assumed_zone
    parts = _parts(element, _SHAPES[version], (zone, lines))
    parts[-1:] = [version, _line(element, lines), parts[-1]]
    return Alert(*parts)


def text_of(element: Any) -> str:  # noqa: ANN401 - an element; its stubs let text be bytes
    """Return all text inside an element, without comments and instructions."""
    return "".join(element.itertext()) if len(element) else element.text or ""


def _line(element: Any, lines: _Lines) -> int:  # noqa: ANN401 - an element; its stubs know no line
    return (element.sourceline or 0) if lines is None else lines[element]


def _parts(element: Any, shape: _Shape, context: _Context) -> list[Any]:  # noqa: ANN401 - an element
    parts = shape.empty.copy()
    find = shape.spots.get
    for child in element:
        spot = find(child.tag)
        if spot is None:
            continue
        index, many, make = spot
        if many:
            value = text_of(child) if make is None else make(child, context)
            if parts[index] is None:
                parts[index] = [value]
            else:
                parts[index].append(value)
        elif parts[index] is None:
            if make is not None:
                parts[index] = make(child, context)
            else:
                parts[index] = "".join(child.itertext()) if len(child) else child.text or ""
    for index in shape.many:
        parts[index] = () if parts[index] is None else tuple(parts[index])
    return parts


def _time(element: Element, context: _Context) -> Time:
    return Time(text_of(element), _line(element, context[1]), context[0])


def _polygon(element: Element, context: _Context) -> Polygon:
    return Polygon(text_of(element), _line(element, context[1]))


def _circle(element: Element, context: _Context) -> Circle:
    return Circle(text_of(element), _line(element, context[1]))


def _assignment(element: Element, context: _Context) -> NamedValue:
    name, equals, value = text_of(element).partition("=")
    line = _line(element, context[1])
    return NamedValue(name, value, line) if equals else NamedValue(None, name, line)


def _maker(kind: Callable[..., Any], shape: _Shape) -> _Make:
    def make(element: Element, context: _Context) -> Any:  # noqa: ANN401 - one of the values
        return kind(*_parts(element, shape, context), _line(element, context[1]))

    return make


def _shape(namespace: str, rows: str, makers: Mapping[str, _Make]) -> _Shape:
    """Return the shape that *rows* describe: element names in the order of the value's fields.

    A ``*`` behind a name says that there may be many.
    """
    names = rows.split()
    spots = {}
    for index, row in enumerate(names):
        name = row.removesuffix("*")
        spots[f"{{{namespace}}}{name}"] = (index, row != name, makers.get(name))
    many = tuple(index for index, row in enumerate(names) if row.endswith("*"))
    return _Shape(spots, [None] * len(names), many)


_ALERT: Final = """identifier sender sent status msgType source scope restriction addresses code*
    note references incidents info* password"""
_INFO: Final = """language category* event responseType* urgency severity certainty audience
    eventCode* effective onset expires senderName headline description instruction web contact
    parameter* resource* area*"""
_RESOURCE: Final = "resourceDesc mimeType size uri derefUri digest"
_AREA: Final = "areaDesc polygon* circle* geocode* altitude ceiling"


def _alert_shape(version: Version) -> _Shape:
    space = NAMESPACES[version]
    named = _maker(NamedValue, _shape(space, "valueName value", {}))
    if version is Version.V1_0:
        named = _assignment
    area = _shape(space, _AREA, {"polygon": _polygon, "circle": _circle, "geocode": named})
    times = {"sent": _time, "effective": _time, "onset": _time, "expires": _time}
    blocks = {
        "eventCode": named,
        "parameter": named,
        "resource": _maker(Resource, _shape(space, _RESOURCE, {})),
        "area": _maker(Area, area),
    }
    info = _shape(space, _INFO, times | blocks)
    rows = _ALERT if version is Version.V1_0 else _ALERT.replace("password", "-")
    return _shape(space, rows, times | {"info": _maker(Info, info)})


_SHAPES: Final = {version: _alert_shape(version) for version in Version}
