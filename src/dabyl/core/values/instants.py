"""Instants: points on the time line.

1. An instant is a whole number of seconds since 1970-01-01T00:00:00Z. Every start and end in the
   field is a minute or coarser, so nothing is lost by cutting a fraction off a question's time.
2. There is no instant without an offset: text and datetimes without one are refused.
3. Text is RFC 3339 with a numeric offset or ``Z``; seconds may be left out on input only.
"""

import re
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

import attrs

from dabyl.core.values.zones import zone

_TEXT = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(Z|z|[+-]\d\d:\d\d)", re.ASCII
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@attrs.frozen
class Instant:
    """A point on the time line, in whole seconds since the Unix epoch."""

    s: int

    def __lt__(self, other: "Instant") -> bool:
        return self.s < other.s

    def __le__(self, other: "Instant") -> bool:
        return self.s <= other.s

    def __gt__(self, other: "Instant") -> bool:
        return self.s > other.s

    def __ge__(self, other: "Instant") -> bool:
        return self.s >= other.s

    def plus(self, span: timedelta) -> "Instant":
        """Return the instant that is *span* later; fractions of a second are cut off."""
        return Instant(self.s + int(span.total_seconds()))

    def local(self, zone_name: str) -> datetime:
        """Return this instant as an aware datetime in the zone *zone_name*.

        One that the zone's calendar has no date for, as others' messages may name, is at its edge.
        """
        try:
            return (_EPOCH + timedelta(seconds=self.s)).astimezone(zone(zone_name))
        except OverflowError:
            return (LATEST if self.s > 0 else EARLIEST).local(zone_name)

    def text(self, zone_name: str = "UTC") -> str:
        """Return RFC 3339 text with the zone's offset at this instant; UTC is written ``Z``."""
        return _text(self.s, zone_name)


@lru_cache(maxsize=65_536)
def _text(s: int, zone_name: str) -> str:
    text = Instant(s).local(zone_name).isoformat(timespec="seconds")
    return text.removesuffix("+00:00") + "Z" if zone_name == "UTC" else text


def from_datetime(moment: datetime) -> Instant:
    """Return the instant of the aware datetime *moment*; fractions of a second are cut off.

    Raises:
        ValueError: *moment* is naive.
    """
    if moment.utcoffset() is None:
        raise ValueError("a datetime without an offset is no instant")
    return Instant((moment - _EPOCH) // timedelta(seconds=1))


def parse_instant(text: str) -> Instant:
    """Return the instant that the RFC 3339 *text* names.

    Raises:
        ValueError: not RFC 3339, no such day or hour, no offset, or at the edge of the calendar.
    """
    match = _TEXT.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"{text!r} is not a time with an offset, such as 2016-06-06T12:00+06:00")
    year, month, day, hour, minute, second, offset = match.groups()
    sign = "+00:00" if offset in {"Z", "z"} else offset
    found = from_datetime(
        datetime.fromisoformat(f"{year}-{month}-{day}T{hour}:{minute}:{second or '00'}{sign}")
    )
    if not EARLIEST <= found <= LATEST:
        raise ValueError(f"{text!r} lies at the edge of the calendar")
    return found


def local_instant(day: date, at: time, zone_name: str) -> Instant:
    """Return the instant at which clocks in the zone first show *at* on *day*.

    A wall time that a clock change skips is read with the offset before the change.
    """
    return from_datetime(datetime.combine(day, at, tzinfo=zone(zone_name)))


def day_start(day: date, zone_name: str) -> Instant:
    """Return the instant at which *day* begins in the zone."""
    return local_instant(day, time(0), zone_name)


EARLIEST = Instant(from_datetime(datetime(1, 1, 2, tzinfo=UTC)).s)
LATEST = Instant(from_datetime(datetime(9999, 12, 30, tzinfo=UTC)).s)
