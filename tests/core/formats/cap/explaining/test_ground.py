import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabyl.core.formats.cap.explaining.ground import ground_of
from dabyl.core.formats.cap.values import Circle, Polygon
from support.cap import an_area

SQUARE = "10,20 10,22 12,22 12,20 10,20"


def ground(*polygons, circles=()):
    shapes = tuple(Polygon(text) for text in polygons)
    return ground_of([an_area(polygons=shapes, circles=tuple(map(Circle, circles)))])


class TestGround:
    def test_reaches_as_far_as_its_shapes(self):
        found = ground(SQUARE, "14,21 15,21 15,23 14,21")
        assert (found.south, found.north, found.west, found.east) == (10, 15, 20, 23)
        assert found.middle == (12.5, 21.5)
        assert len(found.rings) == 2
        assert found.has_extent

    def test_is_measured_in_kilometres(self):
        found = ground("59,0 61,0 61,2 59,2 59,0")
        assert found.height_km == pytest.approx(222.4, abs=0.1)
        assert found.width_km == pytest.approx(111.2, abs=0.1)

    def test_runs_on_across_the_antimeridian(self):
        found = ground("10,179 10,-179 12,-179 12,179 10,179")
        assert found.east - found.west == pytest.approx(2)

    def test_lies_on_one_turn_of_the_globe(self):
        found = ground("10,178 10,179 12,179 10,178", "10,-179 10,-178 12,-178 10,-179")
        assert found.east - found.west == pytest.approx(4)

    @pytest.mark.parametrize("text", ["", "10,20 x", "91,0 10,20 5,5", "0,361 10,20 5,5"])
    def test_counts_what_is_no_shape_and_does_not_draw_it(self, text):
        assert ground(text) is None
        assert ground(text, SQUARE).undrawn == 1

    @pytest.mark.parametrize("text", ["", "10,20", "10,20 -1", "95,20 1", "10,20 30000"])
    def test_counts_what_is_no_circle(self, text):
        assert ground(circles=[text]) is None
        assert ground(SQUARE, circles=[text]).undrawn == 1

    def test_takes_what_has_no_extent_for_a_spot(self):
        found = ground("10,20 10,20 10,20 10,20", circles=["11,20 0"])
        assert found.rings == ()
        assert found.spots == ((10, 20), (11, 20))
        assert not ground(circles=["11,20 0"]).has_extent

    def test_takes_a_ring_that_is_not_closed(self):
        assert ground("10,20 10,22 12,22").rings == (((10, 20), (10, 22), (12, 22)),)

    def test_draws_a_circle_as_far_as_its_radius(self):
        found = ground(circles=["60,30 100"])
        assert found.height_km == pytest.approx(200, rel=0.01)
        assert found.width_km == pytest.approx(200, rel=0.01)

    def test_draws_a_circle_around_a_pole_as_a_belt(self):
        found = ground(circles=["89,0 500"])
        assert (found.north, found.east - found.west) == (90, 360)
        assert found.south == pytest.approx(84.5, abs=0.1)

    @given(lat=st.floats(-90, 90), lon=st.floats(-180, 180), radius=st.floats(0, 21_000))
    def test_draws_every_circle_or_counts_it(self, lat, lon, radius):
        found = ground(circles=[f"{lat:.6f},{lon:.6f} {radius:.6f}"])
        if found is not None:
            assert all(map(math.isfinite, (found.south, found.north, found.west, found.east)))
            assert -90 <= found.south <= found.north <= 90

    def test_is_drawn_in_bounded_time_however_much_there_is(self):
        ring = " ".join(f"{n % 80},{n % 70}" for n in range(25_001))
        (drawn,) = ground(ring).rings
        assert 8_000 < len(drawn) <= 10_000
        many = ground(circles=["10,20 5"] * 1_000)
        assert len(many.rings) == 834
        assert many.undrawn == 166
