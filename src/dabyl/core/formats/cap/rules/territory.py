"""Territory: a message is about the ground of its authority, and no other.

1. No corner of a polygon and no middle of a circle lies outside the territory, farther than its
   outline and the message's own borders may be off.
2. A circle may reach beyond, by its radius, and so may the polygons beside it: a threat near a
   border doesn't end at it.
3. What lies beside the map is no matter of this rule.
"""

from collections.abc import Sequence
from typing import Final

from dabyl.core.formats.cap.rules.broadcasts import stated_error_km
from dabyl.core.formats.cap.rules.context import Context
from dabyl.core.formats.cap.rules.extents import Extent
from dabyl.core.formats.cap.rules.findings import Fault, Gap, Judged, Need
from dabyl.core.formats.cap.rules.grounds import Ground
from dabyl.core.formats.cap.rules.kinds import E, I, Subject, W, kinds
from dabyl.core.formats.cap.rules.message import Message
from dabyl.core.formats.cap.rules.outlines import MOST_LAT
from dabyl.core.formats.cap.rules.registry import rule
from dabyl.core.formats.cap.values import Point

_MOST_STATED_KM: Final = 100.0
_MOST_RADIUS_KM: Final = 20_000.0
_MOST_LON: Final = 360.0


@rule(
    number=93,
    code="cap-territory",
    subject=Subject.MESSAGE,
    source="Google CAP requirements, area; own: offices speak for their own ground",
    kinds=kinds(E, oasis=I, elsewhere=W, google=E),
    needs=(Need.TERRITORY,),
)
def area_lies_within_the_territory(message: Message, context: Context) -> Judged:
    """The area lies within the authority's territory, as exactly as both are drawn."""
    drawn = [each for each in message.grounds if each.area.polygons or each.area.circles]
    if not drawn:
        return
    extent = None if context.territory is None else context.territory.outline
    if extent is None:
        yield Gap(Need.TERRITORY)
        return
    measured: dict[Sequence[Point], float] = {}
    for ground in drawn:
        stated_km = stated_error_km(message.alert.infos[ground.block - 1]) or 0.0
        allowed_km = extent.error_km + min(stated_km, _MOST_STATED_KM)
        yield from _outside(ground, extent, allowed_km, measured)


def _outside(
    ground: Ground, extent: Extent, allowed_km: float, measured: dict[Sequence[Point], float]
) -> Judged:
    """Judge an area; *measured* keeps how far off the same points were in another language."""
    radii = [each.radius_km or 0.0 for each in ground.area.circles if each.centre is not None]
    reach_km = min(max(radii, default=0.0), _MOST_RADIUS_KM)
    shapes = [
        (f"{ground.path}/polygon[{number}]", each.points, allowed_km + reach_km)
        for number, each in enumerate(ground.union.outlines, 1)
    ]
    shapes += [
        (
            f"{ground.path}/circle[{number}]",
            () if each.centre is None else (each.centre,),
            allowed_km,
        )
        for number, each in enumerate(ground.area.circles, 1)
    ]
    for path, points, most_km in shapes:
        if not points or not all(map(_is_on_the_map, points)):
            continue
        if points not in measured:
            measured[points] = extent.farthest_km(points)
        if measured[points] > most_km:
            yield Fault(path, data={"km": f"{measured[points]:.0f}", "most": f"{most_km:.0f}"})


def _is_on_the_map(point: Point) -> bool:
    return abs(point[0]) <= MOST_LAT and abs(point[1]) <= _MOST_LON
