"""In which places the content of a draft lies, also when it makes no sense yet.

1. What names a place, a layer or a decision that is not known lies nowhere: nothing can come of it.
2. Where an effect names a part of the layers' ground, it lies in that part only.
3. Whoever wrote any version of a draft keeps it at hand, wherever it lies by now.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dabyl.console.permissions import Thing
from dabyl.core.drafts.draft import Draft
from dabyl.core.levels.body import decision_to_body
from dabyl.core.register.register import Register


def places_of(register: Register, content: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the places that a draft's content is about: named, under its layers, or corrected."""
    return tuple(dict.fromkeys(_places(register, content)))


def thing_for(register: Register, draft: Draft, person: str) -> Thing:
    """Return the office of a draft and where it lies, as a person sees it."""
    if person in draft.editors:
        return Thing(draft.office)
    return Thing(draft.office, places_of(register, draft.current.content))


def _places(register: Register, content: Mapping[str, Any]) -> Iterator[str]:
    for effect in _objects(content.get("effects")):
        yield from _of_effect(register, effect)


def _of_effect(register: Register, effect: Mapping[str, Any]) -> Iterator[str]:
    area = effect.get("area")
    units = tuple(_units(register, area)) if isinstance(area, dict) else ()
    yield from units
    for name in ("layers", "states") if not units else ():
        yield from _under(register, _texts(effect.get(name)))
    corrected = register.decision_as_known(str(effect.get("decision", "")), register.recorded_at)
    if corrected is not None:
        yield from _of_correction(register, decision_to_body(corrected), effect)


def _of_correction(
    register: Register, body: Mapping[str, Any], effect: Mapping[str, Any]
) -> Iterator[str]:
    for one in _objects(body.get("effects")):
        if "decision" not in one:  # what a correction of a correction reaches, that one reached
            yield from _of_effect(register, one)
    changes = effect.get("changes")
    if isinstance(changes, dict):
        for one in _objects(changes.get("effects")):
            if "decision" not in one:
                yield from _of_effect(register, one)


def _units(register: Register, area: Mapping[str, Any]) -> Iterator[str]:
    named = list(_texts(area.get("units")))
    for shape in _listed(area.get("shapes")):
        if isinstance(shape, dict):
            named += _texts(shape.get("within"))
    yield from (one for one in named if register.gazetteer.unit(one) is not None)


def _under(register: Register, layers: Iterator[str]) -> Iterator[str]:
    epoch, known_at = register.epoch, register.recorded_at
    day = known_at.local("UTC").date()
    for layer in layers:
        for piece in epoch.ledger.pieces(layer, known_at.s):
            yield from epoch.covering(piece.ground, day)


def _objects(value: object) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, dict):
        yield from (one for one in value.values() if isinstance(one, dict))


def _listed(value: object) -> Sequence[Any]:
    return value if isinstance(value, list | tuple) else ()


def _texts(value: object) -> Iterator[str]:
    return (one for one in _listed(value) if isinstance(one, str))
