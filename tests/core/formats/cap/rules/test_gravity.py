"""Gravity: what a level becomes in CAP, and what people are asked to do."""

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabyl.core.formats.cap.rules.context import CarriedLevel, Context
from dabyl.core.formats.cap.rules.gravity import gravity_of
from dabyl.core.formats.cap.rules.kinds import Kind, Profile
from dabyl.core.formats.cap.values import NamedValue
from dabyl.core.formats.cap.vocabulary import Severity, Urgency
from support.cap import ALONE, CLEAN, an_alert, changed, checked, codes, gaps, with_info

MIDDLE = CarriedLevel(
    rank=2,
    steps=3,
    names={"en": "heightened", "ru": "повышенный"},
    colour="#f28c00",
)
ENDED = attrs.evolve(MIDDLE, has_ended=True)
NAMES = ("Orange (heightened)", "Оранжевый (повышенный)")


def parameters(name, colour="#f28c00"):
    pairs = {"dabyl.level": "orange", "dabyl.level-name": name, "dabyl.level-colour": colour}
    return tuple(NamedValue(key, value) for key, value in pairs.items() if value is not None)


def levelled():
    alert = with_info(CLEAN, 0, severity="Severe", urgency="Expected")
    alert = with_info(alert, 1, parameters=parameters(NAMES[0]))
    return with_info(alert, 2, parameters=parameters(NAMES[1]))


LEVELLED = levelled()
LEVELLED_ALONE = changed(LEVELLED, infos=LEVELLED.infos[:1])
OVER = with_info(
    CLEAN, 0, severity="Minor", urgency="Past", response_types=("AllClear",), parameters=()
)


def said(alert, *profiles, level=MIDDLE):
    found = checked(alert, *profiles, context=Context(level=level)).findings
    return [(f.code, f.case, f.where.removeprefix("/alert/")) for f in found]


class TestGravity:
    def test_is_at_its_height_at_the_top(self):
        assert gravity_of(3, 3) == (Severity.EXTREME, Urgency.IMMEDIATE)
        assert gravity_of(1, 1) == (Severity.EXTREME, Urgency.IMMEDIATE)

    @given(st.integers(1, 12), st.integers(1, 12))
    def test_rises_with_the_rank(self, steps, rank):
        rank = min(rank, steps)
        severity, urgency = gravity_of(rank, steps)
        below, slower = gravity_of(max(rank - 1, 1), steps)
        assert list(Severity).index(severity) <= list(Severity).index(below)
        assert list(Urgency).index(urgency) <= list(Urgency).index(slower)


class TestTheLevel:
    def test_is_told_in_full(self):
        assert said(LEVELLED) == []

    @pytest.mark.parametrize(
        ("name", "value"), [("severity", "Moderate"), ("severity", None), ("urgency", "Future")]
    )
    def test_makes_severity_and_urgency(self, name, value):
        alert = with_info(LEVELLED_ALONE, 1, **{name: value})
        assert said(alert) == [("cap-level", "", f"info[1]/{name}")]

    @pytest.mark.parametrize("name", ["Orange", "", None])
    def test_is_named_in_each_language(self, name):
        alert = with_info(LEVELLED, 2, parameters=parameters(name))
        assert said(alert)[-1:] == [("cap-level", "word", "info[2]")]

    def test_is_named_where_its_word_is_not_known(self):
        level = attrs.evolve(MIDDLE, names={})
        assert said(LEVELLED, level=level) == []
        alert = with_info(LEVELLED, 1, parameters=parameters(None), language=None)
        assert said(alert, level=level)[-1:] == [("cap-level", "word", "info[1]")]

    @pytest.mark.parametrize("colour", ["#ffffff", None])
    def test_has_its_colour_told(self, colour):
        alert = with_info(LEVELLED, 1, parameters=parameters(NAMES[0], colour))
        assert said(alert) == [("cap-level", "colour", "info[1]")]

    def test_may_have_no_colour(self):
        level = attrs.evolve(MIDDLE, colour=None)
        alert = with_info(LEVELLED, 1, parameters=parameters(NAMES[0], None))
        assert said(alert, level=level) == []

    def test_is_not_judged_when_it_was_not_given(self):
        assert (55, "level") in gaps(CLEAN)
        assert (55, "level") not in gaps(an_alert(infos=()))


class TestAnEnd:
    def test_is_minor_and_past(self):
        assert said(OVER, level=ENDED) == []
        alert = with_info(changed(OVER, infos=OVER.infos[:1]), 1, urgency="Future")
        assert {(code, where) for code, _, where in said(alert, level=ENDED)} == {
            ("cap-level", "info[1]/urgency"),
            ("cap-response-type", "info[1]/responseType"),
        }

    @pytest.mark.parametrize("name", ["dabyl.level", "dabyl.level-name"])
    def test_carries_no_level(self, name):
        alert = with_info(OVER, 1, parameters=(NamedValue(name, "orange"),))
        assert said(alert, level=ENDED) == [("cap-level", "ended", "info[1]")]


class TestAwareness:
    @pytest.mark.parametrize(
        ("value", "severity"),
        [("1; green; Minor", "Minor"), (" 2;yellow", "Moderate"), ("4; red; Extreme", "Extreme")],
    )
    def test_agrees_with_the_severity(self, value, severity):
        level = (NamedValue("awareness_level", value),)
        assert codes(with_info(CLEAN, 0, parameters=level, severity=severity)) == set()
        other = with_info(CLEAN, 0, parameters=level, severity="Severe")
        assert codes(other) == {"cap-level"}
        assert {f.kind for f in checked(other, Profile.WMO).findings} == {Kind.WARNING}

    @pytest.mark.parametrize("value", ["", "yellow", "5; violet", "٢; yellow", None])
    def test_is_passed_over_when_it_is_unreadable(self, value):
        level = (NamedValue("awareness_level", value), NamedValue(None, None))
        assert codes(with_info(CLEAN, 0, parameters=level), Profile.WMO) == {"cap-empty-pair"}


class TestResponseTypes:
    @pytest.mark.parametrize(
        ("types", "case", "where"),
        [
            ((), "missing", "info[1]"),
            (("None", "Monitor"), "none", "info[1]/responseType"),
            (("Assess",), "assess", "info[1]/responseType"),
            (("AllClear",), "clear", "info[1]/responseType"),
        ],
    )
    def test_fit_the_message(self, types, case, where):
        found = checked(with_info(ALONE, 1, response_types=types)).findings
        assert [(f.code, f.case, f.where) for f in found] == [
            ("cap-response-type", case, f"/alert/{where}")
        ]

    @pytest.mark.parametrize(
        "types", [("None",), ("Shelter", "Monitor"), ("Evacuate",), ("Execute", "Execute")]
    )
    def test_may_be_one_or_more(self, types):
        assert codes(with_info(CLEAN, 0, response_types=types)) == set()

    def test_go_with_an_instruction(self):
        silent = with_info(ALONE, 1, instruction=None)
        assert [(f.code, f.case) for f in checked(silent).findings] == [
            ("cap-response-type", "instruction")
        ]
        assert codes(silent, Profile.OASIS, Profile.WMO) == set()
        assert codes(with_info(silent, 1, response_types=("None",))) == set()

    def test_give_the_all_clear_when_it_is_over(self):
        clear = with_info(CLEAN, 0, response_types=("AllClear",), urgency="Unknown")
        assert "cap-response-type" not in codes(clear)
        assert "cap-response-type" in codes(clear, context=Context(level=MIDDLE))

    def test_may_say_assess_to_a_closed_circle(self):
        inner = attrs.evolve(CLEAN, scope="Private", addresses="a@b.example")
        assert codes(with_info(inner, 0, response_types=("Assess",))) == set()
