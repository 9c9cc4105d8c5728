"""Corrections and decisions of several steps, through the console's pages, up to what is public."""

import json

import pytest

from dabyl.core.levels.decision import Correct
from dabyl.wiring import publish_now, publisher
from support.consoles import a_console, at_the_desk, seat
from support.officework import (
    AMBER,
    APPROVER,
    OFFICER,
    approved,
    begun,
    proposed,
    released,
    saved,
    stored,
    text,
)
from support.packs import with_change

ERRATA = with_change("scale.toml", "erratum = false", "erratum = true")
CORRECTED = {
    **ERRATA,
    "scale.toml": ERRATA["scale.toml"].replace('needs_incident = ["red"]', "needs_incident = []"),
}


@pytest.fixture
def console(tmp_path, monkeypatch):
    monkeypatch.setattr("support.processes.FILES", CORRECTED)
    with a_console(tmp_path) as opened:
        seat(opened, OFFICER, APPROVER)
        yield opened


@pytest.fixture
def desks(console):  # noqa: ARG001 - they sit at it
    return at_the_desk(OFFICER), at_the_desk(APPROVER)


def put_through(officer, approver, where, level="high"):
    proposed(officer, where)
    assert approved(approver, where, level)["Location"] == where, text(officer.get(where))
    return stored(where).id


def correction_of(officer, decision):
    return begun(officer, f"correct xo-alert {decision}")


def changes_in(where):
    return stored(where).current.content["effects"]["1"]["changes"]


def published(console, folder):
    out, at = publisher(folder), console.now()
    publish_now(console.house, out, console.house.register(), at=at)
    return lambda path: (folder / path).read_text(encoding="utf-8")


class TestTheForm:
    def test_shows_the_decision_as_it_stands_and_sends_nothing_when_nothing_is_changed(self, desks):
        officer, approver = desks
        first = released(officer, approver, begun(officer), **AMBER)
        where = correction_of(officer, first)
        page = text(officer.get(where))
        assert 'name="level" value="amber" checked' in page
        assert 'name="unit" value="XO-N" checked' in page
        assert ">A large event.</textarea>" in page
        saved(officer, where)
        assert changes_in(where) == {}

    def test_marks_what_is_changed_and_keeps_only_that(self, desks):
        officer, approver = desks
        first = released(officer, approver, begun(officer), **AMBER)
        where = correction_of(officer, first)
        saved(officer, where, level="red", days="7", grounds_en="A larger event.")
        assert changes_in(where) == {
            "effects": {"1": {"level": "red", "ending": ["days", 7]}},
            "grounds": {"en": "A larger event."},
        }
        page = text(officer.get(where))
        shown = [name for name in ("level", "ending", "grounds") if f'"{name}">changed' in page]
        assert shown == ["level", "ending", "grounds"]
        assert 'data-amended="area" hidden' in page
        saved(officer, where, level="amber", days="5", grounds_en="A large event.")
        assert changes_in(where) == {}

    def test_tells_where_in_it_something_speaks_against_the_correction(self, desks):
        officer, approver = desks
        first = released(officer, approver, begun(officer), **AMBER)
        where = correction_of(officer, first)
        saved(officer, where, days="60", original_reason="none-such")
        page = text(officer.get(where))
        assert 'href="#f-ending"' in page
        assert 'href="#f-original-reason"' in page

    def test_withdraws_as_a_choice_of_its_own(self, desks):
        officer, approver = desks
        first = released(officer, approver, begun(officer), **AMBER)
        where = correction_of(officer, first)
        saved(officer, where, withdraw="1", level="red")
        assert changes_in(where) == {}
        put_through(officer, approver, where)
        assert "High" not in text(officer.get("/"))

    def test_is_of_an_extension_as_well(self, desks):
        officer, approver = desks
        first = released(officer, approver, begun(officer), **AMBER)
        shared = {"layer": first, "provision": "xo-act.3", "reason": "event"}
        later = begun(officer, f"extend xo-alert {first}")
        extension = released(officer, approver, later, ending="days", days="9", **shared)
        where = correction_of(officer, extension)
        saved(officer, where, days="8")
        assert changes_in(where) == {"effects": {"1": {"ending": ["days", 8]}}}
        put_through(officer, approver, where)


class TestAScaleWithoutErrata:
    def test_lets_a_decision_be_withdrawn_only(self, tmp_path):
        with a_console(tmp_path) as opened:
            seat(opened, OFFICER, APPROVER)
            officer, approver = at_the_desk(OFFICER), at_the_desk(APPROVER)
            first = released(officer, approver, begun(officer), **AMBER)
            where = correction_of(officer, first)
            page = text(officer.get(where))
            assert 'name="withdraw" value="1" id="withdraw" checked' in page
            assert 'name="level"' not in page
            saved(officer, where)
            put_through(officer, approver, where)
            assert "High" not in text(officer.get("/"))


class TestOneAction:
    def test_corrects_everywhere(self, console, desks, tmp_path):
        officer, approver = desks
        first = released(officer, approver, begun(officer), **AMBER)
        said = published(console, tmp_path / "public")
        assert "High" in said("en/place/XO-N/index.html")
        where = correction_of(officer, first)
        saved(officer, where, level="red", unit=["XO-S"], grounds_en="A larger event.")
        assert "is not the name of the level" in text(
            self.refused(officer, approver, where, "high")
        )
        assert approved(approver, where, "critical")["Location"] == where
        said = published(console, tmp_path / "public")
        assert "High" not in said("en/place/XO-N/index.html")
        assert "Red (critical)" in said("en/place/XO-S/index.html")
        assert "A larger event." in said("en/place/XO-S/index.html")
        assert "A larger event." in said(f"en/decision/{first}/index.html")
        assert "A larger event." in said("feed/en.atom")
        levels = [json.loads(said(f"status/{one}.json")) for one in ("XO-N", "XO-S")]
        assert ['"red"' in json.dumps(one) for one in levels] == [False, True]
        assert "red (3/3)" in said("text/en/XO-S.sms.txt")

    def refused(self, officer, approver, where, level):
        proposed(officer, where)
        return approved(approver, where, level)


class TestSeveralSteps:
    def test_are_added_typed_and_taken_in_one_decision(self, console, desks):
        officer, approver = desks
        first = released(officer, approver, begun(officer), **AMBER)
        where = begun(officer, f"lift xo-alert {first}")
        reply = saved(officer, where, then="add", kind="declare")
        assert reply["Location"] == f"{where}#step-2"
        page = text(officer.get(where))
        assert 'id="step-2"' in page
        assert "Level (step 2)</a>" in page
        assert 'href="#f-level-2"' in page
        fields = {"unit-2": "XO-S", "level-2": "red", "ending-2": "days", "days-2": "3"}
        saved(officer, where, reason="event", provision="xo-act.3", **fields)
        key = put_through(officer, approver, where, "critical")
        lift, declare = console.house.register().record(key).decision.effects
        assert (lift.layers, declare.area.units) == ((first,), ("XO-S",))
        page = text(officer.get("/"))
        assert "Red (critical)" in page
        assert "High" not in page

    def test_are_removed_and_the_rest_stays_typed(self, desks):
        officer, _ = desks
        where = begun(officer)
        saved(officer, where, then="add", kind="declare", level="amber")
        saved(officer, where, then="drop 1", **{"level-2": "red", "places-2": "XO-S"})
        steps = stored(where).current.content["effects"]
        assert list(steps) == ["1"]
        assert (steps["1"]["level"], steps["1"]["area"]) == ("red", {"units": ["XO-S"]})

    def test_are_corrected_each(self, console, desks):
        officer, approver = desks
        where = begun(officer)
        saved(officer, where, then="add", kind="declare", **AMBER)
        saved(
            officer,
            where,
            **{"unit-2": "XO-S", "level-2": "red", "ending-2": "days", "days-2": "3"},
        )
        first = put_through(officer, approver, where, "critical")
        fix = correction_of(officer, first)
        saved(officer, fix, **{"days-2": "4"})
        assert changes_in(fix) == {"effects": {"2": {"ending": ["days", 4]}}}
        key = put_through(officer, approver, fix, "critical")
        (effect,) = console.house.register().record(key).decision.effects
        assert isinstance(effect, Correct)
