"""Authority: does the office hold, on that day, a provision that gives this power.

1. A power counts when its provision is the one cited, the office is of a kind it names, and the
   provision is in force on the day of the decision.
2. Each effect must be covered by one such power: action, level, kind of area, territory, length and
   consents. When none covers it, the reasons of the nearest are told.
3. A provision of which nobody knows whether it was in force that day refuses nothing, and is
   marked. So does a power that no source confirms, within the office's own ground: it covers what
   its action names, and is marked where no confirmed power covers the effect.
4. Only a provision of the kind "power" gives one.
5. A decision ends only layers of its own office, or of offices whose layers a power lets it end.
"""

from collections.abc import Iterator
from datetime import date
from typing import assert_never

import attrs

from dabyl.core.law.kinds import Kind
from dabyl.core.law.powers import Action, Office, Power
from dabyl.core.law.states import state_on
from dabyl.core.law.turns import NotInForce, Unknown
from dabyl.core.levels.decision import (
    Area,
    Bulletin,
    Change,
    Correct,
    Decision,
    Declare,
    DeclareState,
    Direction,
    Effect,
    EndState,
    Extend,
    Lift,
)
from dabyl.core.register.effects import ends_at, kinds_of, pieces_named
from dabyl.core.register.register import Register
from dabyl.core.values.codes import Code
from dabyl.core.values.instants import Instant
from dabyl.core.values.moments import Moment
from dabyl.core.values.problems import Problem

_DAY_S = 86_400


def unlawful(register: Register, decision: Decision, at: Instant) -> Iterator[Problem]:
    """Find every reason why the office may not decide so."""
    epoch = register.epoch
    office = epoch.offices.get(decision.office or "")
    if office is None:
        code = Code.OFFICE_MISSING if decision.office is None else Code.OFFICE_UNKNOWN
        yield Problem(code=code, where="office", data={"office": decision.office or ""})
        return
    scale = epoch.readings[decision.scale].scale
    day = _day_of(decision, scale.zone, at)
    if not _in_office(office, day):
        data = {"office": office.id, "on": day.isoformat()}
        yield Problem(code=Code.OFFICE_NOT_THERE, where="office", data=data)
    yield from _provision(register, decision, day)
    powers = _powers(register, decision, office)
    for number, effect in enumerate(decision.effects):
        check = _Check(register, decision, office, effect, f"effects[{number}]")
        yield from check.problems(powers)


def unconfirmed_powers(register: Register, decision: Decision) -> tuple[str, ...]:
    """Return the unconfirmed powers that the decision has to rest on; they are shown with it."""
    office = register.epoch.offices.get(decision.office or "")
    if office is None:
        return ()
    powers = _powers(register, decision, office)
    found: dict[str, None] = {}
    for effect in decision.effects:
        check = _Check(register, decision, office, effect, "")
        found |= dict.fromkeys(check.rests_on(powers))
    return tuple(found)


def uncertain_provision(register: Register, decision: Decision, at: Instant) -> str | None:
    """Return the provision that is cited when nobody knows whether it was in force that day."""
    clause = register.law.statutes.clauses.get(decision.provision or "")
    if clause is None:
        return None
    day = _day_of(decision, register.epoch.readings[decision.scale].scale.zone, at)
    known = clause.history and not isinstance(state_on(clause, day), Unknown)
    return None if known else clause.id


def emergency_hours(register: Register, decision: Decision) -> int | None:
    """Return within how many hours another person must sign what one decided alone.

    None when a power that the decision rests on gives it to nobody alone; one that speaks of
    other levels or kinds of area is no such power.
    """
    office = register.epoch.offices.get(decision.office or "")
    if office is None:
        return None
    powers = _powers(register, decision, office)
    checks = [_Check(register, decision, office, effect, "") for effect in decision.effects]
    hours = [max(check.alone_hours(powers), default=None) for check in checks]
    found = [one for one in hours if one is not None]
    return min(found) if len(found) == len(hours) else None


def _day_of(decision: Decision, zone: str, at: Instant) -> date:
    """Return the day of the decision; one that doesn't state it is of the day it is recorded."""
    moment = decision.decided.instant if decision.decided else at
    return moment.local(zone).date()


def _powers(register: Register, decision: Decision, office: Office) -> list[Power]:
    """Return the powers that the cited provision gives to the office over the scale."""
    return [
        power
        for power in register.epoch.powers
        if office.kind in power.office_kinds
        and power.provision == decision.provision
        and power.scale in {None, decision.scale}
    ]


def _in_office(office: Office, day: date) -> bool:
    return (office.valid_from is None or office.valid_from <= day) and (
        office.valid_to is None or day < office.valid_to
    )


def _provision(register: Register, decision: Decision, day: date) -> Iterator[Problem]:
    if decision.provision is None:
        yield Problem(code=Code.PROVISION_MISSING, where="provision")
        return
    data = {"provision": decision.provision, "on": day.isoformat()}
    provision = register.provision(decision.provision, register.recorded_at)
    if provision is None:
        yield Problem(code=Code.PROVISION_UNKNOWN, where="provision", data=data)
    elif provision.kind is not Kind.POWER:
        about = {"provision": provision.id, "kind": provision.kind.value}
        yield Problem(code=Code.NOT_A_POWER, where="provision", data=about)
    elif provision.history and state_on(provision, day) == NotInForce():
        yield Problem(code=Code.PROVISION_NOT_IN_FORCE, where="provision", data=data)


@attrs.frozen
class _Check:
    """One effect of a decision against the powers of its office."""

    register: Register
    decision: Decision
    office: Office
    effect: Effect
    where: str

    def problems(self, powers: list[Power]) -> Iterator[Problem]:
        """Find why none of the powers covers the effect."""
        action = _action(self.effect)
        acting = [power for power in powers if action in power.actions]
        if not acting:
            data = {
                "office": self.office.id,
                "action": action.value,
                "provision": self.decision.provision or "",
            }
            yield Problem(code=Code.NO_POWER, where=self.where, data=data)
            return
        confirmed = [power for power in acting if power.confirmed]
        doubtful = [power for power in acting if not power.confirmed and self._reached_by(power)]
        if doubtful:
            yield from min([list(self._outside(power)) for power in doubtful], key=len)
        elif confirmed:
            yield from min([list(self._against(power)) for power in confirmed], key=len)

    def _reached_by(self, power: Power) -> bool:
        """Tell whether a power speaks of this level and this kind of area at all."""
        level, area = getattr(self.effect, "level", None), getattr(self.effect, "area", None)
        kinds = set() if area is None else kinds_of(self.register.epoch, area)
        return (not power.levels or level in {None, *power.levels}) and (
            not power.area_kinds or kinds <= set(power.area_kinds)
        )

    def rests_on(self, powers: list[Power]) -> Iterator[str]:
        """Find the unconfirmed powers that cover the effect when no confirmed one does."""
        acting = [power for power in powers if _action(self.effect) in power.actions]
        if any(power.confirmed and not list(self._against(power)) for power in acting):
            return
        for power in acting:
            if not power.confirmed and self._reached_by(power):
                yield power.id

    def alone_hours(self, powers: list[Power]) -> Iterator[int]:
        """Give the hours of the powers that cover the effect and let one person decide."""
        for power in powers:
            covers = _action(self.effect) in power.actions and self._reached_by(power)
            if covers and power.emergency_hours is not None:
                yield power.emergency_hours

    def _against(self, power: Power) -> Iterator[Problem]:
        level = getattr(self.effect, "level", None)
        if power.levels and level is not None and level not in power.levels:
            yield self._no(Code.POWER_LEVEL, "level", level=level, levels=", ".join(power.levels))
        area: Area | None = getattr(self.effect, "area", None)
        if area is not None:
            yield from self._area(power, area)
        if power.max_days is not None and self._too_long(power.max_days):
            yield self._no(Code.POWER_LENGTH, "ending", days=str(power.max_days))
        offices = self.register.epoch.offices
        given = {offices[c.office].kind for c in self.decision.consents if c.office in offices}
        for kind in power.consents:
            if kind not in given:
                yield Problem(code=Code.CONSENT_MISSING, where="consents", data={"kind": kind})
        for piece in pieces_named(self.register, self.effect):
            owner = piece.layer.office
            if owner is None or owner == self.office.id:
                continue
            if owner not in offices or offices[owner].kind not in power.ends_layers_of:
                data = {"layer": piece.layer.id, "owner": owner, "office": self.office.id}
                yield self._no(Code.LAYER_OF_OTHERS, "layers", **data)

    def _too_long(self, days: int) -> bool:
        if isinstance(self.effect, Lift | EndState | Correct):
            return False
        if isinstance(self.effect, Change) and self.effect.level is None:
            return False
        end = ends_at(self.register, self.decision, self.effect)
        return end is None or end - self.effect.start.instant.s > days * _DAY_S

    def _area(self, power: Power, area: Area) -> Iterator[Problem]:
        epoch = self.register.epoch
        for kind in sorted(kinds_of(epoch, area) - set(power.area_kinds)):
            if power.area_kinds:
                kinds = ", ".join(power.area_kinds)
                yield self._no(Code.POWER_AREA, "area", kind=kind, kinds=kinds)
        yield from self._outside(power)

    def _outside(self, power: Power) -> Iterator[Problem]:
        """Find ground beyond the office's own, which is in doubt nowhere."""
        epoch = self.register.epoch
        area: Area | None = getattr(self.effect, "area", None)
        if area is None or power.beyond_territory:
            return
        start: Moment = getattr(self.effect, "start")  # noqa: B009 - all effects with an area start
        day = start.instant.local(start.zone).date()
        ground = epoch.ground(area, start, self.decision.scale)
        outside = ground & ~epoch.gazetteer.ground(self.office.place, day)
        if outside:
            names = ", ".join(epoch.covering(outside, day))
            yield self._no(Code.POWER_TERRITORY, "area", office=self.office.id, outside=names)

    def _no(self, code: Code, field: str, **data: str) -> Problem:
        return Problem(code=code, where=f"{self.where}.{field}", data=data)


def _action(effect: Effect) -> Action:
    match effect:
        case Declare():
            return Action.DECLARE
        case Extend():
            return Action.EXTEND
        case Change(direction=direction):
            return Action.RAISE if direction is Direction.RAISE else Action.LOWER
        case Lift():
            return Action.LIFT
        case Correct():
            return Action.CORRECT
        case DeclareState():
            return Action.DECLARE_STATE
        case EndState():
            return Action.END_STATE
        case Bulletin():
            return Action.BULLETIN
        case _:
            assert_never(effect)
