"""Circles: a centre and a radius, and the polygon that stands for one where circles aren't read.

1. A circle of no radius is a point: nobody is in it. The standard's own examples have such.
2. The polygon about the centre of its area's only circle, of about its size, is that circle's
   copy. Its points lie on the circle as the ellipsoid has it, within a thousandth of the radius and
   what four decimals are worth. A copy drawn in degrees, or on a sphere, misses that.
"""

import re
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from dabyl.core.formats.cap.rules.context import Context
from dabyl.core.formats.cap.rules.findings import Fault, Judged
from dabyl.core.formats.cap.rules.kinds import OTHERS, OURS, E, I, Profile, Subject, W, kinds
from dabyl.core.formats.cap.rules.message import Message
from dabyl.core.formats.cap.rules.outlines import MOST_LAT, MOST_LON, Array, Outline
from dabyl.core.formats.cap.rules.registry import rule
from dabyl.core.formats.cap.values import Circle
from dabyl.core.places.shapes import WGS84

_ONE_BLANK: Final = re.compile(r"[^ \t\r\n]+ [^ \t\r\n]+")
_OASIS: Final = frozenset({Profile.OASIS})
_NOT_OASIS: Final = frozenset(Profile) - _OASIS
_SHOWN: Final = 40
_OFF: Final = 0.001
_ROUNDED_KM: Final = 0.01
_SMALLEST: Final = 0.25
_LARGEST: Final = 4.0
_MIDDLE: Final = 0.25
_LEAST_POINTS: Final = 9
_FARTHEST_KM: Final = 5000
_MOST_COMPARED: Final = 1000


@rule(
    number=89,
    code="cap-circle",
    subject=Subject.MESSAGE,
    source="CAP 1.2, 3.2.4, circle; Google CAP requirements, area, circle",
    kinds=kinds(E, oasis=W, elsewhere=W),
)
def circle_is_a_centre_and_a_radius(message: Message, context: Context) -> Judged:
    """A circle is latitude, comma, longitude, one blank, and a radius in km that is above 0."""
    del context
    for ground in message.grounds:
        for number, circle in enumerate(ground.area.circles, 1):
            path = f"{ground.path}/circle[{number}]"
            value = {"value": circle.text.strip()[:_SHOWN]}
            if circle.radius_km is None:
                yield Fault(path, data=value)
            elif circle.radius_km <= 0:
                yield Fault(path, "radius", value, only=_NOT_OASIS)
                yield Fault(path, "radius", value, at_most=I, only=_OASIS)
            elif _ONE_BLANK.fullmatch(circle.text) is None:
                yield Fault(path, "blank", only=OURS)
                yield Fault(path, "blank", at_most=I, only=OTHERS)


@rule(
    number=90,
    code="cap-circle-copy",
    subject=Subject.MESSAGE,
    source="own: a copy drawn in degrees is an ellipse, too narrow by a third at 50 degrees",
    kinds=kinds(E, oasis=I),
)
def copy_of_a_circle_is_geodesic(message: Message, context: Context) -> Judged:
    """The polygon that copies a circle is made on the ellipsoid."""
    del context
    for ground in message.grounds:
        circles = [each for each in ground.area.circles if _is_on_earth(each)]
        if not circles or len(circles) * len(ground.area.polygons) > _MOST_COMPARED:
            continue
        for number, outline in enumerate(ground.union.outlines, 1):
            off = _off(outline, circles)
            if off is not None:
                data = {"off": f"{off * 100:.1f}"}
                yield Fault(f"{ground.path}/polygon[{number}]", data=data)


def _is_on_earth(circle: Circle) -> bool:
    centre, radius_km = circle.centre, circle.radius_km
    if centre is None or radius_km is None or not 0 < radius_km <= _FARTHEST_KM:
        return False
    return abs(centre[0]) <= MOST_LAT and abs(centre[1]) <= MOST_LON


def _off(outline: Outline, circles: list[Circle]) -> float | None:
    """Return how far a copy is off, as a part of the radius; None for a true copy and for none."""
    if len(outline.points) < _LEAST_POINTS or not outline.is_ring:
        return None
    lats, lons = np.array(outline.points).T
    south, west, north, east = outline.bounds
    found = []
    for circle in circles:
        (lat, lon), radius_km = circle.centre or (0.0, 0.0), circle.radius_km or 1.0
        middle_km = _distances_km(lat, lon, [(south + north) / 2], [(west + east) / 2])
        if middle_km[0] > _MIDDLE * radius_km:
            continue
        reach = _distances_km(lat, lon, lats, lons) / radius_km
        if reach.min() >= _SMALLEST and reach.max() <= _LARGEST:
            off = float(np.abs(reach - 1).max())
            found.append(0.0 if off <= _OFF + _ROUNDED_KM / radius_km else off)
    return min(found, default=0.0) or None


def _distances_km(lat: float, lon: float, lats: ArrayLike, lons: ArrayLike) -> Array:
    lats, lons = np.atleast_1d(lats), np.atleast_1d(lons)
    _, _, metres = WGS84.inv(np.full(lats.shape, lon), np.full(lats.shape, lat), lons, lats)
    return np.asarray(metres) / 1000
