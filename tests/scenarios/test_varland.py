"""An invented country plays every shape in which levels were declared, changed and ended."""

from datetime import date

import pytest

from dabyl.adapters.memory.journal import MemoryJournalStore
from dabyl.adapters.memory.snapshots import MemorySnapshotStore
from dabyl.adapters.packs import load_pack
from dabyl.core.calendars.endings import OpenEnd, ThroughDate
from dabyl.core.formats.packs.pack import parse_pack
from dabyl.core.formats.scenarios.scenario import parse_scenario
from dabyl.core.journal.entry import START, seal
from dabyl.core.journal.keys import WorkspaceKind, workspace_draft
from dabyl.core.places.gazetteer import gazetteer
from dabyl.core.register.events import EventKind
from dabyl.core.register.scales import scales_at
from dabyl.core.register.standing import standing
from dabyl.core.register.timeline import states, timeline
from dabyl.core.values.instants import parse_instant
from dabyl.usecases.adopt_pack import adopt_pack
from dabyl.usecases.desk import Desk, load
from dabyl.usecases.replay import replay
from support.desks import KEEPER, Rack
from support.tree import ROOT

HERE = ROOT / "tests/scenarios"
FILE = HERE / "varland-2031.toml"


@pytest.fixture(scope="module")
def register():
    source = load_pack(str(HERE / "varland"))
    find = gazetteer(parse_pack(source.texts).units).find
    scenario = parse_scenario(FILE.read_text("utf-8"), file=FILE.name, find=find)
    journal, at = MemoryJournalStore(), scenario.begins
    draft = workspace_draft("w-varland", WorkspaceKind.REPLAY, [KEEPER.public])
    first = seal(draft, head=START, recorded_at=at, key_id=KEEPER.key_id, sign=KEEPER.sign)
    journal.append([first], expected=0)
    desk = Desk(journal=journal, signers=Rack((KEEPER,)), snapshots=MemorySnapshotStore())
    adopt_pack(desk, load(desk), source, at=at)
    return replay(desk, scenario, file=FILE.name, on_step=lambda _done, _of, _what: None)


@pytest.fixture
def ask(register):
    def answer(place, at, known_at=None, scale="xv-alert"):
        when = parse_instant(f"2031-{at}+05:00")
        known = when if known_at is None else parse_instant(f"2031-{known_at}+05:00")
        return standing(register, place, scale=scale, at=when, known_at=known)

    return answer


@pytest.fixture
def level(ask):
    def answer(place, at, known_at=None, scale="xv-alert"):
        found = ask(place, at, known_at, scale)
        return found.level, None if found.until is None else found.until.text("Asia/Almaty")[5:16]

    return answer


@pytest.fixture(scope="module")
def events(register):
    known = parse_instant("2031-12-31T00:00Z")
    found = timeline(register, known_at=known)
    return [(event.kind, event.decision, event.at.text("Asia/Almaty")[5:16]) for event in found]


class TestRedEverywhere:
    def test_stands_with_no_end(self, level):
        assert level("XV", "01-05T19:00") == ("red", None)
        assert level("XV-S3", "01-05T19:00") == ("red", None)

    def test_was_in_force_before_it_was_known(self, level):
        assert level("XV", "01-05T18:10") == (None, None)
        assert level("XV", "01-05T18:10", "01-05T18:30") == ("red", None)

    def test_is_lifted_region_by_region(self, ask, level):
        assert [level(f"XV-{place}", "01-08T12:00")[0] for place in "NWESC"] == [
            None,
            "red",
            "red",
            "red",
            "red",
        ]
        found = ask("XV", "01-08T12:00")
        assert (found.level, found.highest_part) == (None, "red")

    def test_is_known_to_end_before_the_announcement_only_afterwards(self, level):
        assert level("XV-W", "01-09T05:00")[0] == "red"
        assert level("XV-W", "01-09T05:00", "01-09T10:00")[0] is None


class TestRegions:
    def test_are_yellow_for_14_days_for_10_days_and_until_further_notice(self, level):
        assert level("XV-N2", "01-13T12:00") == ("yellow", "01-27T00:00")
        assert level("XV-W", "01-13T12:00") == ("yellow", "01-23T00:00")
        assert level("XV-E", "01-13T12:00") == ("yellow", None)

    def test_that_end_in_silence_end_by_themselves_and_the_end_is_an_event(self, level, events):
        assert level("XV-W", "01-23T00:00")[0] is None
        assert (EventKind.LAPSED, "west-yellow", "01-23T00:00") in events

    def test_have_cities_with_levels_of_their_own(self, ask, level):
        assert level("XV-N1", "01-15T12:00") == ("orange", "01-20T00:00")
        assert level("XV-N1", "01-20T00:00") == ("yellow", "01-27T00:00")
        found = ask("XV-N", "01-15T12:00")
        assert (found.level, found.highest_part) == ("yellow", "orange")

    def test_have_lists_of_districts(self, level):
        assert [level(f"XV-S{n}", "01-16T12:00")[0] for n in (1, 2, 3)] == [
            "yellow",
            "yellow",
            None,
        ]
        assert level("XV-S2", "01-16T12:00")[1] == "01-26T00:00"

    def test_are_known_a_day_ahead(self, ask):
        found = ask("XV-N", "01-12T17:00")
        assert found.level is None
        assert (found.next.level, found.next.at.text("Asia/Almaty")[5:16]) == (
            "yellow",
            "01-13T00:00",
        )


class TestTheCapital:
    def test_comes_down_in_steps_by_two_offices(self, level):
        assert level("XV-C", "01-18T23:00") == ("red", "01-19T00:00")
        assert level("XV-C", "01-19T00:00") == ("orange", "02-02T00:00")
        assert level("XV-C", "01-25T00:00")[0] is None


class TestTwoTexts:
    def test_that_differ_for_the_same_minute_are_shown_as_a_conflict(self, ask):
        found = ask("XV-E", "01-26T00:00")
        assert found.level == "orange"
        assert ("level", ("east-national", "east-regional")) in {
            (conflict.about, tuple(sorted(conflict.decisions))) for conflict in found.conflicts
        }

    def test_a_source_with_another_end_is_shown_beside_what_is_played(self, ask):
        ends = [c for c in ask("XV-E", "01-26T00:00").conflicts if c.about == "end"]
        assert "radio" in {conflict.source.id for conflict in ends if conflict.source}


class TestExtensions:
    def test_that_touch_leave_no_gap(self, level):
        assert level("XV-N2", "01-26T20:00") == ("yellow", "02-01T00:00")

    def test_over_a_gap_are_new_declarations(self, ask, level):
        assert level("XV-W", "01-25T12:00", "01-29T00:00")[0] is None
        found = ask("XV-W", "01-29T12:00")
        assert (found.level, found.layers[0].id) == ("yellow", "west-again")
        assert "extend-gap" in {defect.code for defect in found.defects}


class TestWhatIsOver:
    def test_cannot_be_lifted_again(self, events):
        assert EventKind.NO_EFFECT in {
            kind for kind, decision, _ in events if decision == "north-lifted-late"
        }

    def test_can_be_corrected_from_then_on(self, register):
        def ending(known_at):
            known = parse_instant(f"2031-{known_at}+05:00")
            return register.decision_as_known("east-yellow", known).effects[0].ending

        assert ending("02-03T09:59") == OpenEnd()
        assert ending("02-03T10:00") == ThroughDate(day=date(2031, 2, 28))

    def test_can_be_withdrawn_from_then_on(self, level):
        assert level("XV-W", "02-04T09:30")[0] == "red"
        assert level("XV-W", "02-04T09:38")[0] is None
        assert level("XV-W", "02-04T09:30", "02-04T09:38")[0] is None


class TestTheSummit:
    def test_is_announced_a_day_ahead_and_ends_at_23_59_which_is_midnight(self, ask, level):
        assert ask("XV-C", "07-01T12:00").next.level == "yellow"
        for place in ("XV-C", "XV-N1", "XV-S1", "XV-L"):
            assert level(place, "07-02T12:00") == ("yellow", "07-05T00:00")
        assert ask("XV-N2", "07-02T12:00").level is None

    def test_has_a_regime_with_an_area_and_hours_of_its_own(self, register):
        when = parse_instant("2031-07-02T12:00+05:00")
        found = states(register, scale="xv-alert", place="XV-C", at=when, known_at=when)
        assert [(state.level, state.end.text("Asia/Almaty")[5:16]) for state in found] == [
            ("operation", "07-04T20:00")
        ]
        assert states(register, scale="xv-alert", place="XV-N1", at=when, known_at=when) == ()

    def test_has_a_level_for_one_sector_that_is_not_the_place_s_level(self, ask):
        found = ask("XV-E", "07-02T12:00")
        assert found.level == "orange"  # of the region, not of the sector
        assert [layer.scope.id for layer in found.scoped] == ["aviation"]


class TestTheLeasedTown:
    def test_has_another_state_s_scale_beside_the_country_s(self, register, level):
        when = parse_instant("2031-07-02T15:00+05:00")
        assert scales_at(register, "XV-L", when) == ("xv-alert", "xn-alert")
        assert level("XV-L", "07-02T15:00") == ("yellow", "07-05T00:00")
        assert level("XV-L", "07-02T15:00", scale="xn-alert")[0] == "blue"

    def test_is_the_only_place_where_that_scale_holds(self, register):
        when = parse_instant("2031-07-02T15:00+05:00")
        assert scales_at(register, "XV-C", when) == ("xv-alert",)


class TestFigures:
    def test_stand_with_what_they_supersede(self, register):
        figures = [recorded.figure for recorded in register.incidents["blast"].figures]
        assert [(f.id, f.low, f.high, f.bound) for f in figures] == [
            ("blast.1", 2, 2, "at-least"),
            ("blast.2", 3, 5, "range"),
        ]
        assert figures[1].supersedes == ("blast.1",)
