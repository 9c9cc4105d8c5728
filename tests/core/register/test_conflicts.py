"""What contradicts, and what is missing, stands beside every answer."""

import attrs
import pytest

from dabyl.core.calendars.endings import ForDays
from dabyl.core.levels.decision import Claim, Source
from dabyl.core.levels.standing import Conflict
from dabyl.core.register.facts import DecisionMade
from dabyl.core.values.moments import Precision
from support.vale import (
    EAST,
    HQ,
    act,
    ask,
    declare,
    extend,
    lift,
    m,
    register,
    words,
)

SOURCE = Source(id="s", publisher="Gazette", date="2020-03-05")


def claimed(precision: Precision = Precision.DAY, **more: object) -> list[Conflict]:
    """Return the conflicts of an act of ten days with one claim, in the middle of them."""
    claim = Claim(text=words("otherwise"), source="s", **more)  # type: ignore[arg-type]  # any field
    if claim.instant is not None:
        claim = attrs.evolve(claim, instant=attrs.evolve(claim.instant, precision=precision))
    effect = declare("E", "yellow", "2020-03-01T12:00", ForDays(days=10))
    made = act("a", effect, claims=(claim,), sources=(SOURCE,))
    return list(ask(register(("2020-03-01", made)), "E1", "2020-03-05").conflicts)


class TestAClaimAboutTheStart:
    @pytest.mark.parametrize(
        ("precision", "same", "other"),
        [
            (Precision.MINUTE, "2020-03-01T12:00", "2020-03-01T12:01"),
            (Precision.DAY, "2020-03-01", "2020-03-02"),
            (Precision.MONTH, "2020-03-01", "2020-02-01"),
            (Precision.YEAR, "2020-01-01", "2019-01-01"),
        ],
    )
    def test_contradicts_as_precisely_as_it_is(
        self, precision: Precision, same: str, other: str
    ) -> None:
        assert claimed(precision, field="start", instant=m(same)) == []
        (one,) = claimed(precision, field="start", instant=m(other))
        assert (one.about, one.decisions, one.source) == ("start", ("a",), SOURCE)
        assert one.played == m("2020-03-01T12:00").text()

    def test_without_an_instant_cannot_be_compared(self) -> None:
        assert claimed(field="start") == []


class TestAClaimAboutTheEnd:
    def test_of_a_day_can_mean_the_day_or_its_end(self) -> None:
        assert claimed(field="end", instant=m("2020-03-11")) == []
        assert claimed(field="end", instant=m("2020-03-10")) == []

    def test_of_another_day_contradicts(self) -> None:
        (one,) = claimed(field="end", instant=m("2020-03-15"))
        assert (one.about, one.stated, one.played) == (
            "end",
            m("2020-03-15").text(),
            m("2020-03-11").text(),
        )

    def test_says_nothing_about_what_is_open_or_was_extended_by_another_act(self) -> None:
        claim = Claim(field="end", text=words("x"), instant=m("2020-03-15"))
        opened = act("a", declare("E", "yellow", "2020-03-01"), claims=(claim,))
        assert ask(register(("2020-03-01", opened)), "E1", "2020-03-05").conflicts == ()
        first = act("a", declare("E", "red", "2020-03-01", ForDays(days=2)), claims=(claim,))
        longer = act("b", extend("a", "2020-03-03", ForDays(days=9)))
        known = register(("2020-03-01", first), ("2020-03-02", longer))
        assert ask(known, "E1", "2020-03-05").conflicts == ()

    def test_of_an_extension_is_its_own(self) -> None:
        claim = Claim(field="end", text=words("x"), instant=m("2020-03-25"))
        first = act("a", declare("E", "red", "2020-03-01", ForDays(days=2)))
        longer = act("b", extend("a", "2020-03-03", ForDays(days=9)), claims=(claim,))
        known = register(("2020-03-01", first), ("2020-03-02", longer))
        assert [one.decisions for one in ask(known, "E1", "2020-03-05").conflicts] == [("b",)]


class TestOtherClaims:
    def test_about_the_level_contradict_when_it_differs(self) -> None:
        assert claimed(field="level", level="yellow") == []
        assert [(c.stated, c.played) for c in claimed(field="level", level="red")] == [
            ("red", "yellow")
        ]

    def test_about_the_area_contradict_when_the_ground_differs(self) -> None:
        assert claimed(field="area", units=("E1", "E2", "E3")) == []
        assert [(c.stated, c.played) for c in claimed(field="area", units=("E1",))] == [("E1", "E")]

    def test_about_other_things_are_kept_and_not_compared(self) -> None:
        assert claimed(field="weather") == []

    def test_are_none_before_their_source_appeared(self) -> None:
        claim = Claim(field="level", text=words("x"), level="red", source="s")
        made = act("a", declare("E", "yellow", "2020-03-01"), claims=(claim,), sources=(SOURCE,))
        known = register(("2020-03-01", made))
        assert ask(known, "E1", "2020-03-04", "2020-03-04").conflicts == ()
        assert len(ask(known, "E1", "2020-03-04", "2020-03-05").conflicts) == 1

    def test_are_told_once_for_an_act_in_several_pieces(self) -> None:
        claim = Claim(field="level", text=words("x"), level="red")
        made = act("a", declare("E", "yellow", "2020-03-01"), claims=(claim,))
        part = act("b", extend("a", "2020-03-02", ForDays(days=300), "E1"))
        known = register(("2020-03-01", made), ("2020-03-02", part))
        assert len(ask(known, "E", "2020-03-04").conflicts) == 1


class TestOnly:
    def test_contradicts_the_same_level_elsewhere_in_the_territory(self) -> None:
        one = act("a", declare("E1", "red", "2020-03-01", only=True))
        two = act("b", declare("E1 E2 W1", "red", "2020-03-02"))
        known = register(("2020-03-01", one), ("2020-03-02", two))
        (conflict,) = ask(known, "V", "2020-03-03").conflicts
        assert (conflict.about, conflict.decisions, conflict.stated, conflict.played) == (
            "area",
            ("a", "b"),
            "E1",
            "E2, W1",
        )

    @pytest.mark.parametrize(
        ("office", "where", "level"),
        [(HQ, "E1", "red"), (HQ, "E2", "orange"), (EAST, "W1", "red"), (None, "E2", "red")],
    )
    def test_contradicts_nothing_else(self, office: str | None, where: str, level: str) -> None:
        one = act("a", declare("E1", "red", "2020-03-01", only=True), office=office)
        two = act("b", declare(where, level, "2020-03-02"), office=office)
        known = register(("2020-03-01", one), ("2020-03-02", two))
        assert ask(known, "V", "2020-03-03").conflicts == ()


class TestTwoOffices:
    def test_contradict_when_they_set_levels_from_the_same_instant(self) -> None:
        one = act("a", declare("E", "red", "2020-03-01"))
        two = act("b", declare("E1", "yellow", "2020-03-01"), office=EAST)
        known = register(("2020-03-01", one), ("2020-03-01", two))
        (conflict,) = ask(known, "E1", "2020-03-03").conflicts
        assert (conflict.about, conflict.stated, conflict.played) == ("level", "yellow", "red")
        assert ask(known, "E2", "2020-03-03").conflicts == ()

    def test_contradict_when_one_level_has_two_ends(self) -> None:
        one = act("a", declare("E", "red", "2020-03-01"))
        two = act("b", declare("E1", "red", "2020-03-02", ForDays(days=9)), office=EAST)
        known = register(("2020-03-01", one), ("2020-03-01", two))
        (conflict,) = ask(known, "E1", "2020-03-03").conflicts
        assert (conflict.about, conflict.stated, conflict.played) == (
            "end",
            "open",
            m("2020-03-11").text(),
        )

    def test_do_not_contradict_when_they_agree_or_follow_or_lie_apart(self) -> None:
        one = act("a", declare("E1", "red", "2020-03-01"), declare("E3", "red", "2020-03-01"))
        two = act(
            "b",
            declare("E1", "red", "2020-03-02"),
            declare("E2", "red", "2020-03-02"),
            declare("E3", "yellow", "2020-03-02"),
            office=EAST,
        )
        known = register(("2020-03-01", one), ("2020-03-01", two))
        assert ask(known, "E", "2020-03-03").conflicts == ()


class TestDefects:
    def test_are_shown_as_long_as_anything_of_the_decision_is(self) -> None:
        made = act("a", declare("E1", "red", "2020-03-01", ForDays(days=5)))
        fact = DecisionMade(decision=made, defects=(("no-power", "effects[0]"),))
        known = register(("2020-03-01", fact))
        (defect,) = ask(known, "E1", "2020-03-02").defects
        assert (defect.decision, defect.code, defect.where) == ("a", "no-power", "effects[0]")
        assert ask(known, "E1", "2020-03-07").defects == ()

    def test_tell_what_came_out_otherwise_than_worded(self) -> None:
        both = act("a", declare("E1", "red", "2020-03-01"), lift("zz", "2020-03-01"))
        known = register(("2020-03-01", both))
        assert [(d.code, d.where) for d in ask(known, "E1", "2020-03-02").defects] == [
            ("layer-unknown", "effects[1]")
        ]
