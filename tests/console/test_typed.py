"""What is typed: fields to a body and back, and nothing typed is lost."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabyl.console.typed import Known, begun_body, body_of, moment_of, typed_of
from dabyl.core.values.instants import local_instant

PLACES = {"north": ("XO-N",), "XO-N": ("XO-N",), "port": ("XO-1", "XO-2")}
KNOWN = Known(languages=("en", "fr"), zone="Europe/Oslo", find=lambda text: PLACES.get(text, ()))
LINES = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=9)
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


class TestTyped:
    @given(ENDS)
    def test_comes_back_as_it_was_typed(self, end):
        shown = typed_of(body(end), KNOWN, {})
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
        assert typed_of(body({"start": text}), KNOWN, {}).start == text

    def test_keeps_a_time_and_a_place_that_make_no_sense(self):
        kept = body({"start": "soon", "places": "north, port; Atlantis"})
        shown = typed_of(kept, KNOWN, {})
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


ORIGINAL = {"grounds": {"en": "A fair.", "fr": "Une foire."}, "title": {"en": "Fair"}}


class TestACorrection:
    def correct(self, **fields):
        before = begun_body("xo-2", "xo-hq", "xo-alert", {"kind": "correct", "decision": "xo-1"})
        return body_of(sent(fields), before, KNOWN, ORIGINAL)["effects"]["1"]

    def test_changes_only_texts_that_differ(self):
        same = {"grounds-fr": "Une foire.", "title-en": "Fair"}
        effect = self.correct(**{"grounds-en": "A concert.", **same})
        assert effect["changes"] == {"grounds": {"en": "A concert."}}
        assert self.correct(**same)["changes"] == {"grounds": {"en": None}}

    def test_withdraws_and_changes_nothing_then(self):
        effect = self.correct(withdraw="1", **{"title-en": "Other"})
        assert (effect["withdraw"], effect["changes"]) == (True, {})

    def test_shows_the_texts_as_they_would_read(self):
        before = begun_body("xo-2", "xo-hq", "xo-alert", {"kind": "correct"})
        before["effects"]["1"]["changes"] = {"grounds": {"en": "A concert."}}
        shown = typed_of(before, KNOWN, ORIGINAL)
        assert shown.texts["grounds"] == {"en": "A concert.", "fr": "Une foire."}
