"""Broadcasts: what a channel with little room, such as cell broadcast, can carry of an area.

1. Points and shapes are counted over all areas of a block: a phone is sent one block.
2. A border that was simplified states how far it may be off, in ``dabyl.border-error-km``.
3. No town that a message is about falls out of its shapes.
"""

import re
from collections.abc import Iterator
from typing import Final

import shapely

from dabyl.core.formats.cap.rules.context import Channel, Context, Town
from dabyl.core.formats.cap.rules.findings import Fault, Gap, Judged, Need
from dabyl.core.formats.cap.rules.grounds import Ground
from dabyl.core.formats.cap.rules.kinds import E, I, Subject, kinds
from dabyl.core.formats.cap.rules.message import Message
from dabyl.core.formats.cap.rules.outlines import Outline
from dabyl.core.formats.cap.rules.registry import rule
from dabyl.core.formats.cap.values import Circle, Info
from dabyl.core.places.shapes import WGS84

STATED_ERROR: Final = "dabyl.border-error-km"
_NUMBER: Final = re.compile(r"\d{1,9}(?:\.\d{1,9})?", re.ASCII)
_TURNS: Final = (0.0, -360.0, 360.0)


@rule(
    number=87,
    code="cap-broadcast",
    subject=Subject.RELEASE,
    source="own: boundaries were dropped for their many points; GOV.UK Emergency Alerts, polygons",
    kinds=kinds(E, oasis=I),
    needs=(Need.CHANNEL, Need.GAZETTEER),
)
def area_fits_the_channel(message: Message, context: Context) -> Judged:
    """An area fits its channel, says how far it is simplified, and loses no named town."""
    channel, towns = context.channel, context.towns
    if not any(ground.area.polygons or ground.area.circles for ground in message.grounds):
        return
    if channel is None:
        yield Gap(Need.CHANNEL)
    if towns is None:
        yield Gap(Need.GAZETTEER)
    for number, info in enumerate(message.alert.infos, 1):
        path = f"info[{number}]"
        grounds = [ground for ground in message.grounds if ground.block == number]
        if channel is not None:
            yield from _room(path, grounds, channel)
            yield from _simplified(path, info, channel)
        for town in towns or ():
            if not any(_holds(ground, town) for ground in grounds):
                yield Fault(path, "town", {"name": town.name})


def _room(path: str, grounds: list[Ground], channel: Channel) -> Iterator[Fault]:
    points = sum(len(each.points) for ground in grounds for each in ground.union.outlines)
    shapes = sum(len(g.area.polygons) + len(g.area.circles) for g in grounds)
    if channel.most_points is not None and points > channel.most_points:
        yield Fault(path, data={"count": points, "most": channel.most_points})
    if channel.most_shapes is not None and shapes > channel.most_shapes:
        yield Fault(path, "shapes", {"count": shapes, "most": channel.most_shapes})


def _simplified(path: str, info: Info, channel: Channel) -> Iterator[Fault]:
    most_km = channel.most_error_km
    if most_km is None:
        return
    stated_km = stated_error_km(info)
    if stated_km is None:
        yield Fault(path, "unstated", {"name": STATED_ERROR})
    elif stated_km > most_km:
        yield Fault(path, "off", {"value": f"{stated_km:g}", "most": f"{most_km:g}"})


def stated_error_km(info: Info) -> float | None:
    """Return how far a block says that its borders may be off; None when it doesn't say so."""
    stated = next((each.value for each in info.parameters if each.name == STATED_ERROR), None)
    return None if stated is None or _NUMBER.fullmatch(stated) is None else float(stated)


def _holds(ground: Ground, town: Town) -> bool:
    return any(_covers(each, town) for each in ground.union.outlines) or any(
        _reaches(each, town) for each in ground.area.circles
    )


def _covers(outline: Outline, town: Town) -> bool:
    if not outline.is_ring:
        return False
    points = shapely.points([(town.lon + turn, town.lat) for turn in _TURNS])
    return bool(shapely.intersects(outline.shape, points).any())


def _reaches(circle: Circle, town: Town) -> bool:
    centre, radius_km = circle.centre, circle.radius_km
    if centre is None or radius_km is None:
        return False
    _, _, metres = WGS84.inv(centre[1], centre[0], town.lon, town.lat)
    return bool(metres <= radius_km * 1000)
