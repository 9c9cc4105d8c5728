"""Alerts: what a message of the Common Alerting Protocol says.

1. A value holds what was read, right or wrong: nothing here raises, the schema verdict and the
   rules judge. An element that is absent is None, one that is empty is ``""``.
2. Text is kept as it stands in the message, white space included. Numbers, times and coordinates
   are read out of it when first asked for, and are None when the text does not hold them.
3. A time keeps its text beside the instant, since a reference repeats it byte for byte.
4. ``line`` is the line of the file in which the element's start tag ends, from 1; 0 is unknown.
5. An element that the schema allows once and the message has twice counts once: the first.

Source: CAP 1.2, 3.2; CAP 1.1, 3.2; CAP 1.0, 3.2.
"""

import math
import re
from datetime import UTC, datetime
from decimal import Decimal
from functools import cached_property
from typing import Final

import attrs

from dabyl.core.formats.cap.vocabulary import Version
from dabyl.core.values.instants import Instant

SPACE: Final = " \t\r\n"
"""White space as XML has it."""

_TIME = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d+)?(Z|([+-])(\d\d):(\d\d))?", re.ASCII
)
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)", re.ASCII)
_PAIR = re.compile(r"([+-]?(?:\d+(?:\.\d*)?|\.\d+)),([+-]?(?:\d+(?:\.\d*)?|\.\d+))", re.ASCII)
_SPACES = re.compile(f"[{SPACE}]+")
_OF_NUMBERS = b"0123456789+-."
_COMMA = b","
_BETWEEN = b", \t\r\n"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAY_END_H = 24
_FARTHEST_S = 14 * 3600
_LAST_MINUTE = 59
_NOON = "2000-01-01T12:00:00"
_REFERENCE_PARTS = 3


@attrs.frozen
class Time:
    """A time as the message writes it.

    ``assumed_zone`` is the offset (``+06:00``) that the reader was told to assume where the text of
    an older version states none.
    """

    text: str
    line: int = 0
    assumed_zone: str | None = None

    @cached_property
    def instant(self) -> Instant | None:
        """The instant, in whole seconds; None when there is no such time, or no zone."""
        offset_s = self.offset_s
        match = _TIME.fullmatch(self.text.strip(SPACE))
        if match is None or offset_s is None:
            return None
        year, month, day, hour, minute, second = map(int, match.groups()[:6])
        days = 0
        if hour == _DAY_END_H and minute == second == 0:
            hour, days = 0, 1
        try:
            wall = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
        except ValueError:
            return None
        since = wall - _EPOCH
        return Instant((since.days + days) * 86_400 + since.seconds - offset_s)

    @cached_property
    def offset_s(self) -> int | None:
        """Seconds east of UTC; None when neither the text nor the reader states them."""
        match = _TIME.fullmatch(self.text.strip(SPACE))
        if match is None:
            return None
        zone, sign, hours, minutes = match.groups()[6:]
        if zone is None:
            return None if self.assumed_zone is None else Time(_NOON + self.assumed_zone).offset_s
        if zone == "Z":
            return 0
        seconds = int(hours) * 3600 + int(minutes) * 60
        if seconds > _FARTHEST_S or int(minutes) > _LAST_MINUTE:
            return None
        return -seconds if sign == "-" else seconds


@attrs.frozen
class NamedValue:
    """A ``valueName`` with its ``value``: an event code, a parameter or a geocode."""

    name: str | None
    value: str | None
    line: int = 0


@attrs.frozen
class Resource:
    """A file that goes with an information block."""

    description: str | None
    mime_type: str | None
    size: str | None
    uri: str | None
    deref_uri: str | None
    digest: str | None
    line: int = 0


Point = tuple[float, float]
"""Latitude and longitude in degrees (WGS 84), in this order."""


@attrs.frozen
class Polygon:
    """A polygon as text: pairs of latitude and longitude with white space between them."""

    text: str
    line: int = 0

    @cached_property
    def points(self) -> tuple[Point, ...] | None:
        """The points in order; None when the text holds anything else than pairs of numbers."""
        numbers = _numbers(self.text)
        return None if numbers is None else tuple(zip(numbers[::2], numbers[1::2], strict=True))


@attrs.frozen
class Circle:
    """A circle as text: a pair of latitude and longitude, white space, a radius in kilometres."""

    text: str
    line: int = 0

    @cached_property
    def centre(self) -> Point | None:
        """The centre; None when the text is no circle."""
        return None if self._parts is None else self._parts[0]

    @cached_property
    def radius_km(self) -> float | None:
        """The radius; None when the text is no circle."""
        return None if self._parts is None else self._parts[1]

    @cached_property
    def _parts(self) -> tuple[Point, float] | None:
        pair, _, radius = " ".join(_pieces(self.text)).partition(" ")
        centre = _point(pair)
        if centre is None or _NUMBER.fullmatch(radius) is None or math.isinf(float(radius)):
            return None
        return centre, float(radius)


@attrs.frozen
class Area:
    """A part of the earth: the union of its shapes and coded places."""

    description: str | None
    polygons: tuple[Polygon, ...]
    circles: tuple[Circle, ...]
    geocodes: tuple[NamedValue, ...]
    altitude: str | None
    ceiling: str | None
    line: int = 0

    @property
    def altitude_ft(self) -> Decimal | None:
        """The lowest height in feet above mean sea level."""
        return _number(self.altitude)

    @property
    def ceiling_ft(self) -> Decimal | None:
        """The greatest height in feet above mean sea level."""
        return _number(self.ceiling)


@attrs.frozen
class Info:
    """An information block: what a message tells one audience in one language.

    ``language`` is what is written: None stands for the standard's ``en-US``.
    """

    language: str | None
    categories: tuple[str, ...]
    event: str | None
    response_types: tuple[str, ...]
    urgency: str | None
    severity: str | None
    certainty: str | None
    audience: str | None
    event_codes: tuple[NamedValue, ...]
    effective: Time | None
    onset: Time | None
    expires: Time | None
    sender_name: str | None
    headline: str | None
    description: str | None
    instruction: str | None
    web: str | None
    contact: str | None
    parameters: tuple[NamedValue, ...]
    resources: tuple[Resource, ...]
    areas: tuple[Area, ...]
    line: int = 0


@attrs.frozen
class Reference:
    """Another message, named by its three parts as they are written."""

    sender: str
    identifier: str
    sent: str


@attrs.frozen
class Alert:
    """One message. ``password`` is an element of CAP 1.0 only."""

    identifier: str | None
    sender: str | None
    sent: Time | None
    status: str | None
    msg_type: str | None
    source: str | None
    scope: str | None
    restriction: str | None
    addresses: str | None
    codes: tuple[str, ...]
    note: str | None
    references: str | None
    incidents: str | None
    infos: tuple[Info, ...]
    version: Version = Version.V1_2
    line: int = 0
    password: str | None = None

    @cached_property
    def parsed_references(self) -> tuple[Reference | str, ...]:
        """The references in order; a piece of text that is not three parts stays text."""
        return tuple(_reference(piece) for piece in _pieces(self.references or ""))


def _reference(piece: str) -> Reference | str:
    parts = piece.split(",")
    return Reference(*parts) if len(parts) == _REFERENCE_PARTS and all(parts) else piece


def _pieces(text: str) -> list[str]:
    return [piece for piece in _SPACES.split(text) if piece]


def _point(pair: str) -> Point | None:
    match = _PAIR.fullmatch(pair)
    if match is None:
        return None
    point = (float(match[1]), float(match[2]))
    return None if math.isinf(point[0]) or math.isinf(point[1]) else point


def _numbers(text: str) -> list[float] | None:
    """Return the numbers of pairs, all at once: a polygon may have a hundred thousand."""
    if not text.isascii():
        return None
    between = text.encode().translate(None, _OF_NUMBERS)
    pairs = text.split()
    if between.translate(None, _BETWEEN) or between.split() != [_COMMA] * len(pairs):
        return None
    try:
        numbers = list(map(float, ",".join(pairs).split(","))) if pairs else []
    except ValueError:
        return None
    return None if math.inf in numbers or -math.inf in numbers else numbers


def _number(text: str | None) -> Decimal | None:
    if text is None or _NUMBER.fullmatch(text.strip(SPACE)) is None:
        return None
    return Decimal(text.strip(SPACE))
