"""Wire shapes of the effects of a decision, one a kind; ``kind`` says which."""

from typing import Any, assert_never

from msgspec import field

from dabyl.core.journal.canonical import plain
from dabyl.core.levels.decision import (
    Area,
    Bulletin,
    Change,
    Correct,
    Declare,
    DeclareState,
    Direction,
    Effect,
    EndState,
    Extend,
    Lift,
    Trend,
)
from dabyl.core.levels.parts import (
    Wire,
    WireEnding,
    WireGround,
    WireMoment,
    Words,
    moment_or_none,
    texts_of,
    wire_ending,
    wire_ground,
    wire_moment,
    wire_or_none,
)
from dabyl.core.values.problems import Rejected
from dabyl.core.values.wire import Fault, Senseless, missing


def _ground_or_none(wire: WireGround | None) -> Area | None:
    return None if wire is None else wire.value()


def _wire_ground_or_none(area: Area | None) -> WireGround | None:
    return None if area is None else wire_ground(area)


class Act(Wire, tag_field="kind"):
    """An effect on the wire."""


class WireDeclare(Act, tag="declare"):
    """A new layer."""

    area: WireGround
    level: str
    start: WireMoment
    ending: WireEnding
    ending_zone: str | None = None
    review: WireMoment | None = None
    modifier: str | None = None
    trend: Trend | None = None
    only: bool = False

    def value(self) -> Effect:
        """Return the effect."""
        return Declare(
            area=self.area.value(),
            level=self.level,
            start=self.start.value(),
            ending=self.ending.value(),
            ending_zone=self.ending_zone,
            review=moment_or_none(self.review),
            modifier=self.modifier,
            trend=self.trend,
            only=self.only,
        )


class WireExtend(Act, tag="extend"):
    """A later end for layers."""

    layers: tuple[str, ...]
    start: WireMoment
    ending: WireEnding
    area: WireGround | None = None
    review: WireMoment | None = None

    def value(self) -> Effect:
        """Return the effect."""
        return Extend(
            layers=self.layers,
            start=self.start.value(),
            ending=self.ending.value(),
            area=_ground_or_none(self.area),
            review=moment_or_none(self.review),
        )


class _WireChange(Act):
    layers: tuple[str, ...]
    start: WireMoment
    area: WireGround | None = None
    level: str | None = None
    ending: WireEnding | None = None
    review: WireMoment | None = None
    modifier: str | None = None
    trend: Trend | None = None

    def __post_init__(self) -> None:
        """Refuse a level without an ending, and an ending without a level."""
        if (self.level is None) != (self.ending is None):
            raise Senseless(missing("level" if self.level is None else "ending"))

    def _value(self, direction: Direction) -> Effect:
        return Change(
            direction=direction,
            layers=self.layers,
            start=self.start.value(),
            area=_ground_or_none(self.area),
            level=self.level,
            ending=None if self.ending is None else self.ending.value(),
            review=moment_or_none(self.review),
            modifier=self.modifier,
            trend=self.trend,
        )


class WireRaise(_WireChange, tag="raise"):
    """A raise."""

    def value(self) -> Effect:
        """Return the effect."""
        return self._value(Direction.RAISE)


class WireLower(_WireChange, tag="lower"):
    """A lowering."""

    def value(self) -> Effect:
        """Return the effect."""
        return self._value(Direction.LOWER)


class WireLift(Act, tag="lift"):
    """The end of layers."""

    layers: tuple[str, ...]
    start: WireMoment
    area: WireGround | None = None

    def value(self) -> Effect:
        """Return the effect."""
        return Lift(layers=self.layers, start=self.start.value(), area=_ground_or_none(self.area))


class WireCorrect(Act, tag="correct"):
    """A correction of a decision."""

    decision: str
    withdraw: bool = False
    changes: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse changes that are not plain."""
        try:
            plain(self.changes)
        except Rejected as fault:
            raise Senseless(
                *(Fault(("changes", p.where), p.code, p.data) for p in fault.problems)
            ) from None

    def value(self) -> Effect:
        """Return the effect."""
        return Correct(decision=self.decision, withdraw=self.withdraw, changes=self.changes)


class WireDeclareState(Act, tag="declare-state"):
    """A companion state."""

    state: str
    area: WireGround
    start: WireMoment
    ending: WireEnding
    review: WireMoment | None = None

    def value(self) -> Effect:
        """Return the effect."""
        return DeclareState(
            state=self.state,
            area=self.area.value(),
            start=self.start.value(),
            ending=self.ending.value(),
            review=moment_or_none(self.review),
        )


class WireEndState(Act, tag="end-state"):
    """The end of companion states."""

    states: tuple[str, ...]
    start: WireMoment
    area: WireGround | None = None

    def value(self) -> Effect:
        """Return the effect."""
        return EndState(
            states=self.states, start=self.start.value(), area=_ground_or_none(self.area)
        )


class WireBulletin(Act, tag="bulletin"):
    """A publication that is not a level; ``publication`` is its kind in the scale."""

    publication: str
    area: WireGround
    start: WireMoment
    ending: WireEnding
    text: Words = field(default_factory=dict)

    def value(self) -> Effect:
        """Return the effect."""
        return Bulletin(
            kind=self.publication,
            area=self.area.value(),
            start=self.start.value(),
            ending=self.ending.value(),
            text=texts_of(self.text),
        )


WireEffect = (
    WireDeclare
    | WireExtend
    | WireRaise
    | WireLower
    | WireLift
    | WireCorrect
    | WireDeclareState
    | WireEndState
    | WireBulletin
)


def wire_effect(effect: Effect) -> WireEffect:
    """Return the shape of an effect."""
    match effect:
        case Declare():
            return WireDeclare(
                area=wire_ground(effect.area),
                level=effect.level,
                start=wire_moment(effect.start),
                ending=wire_ending(effect.ending),
                ending_zone=effect.ending_zone,
                review=wire_or_none(effect.review),
                modifier=effect.modifier,
                trend=effect.trend,
                only=effect.only,
            )
        case Extend():
            return WireExtend(
                layers=effect.layers,
                start=wire_moment(effect.start),
                ending=wire_ending(effect.ending),
                area=_wire_ground_or_none(effect.area),
                review=wire_or_none(effect.review),
            )
        case Change():
            return _wire_change(effect)
        case Lift():
            return WireLift(
                layers=effect.layers,
                start=wire_moment(effect.start),
                area=_wire_ground_or_none(effect.area),
            )
        case Correct():
            return WireCorrect(
                decision=effect.decision, withdraw=effect.withdraw, changes=dict(effect.changes)
            )
        case DeclareState():
            return WireDeclareState(
                state=effect.state,
                area=wire_ground(effect.area),
                start=wire_moment(effect.start),
                ending=wire_ending(effect.ending),
                review=wire_or_none(effect.review),
            )
        case EndState():
            return WireEndState(
                states=effect.states,
                start=wire_moment(effect.start),
                area=_wire_ground_or_none(effect.area),
            )
        case Bulletin():
            return WireBulletin(
                publication=effect.kind,
                area=wire_ground(effect.area),
                start=wire_moment(effect.start),
                ending=wire_ending(effect.ending),
                text=effect.text.as_dict(),
            )
        case _:
            assert_never(effect)


def _wire_change(effect: Change) -> WireRaise | WireLower:
    kind = WireRaise if effect.direction is Direction.RAISE else WireLower
    return kind(
        layers=effect.layers,
        start=wire_moment(effect.start),
        area=_wire_ground_or_none(effect.area),
        level=effect.level,
        ending=None if effect.ending is None else wire_ending(effect.ending),
        review=wire_or_none(effect.review),
        modifier=effect.modifier,
        trend=effect.trend,
    )
