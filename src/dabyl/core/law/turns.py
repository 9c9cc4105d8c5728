"""Turns: the days on which what is in force of a clause may change, and the state from each on.

1. It may change on each limit of a commencement or of an end; and on the day after one, while
   another commencement is open: of two that commence on one day the later in the history wins.
2. From one turn to the next nothing changes, so that a question about a day is a search for the
   last turn by then. Turns on which nothing changed are left out.
3. A wording that surely commenced before another one did is out for good.
"""

from array import array
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import attrs

from dabyl.core.law.wordings import Wording

_DAY = timedelta(days=1)


@attrs.frozen
class InForce:
    """One wording is in force."""

    wording: Wording


@attrs.frozen
class NotInForce:
    """No wording is in force."""


@attrs.frozen(kw_only=True)
class Unknown:
    """One of the candidates is in force; perhaps none, when it may have lapsed."""

    candidates: tuple[Wording, ...]
    may_have_lapsed: bool


State = InForce | NotInForce | Unknown
NOT_IN_FORCE = NotInForce()


@attrs.frozen
class Turns:
    """Days in order, the first one ``date.min``, and the state from each of them on."""

    ordinals: Sequence[int]  # of the days, side by side, because every question searches them
    states: tuple[State, ...]

    @property
    def days(self) -> tuple[date, ...]:
        """The days as dates."""
        return tuple(date.fromordinal(ordinal) for ordinal in self.ordinals)


_Place = tuple[date, int]  # first possible day of commencement, place in the history
_Span = tuple[date, date, _Place, Wording]  # first day of any limit, last day of commencement
_BEFORE_ALL = (date.min, -1)


def turns_of(history: Sequence[Wording]) -> Turns:
    """Return the turns of wordings in the order of their commencement."""
    coming = sorted(_spans(history), key=_first, reverse=True)
    live: list[_Span] = []
    sure = _BEFORE_ALL  # what surely commenced last
    ordinals = array("i")
    states: list[State] = []
    for limit in _limits(history):
        while coming and coming[-1][0] <= limit:
            live.append(coming.pop())
        for _, latest, place, _ in live:
            if latest <= limit and place > sure:
                sure = place
        live = [span for span in live if span[1] >= sure[0]]
        is_open = limit < date.max and any(span[1] > limit for span in live)
        for on in (limit, limit + _DAY) if is_open else (limit,):
            state = _state(live, sure, on)
            if not states or state != states[-1]:
                ordinals.append(on.toordinal())
                states.append(state)
    return Turns(ordinals, tuple(states))


def _spans(history: Sequence[Wording]) -> Iterator[_Span]:
    for number, wording in enumerate(history):
        earliest, latest = wording.commences.earliest, wording.commences.latest
        yield min(earliest, latest), latest, (earliest, number), wording


def _first(span: _Span) -> date:
    return span[0]


def _limits(history: Sequence[Wording]) -> list[date]:
    days = {date.min}
    for wording in history:
        for known in (wording.commences, wording.applies_until):
            if known is not None:
                days |= {known.earliest, known.latest}
    return sorted(days)


def _state(live: list[_Span], sure: _Place, on: date) -> State:
    """Return what commenced last of all by *on* and has not ended, as far as the days tell."""
    lapsed = sure is _BEFORE_ALL
    candidates: list[tuple[int, Wording]] = []
    for _, latest, (earliest, number), wording in live:
        if earliest <= on and (min(latest, on), number) >= sure:
            ended = _ended(wording, on)
            lapsed = lapsed or ended is not False
            if ended is not True:
                candidates.append((number, wording))
    if not candidates:
        return NOT_IN_FORCE
    if len(candidates) == 1 and not lapsed:
        return InForce(candidates[0][1])
    in_order = tuple(wording for _, wording in sorted(candidates, key=_number))
    return Unknown(candidates=in_order, may_have_lapsed=lapsed)


def _number(candidate: tuple[int, Wording]) -> int:
    return candidate[0]


def _ended(wording: Wording, on: date) -> bool | None:
    if wording.repeals:
        return True
    return False if wording.applies_until is None else wording.applies_until.has_come(on)
