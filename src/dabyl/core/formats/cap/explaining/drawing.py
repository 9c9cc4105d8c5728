"""Maps in lines: a ground as an SVG element, for a page.

1. Rings are paths and spots are circles, each of a class; how they look is the page's to say.
2. A net of whole degrees, or parts of one, tells where on the globe it lies: up to five lines in
   each direction, labelled at the edge.
3. Nothing in it comes from an alert but numbers.
"""

from collections.abc import Iterator
from math import ceil, floor
from typing import Final

from lxml import etree

from dabyl.core.formats.cap.explaining.ground import Ground
from dabyl.core.formats.cap.explaining.sheet import Sheet, Spot, sheet_of
from dabyl.core.formats.cap.where import Element

WIDTH: Final = 640
HEIGHT: Final = 400
_MARGIN: Final = 48
_MOST_LINES: Final = 4
_STEPS: Final = (
    0.01,
    0.02,
    0.05,
    0.1,
    0.2,
    0.5,
    1.0,
    2.0,
    5.0,
    10.0,
    20.0,
    45.0,
    90.0,
    180.0,
    360.0,
    7200.0,
)
_POLE: Final = 90.0
_HALF_TURN: Final = 180.0
_TURN: Final = 360.0
_LABEL: Final = 80
"""A label may be this wide; a line that is nearer to the edge has none."""
_SMALL: Final = 4
"""Where no ring is larger across, each gets a spot, so that it's seen."""


def drawing(ground: Ground, *, label: str) -> Element:
    """Return the map; *label* is read out where it can't be seen."""
    sheet = sheet_of(ground, width=WIDTH, height=HEIGHT, margin=_MARGIN)
    size = {"width": f"{sheet.width}", "height": f"{sheet.height}"}
    svg = etree.Element("svg", size, viewBox=f"0 0 {sheet.width} {sheet.height}", role="img")
    svg.set("aria-label", label)
    svg.extend(_net(sheet))
    for ring in sheet.rings:
        path = " ".join(f"{x} {y}" for x, y in ring)
        etree.SubElement(svg, "path", {"class": "ring", "d": f"M{path}z"})
    for x, y in (*sheet.spots, *_too_small(sheet)):
        etree.SubElement(svg, "circle", {"class": "spot", "cx": f"{x}", "cy": f"{y}", "r": "6"})
    return svg


def _too_small(sheet: Sheet) -> Iterator[Spot]:
    if all(_is_small(ring) for ring in sheet.rings):
        yield from (ring[0] for ring in sheet.rings)


def _is_small(ring: tuple[Spot, ...]) -> bool:
    across = max(x for x, _ in ring) - min(x for x, _ in ring)
    down = max(y for _, y in ring) - min(y for _, y in ring)
    return max(across, down) < _SMALL


def _net(sheet: Sheet) -> Iterator[Element]:
    lat, lon = sheet.middle
    for value in _marks(lat, sheet.height / sheet.per_latitude):
        if abs(value) < _POLE:
            y = sheet.y(value)
            yield etree.Element("path", {"class": "net", "d": f"M0 {y}H{sheet.width}"})
            yield _text(4, y - 4, latitude(value))
    for value in _marks(lon, sheet.width / sheet.per_longitude):
        x = sheet.x(value)
        yield etree.Element("path", {"class": "net", "d": f"M{x} 0V{sheet.height}"})
        if x <= sheet.width - _LABEL:
            yield _text(x + 4, sheet.height - 6, longitude(value))


def _marks(middle: float, span: float) -> Iterator[float]:
    """Yield the round degrees that lie within half the span of the middle."""
    step = next(each for each in _STEPS if span / each <= _MOST_LINES)
    first = ceil((middle - span / 2) / step)
    last = floor((middle + span / 2) / step)
    for number in range(first, last + 1):
        yield round(number * step, 2)


def _text(x: int, y: int, words: str) -> Element:
    text = etree.Element("text", {"class": "net", "x": f"{x}", "y": f"{y}"})
    text.text = words
    return text


def latitude(value: float) -> str:
    """Return a latitude as maps print it: 51.2° N."""
    return _degrees(value, "S", "N")


def longitude(value: float) -> str:
    """Return a longitude as maps print it, of the turn from -180 to 180: 71.4° E."""
    east = (value + _HALF_TURN) % _TURN - _HALF_TURN
    return "180°" if east == -_HALF_TURN else _degrees(round(east, 2), "W", "E")


def _degrees(value: float, below: str, above: str) -> str:
    if value == 0:
        return "0°"
    return f"{abs(value):g}° {below if value < 0 else above}"
