"""Sense: what a decision must be to be understood at all, taken or recorded.

A recorded decision is refused for nothing else. Every problem is found at once.
"""

from collections.abc import Iterator
from datetime import date

import attrs

from dabyl.core.levels.body import corrected, decision_to_body
from dabyl.core.levels.decision import (
    Area,
    Bulletin,
    Change,
    Correct,
    Decision,
    Declare,
    DeclareState,
    EndState,
    Extend,
    Lift,
)
from dabyl.core.levels.scale import Scale, ScaleVersion
from dabyl.core.register.epoch import Epoch
from dabyl.core.register.laying import as_corrected, standing_corrections
from dabyl.core.register.register import Register
from dabyl.core.values.codes import Code
from dabyl.core.values.moments import Moment
from dabyl.core.values.problems import Problem, Rejected
from dabyl.core.values.seen import unseen_in

Plain = Declare | Extend | Change | Lift | DeclareState | EndState | Bulletin
"""Every effect but a correction: those that start at a moment."""


def nonsense(register: Register, decision: Decision) -> Iterator[Problem]:
    """Find what makes the decision unintelligible."""
    epoch = register.epoch
    yield from unseen_in(decision_to_body(decision))
    if decision.id in register.decisions:
        yield Problem(code=Code.DECISION_EXISTS, where="id", data={"id": decision.id})
    readings = epoch.readings.get(decision.scale)
    if readings is None:
        yield Problem(
            code=Code.SCALE_UNKNOWN,
            where="scale",
            data={"scale": decision.scale, "scales": ", ".join(epoch.readings)},
        )
        return
    for number, effect in enumerate(decision.effects):
        where = f"effects[{number}]"
        if isinstance(effect, Correct):
            yield from _correction(register, readings.scale, effect, where)
        else:
            yield from effect_problems(epoch, readings.scale, effect, where)


def effect_problems(epoch: Epoch, scale: Scale, effect: Plain, where: str) -> Iterator[Problem]:
    """Find what makes one effect unintelligible in an epoch."""
    area: Area | None = getattr(effect, "area", None)
    if area is not None:
        yield from _area(epoch, area, f"{where}.area")
    yield from _words(scale.version(_day(effect.start)), effect, where)


def _day(moment: Moment) -> date:
    return moment.instant.local(moment.zone).date()


def _area(epoch: Epoch, area: Area, where: str) -> Iterator[Problem]:
    if not area.units and not area.shapes and area.scope is None:
        yield Problem(code=Code.AREA_MISSING, where=where)
    units = [(f"{where}.units", key) for key in area.units]
    units += [(f"{where}.shapes.within", key) for s in area.shapes for key in s.within]
    for place, key in units:
        if epoch.gazetteer.unit(key) is None:
            yield Problem(code=Code.PLACE_UNKNOWN, where=place, data={"place": key})
    for shape in area.shapes:
        if epoch.has_other_shape(shape):
            yield Problem(code=Code.SHAPE_EXISTS, where=f"{where}.shapes", data={"id": shape.id})


def _words(version: ScaleVersion, effect: object, where: str) -> Iterator[Problem]:
    match effect:
        case Declare(level=level) | Change(level=str(level)):
            yield from _known(level, [one.id for one in version.levels], f"{where}.level")
        case DeclareState(state=state):
            yield from _known(state, [one.id for one in version.states], f"{where}.state")
        case Bulletin(kind=kind):
            yield from _known(kind, [one.id for one in version.publications], f"{where}.kind")
        case _:
            pass


def _known(word: str, words: list[str], where: str) -> Iterator[Problem]:
    if word not in words:
        data = {"level": word, "levels": ", ".join(words) or "none"}
        yield Problem(code=Code.LEVEL_UNKNOWN, where=where, data=data)


def _correction(register: Register, scale: Scale, effect: Correct, where: str) -> Iterator[Problem]:
    if not (scale.erratum or effect.withdraw):
        data = {"scale": scale.id}
        yield Problem(code=Code.NO_ERRATUM, where=f"{where}.changes", data=data)
    known = register.recorded_at
    decision = register.decision_as_known(effect.decision, known)
    if decision is None or decision.scale != scale.id:
        data = {"id": effect.decision}
        yield Problem(code=Code.DECISION_UNKNOWN, where=f"{where}.decision", data=data)
        return
    if effect.withdraw:
        yield from _withdrawal(register, decision)
        return
    try:
        changed = corrected(decision, effect.changes)
    except Rejected as error:
        for problem in error.problems:
            yield attrs.evolve(problem, where=f"{where}.changes.{problem.where}")
        return
    for number, one in enumerate(changed.effects):
        if not isinstance(one, Correct):
            yield from effect_problems(
                register.epoch, scale, one, f"{where}.changes.effects[{number}]"
            )


def _withdrawal(register: Register, decision: Decision) -> Iterator[Problem]:
    """Find the corrections that could not be read without the ones that *decision* made."""
    for effect in decision.effects:
        if isinstance(effect, Correct):
            made = standing_corrections(register.corrections, effect.decision)
            rest = tuple(c for c in made if c.by != decision.id)
            try:
                as_corrected(register.record(effect.decision).decision, rest)
            except Rejected as error:
                yield from error.problems
