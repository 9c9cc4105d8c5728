"""Polygons: pairs of latitude and longitude, how they are written, and where they may lie.

1. A polygon is four pairs or more, and ends with the pair that it began with.
2. What is written as another kind of number is told apart from what is no pair at all.
3. A ring that was written with longitude first is told by its country's box: its middle lies
   outside, and with the numbers changed about all of it lies inside.
"""

import math
import re
from typing import Final

from dabyl.core.formats.cap.rules.context import Box, Context
from dabyl.core.formats.cap.rules.findings import Fault, Gap, Judged, Need
from dabyl.core.formats.cap.rules.kinds import E, I, Subject, W, kinds
from dabyl.core.formats.cap.rules.message import Message
from dabyl.core.formats.cap.rules.outlines import (
    MIN_POINTS,
    MOST_LAT,
    MOST_LON,
    Bounds,
    Outline,
)
from dabyl.core.formats.cap.rules.registry import rule
from dabyl.core.formats.cap.values import SPACE, Point, Polygon

_SPACES: Final = re.compile(f"[{SPACE}]+")
_TOO_FINE: Final = re.compile(r"\.\d{7}", re.ASCII)
_NOT_ONE_BLANK: Final = ("  ", "\n", "\t", "\r")
_SHOWN: Final = 40
_PAIR: Final = 2


@rule(
    number=79,
    code="cap-polygon",
    subject=Subject.MESSAGE,
    source="CAP 1.2, 3.2.4, polygon (2)",
    kinds=kinds(E, oasis=E, elsewhere=E),
)
def polygon_is_a_closed_list_of_pairs(message: Message, context: Context) -> Judged:
    """A polygon is four pairs of coordinates or more, the last equal to the first."""
    del context
    for path, outline in message.outlines:
        if outline.is_closed:
            continue
        points, pieces = outline.points, _pieces(outline)
        odd = () if points else _odd(pieces)
        no_pair = next((each for each in odd if not _is_pair(each)), None)
        if no_pair is not None:
            yield Fault(path, "pair", {"value": _shown(no_pair)})
        elif len(pieces) < MIN_POINTS:
            yield Fault(path, "few", {"count": len(pieces)})
        elif points:
            yield Fault(path, data={"first": _pair(points[0]), "last": _pair(points[-1])})


@rule(
    number=80,
    code="cap-coordinates",
    subject=Subject.MESSAGE,
    source="CAP 1.2, 3.2.4, WGS 84 note",
    kinds=kinds(E, oasis=W, elsewhere=W, google=E),
    needs=(Need.TERRITORY,),
)
def pairs_are_latitude_and_longitude(message: Message, context: Context) -> Judged:
    """Pairs are latitude up to 90, then longitude up to 180, and lie in the country's box."""
    territory = context.territory
    found = [(path, each.bounds) for path, each in message.outlines if each.points]
    for ground in message.grounds:
        for number, circle in enumerate(ground.area.circles, 1):
            if (centre := circle.centre) is not None:
                found.append((f"{ground.path}/circle[{number}]", centre + centre))
    for path, (south, west, north, east) in found:
        if south < -MOST_LAT or north > MOST_LAT:
            yield Fault(path, "latitude", {"value": f"{south if south < -MOST_LAT else north:g}"})
        elif west < -MOST_LON or east > MOST_LON:
            yield Fault(path, "longitude", {"value": f"{west if west < -MOST_LON else east:g}"})
        elif territory is not None and _is_swapped((south, west, north, east), territory.box):
            yield Fault(path, data={"value": _pair(((south + north) / 2, (west + east) / 2))})
    if found and territory is None:
        yield Gap(Need.TERRITORY)


@rule(
    number=81,
    code="cap-polygon-space",
    subject=Subject.MESSAGE,
    source="CAP 1.2, 3.2.4, polygon (1); own: white space within texts broke readers",
    kinds=kinds(E, oasis=I),
)
def one_blank_is_between_pairs(message: Message, context: Context) -> Judged:
    """Any white space may separate pairs; what is written by us has one blank."""
    del context
    for path, outline in message.outlines:
        text = outline.polygon.text
        if any(each in text for each in _NOT_ONE_BLANK) or text != text.strip(SPACE):
            yield Fault(path)


@rule(
    number=82,
    code="cap-coordinate-form",
    subject=Subject.MESSAGE,
    source="own: six decimals are a tenth of a metre; CAP 1.2, 3.2.4 has decimal numbers",
    kinds=kinds(E, oasis=I, google=W),
)
def coordinates_are_plain_decimals(message: Message, context: Context) -> Judged:
    """Coordinates have a decimal point, perhaps a sign, six decimals at most, no exponent."""
    del context
    for path, outline in message.outlines:
        if outline.points:
            fine = _TOO_FINE.search(outline.polygon.text)
            if fine is not None:
                yield Fault(path, "fine", {"value": _number_at(outline, fine.start())})
            continue
        odd = _odd(_pieces(outline))
        if odd and all(map(_is_pair, odd)):
            yield Fault(path, data={"value": _shown(odd[0])})


@rule(
    number=88,
    code="cap-antimeridian",
    subject=Subject.MESSAGE,
    source="own: readers draw such an edge around the whole earth; RFC 7946, 3.1.9",
    kinds=kinds(E, oasis=I, elsewhere=W),
)
def no_edge_crosses_the_antimeridian(message: Message, context: Context) -> Judged:
    """No edge of a polygon crosses the antimeridian; the polygon is cut there."""
    del context
    for path, outline in message.outlines:
        if outline.points and outline.leaps:
            first = outline.leaps[0]
            data = {"first": _pair(outline.points[first - 1]), "last": _pair(outline.points[first])}
            yield Fault(path, data=data)


def _is_swapped(bounds: Bounds, box: Box) -> bool:
    """Tell whether the middle of *bounds* is outside a box, and all of it inside when swapped."""
    south, west, north, east = bounds
    lat, lon = (south + north) / 2, (west + east) / 2
    if _lies_in((lat, lon, lat, lon), box):
        return False
    return _lies_in((west, south, east, north), box)


def _lies_in(bounds: Bounds, box: Box) -> bool:
    south, west, north, east = bounds
    return south >= box[0] and west >= box[1] and north <= box[2] and east <= box[3]


def _pieces(outline: Outline) -> list[str]:
    return [piece for piece in _SPACES.split(outline.polygon.text) if piece]


def _number_at(outline: Outline, at: int) -> str:
    """Return the number whose decimal point stands in the text."""
    text = outline.polygon.text
    before = re.split(f"[,{SPACE}]", text[max(0, at - _SHOWN) : at])[-1]
    after = re.split(f"[,{SPACE}]", text[at : at + _SHOWN])[0]
    return before + after


def _odd(pieces: list[str]) -> tuple[str, ...]:
    """Return the pieces that are no pairs of plain decimals."""
    return tuple(piece for piece in pieces if not Polygon(piece).points)


def _is_pair(piece: str) -> bool:
    """Tell whether a piece is two numbers, in whatever notation."""
    try:
        numbers = [float(part) for part in piece.split(",")]
    except ValueError:
        return False
    return len(numbers) == _PAIR and all(map(math.isfinite, numbers))


def _pair(point: Point) -> str:
    return f"{point[0]:.12g},{point[1]:.12g}"


def _shown(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
