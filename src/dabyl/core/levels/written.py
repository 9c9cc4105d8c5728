"""Effects written as their wire shapes; ``acts`` reads them."""

from typing import assert_never

from dabyl.core.levels.acts import (
    WireBulletin,
    WireCorrect,
    WireDeclare,
    WireDeclareState,
    WireEffect,
    WireEndState,
    WireExtend,
    WireLift,
    WireLower,
    WireRaise,
)
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
)
from dabyl.core.levels.ground import WireGround, wire_ground
from dabyl.core.levels.parts import wire_ending, wire_moment, wire_or_none


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


def _wire_ground_or_none(area: Area | None) -> WireGround | None:
    return None if area is None else wire_ground(area)
