"""Turns: the days on which what is in force of a clause may change, and how it reads from each on.

1. It may change on each limit of a commencement or of an end; and the day after a commencement's
   first possible day, because of two that commence on one day the later in the history wins.
2. From one turn to the next nothing changes, so that a question about a day is a search for the
   last turn by then. Turns on which nothing changed are left out.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import attrs

from dabyl.core.law.wordings import Wording

_DAY = timedelta(days=1)
_Span = tuple[date, date, int, Wording]  # first and last day of commencement, place in the history


@attrs.frozen
class Doubt:
    """One of the candidates is in force; perhaps none, when it may have lapsed."""

    candidates: tuple[Wording, ...]
    may_have_lapsed: bool


Reading = Wording | Doubt | None  # None: nothing is in force


@attrs.frozen
class Turns:
    """Days in order, the first one ``date.min``, and the reading from each of them on."""

    days: tuple[date, ...]
    readings: tuple[Reading, ...]

    def reading(self, on: date) -> Reading:
        """Return the reading of a day."""
        return self.readings[bisect_right(self.days, on) - 1]


def turns_of(history: Sequence[Wording]) -> Turns:
    """Return the turns of wordings in the order of their commencement."""
    spans = [(w.commences.earliest, w.commences.latest, n, w) for n, w in enumerate(history)]
    days: list[date] = []
    readings: list[Reading] = []
    for on in sorted({date.min, *_limits(spans)}):
        reading = _reading(spans, on)
        if not days or reading != readings[-1]:
            days.append(on)
            readings.append(reading)
    return Turns(tuple(days), tuple(readings))


def _limits(spans: list[_Span]) -> Iterator[date]:
    uncertain = any(earliest != latest for earliest, latest, _, _ in spans)
    for earliest, latest, _, wording in spans:
        yield earliest
        yield latest
        if uncertain and earliest < date.max:
            yield earliest + _DAY
        if wording.applies_until is not None:
            yield wording.applies_until.earliest
            yield wording.applies_until.latest


def _reading(spans: list[_Span], on: date) -> Reading:
    """Return what commenced last of all by *on* and has not ended, as far as the days tell."""
    begun = [(earliest, n) for earliest, latest, n, _ in spans if latest <= on]
    sure = max(begun, default=(date.min, -1))
    lapsed = not begun
    candidates = []
    for earliest, latest, n, wording in spans:
        if earliest <= on and latest >= sure[0] and (min(latest, on), n) >= sure:
            ended = _ended(wording, on)
            lapsed = lapsed or ended is not False
            if ended is not True:
                candidates.append(wording)
    if candidates and (lapsed or len(candidates) > 1):
        return Doubt(tuple(candidates), lapsed)
    return candidates[0] if candidates else None


def _ended(wording: Wording, on: date) -> bool | None:
    if wording.repeals:
        return True
    return False if wording.applies_until is None else wording.applies_until.has_come(on)
