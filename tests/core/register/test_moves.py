"""Moves: what a decision begins, ends sooner, ends later or takes away, and where."""

from hypothesis import given

from dabyl.core.calendars.endings import ForDays
from dabyl.core.levels.decision import Decision
from dabyl.core.levels.pieces import FOREVER
from dabyl.core.register.fold import fold
from dabyl.core.register.moves import Move, MoveKind, moves
from dabyl.core.values.instants import Instant
from support.histories import History, histories
from support.vale import (
    RING,
    act,
    area,
    correct,
    declare,
    extend,
    lift,
    numbered,
    raise_,
    register,
    state,
    t,
    withdraw,
)

YELLOW = ("2020-03-01", act("a", declare("E1 E2", "yellow", "2020-03-01", ForDays(days=10))))
BEGIN, END, NOON = t("2020-03-01"), t("2020-03-11"), t("2020-03-05T12:00")


def told_of(decision: Decision) -> list[tuple[str, str, tuple[str, ...], object, object]]:
    """Return what a decision of the fifth of March does to yellow in E1 and E2."""
    facts = numbered(YELLOW, ("2020-03-05", decision))
    before = fold(facts[:-1])
    found = moves(before, fold(facts[-1:], onto=before), at=t("2020-03-05"))
    assert all(one.start < (one.end or Instant(FOREVER)) for one in found if one.kind != AWAY)
    return [(one.kind.value, one.layer, one.area, one.was, one.end) for one in found]


AWAY = MoveKind.TAKEN_AWAY


class TestMoves:
    def test_tell_what_begins_and_where(self) -> None:
        assert told_of(act("b", declare("W", "red", "2020-03-06"))) == [
            ("begins", "b", ("W",), None, None)
        ]

    def test_tell_what_ends_later(self) -> None:
        longer = act("b", extend("a", "2020-03-11", ForDays(days=5)))
        assert told_of(longer) == [
            ("ends-later", "a", ("E1", "E2"), END, t("2020-03-16")),
        ]

    def test_tell_what_ends_sooner_and_leave_the_rest(self) -> None:
        assert told_of(act("b", lift("a", "2020-03-05T12:00", "E2"))) == [
            ("ends-sooner", "a", ("E2",), END, NOON),
        ]

    def test_tell_what_takes_the_place_of_what_ended(self) -> None:
        assert told_of(act("b", raise_("a", "2020-03-05T12:00", "red"))) == [
            ("ends-sooner", "a", ("E1", "E2"), END, NOON),
            ("begins", "b", ("E1", "E2"), None, None),
        ]

    def test_tell_what_was_never_in_force(self) -> None:
        assert told_of(withdraw("b", "a")) == [("taken-away", "a", ("E1", "E2"), END, BEGIN)]

    def test_tell_what_a_correction_moves(self) -> None:
        units = {"effects": {"1": {"area": {"units": ["E2", "E3"]}}}}
        assert told_of(correct("b", "a", **units)) == [
            ("taken-away", "a", ("E1",), END, BEGIN),
            ("begins", "a", ("E3",), None, END),
        ]

    def test_tell_nothing_of_what_stays(self) -> None:
        assert told_of(correct("b", "a", number="7")) == []

    def test_tell_the_shapes_of_what_has_some(self) -> None:
        drawn = act("b", declare(area(shapes=(RING,)), "red", "2020-03-06"))
        assert told_of(drawn) == [("begins", "b", ("ring",), None, None)]

    def test_tell_only_the_part_that_a_shape_cuts_off(self) -> None:
        part = act("b", lift("a", "2020-03-05T12:00", area(shapes=(RING,))))
        assert told_of(part) == [("ends-sooner", "a", ("E1",), END, NOON)]

    def test_tell_each_part_that_had_an_end_of_its_own(self) -> None:
        longer = ("2020-03-04", act("b", extend("a", "2020-03-11", ForDays(days=5), "E1")))
        before = register(YELLOW, longer)
        after = register(YELLOW, longer, ("2020-03-05", act("c", lift("a", "2020-03-05T12:00"))))
        found = moves(before, after, at=t("2020-03-05"))
        assert [(one.area, one.was, one.end) for one in found] == [
            (("E1",), t("2020-03-16"), NOON),
            (("E2",), END, NOON),
        ]

    def test_tell_of_companion_states(self) -> None:
        assert told_of(act("b", state("E3", "2020-03-06"))) == [
            ("begins", "b", ("E3",), None, None)
        ]

    def test_come_in_order_of_their_starts(self) -> None:
        known = register()
        both = act("b", declare("W", "red", "2020-03-08"), declare("E", "red", "2020-03-06"))
        after = register(("2020-03-05", both))
        assert [one.layer for one in moves(known, after, at=t("2020-03-05"))] == ["b.2", "b"]

    @given(histories())
    def test_are_none_of_a_register_and_itself(self, history: History) -> None:
        known = fold(history.facts)
        assert moves(known, known, at=known.recorded_at) == ()

    def test_have_a_start_and_ends(self) -> None:
        known = register()
        after = register(("2020-03-05", act("b", declare("W", "red", "2020-03-08"))))
        assert moves(known, after, at=t("2020-03-05")) == (
            Move(
                kind=MoveKind.BEGINS,
                layer="b",
                scale="vale",
                level="red",
                area=("W",),
                start=t("2020-03-08"),
                was=None,
                end=None,
            ),
        )
