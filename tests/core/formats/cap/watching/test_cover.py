import shapely
from hypothesis import given
from hypothesis import strategies as st

from dabyl.core.formats.cap.values import Circle, NamedValue, Polygon
from dabyl.core.formats.cap.watching.cover import Cover, Place, cover, position
from support.cap import an_area, an_info

SQUARE = "50,57 50,58 51,58 51,57 50,57"
EMPTY = an_area(polygons=(), geocodes=())
INSIDE, OUTSIDE = position(50.5, 57.5), position(52, 57.5)
VALE = Place(codes=frozenset({"VA"}), parts=frozenset({"VA-1"}), others=frozenset({"VA", "HI"}))


def area(*polygons, circles=(), codes=()):
    return an_area(
        polygons=tuple(Polygon(text) for text in polygons),
        circles=tuple(Circle(text) for text in circles),
        geocodes=tuple(NamedValue("code", code) for code in codes),
    )


def covered(place, *areas):
    return cover([an_info(areas=areas)], place)


class TestPosition:
    def test_lies_in_a_polygon_or_outside_it(self):
        assert covered(INSIDE, area(SQUARE)) is Cover.WHOLE
        assert covered(OUTSIDE, area(SQUARE)) is Cover.NO

    def test_on_a_border_lies_in_it(self):
        assert covered(position(50, 57.5), area(SQUARE)) is Cover.WHOLE

    def test_lies_in_a_circle_by_its_distance_on_the_ground(self):
        assert covered(position(60, 10.17), area(circles=["60,10 10"])) is Cover.WHOLE
        assert covered(position(60, 10.19), area(circles=["60,10 10"])) is Cover.NO
        assert covered(position(60, 10), area(circles=["60,10 0"])) is Cover.WHOLE

    def test_lies_in_a_polygon_across_the_date_line(self):
        crossing = area("10,179 10,-179 12,-179 12,179 10,179")
        beyond = area("10,179 10,181 12,181 12,179 10,179")
        for one in (crossing, beyond, area(circles=["11,180 150"])):
            for lon in (179.5, -179.5):
                assert covered(position(11, lon), one) is Cover.WHOLE
            assert covered(position(11, 0), one) is Cover.NO
            assert covered(position(11, 177), one) is Cover.NO

    def test_may_be_meant_by_codes_and_by_what_is_no_shape(self):
        for one in (
            area(codes=["VA"]),
            area("nonsense"),
            area("50,57 50,58 50,57"),
            area("50,57 99,58 51,58 51,57 50,57"),
            area("50,57 50,958 51,58 51,57 50,57"),
            area(circles=["nonsense"]),
            area(circles=["99,57 5"]),
            area(circles=["50,57 -1"]),
            area(circles=["50,57 20000"]),
            EMPTY,
        ):
            assert covered(OUTSIDE, one) is Cover.UNKNOWN
        assert covered(OUTSIDE) is Cover.UNKNOWN

    def test_outside_a_shape_is_outside_whatever_codes_stand_beside_it(self):
        assert covered(OUTSIDE, area(SQUARE, codes=["EMMA"])) is Cover.NO
        assert covered(OUTSIDE, area(SQUARE, "nonsense", codes=["EMMA"])) is Cover.UNKNOWN

    def test_is_covered_when_any_area_covers_it(self):
        assert covered(INSIDE, area("nonsense"), area(SQUARE)) is Cover.WHOLE

    def test_lies_in_a_polygon_that_crosses_itself_as_far_as_it_has_ground(self):
        bow = area("50,57 51,58 51,57 50,58 50,57")
        assert covered(position(50.9, 57.5), bow) is Cover.WHOLE
        assert covered(position(50.5, 57.1), bow) is Cover.NO

    @given(
        st.floats(-80, 80),
        st.floats(-180, 180),
        st.floats(0.01, 3),
        st.floats(-1, 1),
        st.floats(-1, 1),
    )
    def test_in_a_box_is_covered_wherever_the_box_lies(self, lat, lon, half, up, right):
        corners = [(-1, -1), (-1, 1), (1, 1), (1, -1), (-1, -1)]
        text = " ".join(
            f"{lat + half * y:.9f},{(lon + half * x + 180) % 360 - 180:.9f}" for y, x in corners
        )
        at = (lon + 0.99 * half * right + 180) % 360 - 180
        assert covered(position(lat + 0.99 * half * up, at), area(text)) is Cover.WHOLE
        assert covered(position(lat + 1.01 * half + 0.001, at), area(text)) is Cover.NO


class TestCodes:
    def test_name_the_place_or_what_it_lies_in(self):
        assert covered(VALE, area(codes=[" VA "])) is Cover.WHOLE

    def test_of_a_part_cover_that_part(self):
        assert covered(VALE, area(codes=["VA-1"])) is Cover.PART

    def test_of_another_place_do_not_cover_it(self):
        assert covered(VALE, area(codes=["HI"])) is Cover.NO
        assert covered(VALE, area(codes=["HI", "VA"])) is Cover.WHOLE

    def test_that_nobody_knows_may_mean_it(self):
        assert covered(VALE, area(codes=["EMMA"])) is Cover.UNKNOWN
        nameless = an_area(polygons=(), geocodes=(NamedValue("code", None),))
        assert covered(VALE, nameless) is Cover.UNKNOWN

    def test_cannot_be_held_against_a_shape(self):
        assert covered(VALE, area(SQUARE)) is Cover.UNKNOWN


class TestGround:
    GROUND = Place(ground=shapely.box(57.5, 50.5, 58.5, 51.5))

    def test_is_covered_as_a_whole_or_in_part(self):
        assert covered(self.GROUND, area("50,57 50,59 52,59 52,57 50,57")) is Cover.WHOLE
        assert covered(self.GROUND, area(SQUARE)) is Cover.PART

    def test_is_not_covered_by_what_only_touches_it(self):
        beside = area("50.5,56.5 50.5,57.5 51.5,57.5 51.5,56.5 50.5,56.5")
        assert covered(self.GROUND, beside) is Cover.NO
