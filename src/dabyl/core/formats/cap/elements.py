"""Elements to values: what the tree of one alert says.

1. Only elements in the alert's own namespace count, and only where the standard has them; what else
   is there stays in the tree.
2. The text of an element is all its text, whatever comments, instructions and elements cut it; one
   that is cut to a thousand pieces and more is not read.
3. CAP 1.0 writes event codes, parameters and geocodes as ``name=value`` in one text.

Every alert passes here, so a loop asks an element for nothing twice.
"""

from collections.abc import Callable, Mapping
from itertools import islice
from typing import Any, Final

import attrs

from dabyl.core.formats.cap.limits import Flaw, Unreadable
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

MOST_PIECES: Final = 1_000
"""Nodes that cut the text of one element; libxml2 begins anew at each of them."""
_Lines = Mapping[Element, int] | None


@attrs.define
class Context:
    """What the values of one file share, and whether the file holds more than values do.

    *zone* is the offset of times that state none, where the version lets them; *lines* are those of
    all elements where the tree does not know them. ``is_odd`` is set by anything that no value has
    a place for: comments, elements of others, elements in texts.
    """

    zone: str | None = None
    lines: _Lines = None
    is_odd: bool = False


_Make = Callable[[Element, Context], Any]
_Spot = tuple[int, bool, _Make | None]
"""Where a child's value goes, whether there may be many, and how it is made (None: its text)."""


@attrs.frozen
class _Shape:
    """What becomes of the children of an element, by their full names."""

    spots: Mapping[str, _Spot]
    empty: list[Any]
    many: tuple[int, ...]


def alert_of(element: Element, version: Version, context: Context) -> Alert:
    """Return what an ``alert`` element of *version* says."""
    parts = _parts(element, _SHAPES[version], context)
    parts[-1:] = [version, _line(element, context), parts[-1]]
    return Alert(*parts)


def _line(element: Any, context: Context) -> int:  # noqa: ANN401 - an element; its stubs know no line
    lines = context.lines
    return (element.sourceline or 0) if lines is None else lines[element]


def _all_text(element: Any, context: Context) -> str:  # noqa: ANN401 - an element
    context.is_odd = True
    if next(islice(element.iter(), MOST_PIECES + 1, None), None) is not None:
        raise Unreadable(Flaw.TOO_MANY_TAGS, _line(element, context), limit=MOST_PIECES)
    return "".join(element.itertext())


def _parts(element: Any, shape: _Shape, context: Context) -> list[Any]:  # noqa: ANN401 - an element
    parts = shape.empty.copy()
    find = shape.spots.get
    for child in element:
        spot = find(child.tag)
        if spot is None:
            context.is_odd = True
            continue
        index, is_many, make = spot
        if make is None:
            value = _all_text(child, context) if len(child) else child.text or ""
        else:
            value = make(child, context)
        if is_many:
            if parts[index] is None:
                parts[index] = [value]
            else:
                parts[index].append(value)
        elif parts[index] is None:
            parts[index] = value
    for index in shape.many:
        parts[index] = () if parts[index] is None else tuple(parts[index])
    return parts


def _pair_maker(namespace: str) -> _Make:
    names = {f"{{{namespace}}}valueName": 0, f"{{{namespace}}}value": 1}

    def make(element: Any, context: Context) -> NamedValue:  # noqa: ANN401 - an element
        pair: list[str | None] = [None, None]
        for child in element:
            index = names.get(child.tag)
            if index is None:
                context.is_odd = True
            elif pair[index] is None:
                pair[index] = _all_text(child, context) if len(child) else child.text or ""
        return NamedValue(pair[0], pair[1], _line(element, context))

    return make


def _assignment(element: Any, context: Context) -> NamedValue:  # noqa: ANN401 - an element
    text = _all_text(element, context) if len(element) else element.text or ""
    name, equals, value = text.partition("=")
    line = _line(element, context)
    return NamedValue(name, value, line) if equals else NamedValue(None, name, line)


def _time(element: Any, context: Context) -> Time:  # noqa: ANN401 - an element
    text = _all_text(element, context) if len(element) else element.text or ""
    return Time(text, _line(element, context), context.zone)


def _text_maker(kind: Callable[[str, int], Any]) -> _Make:
    def make(element: Any, context: Context) -> Any:  # noqa: ANN401 - an element to a value
        text = _all_text(element, context) if len(element) else element.text or ""
        return kind(text, _line(element, context))

    return make


def _maker(kind: Callable[..., Any], shape: _Shape) -> _Make:
    def make(element: Any, context: Context) -> Any:  # noqa: ANN401 - an element to a value
        return kind(*_parts(element, shape, context), _line(element, context))

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
    named = _assignment if version is Version.V1_0 else _pair_maker(space)
    shapes = {"polygon": _text_maker(Polygon), "circle": _text_maker(Circle), "geocode": named}
    area = _shape(space, _AREA, shapes)
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
