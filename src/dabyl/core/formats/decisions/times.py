"""Moments and endings as people write them.

1. A moment is a TOML day (``2016-06-06``), a local time (``2016-06-06T18:00:00``), a time with an
   offset, a month (``"2016-06"``) or a year (``"2016"``); what is written says how precise it is.
2. A moment that isn't simply stated in the usual zone is a table: ``{ at = 2016-06-05T18:00:00,
   zone = "Asia/Aqtobe", status = "played" }``.
3. An ending is exactly one of ``for_days``, ``through``, ``until``, ``until_event``,
   ``until_further_notice`` and ``end_not_stated``.
4. ``until`` is a local time, or text, which may say 24:00: ``"2016-07-18 24:00"``.
"""

import re
from datetime import date, datetime, time

import attrs

from dabyl.core.calendars.endings import (
    AtEvent,
    AtTime,
    Ending,
    ForDays,
    NotStated,
    OpenEnd,
    ThroughDate,
)
from dabyl.core.formats.toml.table import Table
from dabyl.core.levels.parts import FIRST_YEAR, LAST_YEAR, MOST_DAYS
from dabyl.core.values.codes import Code
from dabyl.core.values.instants import Instant, day_start, from_datetime, local_instant
from dabyl.core.values.moments import Moment, Precision, Status

ENDINGS = (
    "for_days",
    "through",
    "until",
    "until_event",
    "until_further_notice",
    "end_not_stated",
)
_MONTH = re.compile(r"(\d{4})(?:-(\d\d))?", re.ASCII)
_UNTIL = re.compile(r"(\d{4}-\d\d-\d\d)[ T](\d\d):(\d\d)", re.ASCII)
_NO_TIME = Instant(0)
_MONTHS = range(1, 13)


def read_moment(table: Table, field: str, zone: str) -> Moment:
    """Read a moment; *zone* is the usual one."""
    found = optional_moment(table, field, zone)
    if found is None:
        if field not in table:
            table.problem(Code.MISSING_FIELD, field=field)
        return Moment(instant=_NO_TIME, zone=zone)
    return found


def optional_moment(table: Table, field: str, zone: str) -> Moment | None:
    """Read a moment, or nothing."""
    found = table.plain(field)
    if isinstance(found, dict):
        return _full_moment(table.table(field), zone)
    return _moment(table, field, found, zone)


def _full_moment(table: Table, zone: str) -> Moment | None:
    zone = table.optional_zone("zone") or zone
    precision = table.optional_choice("precision", Precision)
    status = table.optional_choice("status", Status) or Status.STATED
    if "at" not in table:
        table.problem(Code.MISSING_FIELD, field="at")
    moment = _moment(table, "at", table.plain("at"), zone)
    if moment is None:
        return None
    return attrs.evolve(moment, precision=precision or moment.precision, status=status)


def _moment(table: Table, field: str, found: object, zone: str) -> Moment | None:
    if found is None:
        return None
    read = _read(found, zone)
    if read is None:
        table.problem(Code.MOMENT_UNREADABLE, field, value=str(found))
        return None
    instant, precision = read
    return Moment(instant=instant, zone=zone, precision=precision)


def _read(found: object, zone: str) -> tuple[Instant, Precision] | None:
    match found:
        case datetime() if not _in_calendar(found.date()):
            return None
        case datetime(tzinfo=None):
            return local_instant(found.date(), found.time(), zone), Precision.MINUTE
        case datetime():
            return from_datetime(found), Precision.MINUTE
        case date() if _in_calendar(found):
            return day_start(found, zone), Precision.DAY
        case str() if match := _MONTH.fullmatch(found):
            return _month(int(match[1]), match[2], zone)
        case _:
            return None


def _month(year: int, month: str | None, zone: str) -> tuple[Instant, Precision] | None:
    if not FIRST_YEAR <= year <= LAST_YEAR or int(month or 1) not in _MONTHS:
        return None
    day = date(year, int(month or 1), 1)
    return day_start(day, zone), Precision.MONTH if month else Precision.YEAR


def _in_calendar(day: date) -> bool:
    return FIRST_YEAR <= day.year <= LAST_YEAR


def read_ending(table: Table) -> Ending:
    """Read the ending of an effect."""
    found = optional_ending(table)
    if found is None:
        table.problem(Code.ENDING_MISSING, endings=", ".join(ENDINGS))
        return OpenEnd()
    return found


def optional_ending(table: Table) -> Ending | None:
    """Read the ending of an effect, or nothing."""
    given = [field for field in ENDINGS if table.plain(field) is not None]
    for field in given[1:]:
        table.problem(Code.ENDING_TWICE, field, field=field, other=given[0])
    return _ending(table, given[0]) if given else None


def _ending(table: Table, field: str) -> Ending:
    match field:
        case "for_days":
            return _for_days(table, field)
        case "through":
            day = table.day(field)
            if not _in_calendar(day):
                table.problem(Code.MOMENT_UNREADABLE, field, value=str(table.plain(field)))
            return ThroughDate(day=day)
        case "until":
            return _until(table, field)
        case "until_event":
            return AtEvent(event=table.texts(field))
        case _:
            if not table.flag(field, default=True):
                table.problem(Code.UNKNOWN_VALUE, field, value="false", near="true")
            return OpenEnd() if field == "until_further_notice" else NotStated()


def _for_days(table: Table, field: str) -> Ending:
    days = table.integer(field)
    if not 1 <= days <= MOST_DAYS:
        table.problem(Code.OUT_OF_RANGE, field, field=field, least=1, most=MOST_DAYS)
        return OpenEnd()
    return ForDays(days=days)


def _until(table: Table, field: str) -> Ending:
    found = table.plain(field)
    ending = _wall_time(found)
    if ending is None or not _in_calendar(ending.day):
        table.problem(Code.UNTIL_UNREADABLE, field, value=str(found))
        return OpenEnd()
    return ending


def _wall_time(found: object) -> AtTime | None:
    match found:
        case datetime(tzinfo=None, second=0, microsecond=0):
            return AtTime(day=found.date(), minutes=found.hour * 60 + found.minute)
        case str() if match := _UNTIL.fullmatch(found):
            return _written_time(match[1], int(match[2]), int(match[3]))
        case _:
            return None


def _written_time(day: str, hours: int, minutes: int) -> AtTime | None:
    try:
        if (hours, minutes) != (24, 0):
            time(hours, minutes)
        return AtTime(day=date.fromisoformat(day), minutes=hours * 60 + minutes)
    except ValueError:
        return None
