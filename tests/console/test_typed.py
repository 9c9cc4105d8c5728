"""What is typed: fields to a body and back, and nothing typed is lost."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabyl.console.typed import begun_body, body_of, typed_of, with_step, without_step
from dabyl.console.typed_plain import Known, whole
from dabyl.console.typed_times import moment_of
from dabyl.core.law.powers import Action
from dabyl.core.values.instants import local_instant

PLACES = {"north": ("XO-N",), "XO-N": ("XO-N",), "port": ("XO-1", "XO-2")}
KNOWN = Known(languages=("en", "fr"), zone="Europe/Oslo", find=lambda text: PLACES.get(text, ()))
LINES = st.text(
    st.characters(
        codec="utf-8",
        exclude_categories=("C", "Z"),
        exclude_characters="\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0",  # nobody sees these
    ),
    min_size=1,
    max_size=9,
)
ENDS = st.one_of(
    st.builds(lambda days: {"ending": "days", "days": days}, LINES),
    st.builds(lambda day: {"ending": "through", "through": day}, LINES),
    st.builds(lambda when: {"ending": "time", "until": f"{when:%Y-%m-%dT%H:%M}"}, st.datetimes()),
    st.builds(lambda text: {"ending": "event", "event-en": text}, LINES),
    st.just({"ending": "open"}),
)


def sent(fields):
    return lambda name: [fields[name]] if name in fields else []


def body(fields, kind="declare"):
    before = begun_body("xo-1", "xo-hq", "xo-alert", {"kind": kind})
    return body_of(sent(fields), before, KNOWN, {})


class TestAnEnd:
    @pytest.mark.parametrize(
        ("fields", "ending"),
        [
            ({"days": "5"}, ["days", 5]),
            ({"through": "2026-06-30"}, ["through", "2026-06-30"]),
            ({"until": "2026-06-30T10:00"}, ["time", "2026-06-30", 600]),
            (
                {"event-en": "the end", "event-fr": "la fin"},
                ["event", {"en": "the end", "fr": "la fin"}],
            ),
            ({"days": "5", "through": "2026-06-30"}, None),
            ({"days": "5", "ending": "open"}, ["open"]),
        ],
        ids=["days", "through", "until", "event", "two", "picked"],
    )
    def test_is_picked_by_what_is_typed_beside_it_alone(self, fields, ending):
        assert body(fields)["effects"]["1"].get("ending") == ending


class TestTyped:
    @given(ENDS)
    def test_comes_back_as_it_was_typed(self, end):
        shown = typed_of(body(end), KNOWN, {}).steps[0].end
        again = {
            "ending": shown.ending,
            "days": shown.days,
            "through": shown.through,
            "until": shown.until,
            "event-en": shown.event.get("en", ""),
        }
        assert {name: text for name, text in again.items() if text} == {
            name: str(int(text)) if name == "days" and text.isdecimal() and text.isascii() else text
            for name, text in end.items()
        }

    @given(st.dictionaries(st.sampled_from(["grounds-en", "grounds-fr", "number", "level"]), LINES))
    def test_is_the_same_body_when_it_is_sent_again_unchanged(self, fields):
        once = body(fields)
        assert body_of(sent(fields), once, KNOWN, {}) == once

    @pytest.mark.parametrize(("day", "hour"), [(date(2026, 1, 5), 9), (date(2026, 7, 5), 23)])
    def test_is_by_the_clocks_of_the_zone(self, day, hour):
        text = f"{day}T{hour:02}:15"
        moment = moment_of(text, "Europe/Oslo")
        at = local_instant(day, time(hour, 15), "Europe/Oslo")
        assert moment == {"at": at.text(), "zone": "Europe/Oslo"}
        assert typed_of(body({"start": text}), KNOWN, {}).steps[0].start == text

    def test_is_what_was_seen_when_it_was_typed(self):
        kept = body({"grounds-en": "A\u202e large\u200b\r\nevent.\x00", "number": "\ufeff7"})
        assert (kept["grounds"], kept["number"]) == ({"en": "A large\nevent."}, "7")

    def test_keeps_a_time_and_a_place_that_make_no_sense(self):
        kept = body({"start": "soon", "places": "north, port; Atlantis"})
        shown = typed_of(kept, KNOWN, {}).steps[0]
        assert (shown.start, shown.units, shown.unknown) == (
            "soon",
            ("XO-N",),
            ("port", "Atlantis"),
        )

    def test_keeps_what_the_form_has_no_field_for(self):
        before = begun_body("xo-1", "xo-hq", "xo-alert", {"kind": "declare", "trend": "up"})
        before |= {
            "signer": {"en": "head"},
            "effects": {**before["effects"], "2": {"kind": "lift"}},
        }
        after = body_of(sent({"level": "red"}), before, KNOWN, {})
        assert after["signer"] == {"en": "head"}
        assert after["effects"]["1"]["trend"] == "up"
        assert after["effects"]["2"] == {"kind": "lift"}

    def test_takes_away_what_was_emptied(self):
        assert "number" not in body_of(sent({}), body({"number": "7"}), KNOWN, {})
        assert "area" not in body({}, kind="lift")["effects"]["1"]
        assert "ending" not in body({"ending": "open"}, kind="lower")["effects"]["1"]


TEXTS = {"grounds": {"en": "A fair.", "fr": "Une foire."}, "title": {"en": "Fair"}, "effects": {}}
SAME = {"grounds-en": "A fair.", "grounds-fr": "Une foire.", "title-en": "Fair"}
DECIDED = {
    **begun_body(
        "xo-1",
        "xo-hq",
        "xo-alert",
        {
            "kind": "declare",
            "level": "red",
            "area": {"units": ["XO-N"]},
            "start": {"at": "2026-01-05T08:00:20Z", "zone": "Europe/Oslo", "precision": "day"},
            "review": {"at": "2026-01-09T08:00:00Z", "zone": "Europe/Oslo"},
            "ending": ["days", 5],
            "trend": "up",
        },
    ),
    "grounds": TEXTS["grounds"],
    "title": TEXTS["title"],
    "provision": "xo-act.3",
    "reason": "event",
    "sources": [{"id": "press"}],
}
FORM = {
    **SAME,
    "level": "red",
    "unit": "XO-N",
    "start": "2026-01-05T09:00",
    "review": "2026-01-09T09:00",
    "ending": "days",
    "days": "5",
    "original-provision": "xo-act.3",
    "original-reason": "event",
    "provision": "xo-act.9",
}


class TestACorrection:
    def body(self, original=DECIDED, **fields):
        before = begun_body("xo-2", "xo-hq", "xo-alert", {"kind": "correct", "decision": "xo-1"})
        return body_of(sent(fields), before, KNOWN, original)

    def correct(self, original=DECIDED, **fields):
        return self.body(original, **fields)["effects"]["1"]

    def test_that_changes_nothing_holds_nothing(self):
        assert self.correct(**FORM)["changes"] == {}
        assert self.body(**FORM)["provision"] == "xo-act.9"

    @pytest.mark.parametrize(
        ("fields", "changes"),
        [
            ({"level": "amber"}, {"level": "amber"}),
            ({"unit": "", "places": "port"}, {"area": {"units": ["port"]}}),
            ({"days": "7"}, {"ending": ["days", 7]}),
            ({"ending": "through", "through": "2026-01-09"}, {"ending": ["through", "2026-01-09"]}),
            (
                {"ending": "time", "until": "2026-01-09T24:00"},
                {"ending": ["time", "2026-01-09", 1440]},
            ),
            ({"ending": "event", "event-en": "rain"}, {"ending": ["event", {"en": "rain"}]}),
            ({"ending": "open"}, {"ending": ["open"]}),
            ({"review": ""}, {"review": None}),
            (
                {"start": "2026-01-05T10:30"},
                {"start": {"at": "2026-01-05T09:30:00Z", "precision": None}},
            ),
        ],
        ids=str,
    )
    def test_of_a_step_holds_only_that_field(self, fields, changes):
        sent_unit = {key: value for key, value in {**FORM, **fields}.items() if value}
        effect = self.correct(**sent_unit)
        assert effect["changes"] == {"effects": {"1": changes}}
        assert typed_of({"effects": {"1": effect}}, KNOWN, DECIDED).changed == tuple(changes)

    def test_of_the_words_holds_only_those(self):
        effect = self.correct(**{**FORM, "original-reason": "threat", "original-number": "7"})
        assert effect["changes"] == {"reason": "threat", "number": "7"}
        shown = typed_of({"effects": {"1": effect}}, KNOWN, DECIDED)
        assert shown.said["reason"] == "threat"
        assert set(shown.changed) == {"original-reason", "original-number"}

    def test_changes_only_texts_that_differ(self):
        effect = self.correct(TEXTS, **{**SAME, "grounds-en": "A concert."})
        assert effect["changes"] == {"grounds": {"en": "A concert."}}
        gone = {name: text for name, text in SAME.items() if name != "grounds-en"}
        assert self.correct(TEXTS, **gone)["changes"] == {"grounds": {"en": None}}

    def test_of_its_texts_is_no_longer_of_its_template(self):
        made = {**DECIDED, "template": {"id": "fair"}}
        assert self.correct(made, **FORM)["changes"] == {}
        own = self.correct(made, **{**FORM, "title-en": "Market"})["changes"]
        assert own == {"title": {"en": "Market"}, "template": None}

    def test_leaves_a_language_that_the_form_does_not_show(self):
        more = {**TEXTS, "contact": {"de": "Amt"}}
        assert self.correct(more, **SAME)["changes"] == {}

    def test_leaves_an_end_that_nobody_can_pick(self):
        step = {**DECIDED["effects"]["1"], "ending": ["not-stated"]}
        decided = {**DECIDED, "effects": {"1": step}}
        form = {name: value for name, value in FORM.items() if name not in {"ending", "days"}}
        assert self.correct(decided, **form)["changes"] == {}

    def test_withdraws_and_changes_nothing_then(self):
        effect = self.correct(withdraw="1", **{"title-en": "Other"})
        assert (effect["withdraw"], effect["changes"]) == (True, {})

    def test_shows_the_decision_as_it_would_read(self):
        before = begun_body("xo-2", "xo-hq", "xo-alert", {"kind": "correct"})
        before["effects"]["1"]["changes"] = {
            "grounds": {"en": "A concert."},
            "effects": {"1": {"level": "amber"}},
        }
        shown = typed_of(before, KNOWN, DECIDED)
        assert shown.texts["grounds"] == {"en": "A concert.", "fr": "Une foire."}
        assert (shown.level, shown.places, shown.steps[0].start) == (
            "amber",
            ("XO-N",),
            "2026-01-05T09:00",
        )


class TestSeveralSteps:
    def test_have_fields_of_their_own(self):
        before = with_step(body({"level": "red", "start": "2026-01-05T09:00"}), Action.LIFT)
        assert before["effects"]["2"]["start"] == before["effects"]["1"]["start"]
        fields = {"level": "amber", "layer-2": "xo-0", "start-2": "2026-01-06T09:00"}
        shown = typed_of(body_of(sent(fields), before, KNOWN, {}), KNOWN, {})
        assert [(one.kind, one.level, one.layers) for one in shown.steps] == [
            ("declare", "amber", ()),
            ("lift", "", ("xo-0",)),
        ]
        assert shown.steps[1].start == "2026-01-06T09:00"
        assert (shown.level, shown.layers, shown.actions) == (
            "amber",
            ("xo-0",),
            ("declare", "lift"),
        )

    def test_move_up_when_one_goes(self):
        three = with_step(with_step(body({"level": "red"}), Action.LIFT), Action.EXTEND)
        rest = without_step(three, "2")["effects"]
        assert [(n, one["kind"]) for n, one in rest.items()] == [("1", "declare"), ("2", "extend")]

    def test_are_never_none(self):
        assert without_step(body({}), "1")["effects"]["1"]["kind"] == "declare"


class TestAWholeNumber:
    @pytest.mark.parametrize(
        ("text", "number"),
        [("0", 0), ("007", 7), ("9" * 15, 10**15 - 1), ("9" * 16, None), ("9" * 5_000, None)],
        ids=["nought", "noughts before", "longest", "too long", "endless"],
    )
    def test_has_as_many_digits_as_a_number_of_ours(self, text, number):
        assert whole(text) == number

    @pytest.mark.parametrize("text", ["", "-1", "+1", "1.5", "1e3", "1_0", " 1", "١٢", "²"])
    def test_is_nothing_else(self, text):
        assert whole(text) is None
