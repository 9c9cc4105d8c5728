"""Grounds: the areas of a message with their places, as the rules on shapes go through them.

1. Polygons of one text are one outline, in whichever area and language they stand; areas of the
   same polygons are one union.
"""

import attrs

from dabyl.core.formats.cap.rules.outlines import Outline
from dabyl.core.formats.cap.rules.unions import Union
from dabyl.core.formats.cap.values import Alert, Area


@attrs.frozen
class Ground:
    """An area with its path below the alert and the number of its block, from 1."""

    path: str
    block: int
    area: Area
    union: Union


def grounds_of(alert: Alert) -> tuple[Ground, ...]:
    """Return every area of an alert in document order."""
    outlines: dict[str, Outline] = {}
    unions: dict[tuple[Outline, ...], Union] = {}
    found = []
    for block, info in enumerate(alert.infos, 1):
        for number, area in enumerate(info.areas, 1):
            own = tuple(
                outlines.get(polygon.text) or outlines.setdefault(polygon.text, Outline(polygon))
                for polygon in area.polygons
            )
            union = unions.get(own) or unions.setdefault(own, Union(own))
            found.append(Ground(f"info[{block}]/area[{number}]", block, area, union))
    return tuple(found)
