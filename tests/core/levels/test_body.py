import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabyl.core.calendars.endings import ForDays, ThroughDate
from dabyl.core.journal.canonical import format_canonical, parse_canonical
from dabyl.core.levels.body import (
    corrected,
    decision_from_body,
    decision_to_body,
    is_decision_id,
    merged,
    patch_between,
)
from dabyl.core.levels.decision import Area, Decision, Declare, Lift, Mode, layer_id
from dabyl.core.values.codes import Code
from dabyl.core.values.instants import parse_instant
from dabyl.core.values.languages import Texts
from dabyl.core.values.moments import Moment, Precision
from dabyl.core.values.problems import Rejected
from support.strategies import decisions, plain

START = Moment(
    instant=parse_instant("2016-06-06T00:00+06:00"), zone="Asia/Almaty", precision=Precision.DAY
)
YELLOW = Decision(
    id="xx-2016-03",
    mode=Mode.RECORDED,
    scale="xx",
    office="xx-hq",
    title=Texts.of({"en": "Yellow for 40 days"}),
    effects=(
        Declare(area=Area(units=("XX",)), level="yellow", start=START, ending=ForDays(days=40)),
        Lift(layers=("xx-2016-01",), start=START),
    ),
)
BODY = {
    "id": "xx-2016-03",
    "mode": "recorded",
    "scale": "xx",
    "office": "xx-hq",
    "title": {"en": "Yellow for 40 days"},
    "effects": {
        "1": {
            "kind": "declare",
            "area": {"units": ["XX"]},
            "level": "yellow",
            "start": {"at": "2016-06-05T18:00:00Z", "zone": "Asia/Almaty", "precision": "day"},
            "ending": ["days", 40],
        },
        "2": {
            "kind": "lift",
            "layers": ["xx-2016-01"],
            "start": {"at": "2016-06-05T18:00:00Z", "zone": "Asia/Almaty", "precision": "day"},
        },
    },
}


def problems(body):
    with pytest.raises(Rejected) as rejection:
        decision_from_body(body)
    return {(problem.where, problem.code) for problem in rejection.value.problems}


def is_read_or_explained(body):
    try:
        decision_from_body(body)
    except Rejected as rejected:
        return bool(rejected.problems)
    return True


class TestBody:
    def test_leaves_out_what_is_as_usual(self):
        assert parse_canonical(format_canonical(decision_to_body(YELLOW))) == BODY

    def test_reads_any_offset(self):
        start = {**BODY["effects"]["2"]["start"], "at": "2016-06-06T00:00:00+06:00"}
        lift = {**BODY["effects"]["2"], "start": start}
        body = {**BODY, "effects": {**BODY["effects"], "2": lift}}
        assert decision_from_body(body) == YELLOW

    @given(decisions)
    def test_reading_undoes_writing_through_the_bytes_of_the_journal(self, decision):
        stored = format_canonical(decision_to_body(decision))
        assert decision_from_body(parse_canonical(stored)) == decision

    @given(plain)
    def test_anything_else_is_rejected(self, body):
        with pytest.raises(Rejected):
            decision_from_body(body)

    @given(decisions, st.data())
    def test_a_body_with_one_part_changed_is_read_or_rejected(self, decision, data):
        body = parse_canonical(format_canonical(decision_to_body(decision)))
        part, key = body, data.draw(st.sampled_from(sorted(body)))
        while isinstance(part[key], dict) and part[key] and data.draw(st.booleans()):
            part = part[key]
            key = data.draw(st.sampled_from(sorted(part)))
        part[key] = data.draw(plain)
        assert is_read_or_explained(body)

    def test_names_every_problem_with_its_path(self):
        start = {"at": "2016", "zone": "Mars/Base", "precision": "hour"}
        body = {
            "id": "XX",
            "mode": 3,
            "effects": {
                "1": {"kind": "declare", "area": {}, "start": start, "ending": ["days", 0]},
                "2": {"kind": "shout"},
            },
            "colour": "yellow",
        }
        assert problems(body) == {
            ("mode", Code.WRONG_TYPE),
            ("scale", Code.MISSING_FIELD),
            ("effects.1.level", Code.MISSING_FIELD),
            ("effects.1.start.at", Code.TIME_UNREADABLE),
            ("effects.1.start.precision", Code.UNKNOWN_VALUE),
            ("effects.1.ending[1]", Code.OUT_OF_RANGE),
            ("effects.2.kind", Code.UNKNOWN_VALUE),
            ("colour", Code.UNKNOWN_FIELD),
        }

    def test_refuses_an_id_that_a_layer_could_have(self):
        assert problems({**BODY, "id": "xx-2016.2"}) == {("id", Code.UNKNOWN_VALUE)}
        assert not is_decision_id(layer_id("xx", 1))
        assert is_decision_id("2016")

    @pytest.mark.parametrize("numbers", [(), ("0",), ("2",), ("1", "3")])
    def test_refuses_effects_that_are_not_numbered_from_one(self, numbers):
        effects = dict.fromkeys(numbers, BODY["effects"]["2"])
        assert problems({**BODY, "effects": effects}) == {("effects", Code.UNKNOWN_VALUE)}


class TestCorrected:
    def test_changes_one_field_of_one_effect(self):
        through = {"effects": {"1": {"ending": ["through", "2016-07-15"]}}}
        effect = corrected(YELLOW, through).effects[0]
        assert effect == attrs.evolve(YELLOW.effects[0], ending=ThroughDate(day=effect.ending.day))
        assert effect.ending.day.isoformat() == "2016-07-15"

    def test_takes_a_field_away_by_null(self):
        assert corrected(YELLOW, {"office": None}) == attrs.evolve(YELLOW, office=None)

    @given(decisions)
    def test_changes_nothing_when_nothing_is_said(self, decision):
        assert corrected(decision, {}) == decision

    @pytest.mark.parametrize("changes", [{"id": "xx-9"}, {"id": None}, {"scale": "yy"}])
    def test_refuses_to_make_it_another_decision(self, changes):
        with pytest.raises(Rejected) as rejection:
            corrected(YELLOW, changes)
        assert [p.code for p in rejection.value.problems] == [Code.FIELD_FIXED]

    def test_refuses_what_is_no_decision_any_more(self):
        with pytest.raises(Rejected) as rejection:
            corrected(YELLOW, {"effects": {"1": {"level": None}}})
        assert [p.where for p in rejection.value.problems] == ["effects.1.level"]


class TestMerged:
    """The examples of RFC 7396, appendix A."""

    @pytest.mark.parametrize(
        ("value", "patch", "result"),
        [
            ({"a": "b"}, {"a": "c"}, {"a": "c"}),
            ({"a": "b"}, {"b": "c"}, {"a": "b", "b": "c"}),
            ({"a": "b"}, {"a": None}, {}),
            ({"a": "b", "b": "c"}, {"a": None}, {"b": "c"}),
            ({"a": ["b"]}, {"a": "c"}, {"a": "c"}),
            ({"a": "c"}, {"a": ["b"]}, {"a": ["b"]}),
            ({"a": {"b": "c"}}, {"a": {"b": "d", "c": None}}, {"a": {"b": "d"}}),
            ({"a": [{"b": "c"}]}, {"a": [1]}, {"a": [1]}),
            (["a", "b"], ["c", "d"], ["c", "d"]),
            ({"a": "b"}, ["c"], ["c"]),
            ({"a": "foo"}, None, None),
            ({"a": "foo"}, "bar", "bar"),
            ({"e": None}, {"a": 1}, {"e": None, "a": 1}),
            ([1, 2], {"a": "b", "c": None}, {"a": "b"}),
            ({}, {"a": {"bb": {"ccc": None}}}, {"a": {"bb": {}}}),
        ],
    )
    def test_merges(self, value, patch, result):
        assert merged(value, patch) == result

    @given(plain, plain)
    def test_a_second_time_changes_nothing(self, value, patch):
        once = merged(value, patch)
        assert merged(once, patch) == once


objects = st.recursive(
    st.dictionaries(st.sampled_from("abc"), st.integers(0, 2) | st.just([]), max_size=3),
    lambda inner: st.dictionaries(st.sampled_from("abc"), inner | st.integers(0, 2), max_size=3),
    max_leaves=6,
)


class TestAPatchBetween:
    @given(objects, objects)
    def test_makes_one_of_the_other(self, before, after):
        assert merged(before, patch_between(before, after)) == after

    @given(objects)
    def test_of_the_same_is_empty(self, value):
        assert patch_between(value, value) == {}

    def test_holds_only_what_differs(self):
        before = {"title": {"en": "Fair", "fr": "Foire"}, "number": "7", "level": "red"}
        after = {"title": {"en": "Fair", "fr": "Marche"}, "level": "red"}
        assert patch_between(before, after) == {"title": {"fr": "Marche"}, "number": None}
