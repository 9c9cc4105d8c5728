"""Endings: the six ways in which a text states when something ends, and the one end instant.

1. The wording is kept as it was; only ``end_instant`` turns it into an instant.
2. 24:00 is the next day's 00:00 everywhere; 23:59 is that too where the pack says so.
3. An event, an open end, and an end that is not stated have no end instant.
"""

from datetime import date, time, timedelta
from typing import assert_never

import attrs

from dabyl.core.calendars.daycount import Counting, end_of_days
from dabyl.core.values.instants import Instant, day_start, local_instant
from dabyl.core.values.languages import Texts


@attrs.frozen(kw_only=True)
class ForDays:
    """For N days, counted by the scale's rule."""

    days: int = attrs.field(validator=attrs.validators.ge(1))


@attrs.frozen(kw_only=True)
class ThroughDate:
    """Up to and including a day."""

    day: date


@attrs.frozen(kw_only=True)
class AtTime:
    """At a wall time of a day: ``minutes`` from 0 (00:00) to 1,440 (24:00)."""

    day: date
    minutes: int = attrs.field(
        validator=attrs.validators.and_(attrs.validators.ge(0), attrs.validators.le(1440))
    )


@attrs.frozen(kw_only=True)
class AtEvent:
    """When something happens that has no date yet."""

    event: Texts


@attrs.frozen(kw_only=True)
class OpenEnd:
    """Until further notice."""


@attrs.frozen(kw_only=True)
class NotStated:
    """The source says nothing of an end (recorded decisions only)."""


Ending = ForDays | ThroughDate | AtTime | AtEvent | OpenEnd | NotStated

_LAST_MINUTE = 24 * 60 - 1
_MIDNIGHT = 24 * 60


@attrs.frozen(kw_only=True)
class EndRule:
    """How a scale reads end wordings."""

    counting: Counting
    last_minute_is_midnight: bool = False


def end_instant(ending: Ending, *, start: Instant, zone: str, rule: EndRule) -> Instant | None:
    """Return the instant at which the period ends that *ending* words, or None when it is open."""
    match ending:
        case ForDays(days=days):
            return end_of_days(start, days, zone=zone, counting=rule.counting)
        case ThroughDate(day=day):
            return day_start(day + timedelta(days=1), zone)
        case AtTime(day=day, minutes=minutes):
            midnight = minutes == _MIDNIGHT or (
                rule.last_minute_is_midnight and minutes == _LAST_MINUTE
            )
            if midnight:
                return day_start(day + timedelta(days=1), zone)
            return local_instant(day, time(minutes // 60, minutes % 60), zone)
        case AtEvent() | OpenEnd() | NotStated():
            return None
        case _:
            assert_never(ending)
