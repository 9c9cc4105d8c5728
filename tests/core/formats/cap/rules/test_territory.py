"""Rule 93: the area lies within the authority's territory."""

from math import cos, radians

import attrs
import pytest
import shapely

from dabyl.core.formats.cap.rules.context import Context, Territory
from dabyl.core.formats.cap.rules.extents import Extent
from dabyl.core.formats.cap.rules.kinds import E, I, Profile, W
from dabyl.core.formats.cap.values import Circle, NamedValue, Polygon
from support.cap import ALONE, CLEAN, checked, codes, gaps, with_area, with_info

BOX = (50.0, 57.0, 51.0, 58.0)
LAND = Extent(
    shape=shapely.GeometryCollection([shapely.box(57, 50, 57.6, 51), shapely.box(57.4, 50, 58, 51)])
)
HERE = Context(territory=Territory(box=BOX, outline=LAND))
PLACE = "/alert/info[1]/area[1]/polygon[1]"


def drawn(*rings, circles=()):
    polygons = tuple(Polygon(ring) for ring in rings)
    return with_area(ALONE, 1, polygons=polygons, circles=tuple(map(Circle, circles)))


def square(south, west, north, east):
    return f"{south},{west} {south},{east} {north},{east} {north},{west} {south},{west}"


def said(alert, *profiles, context=HERE):
    found = checked(alert, *profiles, context=context).findings
    return [(one.kind, one.where, dict(one.data)) for one in found if one.rule == 93]


def roughly(error_km):
    extent = attrs.evolve(LAND, error_km=error_km)
    return Context(territory=Territory(box=BOX, outline=extent))


class TestArea:
    @pytest.mark.parametrize(
        "ring",
        [square(50.1, 57.1, 50.9, 57.9), square(50, 57, 51, 58), square(50.4, 57.45, 50.5, 57.55)],
    )
    def test_lies_within(self, ring):
        assert said(drawn(ring)) == []
        assert codes(CLEAN, context=HERE) == set()

    def test_reaches_beyond(self):
        alert = drawn(square(50.1, 57.1, 50.9, 58.1))
        assert codes(alert, context=HERE) == {"cap-territory"}
        data = {"km": "7", "most": "0"}
        profiles = (Profile.DABYL, Profile.GOOGLE, Profile.UK, Profile.OASIS)
        assert said(alert, *profiles) == [(kind, PLACE, data) for kind in (E, E, W, I)]

    def test_lies_elsewhere(self):
        [(kind, where, data)] = said(drawn(square(40, 57.1, 41, 57.2)))
        assert (kind, where) == (E, PLACE)
        assert 1100 < float(data["km"]) < 1120

    def test_is_told_in_every_language(self):
        alert = with_area(CLEAN, 0, polygons=(Polygon(square(40, 57, 41, 58)),))
        assert [where for _, where, _ in said(alert)] == [
            PLACE,
            PLACE.replace("info[1]", "info[2]"),
        ]

    def test_may_be_as_far_off_as_the_outline(self):
        alert = drawn(square(50.1, 57.1, 50.9, 58.1))
        assert said(alert, context=roughly(7.5)) == []
        assert said(alert, context=roughly(6.5)) != []

    def test_may_be_as_far_off_as_it_says(self):
        alert = drawn(square(50.1, 57.1, 50.9, 58.1))
        stated = (NamedValue("dabyl.border-error-km", "7.5"),)
        assert said(with_info(alert, 1, parameters=stated)) == []
        far = drawn(square(50.1, 57.1, 50.9, 60))
        boasting = (NamedValue("dabyl.border-error-km", "999999"),)
        assert [data["most"] for *_, data in said(with_info(far, 1, parameters=boasting))] == [
            "100"
        ]

    def test_may_be_written_a_turn_away(self):
        assert said(drawn(square(50.1, -302.9, 50.9, -302.1))) == []

    @pytest.mark.parametrize(
        "ring", ["", "nowhere", square(95, 57, 96, 58), square(50, 400, 51, 401)]
    )
    def test_is_not_looked_for_beside_the_map(self, ring):
        assert said(drawn(ring)) == []


class TestCircle:
    WHERE = PLACE.replace("polygon", "circle")

    def test_may_reach_beyond_with_its_polygon(self):
        assert said(drawn(square(50.4, 57.8, 50.6, 58.2), circles=["50.5,57.95 25"])) == []

    def test_may_not_have_its_middle_beyond(self):
        [(kind, where, _)] = said(drawn(circles=["50.5,58.2 25"]))
        assert (kind, where) == (E, self.WHERE)

    def test_lends_no_more_than_its_radius(self):
        alert = drawn(square(50.4, 57.8, 50.6, 58.9), circles=["50.5,57.95 25"])
        assert [where for _, where, _ in said(alert)] == [PLACE]

    @pytest.mark.parametrize("text", ["far away", "", "95,57 3"])
    def test_that_cannot_be_read_lends_nothing(self, text):
        alert = drawn(square(50.4, 57.8, 50.6, 58.2), circles=[text, "50.5,57.5 0"])
        assert [where for _, where, _ in said(alert)] == [PLACE]

    def test_lends_no_more_than_the_earth_is_large(self):
        assert said(drawn(square(-50, -120, -49, -119), circles=[f"50.5,57.5 {'9' * 300}"])) == []


class TestExtent:
    @pytest.mark.parametrize("lat", [0.5, 50.5, 70.5, -60.5])
    def test_measures_to_the_nearest_ground(self, lat):
        land = Extent(shape=shapely.box(10, lat - 2, 12, lat + 2))
        assert land.farthest_km([(lat, 11.0), (lat, 12.0)]) == 0
        east = land.farthest_km([(lat, 11.0), (lat, 12.5), (lat + 2.1, 11.0)])
        assert east == pytest.approx(max(55.66 * cos(radians(lat)), 11.1), rel=0.02)

    def test_reaches_to_a_pole(self):
        land = Extent(shape=shapely.box(-180, 80, 180, 90))
        assert land.farthest_km([(79.0, 20.0)]) == pytest.approx(111.7, abs=0.2)


class TestWithoutTerritory:
    @pytest.mark.parametrize("territory", [None, Territory(box=BOX)])
    def test_is_not_judged(self, territory):
        assert (93, "territory") in gaps(CLEAN, context=Context(territory=territory))

    def test_is_not_asked_for_where_nothing_is_drawn(self):
        assert 93 not in {number for number, _ in gaps(with_area(CLEAN, 0, polygons=()))}
