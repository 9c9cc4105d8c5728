"""Records as JSON: the summer of 2016, as known then and later."""

import attrs
import pytest

from dabyl.core.formats.status.events import event_fields
from dabyl.core.formats.status.records import (
    decision_fields,
    incident_fields,
    message_fields,
    place_fields,
)
from dabyl.core.register.timeline import timeline
from dabyl.core.values.instants import parse_instant
from support import osland
from support.released import released
from support.sites import corrected, kz_register

SUMMER = parse_instant("2016-07-20T12:00+06:00")
LATER = parse_instant("2026-01-01T00:00Z")


@pytest.fixture(scope="module")
def register():
    return released("kazakhstan-2016")


def place(register, key, at=SUMMER):
    return place_fields(register, register.gazetteer.units[key], at)


class TestPlace:
    def test_has_names_codes_and_what_it_lies_in(self, register):
        found = place(register, "750000000")
        assert found["names"]["en"] == "Almaty"
        assert found["parent"] == "KZ"
        assert found["zone"] == "Asia/Almaty"
        assert found["exists"] is True
        assert set(found["point"]) == {"lon", "lat"}

    def test_is_told_of_a_day_on_which_it_is_not_there(self, register):
        before = place(register, "100000000")
        assert (before["exists"], before["valid_from"]) == (False, "2022-06-08")
        assert place(register, "100000000", LATER)["exists"] is True

    def test_may_have_no_point(self, register):
        without = attrs.evolve(register.gazetteer.units["750000000"], point=None)
        assert place_fields(register, without, SUMMER)["point"] is None

    def test_may_have_ended(self, register):
        units = register.gazetteer.units.values()
        ended = next(unit for unit in units if unit.valid_to is not None)
        assert place_fields(register, ended, LATER)["valid_to"] == ended.valid_to.isoformat()


class TestDecision:
    def test_has_its_effects_and_its_place_in_the_journal(self, register):
        record = register.record("kz-2016-03")
        found = decision_fields(register, record, SUMMER)
        assert found["effects"][0]["level"] == "yellow"
        assert found["number"] == record.number
        assert found["hash"] == record.hash
        assert found["withdrawn_by"] is None
        assert found["decided"] is None or set(found["decided"]) == {
            "instant",
            "precision",
            "status",
        }
        assert found["sources"][0].keys() == {"id", "publisher", "url", "date", "lang", "note"}

    def test_says_by_which_it_is_corrected_once_that_is_known(self):
        known = osland.register(*osland.everything())
        by = {r.decision.id: r for r in map(known.record, known.decision_ids())}
        amber, rail = by["amber"], by["rail"]
        last, before = known.recorded_at, amber.recorded_at
        assert decision_fields(known, amber, before)["corrected_by"] == []
        assert decision_fields(known, amber, last)["corrected_by"] == ["corrected"]
        assert decision_fields(known, amber, last)["official_number"] == "2/2021"
        assert decision_fields(known, rail, last)["withdrawn_by"] == "withdrawn"
        assert decision_fields(known, rail, rail.recorded_at)["withdrawn_by"] is None


class TestIncident:
    def test_has_the_figures_known_then(self, register):
        record = register.incidents["aktobe-2016-06-05"]
        then, now = parse_instant("2016-06-06T12:00+06:00"), LATER
        early = incident_fields(register.incident("aktobe-2016-06-05", then), record, then)
        late = incident_fields(register.incident("aktobe-2016-06-05", now), record, now)
        assert 0 < len(early["figures"]) < len(late["figures"])
        assert late["figures"][0].keys() >= {"low", "high", "bound", "as_of", "source"}
        assert late["started"]["precision"] == "day"
        assert (late["version"], late["earlier"]) == (record.number, [])

    def test_tells_what_a_correction_replaced_and_from_when_to_when(self):
        known = kz_register(*corrected())
        record = known.incidents["aktobe-2016"]
        told = [
            incident_fields(known.incident("aktobe-2016", at), record, at)
            for at in (record.recorded_at, record.current.recorded_at)
        ]
        assert [one["names"]["en"] for one in told] == ["Attack in Aktobe", "Attacks in Aktobe"]
        assert [one["version"] for one in told] == [record.number, record.current.number]
        assert told[0]["earlier"] == []
        (before,) = told[1]["earlier"]
        assert before["names"] == told[0]["names"]
        assert before["recorded_at"] == told[1]["recorded_at"] == record.recorded_at.text()
        assert before["until"] == record.current.recorded_at.text()


class TestMessage:
    def test_names_the_file_of_its_bytes(self, register):
        record = next(iter(register.messages))
        found = message_fields(record)
        assert found["file"] == f"cap/{found['identifier']}.xml"
        assert found["kind"] == "Alert"


class TestEvent:
    def test_may_have_no_end(self, register):
        events = timeline(register, known_at=SUMMER)
        told = [event_fields(register, event) for event in events]
        assert told[0]["end"] is None
        assert any(one["end"] for one in told)
