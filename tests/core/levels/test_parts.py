import pytest
from hypothesis import given

from dabyl.core.journal.canonical import format_canonical, parse_canonical
from dabyl.core.levels.acts import WireCorrect, WireEffect, WireRaise
from dabyl.core.levels.ground import WireArea, WireCircle, WireGround, wire_ground
from dabyl.core.levels.parts import (
    WireClaim,
    WireConsent,
    WireEnding,
    WireMoment,
    plain_of,
    wire_claim,
    wire_consent,
    wire_ending,
    wire_moment,
)
from dabyl.core.levels.written import wire_effect
from dabyl.core.values.codes import Code
from dabyl.core.values.wire import dotted, faults, read
from support.strategies import areas, claims, consents, effects, endings, moments

SQUARE = ["70 50", "71 50", "71 51", "70 51", "70 50"]
HOURGLASS = ["70 50", "71 51", "71 50", "70 51", "70 50"]

START = {"at": "2016-06-06T00:00:00Z", "zone": "UTC"}


def found(value, shape):
    return [(dotted(fault.path), fault.code) for fault in faults(value, shape)]


def again(wire, shape):
    """Return what is read from the bytes of a shape."""
    return read(parse_canonical(format_canonical({"_": plain_of(wire)}))["_"], shape).value()


class TestParts:
    @given(moments)
    def test_read_a_moment_as_it_was_written(self, moment):
        assert again(wire_moment(moment), WireMoment) == moment

    @given(endings)
    def test_read_an_ending_as_it_was_written(self, ending):
        assert again(wire_ending(ending), WireEnding) == ending

    @given(areas)
    def test_read_a_ground_as_it_was_written(self, area):
        assert again(wire_ground(area), WireGround) == area

    @given(claims)
    def test_read_a_claim_as_it_was_written(self, claim):
        assert again(wire_claim(claim), WireClaim) == claim

    @given(consents)
    def test_read_a_consent_as_it_was_written(self, consent):
        assert again(wire_consent(consent), WireConsent) == consent

    @given(effects)
    def test_read_an_effect_as_it_was_written(self, effect):
        assert again(wire_effect(effect), WireEffect) == effect


class TestWireMoment:
    @pytest.mark.parametrize(
        ("at", "zone", "where", "code"),
        [
            ("0999-12-31T00:00:00Z", "UTC", "at", Code.OUT_OF_RANGE),
            ("9000-01-01T00:00:00Z", "UTC", "at", Code.OUT_OF_RANGE),
            ("2016-06-06T00:00:00", "UTC", "at", Code.TIME_UNREADABLE),
            ("2016-06-06T00:00:00Z", "Almaty", "zone", Code.ZONE_UNKNOWN),
        ],
    )
    def test_refuses_what_is_no_moment(self, at, zone, where, code):
        assert found({"at": at, "zone": zone}, WireMoment) == [(where, code)]


class TestWireEnding:
    @pytest.mark.parametrize(
        ("value", "where", "code"),
        [
            (["days", 0], "[1]", Code.OUT_OF_RANGE),
            (["days", 36_526], "[1]", Code.OUT_OF_RANGE),
            (["days", 10**30], "[1]", Code.OUT_OF_RANGE),
            (["through", "9999-12-31"], "[1]", Code.OUT_OF_RANGE),
            (["time", "0999-12-31", 0], "[1]", Code.OUT_OF_RANGE),
            (["time", "2016-07-18", 1441], "[2]", Code.OUT_OF_RANGE),
        ],
    )
    def test_refuses_what_would_end_outside_the_calendar(self, value, where, code):
        assert found(value, WireEnding) == [(where, code)]


class TestWireCircle:
    @pytest.mark.parametrize(
        ("centre", "radius", "wrong"),
        [
            ("76.9 43.2", "0", {("radius_km", Code.OUT_OF_RANGE)}),
            ("76.9 43.2", "1001", {("radius_km", Code.OUT_OF_RANGE)}),
            ("76.9 43.2", "-1", {("radius_km", Code.OUT_OF_RANGE)}),
            ("76.9 43.2", "nan", {("radius_km", Code.OUT_OF_RANGE)}),
            ("76.9 93.2", "1", {("centre", Code.PLACE_POINT_RANGE)}),
            ("76.9", "1.", {("centre", Code.UNKNOWN_VALUE)}),
            ("76.9  43.2", "1", {("centre", Code.UNKNOWN_VALUE)}),
            ("179.9 43.2", "50", {("radius_km", Code.BORDER_INVALID)}),
            ("inf 1e5", "x", {("centre", Code.UNKNOWN_VALUE), ("radius_km", Code.OUT_OF_RANGE)}),
        ],
    )
    def test_refuses_what_is_no_circle(self, centre, radius, wrong):
        value = {"kind": "circle", "centre": centre, "radius_km": radius}
        assert set(found(value, WireCircle)) == wrong


class TestWireArea:
    @pytest.mark.parametrize(
        ("polygons", "where", "code"),
        [
            ([], "polygons", Code.BORDER_RING_SHORT),
            ([[]], "polygons[0]", Code.BORDER_RING_SHORT),
            ([[SQUARE[:3]]], "polygons[0][0]", Code.BORDER_RING_SHORT),
            ([[SQUARE[:4]]], "polygons[0][0]", Code.BORDER_RING_OPEN),
            (
                [[SQUARE], [[*SQUARE[:2], "x", *SQUARE[3:]]]],
                "polygons[1][0][2]",
                Code.UNKNOWN_VALUE,
            ),
            ([[HOURGLASS]], "polygons", Code.BORDER_INVALID),
        ],
    )
    def test_refuses_what_is_no_area(self, polygons, where, code):
        value = {"kind": "area", "polygons": polygons}
        assert found(value, WireArea) == [(where, code)]


class TestEffects:
    def test_refuse_a_new_level_without_an_ending_and_the_other_way_round(self):
        change = {"kind": "raise", "layers": ["a"], "start": START}
        assert found(change, WireRaise) == []
        assert found({**change, "level": "red"}, WireRaise) == [("ending", Code.MISSING_FIELD)]
        assert found({**change, "ending": ["open"]}, WireRaise) == [("level", Code.MISSING_FIELD)]

    def test_refuse_changes_that_cannot_stand_in_the_journal(self):
        correction = {"kind": "correct", "decision": "a", "changes": {"x": [1.5]}}
        assert found(correction, WireCorrect) == [("changes.x[0]", Code.NUMBER_NOT_WHOLE)]
