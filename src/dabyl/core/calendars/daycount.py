"""Day counting: from a start and a number of days to the one end instant.

1. The rule belongs to the scale; nothing here knows a country.
2. Days are counted in the zone the decision was taken in, so a day may have 23 or 25 hours.
3. The end is exclusive: 40 days from 6 June, the first day counted, end on 16 July at 00:00.
"""

from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum
from typing import assert_never

from dabyl.core.values.instants import Instant, day_start


class Counting(StrEnum):
    """How "for N days" is counted."""

    FIRST_DAY_COUNTS = "first-day-counts"
    START_DAY_NOT_COUNTED = "start-day-not-counted"
    SPANS_OF_24_HOURS = "spans-of-24-hours"


def end_of_days(start: Instant, days: int, *, zone: str, counting: Counting) -> Instant:
    """Return the instant at which a period of *days* days from *start* ends.

    Raises:
        ValueError: *days* is not positive.
    """
    if days < 1:
        raise ValueError("a period has at least one day")
    first = start.local(zone).date()
    match counting:
        case Counting.FIRST_DAY_COUNTS:
            return day_start(first + timedelta(days=days), zone)
        case Counting.START_DAY_NOT_COUNTED:
            return day_start(first + timedelta(days=days + 1), zone)
        case Counting.SPANS_OF_24_HOURS:
            return start.plus(timedelta(days=days))
        case _:
            assert_never(counting)


def months_after(day: date, months: int) -> date:
    """Return the same day *months* months later, or the last day of a month without it."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
