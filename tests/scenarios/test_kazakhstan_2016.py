"""The scenario kazakhstan-2016 answers what stood where, until when, as known on the day."""

import json
import os
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

from dabyl.core.levels.decision import Mode
from dabyl.core.levels.standing import Standing
from dabyl.core.register.events import EventKind
from dabyl.core.register.register import Register
from dabyl.core.register.standing import standing
from dabyl.core.register.timeline import timeline
from dabyl.core.values.instants import Instant, parse_instant
from dabyl.core.values.moments import Precision, Status
from support.replays import replayed
from support.tree import ROOT

ALMATY, AKTOBE = "750000000", "151000000"
AKTOBE_REGION, KYZYLORDA, LEASE = "150000000", "430000000", "431900000"
LANGUAGES = ("kk", "ru", "en")
ACTS = (
    "kz-2016-01",
    "kz-2016-03",
    "kz-2016-02",
    "kz-2016-04",
    "kz-2016-05",
    "kz-2016-06",
    "kz-2016-07",
    "kz-2017-01",
)
TIMELINE = Path(os.environ.get("DABYL_SHARED", ROOT.parent / "shared")) / "data/timeline-2016.json"


@pytest.fixture(scope="module")
def register() -> Register:
    return replayed("kazakhstan-2016")


@pytest.fixture
def ask(register):
    def answer(place: str, at: str, known_at: str | None = None) -> Standing:
        when = parse_instant(at)
        known = when if known_at is None else parse_instant(known_at)
        return standing(register, place, scale="kz-2013", at=when, known_at=known)

    return answer


def until(found: Standing) -> str:
    assert found.until is not None
    return found.until.text("Asia/Almaty")


class TestTheCountry:
    def test_is_yellow_for_40_days_on_the_first_day(self, ask):
        found = ask("KZ", "2016-06-06T12:00:00+06:00")
        assert (found.level, found.highest_part) == ("yellow", "red")
        assert until(found) == "2016-07-16T00:00:00+06:00"
        assert [(part.place, part.level) for part in found.parts] == [(AKTOBE, "red")]

    def test_ends_on_16_july_as_known_on_10_july(self, ask):
        found = ask("KZ", "2016-07-12T12:00:00+06:00", "2016-07-10T12:00:00+06:00")
        assert until(found) == "2016-07-16T00:00:00+06:00"

    def test_ends_on_15_august_as_known_on_20_july(self, ask):
        found = ask("KZ", "2016-07-20T12:00:00+06:00")
        assert found.level == "yellow"
        assert until(found) == "2016-08-15T00:00:00+06:00"

    def test_is_yellow_in_december_until_16_january(self, ask):
        found = ask("KZ", "2016-12-01T12:00:00+06:00")
        assert found.level == found.highest_part == "yellow"
        assert until(found) == "2017-01-16T00:00:00+06:00"
        assert found.since == parse_instant("2016-06-06T00:00:00+06:00")

    def test_has_no_level_after_it_and_says_when_that_was_confirmed(self, ask):
        found = ask("KZ", "2017-01-20T12:00:00+06:00")
        assert found.level is None
        assert found.highest_part is None
        assert found.as_of == parse_instant("2017-01-20T12:00:00+06:00")

    def test_is_covered_without_a_gap_to_its_last_unit(self, ask):
        for place in ("KZ", KYZYLORDA, LEASE, ALMATY, AKTOBE_REGION, "710000000", "791110000"):
            found = ask(place, "2016-09-01T12:00:00+06:00")
            assert (found.level, found.parts) == ("yellow", ())
            assert [layer.id for layer in found.layers] == ["kz-2016-03"]

    def test_shows_the_other_end_that_a_regional_headquarters_printed(self, ask):
        found = ask("KZ", "2016-07-20T12:00:00+06:00")
        ends = [conflict for conflict in found.conflicts if conflict.about == "end"]
        assert [(c.decisions, c.stated, c.played) for c in ends] == [
            (("kz-2016-04",), "2016-08-16T00:00:00+06:00", "2016-08-15T00:00:00+06:00")
        ]
        assert ends[0].source is not None
        assert ends[0].source.id == "zhaik-ext1"

    def test_shows_no_contradiction_before_its_source_appeared(self, ask):
        def starts(known_at: str) -> list[str | None]:
            found = ask("KZ", "2016-06-06T12:00:00+06:00", known_at)
            return [c.stated for c in found.conflicts if c.about == "start"]

        assert starts("2016-06-06T12:00:00+06:00") == []
        assert starts("2017-02-01T12:00:00+06:00") == ["2016-06-05T00:00:00+06:00"]


class TestAktobeCity:
    def test_is_red_on_the_evening_of_5_june(self, ask):
        found = ask(AKTOBE, "2016-06-05T21:00:00+05:00")
        assert (found.level, found.until) == ("red", None)
        assert ask(AKTOBE, "2016-06-05T17:59:59+05:00").level is None

    def test_is_red_on_7_june_with_the_national_yellow_overruled(self, ask):
        found = ask(AKTOBE, "2016-06-07T12:00:00+05:00")
        assert found.level == "red"
        assert [layer.id for layer in found.layers] == ["kz-2016-01"]
        assert [layer.id for layer in found.overruled] == ["kz-2016-03"]

    def test_is_yellow_from_9_june_by_what_lies_underneath(self, ask):
        found = ask(AKTOBE, "2016-06-09T00:00:00+05:00")
        assert found.level == "yellow"
        assert [layer.id for layer in found.layers] == ["kz-2016-03"]
        assert found.since == parse_instant("2016-06-09T00:00:00+05:00")

    def test_leaves_its_region_yellow(self, ask):
        found = ask(AKTOBE_REGION, "2016-06-07T12:00:00+05:00")
        assert (found.level, found.highest_part) == ("yellow", "red")


class TestAlmatyCity:
    def test_is_red_from_twenty_past_twelve(self, ask):
        assert ask(ALMATY, "2016-07-18T12:19:59+06:00").level == "yellow"
        found = ask(ALMATY, "2016-07-18T13:00:00+06:00")
        assert found.level == "red"
        assert [layer.id for layer in found.overruled] == ["kz-2016-03"]

    def test_is_yellow_on_20_july_by_the_layer_underneath_and_no_second_one(self, ask):
        found = ask(ALMATY, "2016-07-20T12:00:00+06:00")
        assert found.level == "yellow"
        assert [layer.id for layer in found.layers] == ["kz-2016-03"]
        assert found.overruled == ()
        assert found.since == parse_instant("2016-07-18T22:00:00+06:00")


class TestTheActs:
    def test_are_all_on_record_in_the_order_in_which_they_were_known(self, register):
        assert register.decision_ids() == ACTS

    def test_are_recorded_as_taken_elsewhere_with_sources_and_doubts(self, register):
        for key in ACTS:
            decision = register.record(key).decision
            assert decision.mode is Mode.RECORDED
            assert decision.sources
            assert decision.uncertain
            assert {claim.source for claim in decision.claims} <= {s.id for s in decision.sources}

    def test_say_everything_in_three_languages(self, register):
        for key in ACTS:
            decision = register.record(key).decision
            for texts in (
                decision.title,
                decision.note,
                *decision.uncertain,
                *(claim.text for claim in decision.claims),
            ):
                assert texts.missing(LANGUAGES) == ()

    def test_mark_what_is_played_and_what_is_inferred(self, register):
        status = {key: register.record(key).decision.effects[0].start.status for key in ACTS}
        played = {key for key, one in status.items() if one is Status.PLAYED}
        inferred = {key for key, one in status.items() if one is Status.INFERRED}
        assert played == {"kz-2016-01", "kz-2016-02", "kz-2016-06"}
        assert inferred == {"kz-2016-07"}

    def test_name_no_office_where_no_source_does(self, register):
        unknown = {key for key in ACTS if register.record(key).decision.office is None}
        assert unknown == {"kz-2016-01", "kz-2016-02", "kz-2016-05"}
        for key in unknown:
            assert "office-missing" in {code for code, _ in register.record(key).defects}

    def test_of_known_offices_rest_on_powers_that_were_seen(self, register):
        for key in ACTS:
            codes = {code for code, _ in register.record(key).defects}
            assert "power-unconfirmed" not in codes
            assert "no-power" not in codes

    def test_end_with_a_lift_that_came_after_the_lapse_and_had_no_effect(self, register):
        events = timeline(register, known_at=register.recorded_at)
        last = [(event.kind, event.decision) for event in events][-2:]
        assert last == [
            (EventKind.LAPSED, "kz-2016-07"),
            (EventKind.NO_EFFECT, "kz-2017-01"),
        ]
        assert events[-2].at == parse_instant("2017-01-16T00:00:00+06:00")

    def test_were_late_only_where_the_day_began_before_the_announcement(self, register):
        events = timeline(register, known_at=register.recorded_at)
        late = {event.decision for event in events if event.late_s}
        assert late == {"kz-2016-03", "kz-2017-01"}


class TestTheIncidents:
    def test_are_both_on_record_with_open_questions(self, register):
        assert set(register.incidents) == {"aktobe-2016-06-05", "almaty-2016-07-18"}
        for record in register.incidents.values():
            assert len(record.incident.unresolved) == 2
            for texts in (record.incident.names, *record.incident.unresolved):
                assert texts.missing(LANGUAGES) == ()

    def test_have_figures_that_no_one_knew_before_their_day(self, register):
        for record in register.incidents.values():
            for one in record.figures:
                assert one.recorded_at > one.figure.as_of.instant

    def test_keep_the_precision_of_every_day_month_and_year(self, register):
        found = {
            one.figure.as_of.precision
            for record in register.incidents.values()
            for one in record.figures
        }
        assert found == {Precision.DAY, Precision.MONTH, Precision.YEAR}

    def test_have_only_categories_that_the_pack_names(self, register):
        (pack,) = register.packs.values()
        named = set(pack.categories)
        for record in register.incidents.values():
            assert {one.figure.category for one in record.figures} <= named

    def test_count_the_dead_of_aktobe_up_to_eight(self, register):
        figures = {
            one.figure.id: one.figure for one in register.incidents["aktobe-2016-06-05"].figures
        }
        line = ["lenta-0605", "rbc-0607", "easttime-lift"]
        total = [figures[f"aktobe-2016-06-05.{one}.killed-total"] for one in line]
        assert [figure.low for figure in total] == [3, 7, 8]

    def test_let_the_article_keep_its_old_count(self, register):
        figures = {
            one.figure.id: one.figure for one in register.incidents["aktobe-2016-06-05"].figures
        }
        article = figures["aktobe-2016-06-05.article.killed-civilian"]
        minister = figures["aktobe-2016-06-05.sputnik-0614.killed-civilian"]
        assert (article.low, minister.low) == (4, 5)
        assert not any(article.id in figure.supersedes for figure in figures.values())


class TestTheTimeline:
    __test__ = TIMELINE.exists()  # it lies beside the checkout; a clone alone lacks no test

    def test_of_records_is_told_whole(self, register):
        told = json.loads(TIMELINE.read_text("utf-8"))
        for record in told["records"]:
            decision = register.record(record["id"]).decision
            assert len(decision.claims) == len(record["claims"])
            assert len(decision.uncertain) == len(record["uncertain"])
            assert [c.source for c in decision.claims] == [c["source"] for c in record["claims"]]

    def test_of_figures_is_told_whole(self, register):
        told = json.loads(TIMELINE.read_text("utf-8"))
        for incident in told["incidents"]:
            have = [one.figure for one in register.incidents[incident["id"]].figures]
            want = sum(
                len([v for v in row["victims"] if v != "note"])
                + len(row["attackers"])
                + ("note" in row["victims"])
                for row in incident["figures"]
            )
            assert len(have) == want
            assert {figure.source.id for figure in have} == {
                row["source"] for row in incident["figures"]
            }

    def test_of_sources_is_used_whole(self, register):
        told = json.loads(TIMELINE.read_text("utf-8"))["sources"]
        used = {s.id: s for key in ACTS for s in register.record(key).decision.sources}
        for record in register.incidents.values():
            used |= {one.figure.source.id: one.figure.source for one in record.figures}
        assert set(used) == set(told)
        for key, source in used.items():
            assert (source.url, source.date, source.lang) == (
                told[key]["url"],
                told[key]["date"],
                told[key]["lang"],
            )


class TestTheReplay:
    def test_never_goes_back_in_time(self, register):
        times: list[Instant] = [register.record(key).recorded_at for key in ACTS]
        assert all(one <= other for one, other in pairwise(times))


class TestClaims:
    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_are_about_fields_that_pages_have_words_for(self, register, lang):
        text = (ROOT / f"src/dabyl/theme/words/{lang}.toml").read_text(encoding="utf-8")
        words = tomllib.loads(text)
        fields = {c.field for key in ACTS for c in register.decisions[key].decision.claims}
        assert {field for field in fields if f"conflict_{field}" not in words} == set()
