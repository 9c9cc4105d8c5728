from decimal import Decimal

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabyl.core.formats.cap.values import (
    Alert,
    Area,
    Circle,
    Polygon,
    Reference,
    Time,
)
from dabyl.core.values.instants import parse_instant


def an_area(**changes):
    return attrs.evolve(Area("Vale", (), (), (), None, None), **changes)


def an_alert(**changes):
    empty = Alert(*[None] * 9, (), None, None, None, ())
    return attrs.evolve(empty, **changes)


class TestTime:
    @pytest.mark.parametrize(
        ("text", "means", "offset_s"),
        [
            ("2016-06-06T12:00:00+06:00", "2016-06-06T06:00:00Z", 21600),
            ("2016-06-06T12:00:00-00:00", "2016-06-06T12:00:00Z", 0),
            ("2016-06-06T12:00:00-03:30", "2016-06-06T15:30:00Z", -12600),
            ("2016-06-06T12:00:00Z", "2016-06-06T12:00:00Z", 0),
            ("2016-06-06T12:00:00.999+06:00", "2016-06-06T06:00:00Z", 21600),
            ("2016-12-31T24:00:00+06:00", "2016-12-31T18:00:00Z", 21600),
            ("\n 2016-06-06T12:00:00+14:00\t", "2016-06-05T22:00:00Z", 50400),
        ],
    )
    def test_keeps_its_text_beside_the_instant(self, text, means, offset_s):
        time = Time(text)
        assert (time.text, time.instant, time.offset_s) == (text, parse_instant(means), offset_s)

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "noon",
            "2016-06-06",
            "2016-06-31T12:00:00+06:00",
            "2016-06-06T24:00:01+06:00",
            "0000-06-06T12:00:00+06:00",
            "2016-06-06T12:00:00,06:00",
            "2016-06-06T12:00:00+14:01",
            "2016-06-06T12:00:00+06:60",
            "٢٠١٦-06-06T12:00:00+06:00",
        ],
    )
    def test_has_no_instant_when_it_is_none(self, text):
        assert Time(text).instant is None

    def test_without_a_zone_has_an_instant_only_when_one_is_assumed(self):
        text = "2016-06-06T12:00:00"
        assert Time(text).instant is None
        assumed = Time(text, assumed_zone="+06:00")
        assert assumed.instant == parse_instant("2016-06-06T06:00:00Z")

    def test_that_states_a_zone_assumes_none(self):
        assert Time("2016-06-06T12:00:00Z", assumed_zone="+06:00").offset_s == 0

    @given(st.datetimes(timezones=st.timezones()).filter(lambda t: 1900 < t.year < 9998))
    def test_agrees_with_the_calendar(self, moment):
        text = moment.replace(microsecond=0).isoformat()
        if len(text) != len("2016-06-06T12:00:00+06:00"):
            return  # an offset with seconds, which no clock has had for a century
        assert Time(text).instant == parse_instant(text)


class TestPolygon:
    @pytest.mark.parametrize("gap", [" ", "\n", "\t", "\r\n  "])
    def test_reads_pairs_with_any_white_space_between_them(self, gap):
        polygon = Polygon(gap + gap.join(["1,2", "-1.5,+2.25", ".5,-0"]) + gap)
        assert polygon.points == ((1.0, 2.0), (-1.5, 2.25), (0.5, 0.0))

    @pytest.mark.parametrize(
        "text", ["1", "1,2,3", "1, 2", "a,b", "1e5,2", "1,2\u00a03,4", f"1,{'9' * 400}", "1;2"]
    )
    def test_has_no_points_when_something_else_stands_in_it(self, text):
        assert Polygon("1,2 " + text).points is None

    def test_is_empty_when_the_text_is(self):
        assert Polygon(" \n").points == ()

    def test_reads_its_text_once(self):
        polygon = Polygon("1,2 3,4")
        assert polygon.points is polygon.points


class TestCircle:
    def test_is_a_centre_and_a_radius(self):
        circle = Circle("\n32.9525,-115.5527  12.5 ")
        assert (circle.centre, circle.radius_km) == ((32.9525, -115.5527), 12.5)

    @pytest.mark.parametrize("text", ["", "1,2", "1,2 x", "1 2", "1,2 3 4", f"1,2 {'9' * 400}"])
    def test_is_nothing_when_the_text_is_none(self, text):
        assert (Circle(text).centre, Circle(text).radius_km) == (None, None)


class TestArea:
    def test_reads_heights_in_feet(self):
        area = an_area(altitude=" 1000.50\n", ceiling="high")
        assert (area.altitude_ft, area.ceiling_ft) == (Decimal("1000.50"), None)
        assert an_area().altitude_ft is None


class TestAlert:
    def test_has_references_in_order_right_or_wrong(self):
        alert = an_alert(references="a@b,1,2016-06-06T12:00:00+06:00\n x,y a,b,c,d ,, q,w,e")
        assert alert.parsed_references == (
            Reference("a@b", "1", "2016-06-06T12:00:00+06:00"),
            "x,y",
            "a,b,c,d",
            ",,",
            Reference("q", "w", "e"),
        )

    def test_without_references_has_none(self):
        assert an_alert().parsed_references == ()
