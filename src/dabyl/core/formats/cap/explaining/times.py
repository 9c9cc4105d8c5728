"""Times as people read them: as the message has them, and as the reader's clocks show them.

1. A time is printed with the offset that it is written with; ``-00:00`` and ``Z`` are UTC.
2. The reader's own follows when its wall clock shows another time.
3. A time that can't be read, or lies at the edge of the calendar, is shown as it is written.
"""

from typing import Final

from dabyl.core.calendars.printed import printed_instant
from dabyl.core.formats.cap.explaining.harmless import one_line
from dabyl.core.formats.cap.explaining.words import Words
from dabyl.core.formats.cap.values import Time
from dabyl.core.values.instants import EARLIEST, LATEST, Instant

_HOUR_S: Final = 3600


def printed_time(time: Time | None, words: Words, zone: str) -> str:
    """Return a time as a person reads it."""
    if time is None:
        return words.say("time", "missing")
    instant, offset_s = time.instant, time.offset_s
    if instant is None or offset_s is None or not EARLIEST <= instant <= LATEST:
        return words.say("time", "unreadable", time=one_line(time.text))
    wall = Instant(instant.s + offset_s)
    written = printed_instant(wall, "UTC", words.lang, zone_name=_offset(offset_s))
    if wall.local("UTC").replace(tzinfo=None) == instant.local(zone).replace(tzinfo=None):
        return written
    yours = printed_instant(instant, zone, words.lang)
    return words.say("time", "yours", time=written, yours=yours)


def _offset(offset_s: int) -> str:
    if offset_s == 0:
        return "UTC"
    hours, rest_s = divmod(abs(offset_s), _HOUR_S)
    return f"UTC{'-' if offset_s < 0 else '+'}{hours:02}:{rest_s // 60:02}"
