"""Areas: where a message holds, in words and on the map.

1. A public block of information names at least one area, in words of its own language.
2. Each area can be drawn: it has a polygon or a circle. A code beside them serves those who know
   the code; alone it says nothing to the others.
3. Of heights there is one, or a range from the lower to the upper, in feet above mean sea level.
4. What is so in many areas of a block, such as codes alone, is told of the first.
5. Areas that lie apart are said to lie apart by their boxes alone: what is near may be one place.
"""

import re
from collections.abc import Iterator
from math import cos, radians
from typing import Final

import shapely

from dabyl.core.formats.cap.rules.context import Context
from dabyl.core.formats.cap.rules.findings import Fault, Judged
from dabyl.core.formats.cap.rules.gazetteers import scheme_of
from dabyl.core.formats.cap.rules.grounds import Ground
from dabyl.core.formats.cap.rules.kinds import OURS, E, I, Profile, Subject, W, kinds
from dabyl.core.formats.cap.rules.message import Message
from dabyl.core.formats.cap.rules.outlines import Bounds
from dabyl.core.formats.cap.rules.registry import rule
from dabyl.core.formats.cap.rules.scripts import can_be_in
from dabyl.core.formats.cap.values import Area, Circle
from dabyl.core.formats.cap.vocabulary import Scope

SHORT_CHARS: Final = 50
_STRICT: Final = frozenset({Profile.DABYL, Profile.GOOGLE})
_LENIENT: Final = frozenset(Profile) - _STRICT
_LOCATION: Final = {
    Profile.CAP_CP: re.compile(r"profile:CAP-CP:Location:\d+(?:\.\d+)*", re.ASCII),
    Profile.IPAWS: re.compile("SAME"),
}
_ANY: Final = re.compile(r"(?s).*")
_KM_PER_DEGREE: Final = 111.2
_NEAR_DEG: Final = 0.01
_FARTHEST: Final = 720.0
_MOST_AREAS: Final = 1000


@rule(
    number=75,
    code="cap-area-missing",
    subject=Subject.MESSAGE,
    source="CAP-CP 1.0, 8; IPAWS profile 1.0, area; CAP-AU 1.0, area; Google CAP requirements",
    kinds=kinds(E, oasis=I, elsewhere=E, wmo=W),
)
def public_block_has_an_area(message: Message, context: Context) -> Judged:
    """Each block of information of a public message has at least one area."""
    del context
    if message.alert.scope != Scope.PUBLIC:
        return
    for number, info in enumerate(message.alert.infos, 1):
        if not info.areas:
            yield Fault(f"info[{number}]")


@rule(
    number=76,
    code="cap-area-words",
    subject=Subject.MESSAGE,
    source="CAP 1.2, 3.2.4, areaDesc; Google CAP requirements, area",
    kinds=kinds(E, oasis=W, elsewhere=W, google=E, uk=E),
)
def area_is_told_in_words(message: Message, context: Context) -> Judged:
    """``areaDesc`` isn't empty, is in the block's language, and has fewer than 50 characters."""
    del context
    for ground in message.grounds:
        text = ground.area.description or ""
        if not text.strip():
            yield Fault(ground.path)
            continue
        where = f"{ground.path}/areaDesc"
        if len(text.strip()) >= SHORT_CHARS:
            long = {"chars": len(text.strip()), "most": SHORT_CHARS - 1}
            yield Fault(where, "long", long, at_most=W, only=_STRICT)
        language = message.alert.infos[ground.block - 1].language
        if not can_be_in(text, language):
            data = {"value": text[:SHORT_CHARS], "language": language or "en-US"}
            yield Fault(where, "language", data, at_most=W, only=OURS)


@rule(
    number=77,
    code="cap-area-nowhere",
    subject=Subject.MESSAGE,
    source="CAP-CP 1.0, 7; IPAWS profile 1.0, geocode; Google CAP requirements, area",
    kinds=kinds(E, oasis=I, elsewhere=W, google=E, cap_cp=E, ipaws=E),
)
def area_is_somewhere(message: Message, context: Context) -> Judged:
    """Each area has a polygon, a circle or a geocode, and the code that its profile asks for."""
    del context
    told: set[tuple[int, Profile]] = set()
    for ground in message.grounds:
        area = ground.area
        if not _is_drawn(area) and not _has_code(area):
            yield Fault(ground.path)
            continue
        for profile, names in _LOCATION.items():
            key = (ground.block, profile)
            if key not in told and not _has_code(area, names):
                told.add(key)
                yield Fault(ground.path, "code", only=frozenset({profile}))


@rule(
    number=78,
    code="cap-geocode-alone",
    subject=Subject.MESSAGE,
    source="CAP 1.2, 3.2.4, geocode (3); CAP-AU 1.0, area",
    kinds=kinds(E, oasis=W, elsewhere=W, cap_cp=I, ipaws=I),
)
def geocode_has_geometry_beside_it(message: Message, context: Context) -> Judged:
    """A geocode never stands alone: a polygon or circle tells the same to all."""
    told: set[tuple[int, str, str]] = set()
    for ground in message.grounds:
        area = ground.area
        if not area.geocodes or _is_drawn(area) or not _has_code(area):
            continue
        names = ", ".join(sorted({scheme_of(each.name) for each in area.geocodes}))
        case = "undrawn" if _nobody_can_draw(area, context) else ""
        key = (ground.block, names, case)
        if key not in told:
            told.add(key)
            mildest = W if case else E
            yield Fault(ground.path, case, {"names": names}, at_most=mildest)


@rule(
    number=92,
    code="cap-ceiling",
    subject=Subject.MESSAGE,
    source="CAP 1.2, 3.2.4, altitude and ceiling; Google CAP requirements, area",
    kinds=kinds(E, oasis=E, elsewhere=E),
)
def ceiling_lies_above_the_altitude(message: Message, context: Context) -> Judged:
    """``ceiling`` goes only with ``altitude`` and not below it, in feet above mean sea level."""
    del context
    for ground in message.grounds:
        area = ground.area
        if not (area.ceiling or "").strip():
            continue
        where = f"{ground.path}/ceiling"
        if not (area.altitude or "").strip():
            yield Fault(where, "alone")
            continue
        low, high = area.altitude_ft, area.ceiling_ft
        if low is not None and high is not None and high < low:
            data = {"ceiling": area.ceiling, "altitude": area.altitude}
            yield Fault(where, data=data, only=_STRICT)
            yield Fault(where, data=data, only=_LENIENT, at_most=W)


@rule(
    number=94,
    code="cap-separate-places",
    subject=Subject.MESSAGE,
    source="Google CAP requirements, area",
    kinds=kinds(W, oasis=I, google=W),
)
def separate_places_have_messages_of_their_own(message: Message, context: Context) -> Judged:
    """Places that lie apart have one message each, for those readers who need it so."""
    del context
    if not any(len(info.areas) > 1 for info in message.alert.infos):
        return
    block = next(n for n, info in enumerate(message.alert.infos, 1) if len(info.areas) > 1)
    boxes = [
        box
        for ground in message.grounds
        if ground.block == block and (box := _box(ground)) is not None
    ]
    if not 1 < len(boxes) <= _MOST_AREAS:
        return
    together = shapely.union_all([shapely.box(*_with_margin(box)) for box in boxes])
    places = shapely.get_num_geometries(together)
    if places > 1:
        yield Fault(f"info[{block}]", data={"count": int(places)}, only=_STRICT)


# --- areas ---


def _is_drawn(area: Area) -> bool:
    return any(each.text.strip() for each in area.polygons) or any(
        each.text.strip() for each in area.circles
    )


def _has_code(area: Area, names: re.Pattern[str] = _ANY) -> bool:
    return any(
        (each.value or "").strip() and names.fullmatch(each.name or "") for each in area.geocodes
    )


def _nobody_can_draw(area: Area, context: Context) -> bool:
    """Tell whether the gazetteer knows each of the codes, and has no geometry for any."""
    known = context.gazetteer
    return known is not None and all(
        known.has_geometry(scheme_of(each.name), each.value or "") is False
        for each in area.geocodes
    )


def _box(ground: Ground) -> Bounds | None:
    """Return the box around the shapes of an area, as far as they lie on the map."""
    boxes = [each.bounds for each in ground.union.outlines if each.points]
    boxes += list(_around(ground.area.circles))
    if not boxes:
        return None
    souths, wests, norths, easts = zip(*boxes, strict=True)
    south, west, north, east = min(souths), min(wests), max(norths), max(easts)
    return (south, west, north, east) if max(-west, east, -south, north) <= _FARTHEST else None


def _around(circles: tuple[Circle, ...]) -> Iterator[Bounds]:
    for circle in circles:
        if circle.centre is not None and circle.radius_km is not None:
            lat, lon = circle.centre
            tall = circle.radius_km / _KM_PER_DEGREE
            wide = tall / max(cos(radians(lat)), _NEAR_DEG)
            yield lat - tall, lon - wide, lat + tall, lon + wide


def _with_margin(box: Bounds) -> tuple[float, float, float, float]:
    south, west, north, east = box
    return west - _NEAR_DEG, south - _NEAR_DEG, east + _NEAR_DEG, north + _NEAR_DEG
