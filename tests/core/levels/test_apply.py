"""Every kind of effect, seen in what stands afterwards (design, section 3)."""

from dabyl.core.calendars.endings import AtTime, ForDays, NotStated, OpenEnd, ThroughDate
from dabyl.core.levels.decision import Scope
from dabyl.core.levels.pieces import Track
from dabyl.core.levels.scale import AfterEnd, ScopeKind
from dabyl.core.levels.standing import StandingLayer
from dabyl.core.register.register import Register
from dabyl.core.register.timeline import bulletins, layers, states
from support.vale import (
    INNER,
    LATE,
    RING,
    SCALE,
    act,
    area,
    ask,
    bulletin,
    correct,
    days_after,
    declare,
    end_state,
    extend,
    lift,
    lower,
    m,
    pack,
    raise_,
    register,
    state,
    t,
    with_version,
    withdraw,
)

YELLOW = ("2020-03-01", act("a", declare("V", "yellow", "2020-03-01", ForDays(days=10))))
RED = ("2020-03-02", act("b", declare("E1", "red", "2020-03-02", ForDays(days=5))))


def level(known: Register, place: str, at: str, known_at: str | None = None) -> str | None:
    """Return the level at a place."""
    return ask(known, place, at, known_at).level


def remarks(known: Register, decision: str) -> list[tuple[int, str, str]]:
    """Return the remarks on a decision, as known last."""
    return [(n, str(r), layer) for n, r, layer in known.remarks(decision, known.recorded_at)]


class TestDeclare:
    def test_puts_a_level_on_an_area_for_a_half_open_period(self) -> None:
        known = register(YELLOW)
        assert level(known, "V", "2020-02-29T23:59") is None
        assert level(known, "V", "2020-03-01") == "yellow"
        assert level(known, "W2", "2020-03-10T23:59") == "yellow"
        assert level(known, "V", "2020-03-11") is None

    def test_counts_the_first_day(self) -> None:
        assert ask(register(YELLOW), "V", "2020-03-05").until == t("2020-03-11")

    def test_leaves_other_places_alone(self) -> None:
        known = register(RED)
        assert (level(known, "E1", "2020-03-03"), level(known, "E2", "2020-03-03")) == ("red", None)

    def test_shows_what_lies_underneath_when_it_lapses(self) -> None:
        known = register(YELLOW, RED)
        assert level(known, "E1", "2020-03-06T23:59") == "red"
        assert level(known, "E1", "2020-03-07") == "yellow"

    def test_makes_a_layer_for_each_effect(self) -> None:
        one = declare("E1", "yellow", "2020-03-01")
        two = declare("W1", "red", "2020-03-01")
        known = register(("2020-03-01", act("a", one, two)))
        assert [layer.id for layer in layers(known, scale=SCALE, known_at=LATE)] == ["a", "a.2"]

    def test_that_ends_before_it_starts_makes_no_layer_and_is_remarked(self) -> None:
        ending = ThroughDate(day=days_after("2020-03-01", -1))
        known = register(("2020-03-01", act("a", declare("V", "red", "2020-03-01", ending))))
        assert level(known, "V", "2020-03-01") is None
        assert remarks(known, "a") == [(0, "ends-before-start", "a")]

    def test_on_no_ground_is_remarked(self) -> None:
        known = register(("2020-03-01", act("a", declare("X9", "red", "2020-03-01"))))
        assert remarks(known, "a") == [(0, "no-ground", "a")]

    def test_is_open_when_no_end_is_stated(self) -> None:
        known = register(
            ("2020-03-01", act("a", declare("V", "red", "2020-03-01", NotStated()))),
        )
        assert ask(known, "V", "2050-01-01").level == "red"
        assert ask(known, "V", "2050-01-01").until is None


class TestExtend:
    def test_that_touches_leaves_no_gap_and_is_the_same_layer(self) -> None:
        longer = act("c", extend("a", "2020-03-11", ForDays(days=5)))
        known = register(YELLOW, ("2020-03-08", longer))
        answer = ask(known, "V", "2020-03-12")
        assert (answer.since, answer.until) == (t("2020-03-01"), t("2020-03-16"))
        assert [(one.id, one.extended_by, one.ending_decision) for one in answer.layers] == [
            ("a", ("c",), "c")
        ]
        assert remarks(known, "c") == []

    def test_is_not_known_before_it_is_recorded(self) -> None:
        longer = act("c", extend("a", "2020-03-11", ForDays(days=5)))
        known = register(YELLOW, ("2020-03-08", longer))
        assert ask(known, "V", "2020-03-05", "2020-03-07").until == t("2020-03-11")

    def test_that_overlaps_moves_the_end(self) -> None:
        longer = act("c", extend("a", "2020-03-05", ForDays(days=20)))
        assert ask(register(YELLOW, ("2020-03-05", longer)), "V", "2020-03-05").until == t(
            "2020-03-25"
        )

    def test_over_a_gap_declares_anew_and_says_so(self) -> None:
        late = act("c", extend("a", "2020-03-15", ForDays(days=5)))
        known = register(YELLOW, ("2020-03-15", late))
        assert level(known, "V", "2020-03-12") is None
        answer = ask(known, "V", "2020-03-16")
        assert [one.id for one in answer.layers] == ["c"]
        assert answer.since == t("2020-03-15")
        assert remarks(known, "c") == [(0, "extend-gap", "a")]

    def test_over_a_gap_of_several_layers_declares_each_level_anew(self) -> None:
        late = act("c", extend("a b", "2020-03-15", ForDays(days=5)))
        known = register(YELLOW, RED, ("2020-03-15", late))
        assert (level(known, "E1", "2020-03-16"), level(known, "E2", "2020-03-16")) == (
            "red",
            "yellow",
        )

    def test_over_a_gap_of_several_pieces_is_remarked_once(self) -> None:
        known = register(
            YELLOW,
            ("2020-03-08", act("c", extend("a", "2020-03-11", ForDays(days=5), "E1"))),
            ("2020-03-20", act("d", extend("a", "2020-03-20", ForDays(days=5)))),
        )
        assert remarks(known, "d") == [(0, "extend-gap", "a")]
        assert level(known, "V", "2020-03-21") == "yellow"

    def test_of_a_part_leaves_the_rest_at_its_own_end(self) -> None:
        longer = act("c", extend("a", "2020-03-11", ForDays(days=5), "E1 E2"))
        known = register(YELLOW, ("2020-03-08", longer))
        assert ask(known, "E2", "2020-03-05").until == t("2020-03-16")
        assert ask(known, "E3", "2020-03-05").until == t("2020-03-11")
        assert ask(known, "V", "2020-03-12").highest_part == "yellow"

    def test_that_is_not_later_changes_nothing_and_says_so(self) -> None:
        same = act("c", extend("a", "2020-03-01", ForDays(days=10)))
        known = register(YELLOW, ("2020-03-02", same))
        assert ask(known, "V", "2020-03-05").layers[0].extended_by == ()
        assert remarks(known, "c") == [(0, "end-not-later", "a")]

    def test_can_open_the_end_with_a_review(self) -> None:
        opened = act("c", extend("a", "2020-03-11", OpenEnd(), review=m("2020-04-01")))
        answer = ask(register(YELLOW, ("2020-03-08", opened)), "V", "2020-03-20")
        assert (answer.until, answer.review_by) == (None, t("2020-04-01"))

    def test_can_give_an_open_layer_an_end(self) -> None:
        known = register(
            ("2020-03-01", act("a", declare("V", "yellow", "2020-03-01"))),
            ("2020-03-02", act("c", extend("a", "2020-03-05", ForDays(days=2)))),
        )
        assert ask(known, "V", "2020-03-02").until == t("2020-03-07")

    def test_cannot_end_an_open_layer_before_it_starts(self) -> None:
        known = register(
            ("2020-03-01", act("a", declare("V", "yellow", "2020-03-20"))),
            ("2020-03-02", act("c", extend("a", "2020-03-05", ForDays(days=2)))),
        )
        assert ask(known, "V", "2020-03-21").until is None
        assert remarks(known, "c") == [(0, "end-not-later", "a")]

    def test_never_brings_back_what_was_lifted(self) -> None:
        known = register(
            YELLOW,
            ("2020-03-04", act("c", lift("a", "2020-03-04"))),
            ("2020-03-05", act("d", extend("a", "2020-03-05", ForDays(days=30)))),
        )
        assert level(known, "V", "2020-03-06") is None
        assert remarks(known, "d") == [(0, "without-effect", "a")]

    def test_of_a_layer_that_nobody_knows_is_remarked(self) -> None:
        known = register(YELLOW, ("2020-03-05", act("c", extend("z", "2020-03-05", OpenEnd()))))
        assert remarks(known, "c") == [(0, "layer-unknown", "z")]


class TestRaiseAndLower:
    def test_a_raise_ends_the_named_layer_there_and_starts_another_at_the_same_instant(
        self,
    ) -> None:
        up = act("c", raise_("a", "2020-03-05", "red", ForDays(days=2), where="E1"))
        known = register(YELLOW, ("2020-03-05", up))
        assert level(known, "E1", "2020-03-04T23:59") == "yellow"
        assert level(known, "E1", "2020-03-05") == "red"
        assert level(known, "E2", "2020-03-05") == "yellow"

    def test_a_raise_without_an_area_takes_the_ground_of_what_it_ends(self) -> None:
        up = act("c", raise_("b", "2020-03-03", "orange", ForDays(days=2)))
        known = register(RED, ("2020-03-03", up))
        assert (level(known, "E1", "2020-03-03"), level(known, "E2", "2020-03-03")) == (
            "orange",
            None,
        )

    def test_ground_freed_by_a_raise_stays_free_after_it(self) -> None:
        up = act("c", raise_("a", "2020-03-05", "red", ForDays(days=2), where="E1"))
        assert level(register(YELLOW, ("2020-03-05", up)), "E1", "2020-03-08") is None

    def test_a_raise_over_a_level_that_resumes_gives_it_back(self) -> None:
        up = act("c", raise_("a", "2020-03-05", "red", ForDays(days=2), where="E1"))
        resumes = with_version(pack(), after_end=AfterEnd.PREVIOUS)
        known = register(YELLOW, ("2020-03-05", up), first=resumes)
        assert level(known, "E1", "2020-03-06") == "red"
        assert ask(known, "E1", "2020-03-08").layers[0].id == "a"
        assert level(known, "E1", "2020-03-11") is None

    def test_what_would_have_ended_before_the_raise_does_not_resume(self) -> None:
        up = act("c", raise_("a", "2020-03-05", "red", ForDays(days=20), where="E1"))
        resumes = with_version(pack(), after_end=AfterEnd.PREVIOUS)
        assert level(register(YELLOW, ("2020-03-05", up), first=resumes), "E1", "2020-03-26") is (
            None
        )

    def test_a_lowering_to_what_lies_underneath_starts_no_layer(self) -> None:
        known = register(YELLOW, RED, ("2020-03-04", act("c", lower("b", "2020-03-04"))))
        answer = ask(known, "E1", "2020-03-05")
        assert [one.id for one in answer.layers] == ["a"]
        assert answer.since == t("2020-03-04")
        assert "c" not in known.epoch.ledger.layers

    def test_a_lowering_to_a_level_starts_it(self) -> None:
        down = act("c", lower("b", "2020-03-04", level="orange", ending=ForDays(days=1)))
        assert level(register(YELLOW, RED, ("2020-03-04", down)), "E1", "2020-03-04") == "orange"

    def test_of_what_nobody_knows_makes_no_layer(self) -> None:
        known = register(("2020-03-04", act("c", raise_("z", "2020-03-04", "red"))))
        assert remarks(known, "c") == [(0, "layer-unknown", "z"), (0, "no-ground", "c")]
        assert level(known, "V", "2020-03-05") is None

    def test_of_what_has_ended_to_a_level_that_resumes_makes_no_layer(self) -> None:
        resumes = with_version(pack(), after_end=AfterEnd.PREVIOUS)
        up = act("c", raise_("b", "2020-03-20", "orange"))
        known = register(RED, ("2020-03-20", up), first=resumes)
        assert level(known, "V", "2020-03-21") is None


class TestLift:
    def test_of_a_part_leaves_the_rest(self) -> None:
        known = register(YELLOW, ("2020-03-04", act("c", lift("a", "2020-03-04", "E"))))
        answer = ask(known, "V", "2020-03-05")
        assert (answer.level, answer.highest_part) == (None, "yellow")
        assert [(part.place, part.level) for part in answer.parts] == [("W", "yellow")]

    def test_of_ground_that_the_layer_does_not_have_is_without_effect(self) -> None:
        known = register(RED, ("2020-03-04", act("c", lift("b", "2020-03-04", "W"))))
        assert level(known, "E1", "2020-03-05") == "red"
        assert remarks(known, "c") == [(0, "without-effect", "b")]

    def test_before_the_start_means_that_it_never_begins(self) -> None:
        known = register(YELLOW, ("2020-02-28", act("c", lift("a", "2020-02-29"))))
        assert level(known, "V", "2020-03-05") is None
        assert remarks(known, "c") == []

    def test_of_what_has_ended_is_on_record_without_effect(self) -> None:
        known = register(YELLOW, ("2020-03-11", act("c", lift("a", "2020-03-11"))))
        assert remarks(known, "c") == [(0, "without-effect", "a")]
        assert ask(known, "V", "2020-03-05").until == t("2020-03-11")

    def test_of_what_the_same_decision_declares_is_told_in_order(self) -> None:
        both = act("a", declare("V", "red", "2020-03-01"), lift("a", "2020-03-02"))
        assert level(register(("2020-03-01", both)), "V", "2020-03-03") is None


class TestCorrect:
    def test_holds_from_its_recording_while_the_past_stays_as_it_was_known(self) -> None:
        known = register(YELLOW, ("2020-03-04", correct("c", "a", number="7")))
        assert known.decision_as_known("a", t("2020-03-03")).number is None  # type: ignore[union-attr]  # known then
        assert known.decision_as_known("a", t("2020-03-04")).number == "7"  # type: ignore[union-attr]  # likewise

    def test_can_change_the_level_and_the_area(self) -> None:
        change = correct("c", "a", effects={"1": {"area": {"units": ["E"]}, "level": "red"}})
        known = register(YELLOW, ("2020-03-04", change))
        assert level(known, "E1", "2020-03-03", "2020-03-03") == "yellow"
        assert level(known, "E1", "2020-03-03", "2020-03-04") == "red"
        assert level(known, "W1", "2020-03-03", "2020-03-04") is None

    def test_can_withdraw_the_act(self) -> None:
        known = register(YELLOW, RED, ("2020-03-04", withdraw("c", "a")))
        assert level(known, "W1", "2020-03-05", "2020-03-03") == "yellow"
        assert level(known, "W1", "2020-03-05") is None
        assert level(known, "E1", "2020-03-05") == "red"

    def test_of_an_act_that_others_followed_lays_them_again(self) -> None:
        known = register(
            YELLOW,
            ("2020-03-08", act("c", extend("a", "2020-03-11", ForDays(days=5)))),
            ("2020-03-09", withdraw("d", "c")),
        )
        assert ask(known, "V", "2020-03-05", "2020-03-08").until == t("2020-03-16")
        assert ask(known, "V", "2020-03-05").until == t("2020-03-11")

    def test_of_a_correction_gives_back_what_was_corrected(self) -> None:
        known = register(
            YELLOW,
            ("2020-03-04", withdraw("c", "a")),
            ("2020-03-05", correct("d", "a", number="7")),
            ("2020-03-06", withdraw("e", "c")),
        )
        assert level(known, "V", "2020-03-05", "2020-03-05") is None
        assert level(known, "V", "2020-03-05") == "yellow"
        assert known.withdrawn("a", t("2020-03-05")) is not None
        assert known.withdrawn("a", LATE) is None
        assert known.decision_as_known("a", LATE).number == "7"  # type: ignore[union-attr]  # known

    def test_of_an_act_before_another_correction_keeps_both(self) -> None:
        known = register(
            YELLOW,
            ("2020-03-04", correct("c", "a", number="7")),
            ("2020-03-05", correct("d", "a", number="8")),
        )
        assert known.decision_as_known("a", t("2020-03-04")).number == "7"  # type: ignore[union-attr]  # known then
        assert known.decision_as_known("a", LATE).number == "8"  # type: ignore[union-attr]  # likewise


class TestCompanions:
    def test_states_are_never_mixed_with_the_level(self) -> None:
        known = register(("2020-03-01", act("s", state("E", "2020-03-01", ForDays(days=5)))))
        assert level(known, "E1", "2020-03-02") is None
        assert [one.id for one in _states(known, "E1", "2020-03-02")] == ["s"]
        assert _states(known, "W1", "2020-03-02") == ()
        assert _states(known, "E1", "2020-03-06") == ()

    def test_states_can_be_ended(self) -> None:
        known = register(
            ("2020-03-01", act("s", state("E", "2020-03-01"))),
            ("2020-03-03", act("e", end_state("s", "2020-03-03"))),
        )
        assert _states(known, "E1", "2020-03-02") != ()
        assert _states(known, "E1", "2020-03-03") == ()

    def test_bulletins_are_never_mixed_with_the_level(self) -> None:
        known = register(YELLOW, ("2020-03-01", act("n", bulletin("V", "2020-03-01"))))
        assert [one.id for one in ask(known, "V", "2020-03-02").layers] == ["a"]
        found = bulletins(known, scale=SCALE, place="V", at=t("2020-03-02"), known_at=LATE)
        assert [one.level for one in found] == ["bulletin"]


class TestScopes:
    def test_a_level_about_a_sector_stands_beside_the_level_of_the_ground(self) -> None:
        rail = area("E", scope=Scope(kind=ScopeKind.SECTOR, id="rail"))
        known = register(YELLOW, ("2020-03-02", act("r", declare(rail, "red", "2020-03-02"))))
        answer = ask(known, "E1", "2020-03-03")
        assert (answer.level, [one.id for one in answer.scoped]) == ("yellow", ["r"])
        assert ask(known, "W1", "2020-03-03").scoped == ()
        assert [one.id for one in ask(known, "V", "2020-03-03").scoped] == ["r"]

    def test_a_level_about_interests_abroad_lies_on_the_territory(self) -> None:
        abroad = area(scope=Scope(kind=ScopeKind.ABROAD, id="ships"))
        known = register(("2020-03-02", act("r", declare(abroad, "red", "2020-03-02"))))
        assert [one.id for one in ask(known, "V", "2020-03-03").scoped] == ["r"]

    def test_a_raise_of_a_level_about_a_site_stays_about_it(self) -> None:
        site = area("E1", scope=Scope(kind=ScopeKind.SITE, id="dam"))
        known = register(
            ("2020-03-02", act("r", declare(site, "yellow", "2020-03-02"))),
            ("2020-03-03", act("u", raise_("r", "2020-03-03", "red"))),
        )
        answer = ask(known, "E1", "2020-03-04")
        assert answer.level is None
        assert [(one.id, one.level, one.scope.id) for one in answer.scoped if one.scope] == [
            ("u", "red", "dam")
        ]


class TestShapes:
    def test_a_circle_in_a_district_cuts_its_ground(self) -> None:
        known = register(
            ("2020-03-02", act("r", declare(area(shapes=(RING,)), "red", "2020-03-02")))
        )
        answer = ask(known, "E1", "2020-03-03")
        assert (answer.level, answer.highest_part) == (None, "red")
        assert [layer.area for layer in layers(known, scale=SCALE, known_at=LATE)] == [("ring",)]

    def test_a_circle_that_comes_later_cuts_the_ground_of_what_stands(self) -> None:
        ring = act("r", declare(area(shapes=(RING,)), "red", "2020-03-02"))
        inner = act("i", raise_("r", "2020-03-03", "orange", where=area(shapes=(INNER,))))
        known = register(YELLOW, ("2020-03-02", ring))
        answer = ask(known, "E1", "2020-03-02T12:00")
        assert (answer.level, answer.highest_part) == ("yellow", "red")
        known = register(YELLOW, ("2020-03-02", ring), ("2020-03-03", inner))
        assert ask(known, "E1", "2020-03-03").highest_part == "red"
        lifted = act("l", lift("r", "2020-03-04"))
        known = register(
            YELLOW, ("2020-03-02", ring), ("2020-03-03", inner), ("2020-03-04", lifted)
        )
        assert ask(known, "E1", "2020-03-04").highest_part == "orange"
        assert ask(known, "E1", "2020-03-04").level == "yellow"


class TestTime:
    def test_the_last_minute_is_midnight_only_where_the_scale_says_so(self) -> None:
        ending = AtTime(day=days_after("2020-03-01", 0), minutes=1439)
        known = register(("2020-03-01", act("a", declare("V", "red", "2020-03-01", ending))))
        assert ask(known, "V", "2020-03-01").until == t("2020-03-01T23:59")

    def test_a_level_that_stays_is_reviewed_at_its_stated_end(self) -> None:
        stays = with_version(pack(), after_end=AfterEnd.STAYS)
        answer = ask(register(YELLOW, first=stays), "V", "2020-03-20")
        assert (answer.level, answer.until, answer.review_by) == ("yellow", None, t("2020-03-11"))

    def test_tracks_have_names_of_their_own(self) -> None:
        assert len({track.value for track in Track}) == len(Track)


def _states(known: Register, place: str, at: str) -> tuple[StandingLayer, ...]:
    return states(known, scale=SCALE, place=place, at=t(at), known_at=LATE)
