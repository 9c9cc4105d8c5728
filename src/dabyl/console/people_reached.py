"""How many people a draft reaches, as pages tell it, with whom that leaves out and its source."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import attrs

from dabyl.core.places.reach import Reach
from dabyl.core.register.reached import reached_by_body
from dabyl.core.register.register import Register

_FEW = 5
_THIN = "\u202f"


@attrs.frozen(kw_only=True)
class ReachShown:
    """A reach in words and numbers; ``more`` is how many places without figures aren't named."""

    people: str
    is_least: bool
    uncounted: str
    more: int
    days: str
    sources: str


def reach_shown(
    register: Register, body: Mapping[str, Any], lang: str, day: date
) -> ReachShown | None:
    """Return how many people a draft reaches; None when no figure is known."""
    found = reached_by_body(register, body, day)
    if found is None:
        return None
    named = (register.gazetteer.name(key, lang, day) for key in found.uncounted[:_FEW])
    return ReachShown(
        people=f"{found.people:,}".replace(",", _THIN),
        is_least=found.is_least,
        uncounted=", ".join(named),
        more=max(0, len(found.uncounted) - _FEW),
        days=_days(found),
        sources="; ".join(found.sources),
    )


def _days(found: Reach) -> str:
    days = (found.first_day, found.last_day)
    return " – ".join(dict.fromkeys(day.isoformat() for day in days if day is not None))
