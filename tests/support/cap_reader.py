"""A second reader of CAP, written from the standard's text alone: it shares no code with Dabyl.

1. A message counts from ``sent`` on, until all of its blocks have expired (CAP 1.2, 3.2.2).
2. An Update or a Cancel ends each message that its ``references`` name (3.2.1); a Cancel itself,
   and a message that carries no level parameter, stands for nothing.
3. A block's event has begun at its ``onset``, when it has one, else when the message was sent.
4. An area is the union of its polygons, circles and geocodes (3.2.4).
"""

import math
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise

CAP = "{urn:oasis:names:tc:emergency:cap:1.2}"
EARTH_KM = 6371.0


def seconds(text: str | None) -> int | None:
    """Return the seconds since 1970 of a time as CAP writes it."""
    return None if text is None else int(datetime.fromisoformat(text).timestamp())


@dataclass
class Read:
    """What a client keeps of a message."""

    name: str
    kind: str
    sent: int
    expires: int
    begins: int
    ends_others: frozenset[str]
    layer: str | None
    level: str | None
    codes: frozenset[str]
    rings: list[list[tuple[float, float]]] = field(default_factory=list)
    error_km: float = 0.0

    def covers(self, lat: float, lon: float) -> bool:
        """Tell whether a position lies in one of the rings, by the crossings of a ray."""
        return any(_inside(ring, lat, lon) for ring in self.rings)

    def border_km(self, lat: float, lon: float) -> float:
        """Return about how far the nearest border is."""
        return min(
            (_segment_km(lat, lon, a, b) for r in self.rings for a, b in pairwise(r)),
            default=math.inf,
        )


def read_message(data: bytes) -> Read:
    """Read one message."""
    root = ET.fromstring(data)  # noqa: S314 - our own messages
    infos = root.findall(f"{CAP}info")
    sent = seconds(root.findtext(f"{CAP}sent")) or 0
    info = infos[0]
    values = {
        p.findtext(f"{CAP}valueName"): p.findtext(f"{CAP}value")
        for p in info.findall(f"{CAP}parameter")
    }
    areas = info.findall(f"{CAP}area")
    pairs = (root.findtext(f"{CAP}references") or "").split()
    return Read(
        name=root.findtext(f"{CAP}identifier") or "",
        kind=root.findtext(f"{CAP}msgType") or "",
        sent=sent,
        expires=max(seconds(each.findtext(f"{CAP}expires")) or 0 for each in infos),
        begins=seconds(info.findtext(f"{CAP}onset")) or sent,
        ends_others=frozenset(pair.split(",")[1] for pair in pairs),
        layer=values.get("dabyl.layer"),
        level=values.get("dabyl.level"),
        codes=frozenset(
            code.findtext(f"{CAP}value") or "" for a in areas for code in a.findall(f"{CAP}geocode")
        ),
        rings=[
            [_pair(pair) for pair in (polygon.text or "").split()]
            for area in areas
            for polygon in area.findall(f"{CAP}polygon")
        ],
        error_km=float(values.get("dabyl.border-error-km") or 0),
    )


def in_force(messages: Iterable[Read], at: int) -> list[Read]:
    """Return the messages that stand at an instant, of those that were sent by then."""
    known = [one for one in messages if one.sent <= at]
    ended = {name for one in known for name in one.ends_others}
    return [
        one
        for one in known
        if one.level is not None
        and one.kind != "Cancel"
        and one.name not in ended
        and one.begins <= at < one.expires
    ]


def _pair(text: str) -> tuple[float, float]:
    lat, lon = text.split(",")
    return float(lat), float(lon)


def _inside(ring: list[tuple[float, float]], lat: float, lon: float) -> bool:
    inside = False
    for (lat_a, lon_a), (lat_b, lon_b) in pairwise(ring):
        if (lat_a > lat) != (lat_b > lat):
            at = lon_a + (lat - lat_a) * (lon_b - lon_a) / (lat_b - lat_a)
            inside ^= lon < at
    return inside


def _segment_km(lat: float, lon: float, a: tuple[float, float], b: tuple[float, float]) -> float:
    scale = math.radians(1) * EARTH_KM
    squeeze = math.cos(math.radians(lat))
    ax, ay = (a[1] - lon) * squeeze, a[0] - lat
    bx, by = (b[1] - lon) * squeeze, b[0] - lat
    dx, dy = bx - ax, by - ay
    long = dx * dx + dy * dy
    along = 0.0 if long == 0 else max(0.0, min(1.0, -(ax * dx + ay * dy) / long))
    return math.hypot(ax + along * dx, ay + along * dy) * scale
