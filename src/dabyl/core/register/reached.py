"""Whom a decision reaches: the ground that its effects name, and how many people live there.

1. Effects that name layers and no places reach the ground of these layers as known now.
2. An area drawn inside units reaches a part of them. An act about people or things in a place, such
   as a sector, isn't counted: not everybody who lives there is meant.
3. What is typed and not whole yet counts as far as it can be read.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import attrs

from dabyl.core.levels.body import decision_to_body
from dabyl.core.levels.decision import Decision
from dabyl.core.places.reach import Reach, reach
from dabyl.core.register.register import Register


def reached(register: Register, decision: Decision, on: date) -> Reach | None:
    """Return how many people a decision reaches; None when no figure is known."""
    return reached_by_body(register, decision_to_body(decision), on)


def reached_by_body(register: Register, body: Mapping[str, Any], on: date) -> Reach | None:
    """Return how many people a decision reaches that may not be whole yet."""
    named = _Named(register, on)
    for effect in _mapping(body.get("effects")).values():
        named.add(_mapping(effect))
    return reach(register.gazetteer, named.ground, on, partly=named.partly)


@attrs.define
class _Named:
    register: Register
    on: date
    ground: int = 0
    partly: list[str] = attrs.field(factory=list)

    def add(self, effect: Mapping[str, Any]) -> None:
        """Add what an effect names."""
        area = _mapping(effect.get("area"))
        if area.get("scope"):
            return
        places = self.register.gazetteer
        if not area.get("units") and not area.get("shapes"):
            self._add_layers(_texts(effect.get("layers")))
        for key in _texts(area.get("units")):
            if places.unit(key) is not None:
                self.ground |= places.ground(key, self.on)
        for shape in _list(area.get("shapes")):
            within = _texts(_mapping(shape).get("within"))
            self.partly += [key for key in within if places.unit(key) is not None]

    def _add_layers(self, names: Iterable[str]) -> None:
        ledger, now = self.register.epoch.ledger, self.register.recorded_at.s
        for name in names:
            if name in ledger.layers:
                for piece in ledger.pieces(name, now):
                    self.ground |= piece.ground


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _list(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else []


def _texts(value: object) -> list[str]:
    return [one for one in _list(value) if isinstance(one, str)]
