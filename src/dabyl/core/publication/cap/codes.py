"""Codes of places, as messages write them, and what there was of them on a day.

1. A code is named by its scheme and the day of the list: ``KATO:2016-06-06``. Schemes of ISO have
   their own names; those of packs are acronyms, in capitals.
2. Where a pack gives a unit no code, its key is one: of ISO 3166-1 for a country, of ISO 3166-2 for
   a part of one.
3. A place can be drawn when a message about it has a border or a circle to show.
"""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property
from typing import Final

import attrs

from dabyl.core.places.units import DatedCode, Unit, holds

_NAMES: Final = {
    "iso-3166-1": "ISO 3166-1",
    "iso-3166-1-alpha-3": "ISO 3166-1 alpha-3",
    "iso-3166-2": "ISO 3166-2",
}


def codes_on(unit: Unit, on: date) -> tuple[tuple[str, str], ...]:
    """Return the unit's codes of a day as names and values, by name."""
    found = {
        f"{_name(each.scheme)}:{on.isoformat()}": each.code
        for each in reversed(_codes(unit))
        if holds(each, on)
    }
    return tuple(sorted(found.items()))


@attrs.frozen
class KnownCodes:
    """What the packs know of codes; answers what rules ask of a gazetteer."""

    units: Mapping[str, Unit]
    is_drawn: Callable[[str], bool]

    def existed(self, scheme: str, code: str, on: date) -> bool | None:
        """Tell whether the scheme had the code on the day; None for a scheme of no pack."""
        codes = self._schemes.get(scheme)
        if codes is None:
            return None
        return any(unit.exists(on) and holds(each, on) for unit, each in codes.get(code, ()))

    def has_geometry(self, scheme: str, code: str) -> bool | None:
        """Tell whether a message can draw a place of the code; None for a code of no pack."""
        units = self._schemes.get(scheme, {}).get(code, ())
        return any(self.is_drawn(unit.key) for unit, _ in units) if units else None

    @cached_property
    def _schemes(self) -> Mapping[str, Mapping[str, list[tuple[Unit, DatedCode]]]]:
        found: dict[str, dict[str, list[tuple[Unit, DatedCode]]]] = {}
        for unit in self.units.values():
            for each in _codes(unit):
                codes = found.setdefault(_name(each.scheme), {})
                codes.setdefault(each.code, []).append((unit, each))
        return found


def _codes(unit: Unit) -> tuple[DatedCode, ...]:
    scheme = "iso-3166-2" if unit.parents else "iso-3166-1"
    return unit.codes or (DatedCode(scheme=scheme, code=unit.key),)


def _name(scheme: str) -> str:
    return _NAMES.get(scheme, scheme.upper())
