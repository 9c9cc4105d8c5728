"""What stands: one answer for a scale, a place and an instant, as known at an instant."""

from datetime import date

import attrs
import pytest

from dabyl.core.calendars.endings import ForDays, ThroughDate
from dabyl.core.law.book import NO_BOOK
from dabyl.core.levels.decision import Scope
from dabyl.core.levels.scale import Combination, Floor, ScopeKind
from dabyl.core.levels.standing import Part
from dabyl.core.register.facts import PackAdopted
from dabyl.core.register.scales import scales_at
from support.vale import (
    HQ,
    LATE,
    LEVELS,
    SCALE,
    act,
    area,
    ask,
    correct,
    declare,
    extend,
    level,
    lift,
    lower,
    m,
    pack,
    register,
    scale,
    t,
    version,
    with_version,
)

YELLOW = ("2020-03-01", act("a", declare("V", "yellow", "2020-03-01", ForDays(days=10))))
RED = ("2020-03-02", act("b", declare("E1", "red", "2020-03-02", ForDays(days=5))))
NAMED = with_version(pack(), floor=Floor.NAMED)
SPECIFIC = with_version(pack(), combination=Combination.MOST_SPECIFIC, below_parent=True)


class TestTheLevelOfAPlace:
    def test_is_the_lowest_that_stands_anywhere_on_its_ground(self) -> None:
        answer = ask(register(YELLOW, RED), "V", "2020-03-03")
        assert (answer.level, answer.rank, answer.highest_part) == ("yellow", 1, "red")

    def test_is_none_when_some_of_it_has_none(self) -> None:
        answer = ask(register(RED), "E", "2020-03-03")
        assert (answer.level, answer.rank, answer.highest_part) == (None, None, "red")
        assert answer.layers == ()

    def test_is_the_highest_of_those_that_lie_on_the_same_ground(self) -> None:
        answer = ask(register(YELLOW, RED), "E1", "2020-03-03")
        assert [one.id for one in answer.layers] == ["b"]
        assert [one.id for one in answer.overruled] == ["a"]

    def test_is_given_by_all_layers_of_that_level(self) -> None:
        again = ("2020-03-02", act("c", declare("E", "yellow", "2020-03-02", ForDays(days=9))))
        answer = ask(register(YELLOW, again), "E", "2020-03-03")
        assert [one.id for one in answer.layers] == ["a", "c"]

    def test_comes_with_the_parts_that_differ_in_the_fewest_units(self) -> None:
        others = act("c", declare("W1 W2 E2", "orange", "2020-03-02"))
        answer = ask(register(YELLOW, RED, ("2020-03-02", others)), "V", "2020-03-03")
        assert answer.parts == (
            Part(place="E1", level="red"),
            Part(place="E2", level="orange"),
            Part(place="W", level="orange"),
        )

    def test_of_a_part_is_that_of_its_own_ground(self) -> None:
        known = register(YELLOW, ("2020-03-02", act("b", declare("E", "red", "2020-03-02"))))
        assert [ask(known, key, "2020-03-03").level for key in ("E3", "W", "V")] == [
            "red",
            "yellow",
            "yellow",
        ]

    def test_of_an_unknown_place_is_no_answer(self) -> None:
        with pytest.raises(KeyError):
            ask(register(), "X9", "2020-03-03")


class TestSinceAndUntil:
    def test_are_the_unbroken_time_at_the_level(self) -> None:
        answer = ask(register(YELLOW, RED), "V", "2020-03-03")
        assert (answer.since, answer.until) == (t("2020-03-01"), t("2020-03-11"))

    def test_go_over_layers_that_follow_each_other(self) -> None:
        after = act("c", declare("V", "yellow", "2020-03-11", ForDays(days=4)))
        answer = ask(register(YELLOW, ("2020-03-09", after)), "V", "2020-03-05")
        assert (answer.since, answer.until) == (t("2020-03-01"), t("2020-03-15"))
        assert ask(register(YELLOW, ("2020-03-09", after)), "V", "2020-03-12").since == t(
            "2020-03-01"
        )

    def test_of_nothing_are_those_of_nothing(self) -> None:
        known = register(YELLOW)
        before, after = ask(known, "V", "2020-02-01"), ask(known, "V", "2020-04-01")
        assert (before.since, before.until) == (None, t("2020-03-01"))
        assert (after.since, after.until) == (t("2020-03-11"), None)

    def test_are_those_known_then(self) -> None:
        longer = act("c", extend("a", "2020-03-11", ForDays(days=5)))
        known = register(YELLOW, ("2020-03-08", longer))
        assert ask(known, "V", "2020-03-05", "2020-03-05").until == t("2020-03-11")
        assert ask(known, "V", "2020-03-05", "2020-03-08").until == t("2020-03-16")

    def test_of_the_lowest_part_go_on_when_other_parts_change(self) -> None:
        changes = act(
            "c",
            declare("E", "orange", "2020-03-03", ForDays(days=2)),
            declare("W", "red", "2020-03-06", ForDays(days=2)),
        )
        answer = ask(register(YELLOW, ("2020-03-01", changes)), "V", "2020-03-04")
        assert (answer.since, answer.until) == (t("2020-03-01"), t("2020-03-11"))

    def test_end_when_every_part_rises(self) -> None:
        changes = act("c", declare("E W", "orange", "2020-03-03", ForDays(days=2)))
        answer = ask(register(YELLOW, ("2020-03-01", changes)), "V", "2020-03-02")
        assert answer.until == t("2020-03-03")
        assert (answer.next.level, answer.next.decision) == ("orange", "c")  # type: ignore[union-attr]  # announced

    def test_rest_on_parts_that_make_up_the_whole(self) -> None:
        parts = act(
            "c",
            declare("E", "orange", "2020-03-03", ForDays(days=4)),
            declare("W", "orange", "2020-03-02", ForDays(days=4)),
        )
        answer = ask(register(YELLOW, ("2020-03-01", parts)), "V", "2020-03-04")
        assert (answer.level, answer.since, answer.until) == (
            "orange",
            t("2020-03-03"),
            t("2020-03-06"),
        )


class TestNext:
    def test_is_what_is_announced(self) -> None:
        later = act("c", declare("V", "red", "2020-03-05", ForDays(days=1)))
        answer = ask(register(YELLOW, ("2020-03-02", later)), "V", "2020-03-03")
        assert answer.next is not None
        assert (answer.next.at, answer.next.level, answer.next.decision) == (
            t("2020-03-05"),
            "red",
            "c",
        )

    def test_of_a_lapse_is_what_lies_underneath_by_no_decision(self) -> None:
        answer = ask(register(YELLOW, RED), "E1", "2020-03-03")
        assert answer.next is not None
        assert (answer.next.level, answer.next.decision) == ("yellow", None)

    def test_is_none_when_nothing_is_known_to_change(self) -> None:
        known = register(("2020-03-01", act("a", declare("V", "red", "2020-03-01"))))
        assert ask(known, "V", "2020-03-03").next is None


class TestValidUntil:
    def test_is_the_lease(self) -> None:
        assert ask(register(YELLOW), "V", "2020-03-03").valid_until == t("2020-03-03T01:00")
        assert ask(register(YELLOW), "V", "2020-03-03", lease_s=60).valid_until == t(
            "2020-03-03T00:01"
        )

    def test_is_never_past_the_next_change(self) -> None:
        known = register(YELLOW, RED)
        assert ask(known, "V", "2020-03-10T23:30").valid_until == t("2020-03-11")
        assert ask(known, "V", "2020-03-06T23:30").valid_until == t("2020-03-07")

    def test_counts_from_what_was_known(self) -> None:
        answer = ask(register(YELLOW), "V", "2020-03-09", "2020-03-05")
        assert (answer.as_of, answer.valid_until) == (t("2020-03-05"), t("2020-03-05T01:00"))


class TestReviewBy:
    def test_is_the_first_review_of_the_layers_that_give_the_level(self) -> None:
        two = act(
            "c",
            declare("V", "red", "2020-03-02", review=m("2020-03-20")),
            declare("V", "red", "2020-03-02", review=m("2020-03-15")),
            declare("V", "yellow", "2020-03-02", review=m("2020-03-05")),
        )
        assert ask(register(("2020-03-02", two)), "V", "2020-03-03").review_by == t("2020-03-15")


class TestReasons:
    def test_name_the_rule_and_what_overrules_until_when(self) -> None:
        gives, lies = ask(register(YELLOW, RED), "E1", "2020-03-03").reasons
        assert (gives.layer, gives.by, gives.rule, gives.until) == (
            "b",
            None,
            "highest",
            t("2020-03-07"),
        )
        assert (lies.layer, lies.by, lies.until) == ("a", "b", t("2020-03-07"))

    def test_are_open_when_what_overrules_is_open(self) -> None:
        known = register(
            ("2020-03-01", act("a", declare("V", "yellow", "2020-03-01"))),
            ("2020-03-02", act("b", declare("V", "red", "2020-03-02"))),
        )
        assert [one.until for one in ask(known, "V", "2020-03-03").reasons] == [None, None]

    def test_end_when_what_is_overruled_ends_first(self) -> None:
        red = act("b", declare("V", "red", "2020-03-02", ForDays(days=50)))
        lies = ask(register(YELLOW, ("2020-03-02", red)), "V", "2020-03-03").reasons[1]
        assert lies.until == t("2020-03-11")


class TestANamedFloor:
    def test_holds_where_nothing_is_decided(self) -> None:
        answer = ask(register(RED, first=NAMED), "E2", "2020-03-03")
        assert (answer.level, answer.rank, answer.layers) == ("yellow", 1, ())

    def test_says_so_when_nothing_was_ever_recorded(self) -> None:
        assert [d.code for d in ask(register(first=NAMED), "V", "2020-03-03").defects] == [
            "nothing-recorded"
        ]
        assert ask(register(RED, first=NAMED), "W", "2020-03-03").defects == ()
        early = ask(register(RED, first=NAMED), "W", "2020-03-03", "2020-03-01")
        assert [d.code for d in early.defects] == ["nothing-recorded"]

    def test_shows_again_when_a_level_lapses(self) -> None:
        answer = ask(register(RED, first=NAMED), "E1", "2020-03-03")
        assert answer.next is not None
        assert (answer.until, answer.next.level) == (t("2020-03-07"), "yellow")

    def test_is_unbroken_while_a_part_is_higher(self) -> None:
        answer = ask(register(RED, first=NAMED), "V", "2020-03-03")
        assert (answer.level, answer.since, answer.until) == ("yellow", None, None)


class TestCombination:
    def test_the_most_specific_may_be_below_what_covers_it(self) -> None:
        known = register(
            ("2020-03-01", act("a", declare("V", "red", "2020-03-01"))),
            ("2020-03-02", act("b", declare("E1", "yellow", "2020-03-02", ForDays(days=2)))),
            first=SPECIFIC,
        )
        answer = ask(known, "E1", "2020-03-03")
        assert (answer.level, [one.id for one in answer.overruled]) == ("yellow", ["a"])
        assert ask(known, "V", "2020-03-03").level == "yellow"
        assert ask(known, "V", "2020-03-03").since == t("2020-03-02")
        assert ask(known, "V", "2020-03-03").until == t("2020-03-04")

    def test_the_most_specific_is_the_highest_where_a_part_may_not_be_below(self) -> None:
        highest = with_version(pack(), combination=Combination.MOST_SPECIFIC)
        known = register(
            ("2020-03-01", act("a", declare("V", "red", "2020-03-01"))),
            ("2020-03-02", act("b", declare("E1", "yellow", "2020-03-02"))),
            first=highest,
        )
        assert ask(known, "E1", "2020-03-03").level == "red"

    def test_of_two_on_the_same_ground_the_higher_wins(self) -> None:
        known = register(
            ("2020-03-01", act("a", declare("E1", "yellow", "2020-03-01"))),
            ("2020-03-02", act("b", declare("E1", "red", "2020-03-02"))),
            first=SPECIFIC,
        )
        assert ask(known, "E1", "2020-03-03").level == "red"

    def test_showing_all_overrules_nothing(self) -> None:
        shown = with_version(pack(), combination=Combination.SHOW_ALL)
        answer = ask(register(YELLOW, RED, first=shown), "E1", "2020-03-03")
        assert ({one.id for one in answer.layers}, answer.overruled) == ({"a", "b"}, ())
        assert (answer.level, answer.rank) == ("red", 3)


class TestVersionsOfAScale:
    OLD = (level("low", 1), level("mid", 2), level("top", 3))
    NEW = (level("calm", 1), level("low", 2), level("wary", 3), level("top", 4))
    TWO = pack(
        scale(
            version(levels=OLD, valid_from=date(2010, 1, 1)),
            version(
                levels=NEW,
                valid_from=date(2020, 6, 1),
                mapping=(("low", "calm"), ("mid", "wary"), ("top", None)),
            ),
        )
    )

    def test_read_a_level_set_under_old_words_in_new_ones(self) -> None:
        known = register(
            ("2020-03-01", act("a", declare("V", "mid", "2020-03-01"))), first=self.TWO
        )
        before, after = ask(known, "V", "2020-05-31"), ask(known, "V", "2020-06-01")
        assert (before.level, before.rank, before.until) == ("mid", 2, t("2020-06-01"))
        assert (after.level, after.rank, after.since) == ("wary", 3, t("2020-06-01"))

    def test_keep_the_word_when_nobody_knows_the_new_one(self) -> None:
        known = register(
            ("2020-03-01", act("a", declare("V", "top", "2020-03-01"))), first=self.TWO
        )
        assert ask(known, "V", "2020-06-02").level == "top"

    def test_keep_a_word_that_was_given_up_through_every_later_version(self) -> None:
        third = attrs.evolve(self.TWO.scales[0].versions[1], valid_from=date(2020, 7, 1))
        versions = (*self.TWO.scales[0].versions, third)
        known = register(
            ("2020-03-01", act("a", declare("V", "top", "2020-03-01"))),
            first=pack(scale(*versions)),
        )
        assert ask(known, "V", "2020-07-02").level == "top"

    def test_compare_old_and_new_levels_in_the_new_order(self) -> None:
        known = register(
            ("2020-03-01", act("a", declare("V", "mid", "2020-03-01"))),
            ("2020-06-02", act("b", declare("E1", "low", "2020-06-02", ForDays(days=5)))),
            first=self.TWO,
        )
        answer = ask(known, "E1", "2020-06-03")
        assert (answer.level, [one.id for one in answer.overruled]) == ("wary", ["b"])

    def test_look_back_over_a_version_that_kept_the_rank(self) -> None:
        same = pack(
            scale(
                version(valid_from=date(2010, 1, 1)),
                version(valid_from=date(2020, 6, 1)),
                version(valid_from=date(2020, 7, 1), levels=LEVELS[:2]),
            )
        )
        known = register(
            ("2020-03-01", act("a", declare("V", "yellow", "2020-03-01"))),
            ("2020-03-01", act("b", declare("E1", "orange", "2020-06-05", ForDays(days=3)))),
            ("2020-03-01", act("c", declare("W1", "red", "2020-05-01"))),
            first=same,
        )
        answer = ask(known, "V", "2020-06-06")
        assert (answer.since, answer.until) == (t("2020-03-01"), None)
        assert ask(known, "W1", "2020-07-02").level == "red"
        assert ask(known, "W1", "2020-07-02").rank == 3


class TestSeveralScales:
    BOTH = pack(scale(), scale(key="east-only", territory=("E",)))

    def test_are_never_compared(self) -> None:
        red = act("b", declare("E", "red", "2020-03-02"), scale="east-only")
        known = register(YELLOW, ("2020-03-02", red), first=self.BOTH)
        assert ask(known, "E1", "2020-03-03").level == "yellow"
        assert ask(known, "E1", "2020-03-03").conflicts == ()
        assert ask(known, "E1", "2020-03-03", scale="east-only").level == "red"

    def test_hold_where_their_territory_is(self) -> None:
        known = register(first=self.BOTH)
        assert scales_at(known, "E1", t("2020-03-03")) == (SCALE, "east-only")
        assert scales_at(known, "W1", t("2020-03-03"), known_at=LATE) == (SCALE,)
        assert scales_at(known, "V", t("2020-03-03")) == (SCALE,)

    def test_come_after_those_of_the_own_country(self) -> None:
        foreign = attrs.evolve(
            pack(scale(key="other", territory=("E",)), units=(), offices=(), law=NO_BOOK),
            id="z",
            root="Z",
            powers=(),
        )
        known = register(("2020-01-01", PackAdopted(pack=foreign)), first=pack())
        assert scales_at(known, "E1", t("2020-03-03")) == (SCALE, "other")


class TestAPackAdoptedAgain:
    def test_is_known_from_its_adoption_on(self) -> None:
        known = register(RED, ("2020-03-04", PackAdopted(pack=NAMED)))
        assert ask(known, "E2", "2020-03-03", "2020-03-03").level is None
        assert ask(known, "E2", "2020-03-03").level == "yellow"

    def test_keeps_when_each_decision_was_known(self) -> None:
        longer = act("c", extend("b", "2020-03-07", ThroughDate(day=date(2020, 3, 9))))
        known = register(
            RED,
            ("2020-03-05", longer),
            ("2020-03-05", correct("d", "b", number="5")),
            ("2020-03-06", PackAdopted(pack=NAMED)),
            ("2020-03-06", act("e", lift("b", "2020-03-08"))),
        )
        assert [
            ask(known, "E1", "2020-03-03", when).until
            for when in ("2020-03-02", "2020-03-05", "2020-03-06")
        ] == [t("2020-03-07"), t("2020-03-10"), t("2020-03-08")]


class TestALayerAsItLies:
    def test_tells_its_fields(self) -> None:
        sharp = declare("E1", "red", "2020-03-02", ForDays(days=5), modifier="sharp", only=True)
        (one,) = ask(register(("2020-03-02", act("b", sharp))), "E1", "2020-03-03").layers
        assert (one.decision, one.office, one.area, one.modifier, one.only, one.end) == (
            "b",
            HQ,
            ("E1",),
            "sharp",
            True,
            t("2020-03-07"),
        )

    def test_on_several_grounds_is_named_once(self) -> None:
        sector = area("E1", "W1", scope=Scope(kind=ScopeKind.SECTOR, id="rail"))
        known = register(("2020-03-02", act("r", declare(sector, "red", "2020-03-02"))))
        assert [one.area for one in ask(known, "V", "2020-03-03").scoped] == [("E1", "W1")]


class TestAnActThatEndsAnother:
    def test_is_named_with_the_layer_and_with_what_comes_next(self) -> None:
        known = register(
            ("2020-03-01", act("a", declare("E1", "red", "2020-03-01", ForDays(days=9)))),
            ("2020-03-02", act("b", lower("a", "2020-03-04"))),
        )
        found = ask(known, "E1", "2020-03-03")
        assert found.layers[0].ended_by == "b"
        assert found.next is not None
        assert (found.next.level, found.next.decision) == (None, "b")

    def test_is_not_named_before_it_was_known(self) -> None:
        known = register(
            ("2020-03-01", act("a", declare("E1", "red", "2020-03-01", ForDays(days=9)))),
            ("2020-03-02", act("b", lower("a", "2020-03-04"))),
        )
        found = ask(known, "E1", "2020-03-03", "2020-03-01")
        assert found.layers[0].ended_by is None
        assert found.next is not None
        assert found.next.decision is None
