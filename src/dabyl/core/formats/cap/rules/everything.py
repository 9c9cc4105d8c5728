"""Every rule, by number; those that judge after all others come last."""

from types import ModuleType
from typing import Final

from dabyl.core.formats.cap.rules import (
    areas,
    blocks,
    broadcasts,
    chains,
    circles,
    contacts,
    delivery,
    ends,
    envelope,
    events,
    geocodes,
    gravity,
    languages,
    lives,
    names,
    parameters,
    polygons,
    references,
    resources,
    rings,
    routing,
    signatures,
    territory,
    texts,
    times,
)
from dabyl.core.formats.cap.rules.registry import Rule

MODULES: Final[tuple[ModuleType, ...]] = (
    envelope,
    names,
    times,
    routing,
    references,
    chains,
    ends,
    languages,
    blocks,
    events,
    gravity,
    lives,
    texts,
    contacts,
    parameters,
    resources,
    areas,
    geocodes,
    territory,
    polygons,
    rings,
    broadcasts,
    circles,
    signatures,
    delivery,
)
"""The modules that hold rules; a new one is named here."""


def rules_in(modules: tuple[ModuleType, ...]) -> tuple[Rule, ...]:
    """Return the rules that modules hold, by number."""
    found = [value for module in modules for value in vars(module).values() if type(value) is Rule]
    return tuple(sorted(found, key=lambda each: (each.after_all, each.number)))


RULES: Final = rules_in(MODULES)
