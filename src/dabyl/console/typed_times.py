"""Times as they are typed: moments by the clocks of their zone, and the five wordings of an end.

1. A time is typed by the clocks of its zone, and kept in UTC.
2. A time or an end that reads as it did is kept as it was, with what the form has no field for.
3. What is typed beside one wording alone, while none is picked, picks it.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import attrs

from dabyl.console.typed_plain import (
    Body,
    Sent,
    first_of,
    mapping,
    one,
    sequence,
    texts,
    whole,
    words_in,
)
from dabyl.core.values.instants import local_instant, parse_instant
from dabyl.core.values.problems import Rejected

DAYS, THROUGH, TIME, EVENT, OPEN = ENDINGS = ("days", "through", "time", "event", "open")
_DAY_MINUTES = 1_440


@attrs.frozen(kw_only=True)
class TypedEnd:
    """An end as it is shown: its wording, and the field of that wording."""

    ending: str = ""
    days: str = ""
    through: str = ""
    until: str = ""
    event: Mapping[str, str] = attrs.field(factory=dict)


NO_END = TypedEnd()


# --- moments ---


def moment_of(text: str, zone: str) -> Body | None:
    """Return the moment that was typed as ``2026-11-26T10:00`` in a zone; None for nothing."""
    if not text:
        return None
    try:
        wall = datetime.fromisoformat(text).replace(tzinfo=None)
        at = local_instant(wall.date(), wall.time(), zone).text()
    except (ValueError, OverflowError):
        at = text
    return {"at": at, "zone": zone}


def moment_typed(text: str, before: object, zone: str) -> object:
    """Return what stood there when it reads as it was typed, else the moment that was typed."""
    return before if text and text == clock_of(before) else moment_of(text, zone)


def clock_of(moment: object) -> str:
    """Return a moment by the clocks of its zone, else as it was typed."""
    said = mapping(moment)
    at, zone = str(said.get("at", "")), str(said.get("zone", ""))
    try:
        return f"{parse_instant(at).local(zone):%Y-%m-%dT%H:%M}"
    except (Rejected, ValueError, KeyError):
        return at


# --- ends ---


def end_shown(ending: object) -> TypedEnd:
    """Return an end as it is shown."""
    listed = sequence(ending)
    kind, given = (str(listed[0]), listed[1:]) if listed else ("", [])
    return TypedEnd(
        ending=kind,
        days=first_of(given) if kind == DAYS else "",
        through=first_of(given) if kind == THROUGH else "",
        until=_until(given) if kind == TIME else "",
        event=words_in(given[0]) if kind == EVENT and given else {},
    )


def end_typed(sent: Sent, before: object, languages: tuple[str, ...]) -> object:
    """Return the end that was typed; None for none.

    What stood there stays when it reads the same, and when it has a wording that nobody can pick.
    """
    shown = end_shown(before)
    picked = one(sent, "ending") or _typed_beside(sent, languages)
    if not picked and shown.ending not in ENDINGS:
        return before
    typed = _end(sent, picked, shown.event, languages)
    return before if typed is not None and end_shown(typed) == shown else typed


def _typed_beside(sent: Sent, languages: tuple[str, ...]) -> str:
    """Return the only wording beside which something is typed; empty when there is no such one."""
    fields = [(DAYS, "days"), (THROUGH, "through"), (TIME, "until")]
    fields += [(EVENT, f"event-{lang}") for lang in languages]
    found = list(dict.fromkeys(kind for kind, name in fields if one(sent, name)))
    return found[0] if len(found) == 1 else ""


def _end(
    sent: Sent, picked: str, event: Mapping[str, str], languages: tuple[str, ...]
) -> list[Any] | None:
    match picked:
        case "days":
            days = one(sent, "days")
            number = whole(days)
            return [DAYS, days if number is None else number]
        case "through":
            return [THROUGH, one(sent, "through")]
        case "time":
            day, _, clock = one(sent, "until").partition("T")
            return [TIME, day, _minutes(clock)]
        case "event":
            return [EVENT, texts(sent, "event", languages, event)]
        case "open":
            return [OPEN]
        case _:
            return None


def _minutes(clock: str) -> int | str:
    hour, _, rest = clock.partition(":")
    hours, minutes = whole(hour), whole(rest[:2])
    return clock if hours is None or minutes is None else hours * 60 + minutes


def _until(given: list[Any]) -> str:
    day, minutes = (*given, "", "")[:2]
    if isinstance(minutes, int) and 0 <= minutes < _DAY_MINUTES:
        return f"{day}T{minutes // 60:02}:{minutes % 60:02}"
    return f"{day}T{minutes}"
