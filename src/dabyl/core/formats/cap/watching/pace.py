"""Pace: when a source is asked again.

1. A source that answers is asked again after the usual time, and up to a tenth later, so that many
   watchers don't ask at once. Chance is given as *jitter*, from 0 up to 1.
2. One that fails is asked again later each time: twice as long after each failure, an hour at most,
   less up to a half by chance.
3. One that says when it wants to be asked again (``Retry-After``) is asked then, not before; a day
   later at the latest.
4. Asking once doesn't wait for the usual time, but does for what follows from failures.
5. A time that lies further ahead than any wait can comes from a clock that was set back, and counts
   for nothing.

Source: RFC 9110, 10.2.3 for Retry-After.
"""

import re
from typing import Final

import msgspec

from dabyl.core.formats.cap.feeds import read_date
from dabyl.core.values.instants import Instant

LONGEST_BACK_OFF_S: Final = 3600
LONGEST_WAIT_S: Final = 86_400
_SECONDS: Final = re.compile(r"\d{1,9}", re.ASCII)
_MOST_DOUBLINGS: Final = 20


class Pace(msgspec.Struct, frozen=True, kw_only=True):
    """Where a source stands; times are in seconds since 1970.

    ``next_s`` is the usual next time, ``hold_s`` is before when it isn't to be asked at all.
    """

    next_s: int | None = None
    hold_s: int | None = None
    failures: int = 0


NEVER_ASKED: Final = Pace()


def next_time(pace: Pace, *, at: Instant, once: bool) -> Instant:
    """Return when the source is to be asked, not before *at*."""
    waits = (pace.hold_s, None if once else pace.next_s)
    ahead = [wait for wait in waits if wait is not None and wait - at.s <= LONGEST_WAIT_S * 2]
    return Instant(max([at.s, *ahead]))


def after_answer(*, at: Instant, every_s: int, jitter: float) -> Pace:
    """Return the pace after an answer."""
    return Pace(next_s=at.s + every_s + int(every_s * jitter / 10))


def after_failure(
    pace: Pace, *, at: Instant, every_s: int, jitter: float, asked_s: int | None
) -> Pace:
    """Return the pace after a failure; *asked_s* is the wait that the server asks for."""
    doubled = every_s * 2 ** min(pace.failures, _MOST_DOUBLINGS)
    wait_s = max(1, int(min(doubled, LONGEST_BACK_OFF_S) * (1 - jitter / 2)))
    if asked_s is not None:
        wait_s = min(max(wait_s, asked_s), LONGEST_WAIT_S)
    until_s = at.s + wait_s
    return Pace(next_s=until_s, hold_s=until_s, failures=pace.failures + 1)


def retry_after_s(text: str, *, at: Instant) -> int | None:
    """Return for how many seconds a ``Retry-After`` asks; None when it says nothing readable."""
    if _SECONDS.fullmatch(text.strip()):
        return int(text)
    moment = read_date(text)
    return None if moment is None else max(0, moment.s - at.s)
