"""Content and rules of the scale: is the act complete, and does it do what the scale allows.

1. What a scale requires is there, in every language of the scale.
2. Period, end form, scope, modifier, trend and transition are ones that the scale allows; a period
   rule that no source confirms refuses nothing.
3. An act that would change nothing, or something else than its words say, is told so before it is
   taken.
"""

from collections.abc import Iterator
from datetime import date
from typing import assert_never

from dabyl.core.calendars.endings import (
    AtEvent,
    AtTime,
    Ending,
    ForDays,
    NotStated,
    OpenEnd,
    ThroughDate,
)
from dabyl.core.levels.apply import apply_decision
from dabyl.core.levels.decision import (
    Area,
    Bulletin,
    Change,
    Correct,
    Decision,
    Declare,
    Direction,
    Effect,
    Extend,
)
from dabyl.core.levels.scale import PeriodKind, PeriodRule, Required, Scale, ScaleVersion
from dabyl.core.levels.world import World
from dabyl.core.register.effects import ends_at, kinds_of, pieces_named
from dabyl.core.register.epoch import Epoch
from dabyl.core.register.from_template import template_problems
from dabyl.core.register.register import Register
from dabyl.core.values.codes import Code
from dabyl.core.values.instants import Instant
from dabyl.core.values.languages import Texts
from dabyl.core.values.moments import Moment
from dabyl.core.values.problems import Problem

_DAY_S = 86_400
_FORMS: dict[type, str] = {
    ForDays: "days",
    ThroughDate: "date",
    AtTime: "time",
    AtEvent: "event",
    OpenEnd: "open",
}


def incomplete(register: Register, decision: Decision, at: Instant) -> Iterator[Problem]:
    """Find everything that is missing, that the scale does not allow, or that comes to nothing."""
    yield from badly_said(register, decision, at)
    if any(not isinstance(effect, Correct) for effect in decision.effects):
        yield from _outcome(register, register.epoch, decision)


def badly_said(register: Register, decision: Decision, at: Instant) -> Iterator[Problem]:
    """Find everything that is missing, or that the scale does not allow."""
    scale = register.epoch.readings[decision.scale].scale
    if decision.decided is not None and decision.decided.instant > at:
        data = {"decided": decision.decided.text(), "now": at.text()}
        yield Problem(code=Code.DECIDED_LATER, where="decided", data=data)
    yield from template_problems(register, decision)
    effects = [(n, e) for n, e in enumerate(decision.effects) if not isinstance(e, Correct)]
    for number, effect in effects:
        version = scale.version(_day(effect.start))
        where = f"effects[{number}]"
        yield from _rules(register, decision, version, effect, where)
        if effect.start.instant > at and not version.transitions.announce_ahead:
            yield Problem(code=Code.NOT_AHEAD, where=f"{where}.start")
    if effects:
        version = scale.version(_day(effects[0][1].start))
        yield from _required(scale, version, decision)


def _day(moment: Moment) -> date:
    return moment.instant.local(moment.zone).date()


# --- what must be there ---


def _required(scale: Scale, version: ScaleVersion, decision: Decision) -> Iterator[Problem]:
    levels = [getattr(e, "level", None) for e in decision.effects]
    own = [level for name in levels if name and (level := version.level(name)) is not None]
    for need in version.required:
        match need:
            case Required.REASON:
                if decision.reason is None:
                    yield Problem(code=Code.REASON_MISSING, where="reason")
            case Required.ADVICE:
                text = decision.advice or (own[0].advice if own else decision.advice)
                yield from _in_all(scale, text, "advice", needed=bool(own))
            case Required.CHANGES:
                text = decision.changes or (own[0].changes if own else decision.changes)
                yield from _in_all(scale, text, "changes", needed=bool(own))
            case Required.CONTACT:
                yield from _in_all(scale, decision.contact, "contact", needed=True)
            case Required.REVIEW:
                for number, effect in enumerate(decision.effects):
                    if getattr(effect, "level", None) and getattr(effect, "review", None) is None:
                        yield Problem(code=Code.REVIEW_MISSING, where=f"effects[{number}].review")
            case Required.AREA | Required.PERIOD:
                pass  # a declaration cannot be without them
            case _:
                assert_never(need)
    if decision.reason is not None and decision.reason not in {r.id for r in version.reasons}:
        data = {"reason": decision.reason, "reasons": ", ".join(r.id for r in version.reasons)}
        yield Problem(code=Code.REASON_UNKNOWN, where="reason", data=data)
    for field, text in (("grounds", decision.grounds), ("title", decision.title)):
        yield from _in_all(scale, text, field, needed=False)


def _in_all(scale: Scale, text: Texts, where: str, *, needed: bool) -> Iterator[Problem]:
    if (needed or text) and (missing := text.missing(scale.languages)):
        data = {"field": where, "languages": ", ".join(missing)}
        yield Problem(code=Code.LANGUAGE_MISSING, where=where, data=data)


# --- what the scale allows ---


def _rules(
    register: Register, decision: Decision, version: ScaleVersion, effect: Effect, where: str
) -> Iterator[Problem]:
    ending: Ending | None = getattr(effect, "ending", None)
    if ending is not None:
        yield from _end_form(version, ending, getattr(effect, "review", None), where)
    area: Area | None = getattr(effect, "area", None)
    if area is not None and version.scopes:
        yield from _scope(register.epoch, version, area, where)
    end = ends_at(register, decision, effect)
    if isinstance(effect, Declare | Change) and effect.level is not None:
        days = None if end is None else (end - effect.start.instant.s) / _DAY_S
        for rule in version.periods:
            if rule.confirmed and rule.applies(effect.level, _day(effect.start)):
                yield from _period(rule, days, where)
        yield from _marks(version, effect, where)
        if effect.level in version.transitions.needs_incident and decision.incident is None:
            yield Problem(code=Code.NEEDS_INCIDENT, where="incident", data={"level": effect.level})
    if isinstance(effect, Change) and effect.level is not None:
        yield from _direction(register, version, effect, effect.level, where)
    if isinstance(effect, Bulletin):
        kind = next(k for k in version.publications if k.id == effect.kind)
        limit = kind.max_days
        if limit is not None and (end is None or end - effect.start.instant.s > limit * _DAY_S):
            yield Problem(code=Code.PERIOD_TOO_LONG, where=f"{where}.ending", data={"days": limit})


def _end_form(
    version: ScaleVersion, ending: Ending, review: Moment | None, where: str
) -> Iterator[Problem]:
    if isinstance(ending, NotStated):
        yield Problem(code=Code.END_NOT_STATED, where=f"{where}.ending")
        return
    form = _FORMS[type(ending)]
    if version.end_forms and form not in version.end_forms:
        data = {"form": form, "forms": ", ".join(version.end_forms)}
        yield Problem(code=Code.END_FORM, where=f"{where}.ending", data=data)
    if isinstance(ending, AtEvent | OpenEnd) and review is None:
        yield Problem(code=Code.END_NEEDS_REVIEW, where=f"{where}.review")


def _scope(epoch: Epoch, version: ScaleVersion, area: Area, where: str) -> Iterator[Problem]:
    for kind in sorted(kinds_of(epoch, area) - set(version.scopes)):
        data = {"kind": kind, "kinds": ", ".join(version.scopes)}
        yield Problem(code=Code.SCOPE_KIND, where=f"{where}.area", data=data)


def _period(rule: PeriodRule, days: float | None, where: str) -> Iterator[Problem]:
    match rule.kind:
        case PeriodKind.MAX_DAYS:
            if days is None or days > (rule.days or 0):
                data = {"days": rule.days}
                yield Problem(code=Code.PERIOD_TOO_LONG, where=f"{where}.ending", data=data)
        case PeriodKind.MUST_END | PeriodKind.AUTOMATIC_EXPIRY | PeriodKind.SHORT:
            if days is None:
                yield Problem(code=Code.PERIOD_NEEDS_END, where=f"{where}.ending")
        case PeriodKind.FREE | PeriodKind.UNTIL_NEXT_REPORT:
            pass
        case _:
            assert_never(rule.kind)


def _marks(version: ScaleVersion, effect: Declare | Change, where: str) -> Iterator[Problem]:
    if effect.modifier is not None:
        allowed = [m.id for m in version.modifiers if not m.levels or effect.level in m.levels]
        if effect.modifier not in allowed:
            data = {"modifier": effect.modifier, "modifiers": ", ".join(allowed) or "none"}
            yield Problem(code=Code.MODIFIER_UNKNOWN, where=f"{where}.modifier", data=data)
    if effect.trend is not None and not version.trend:
        yield Problem(code=Code.NO_TREND, where=f"{where}.trend")


def _direction(
    register: Register, version: ScaleVersion, effect: Change, level: str, where: str
) -> Iterator[Problem]:
    order = [one.id for one in version.levels]
    to = order.index(level)
    for piece in pieces_named(register, effect):
        if piece.layer.level not in order:
            continue
        step = to - order.index(piece.layer.level)
        up = effect.direction is Direction.RAISE
        data = {"from": piece.layer.level, "to": level}
        if (step <= 0) if up else (step >= 0):
            code = Code.RAISE_NOT_HIGHER if up else Code.LOWER_NOT_LOWER
            yield Problem(code=code, where=f"{where}.level", data=data)
        elif abs(step) > 1 and not version.transitions.skip:
            yield Problem(code=Code.SKIPS_LEVEL, where=f"{where}.level", data=data)


# --- what would come out ---


def _outcome(register: Register, epoch: Epoch, decision: Decision) -> Iterator[Problem]:
    world = World(
        pieces=lambda layer: (
            epoch.ledger.pieces(layer, register.recorded_at.s)
            if layer in epoch.ledger.layers
            else None
        ),
        scale=epoch.readings[decision.scale].scale,
        ground=lambda area, moment: epoch.ground(area, moment, decision.scale),
    )
    for number, remark, layer in apply_decision(world, decision).remarks:
        effect = decision.effects[number]
        field = "ending" if isinstance(effect, Extend | Declare) else "layers"
        yield Problem(
            code=Code(remark.value), where=f"effects[{number}].{field}", data={"layer": layer}
        )
