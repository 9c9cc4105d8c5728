"""Filters of exports: which rows are wanted.

1. Days are those of the clocks of the first pack's country; both that are named are included.
2. A place is named by code or by name, in any language.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

import attrs

from dabyl.core.register.register import Register
from dabyl.core.values.codes import Code
from dabyl.core.values.instants import Instant, day_start
from dabyl.core.values.problems import Problem, Rejected

FILTERS: Final = ("since", "until", "office", "scale", "place")


@attrs.frozen(kw_only=True)
class Filter:
    """Which rows are wanted; what is None leaves out nothing."""

    since: Instant | None = None
    until: Instant | None = None
    office: str | None = None
    scale: str | None = None
    place: str | None = None

    def takes_instant(self, at: Instant) -> bool:
        """Tell whether an instant lies within the days."""
        begun = self.since is None or self.since <= at
        return begun and (self.until is None or at < self.until)

    def takes_span(self, start: Instant, end: Instant | None) -> bool:
        """Tell whether a span, which may be open, touches the days."""
        begins = self.until is None or start < self.until
        return begins and (self.since is None or end is None or self.since < end)

    def takes(self, *, office: str | None = None, scale: str | None = None) -> bool:
        """Tell whether something of an office and a scale is wanted."""
        return self.office in {None, office} and self.scale in {None, scale}


EVERYTHING: Final = Filter()


def filter_of(register: Register, given: Mapping[str, str | None]) -> Filter:
    """Return the filter of what was typed: days, both included, and ids or a place's name.

    Raises:
        Rejected: a day is none, or there is no such office, scale or place; every problem.
    """
    typed = {name: (text or "").strip() for name, text in given.items()}
    typed = {name: text for name, text in typed.items() if text}
    zone, problems = next(iter(register.packs.values())).zone, list[Problem]()
    days: dict[str, Instant] = {}
    for name, more in (("since", 0), ("until", 1)):
        try:
            if name in typed:
                day = date.fromisoformat(typed[name]) + timedelta(days=more)
                days[name] = day_start(day, zone)
        except (ValueError, OverflowError):
            problems.append(_wrong(name, typed[name], near="2026-06-05"))
    named: dict[str, str] = {}
    for name, known in (("office", register.offices), ("scale", register.scales)):
        if name in typed and typed[name] not in known:
            problems.append(_wrong(name, typed[name], near=", ".join(known)))
        elif name in typed:
            named[name] = typed[name]
    if "place" in typed:
        found = register.gazetteer.find(typed["place"])
        if len(found) != 1:
            data = {"place": typed["place"], "candidates": ", ".join(found)}
            code = Code.PLACE_AMBIGUOUS if found else Code.PLACE_UNKNOWN
            problems.append(Problem(code=code, where="place", data=data))
        else:
            (named["place"],) = found
    if problems:
        raise Rejected(problems)
    return Filter(
        since=days.get("since"),
        until=days.get("until"),
        office=named.get("office"),
        scale=named.get("scale"),
        place=named.get("place"),
    )


def _wrong(name: str, value: str, near: str) -> Problem:
    return Problem(code=Code.UNKNOWN_VALUE, where=name, data={"value": value, "near": near})
