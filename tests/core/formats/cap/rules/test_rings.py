"""Rings: simple ones, how they turn, holes, and polygons that overlap."""

from math import cos, pi, sin

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from dabyl.core.formats.cap.rules.kinds import E, I, Profile, W
from dabyl.core.formats.cap.rules.outlines import Outline
from dabyl.core.formats.cap.values import Polygon
from support.cap import ALONE, CLEAN, checked, codes, with_area

PLACE = "/alert/info[1]/area[1]/polygon[1]"


def text_of(corners, decimals=2):
    """Return a polygon's text from corners as longitude and latitude, closed."""
    closed = [*corners, corners[0]]
    return " ".join(f"{lat:.{decimals}f},{lon:.{decimals}f}" for lon, lat in closed)


def box(west, south, east, north):
    return [(west, south), (east, south), (east, north), (west, north)]


def drawn(*rings):
    texts = [each if isinstance(each, str) else text_of(each) for each in rings]
    return with_area(ALONE, 1, polygons=tuple(map(Polygon, texts)))


def said(alert, *profiles):
    found = checked(alert, *profiles).findings
    return [(one.code, one.case, one.kind, dict(one.data)) for one in found]


def outline(corners, decimals=2):
    return Outline(Polygon(text_of(corners, decimals)))


BOW = [(57, 50), (58, 51), (58, 50), (57, 51)]
TOUCHING = [(57, 50), (59, 50), (59, 52), (58, 50), (57, 52)]
FLAT = [(57, 50), (58, 51), (59, 52)]
KEYHOLE = [
    *((57, 50), (61, 50), (61, 54), (57, 54), (57, 50)),
    *((58, 51), (58, 53), (60, 53), (60, 51), (58, 51)),
]


class TestRing:
    def test_does_not_cross_itself(self):
        assert said(drawn(BOW)) == [("cap-ring", "", E, {"one": 1, "other": 3})]
        lopsided = [(57, 50), (58, 51), (58, 50), (57, 51.5)]
        data = {"one": 1, "other": 3}
        found = said(drawn(lopsided), Profile.DABYL, Profile.GOOGLE, Profile.UK, Profile.OASIS)
        assert [one for one in found if one[0] == "cap-ring"] == [
            ("cap-ring", "", kind, data) for kind in (E, E, E, W)
        ]

    def test_does_not_touch_itself(self):
        assert said(drawn(TOUCHING)) == [("cap-ring", "touches", E, {"one": 1, "other": 4})]

    def test_touches_itself_exactly_where_decimals_say_so(self):
        on = [(57.1, 50.1), (57.4, 50.7), (57.2, 50.8), (57.2, 50.3), (57, 51)]
        beside = [*on[:3], (57.199999, 50.3), on[4]]
        assert codes(drawn(text_of(on, 6))) == {"cap-ring"}
        assert codes(drawn(text_of(beside, 6))) == set()

    def test_touches_itself_exactly_with_many_decimals_too(self):
        on = [(57.1, 50.1), (57.4, 50.7), (57.2, 50.8), (57.2, 50.3), (57.00000001, 51)]
        assert outline(on, 8).meeting is not None
        on[3] = (57.19999999, 50.3)
        assert outline(on, 8).meeting is None

    def test_has_an_area(self):
        assert said(drawn(FLAT))[0][:2] == ("cap-ring", "flat")
        found = said(drawn([(57, 50)] * 3))
        assert [one[:2] for one in found] == [("cap-ring", "doubled"), ("cap-ring", "flat")]

    def test_repeats_no_point(self):
        doubled = [(57, 50), (58, 50), (58, 50), (58, 51)]
        data = {"point": 3}
        assert said(drawn(doubled), Profile.DABYL, Profile.OASIS) == [
            ("cap-ring", "doubled", E, data),
            ("cap-ring", "doubled", I, data),
        ]

    def test_is_told_by_points_as_they_stand_when_one_is_doubled(self):
        found = said(drawn([(57, 50), (57, 50), (58, 51), (58, 50), (57, 51.5)]))
        assert [data for _, case, _, data in found if not case] == [{"one": 2, "other": 4}]

    def test_is_judged_once_for_all_languages(self):
        alert = with_area(CLEAN, 0, polygons=(Polygon(text_of(TOUCHING)),))
        assert [one.where for one in checked(alert).findings] == [
            PLACE,
            PLACE.replace("info[1]", "info[2]"),
        ]

    def test_may_lie_across_the_antimeridian(self):
        over = [(179, -17), (-179, -17), (-179, -16), (-180, -16), (179, -16)]
        assert codes(drawn(over)) == {"cap-antimeridian"}
        crossed = [(179, -17), (-179, -16), (-179, -17), (179, -15)]
        assert codes(drawn(crossed)) == {"cap-antimeridian", "cap-ring"}

    def test_around_a_pole_is_not_judged(self):
        assert codes(drawn([(0, 80), (90, 80), (179, 80), (-90, 80)])) == {"cap-antimeridian"}

    def test_of_many_points_is_judged_whole(self):
        many = [(57 + cos(2 * pi * at / 3000), 50 + sin(2 * pi * at / 3000)) for at in range(3000)]
        assert outline(many, 6).meeting is None
        many[1500] = (59.5, 50)
        assert outline(many, 6).meeting is not None

    def test_of_many_long_edges_side_by_side_is_judged_by_the_sweep(self):
        comb = [
            corner
            for at in range(2000)
            for corner in ((1 + at / 1e4, 1 + at / 1e5), (41 + at / 1e4, 41 + at / 1e5 + 1e-6))
        ]
        assert outline([*comb, (80, -40)], 6).meeting is None
        comb[2000] = (comb[2000][0], comb[2000][1] + 0.01)
        assert outline([*comb, (80, -40)], 6).meeting is not None

    @pytest.mark.parametrize("turn", range(4))
    def test_is_cleared_of_doubled_points_wherever_they_are(self, turn):
        ring = [(57, 50), (58, 50), (58, 51), (57, 51)]
        ring = ring[turn:] + ring[:turn]
        assert outline([ring[0], *ring]).meeting is None
        assert outline([*ring, ring[-1], ring[0]]).meeting is None

    @given(
        st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=3, max_size=9),
        st.sampled_from([1, 1_000_007]),
    )
    def test_is_simple_when_geos_says_so(self, corners, step):
        """GEOS sees whole numbers; here they are decimals, which no binary fraction equals."""
        decimals = [((62_504 + x * step) / 1e6, (62_504 + y * step) / 1e6) for x, y in corners]
        ring = shapely.LinearRing([*corners, corners[0]])
        one = outline(decimals, 6)
        polygon = shapely.Polygon(ring)
        assert (one.meeting is None) is bool(ring.is_simple and polygon.area)
        if one.meeting is None:
            assert polygon.is_valid
            assert (one.turning > 0) is bool(shapely.is_ccw(ring))


class TestWinding:
    def test_of_a_clockwise_ring_is_told(self):
        alert = drawn(box(57, 50, 58, 51)[::-1])
        assert said(alert, *Profile) == [("cap-winding", "", I, {})] * len(Profile)

    def test_of_a_counter_clockwise_ring_is_not(self):
        assert said(drawn(box(57, 50, 58, 51)), *Profile) == []


class TestHole:
    def test_is_not_cut_by_a_polygon_within_another(self):
        outer, inner = box(57, 50, 60, 53), box(58, 51, 59, 52)
        data = {"one": 1, "other": 2}
        alert = drawn(outer, inner)
        assert said(alert) == [("cap-hole", "", E, data)]
        assert [kind for _, _, kind, _ in said(alert, Profile.OASIS, Profile.GOOGLE)] == [I, E]

    def test_is_told_of_the_inner_polygon_whichever_comes_first(self):
        outer, inner = box(57, 50, 60, 53), box(58, 51, 59, 52)
        [found] = checked(drawn(inner, outer)).findings
        assert found.where == PLACE
        assert found.data == {"one": 2, "other": 1}

    def test_is_not_reached_by_a_seam(self):
        assert {(code, case) for code, case, *_ in said(drawn(KEYHOLE))} == {
            ("cap-hole", "seam"),
            ("cap-ring", "touches"),
        }


class TestOverlap:
    def test_is_a_warning_to_us_and_an_error_to_two(self):
        alert = drawn(box(57, 50, 59, 52), box(58, 51, 60, 53))
        found = said(alert, Profile.DABYL, Profile.OASIS, Profile.GOOGLE, Profile.UK)
        data = {"one": 1, "other": 2}
        assert found == [("cap-shapes-overlap", "", kind, data) for kind in (W, I, E, E)]

    def test_is_what_a_polygon_that_stands_twice_does(self):
        assert codes(drawn(box(57, 50, 59, 52), box(57, 50, 59, 52))) == {"cap-shapes-overlap"}

    @pytest.mark.parametrize(
        "other",
        [
            box(59, 50, 60, 52),  # shares a border
            box(58.9999, 50, 60, 52),  # shares one that was rounded
            box(59, 52, 60, 53),  # shares a corner
            box(61, 50, 62, 52),  # lies apart
            [(60, 51.5), (61, 54), (58.5, 54)],  # only its box overlaps
        ],
    )
    def test_is_not_seen_where_polygons_lie_beside_each_other(self, other):
        texts = text_of(box(57, 50, 59, 52), 4), text_of(other, 4)
        assert codes(drawn(*texts)) == set()

    def test_is_not_asked_of_what_is_no_ring(self):
        assert codes(drawn(box(57, 50, 59, 52), "57,50")) == {"cap-polygon"}
        assert codes(drawn(box(57, 50, 59, 52), TOUCHING)) == {"cap-ring"}

    def test_is_told_ten_times_an_area_at_most(self):
        found = checked(drawn(*[box(57, 50, 58 + at / 10, 51 + at) for at in range(7)])).findings
        assert len(found) == 10

    def test_is_not_looked_for_without_end(self):
        slivers = [[(at, at), (60 + at, 60.001 + at), (60 + at, 60.002 + at)] for at in range(210)]
        scaled = [[(x / 10, y / 10) for x, y in each] for each in slivers]
        assert codes(drawn(*[text_of(each, 5) for each in scaled])) == set()
        long = [(57 + at / 1e4, 50 + at % 2) for at in range(5000)]
        other = [(57 + at / 1e4, 50.5 + at % 2) for at in range(5000)]
        assert len(long) * len(other) > 20_000_000
        closed = [*long, (58, 40)], [*other, (58, 41)]
        assert "cap-shapes-overlap" not in codes(drawn(*[text_of(each, 4) for each in closed]))
