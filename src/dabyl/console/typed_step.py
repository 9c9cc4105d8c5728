"""One step of a decision: the fields of an effect, to the plain value and back.

1. The fields of the first step have plain names; those of step N end in ``-N``.
2. A kind of effect that the form has no fields for stays as it is.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from dabyl.console.area_body import drawn_in
from dabyl.console.typed_plain import Body, Known, Sent, mapping, one, put, sequence
from dabyl.console.typed_times import NO_END, TypedEnd, clock_of, end_shown, end_typed, moment_typed
from dabyl.core.law.powers import Action
from dabyl.core.places.shapes import Shape

ON_LAYERS = (Action.EXTEND, Action.RAISE, Action.LOWER, Action.LIFT)
STEPS = (Action.DECLARE, *ON_LAYERS)
"""The kinds that have fields, and that can be added to a decision."""
_NAMES_LEVEL = (Action.DECLARE, Action.RAISE, Action.LOWER)
_HAS_END = (Action.DECLARE, Action.EXTEND, Action.RAISE, Action.LOWER)


@attrs.frozen(kw_only=True)
class TypedStep:
    """The fields of one step, as they are shown."""

    number: str
    kind: str
    level: str = ""
    units: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    drawn: tuple[Shape, ...] = ()
    layers: tuple[str, ...] = ()
    start: str = ""
    review: str = ""
    end: TypedEnd = NO_END

    @property
    def suffix(self) -> str:
        """Return how the names of its fields end."""
        return suffix_of(self.number)

    @property
    def has_fields(self) -> bool:
        """Tell whether the form has fields for it."""
        return self.kind in STEPS

    @property
    def is_declaration(self) -> bool:
        """Tell whether it makes a layer of its own."""
        return self.kind == Action.DECLARE

    @property
    def names_layers(self) -> bool:
        """Tell whether it is about layers that are there."""
        return self.kind in ON_LAYERS

    @property
    def names_level(self) -> bool:
        """Tell whether it sets a level."""
        return self.kind in _NAMES_LEVEL

    @property
    def has_end(self) -> bool:
        """Tell whether what it does ends."""
        return self.kind in _HAS_END


def suffix_of(number: str) -> str:
    """Return how the names of the fields of step *number* end."""
    return "" if number == "1" else f"-{number}"


def of_step(sent: Sent, number: str) -> Sent:
    """Return what was sent for step *number*, under plain names."""
    suffix = suffix_of(number)
    return lambda name: sent(f"{name}{suffix}")


def step_shown(number: str, effect: Mapping[str, Any], known: Known) -> TypedStep:
    """Return the fields of an effect."""
    units = [str(key) for key in sequence(mapping(effect.get("area")).get("units"))]
    return TypedStep(
        number=number,
        kind=str(effect.get("kind", "")),
        level=str(effect.get("level", "")),
        units=tuple(key for key in units if known.find(key) == (key,)),
        unknown=tuple(key for key in units if known.find(key) != (key,)),
        drawn=drawn_in(mapping(effect.get("area"))),
        layers=tuple(str(key) for key in sequence(effect.get("layers"))),
        start=clock_of(effect.get("start")),
        review=clock_of(effect.get("review")),
        end=end_shown(effect.get("ending")),
    )


def step_typed(before: Mapping[str, Any], sent: Sent, known: Known) -> Body:
    """Return an effect with what was sent in place of what stood in the form."""
    effect, kind = dict(before), before.get("kind")
    if kind not in STEPS:
        return effect
    zone = str(mapping(effect.get("start")).get("zone") or known.zone)
    _put_area(effect, sent, known)
    if kind != Action.DECLARE:
        put(effect, "layers", _as_before(list(sent("layer")), effect.get("layers")))
    put(effect, "start", moment_typed(one(sent, "start"), effect.get("start"), zone))
    if kind == Action.LIFT:
        return effect
    put(effect, "review", moment_typed(one(sent, "review"), effect.get("review"), zone))
    put(effect, "ending", end_typed(sent, effect.get("ending"), known.languages))
    if kind != Action.EXTEND:
        put(effect, "level", one(sent, "level"))
    if kind == Action.LOWER and "level" not in effect:
        effect.pop("ending", None)
    return effect


def _put_area(effect: Body, sent: Sent, known: Known) -> None:
    """Put the places that were typed; none at all means, where layers are named, all of theirs."""
    area = dict(mapping(effect.get("area")))
    put(area, "units", _as_before(list(_units(sent, known)), area.get("units")))
    if effect["kind"] == Action.DECLARE:
        effect["area"] = {"units": [], **area}
    else:
        put(effect, "area", area)


def _units(sent: Sent, known: Known) -> Iterator[str]:
    """Give each place once: those of the list, then those typed by code or name."""
    found: dict[str, None] = dict.fromkeys(sent("unit"))
    for line in one(sent, "places").replace(",", "\n").replace(";", "\n").splitlines():
        if name := line.strip():
            keys = known.find(name)
            found[keys[0] if len(keys) == 1 else name] = None
    yield from found


def _as_before(chosen: list[str], before: object) -> list[Any]:
    """Return what stood there when the same are chosen, whatever their order in the form."""
    stood = sequence(before)
    return stood if set(stood) == set(chosen) and len(stood) == len(chosen) else chosen
