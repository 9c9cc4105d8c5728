"""Sheets: a ground laid flat, ready to be drawn in dots or in lines.

1. North is up; degrees of longitude are as wide as they are in the middle of the ground.
2. The ground fills the sheet's width or its height, less a margin; x runs right and y down, from
   0 to the sheet's own size.
3. A ground without extent lies in the middle of a sheet of about twenty kilometres.
4. Corners that fall on one another count once.
"""

from collections.abc import Iterator
from math import cos, radians
from typing import Final

import attrs

from dabyl.core.formats.cap.explaining.ground import Ground
from dabyl.core.formats.cap.values import Point

Spot = tuple[int, int]

_SPAN_OF_SPOT: Final = 0.2
_LEAST_SPAN: Final = 1e-6
_NARROWEST: Final = 0.05  # the cosine of about 87 degrees


@attrs.frozen(kw_only=True)
class Sheet:
    """A ground in whole steps of a sheet, which reaches a bit beyond it."""

    width: int
    height: int
    rings: tuple[tuple[Spot, ...], ...]
    spots: tuple[Spot, ...]
    middle: Point
    per_latitude: float
    """Steps of a degree."""
    per_longitude: float

    def x(self, lon: float) -> int:
        """Return where a longitude lies."""
        return round((lon - self.middle[1]) * self.per_longitude + (self.width - 1) / 2)

    def y(self, lat: float) -> int:
        """Return where a latitude lies."""
        return round((self.middle[0] - lat) * self.per_latitude + (self.height - 1) / 2)


def sheet_of(ground: Ground, *, width: int, height: int, margin: int) -> Sheet:
    """Return the ground on a sheet of at most *width* and *height* steps."""
    lat, lon = ground.middle
    squeeze = max(cos(radians(lat)), _NARROWEST)
    least = _LEAST_SPAN if ground.has_extent else _SPAN_OF_SPOT
    across = max((ground.east - ground.west) * squeeze, least)
    down = max(ground.north - ground.south, least)
    per_degree = min((width - 1 - 2 * margin) / across, (height - 1 - 2 * margin) / down)
    empty = Sheet(
        width=round(across * per_degree) + 1 + 2 * margin,
        height=round(down * per_degree) + 1 + 2 * margin,
        rings=(),
        spots=(),
        middle=(lat, lon),
        per_latitude=per_degree,
        per_longitude=squeeze * per_degree,
    )
    return attrs.evolve(
        empty,
        rings=tuple(tuple(_once((empty.x(e), empty.y(n)) for n, e in r)) for r in ground.rings),
        spots=tuple((empty.x(east), empty.y(north)) for north, east in ground.spots),
    )


def _once(spots: Iterator[Spot]) -> Iterator[Spot]:
    last: Spot | None = None
    for spot in spots:
        if spot != last:
            yield spot
        last = spot
