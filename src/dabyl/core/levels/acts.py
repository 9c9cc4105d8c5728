"""Wire shapes of the effects of a decision, one a kind; ``kind`` says which."""

from typing import Any

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
from dabyl.core.levels.ground import WireGround
from dabyl.core.levels.parts import (
    Wire,
    WireEnding,
    WireMoment,
    Words,
    moment_or_none,
    texts_of,
)
from dabyl.core.values.problems import Rejected
from dabyl.core.values.wire import Fault, Senseless, missing


def _ground_or_none(wire: WireGround | None) -> Area | None:
    return None if wire is None else wire.value()


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
