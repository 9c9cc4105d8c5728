import shapely
from hypothesis import given
from hypothesis import strategies as st

from dabyl.core.publication.cap.geometry import NOT_DRAWN, drawn


def polygons(texts):
    return [
        shapely.Polygon([tuple(map(float, pair.split(",")))[::-1] for pair in text.split()])
        for text in texts
    ]


BOX = shapely.box(70, 40, 72, 41)
FRAME = BOX.difference(shapely.box(70.5, 40.2, 71, 40.8)).difference(
    shapely.box(71.2, 40.4, 71.4, 40.6)
)


class TestDrawn:
    def test_is_closed_and_counter_clockwise(self):
        (text,) = drawn(BOX, 100).polygons
        pairs = text.split()
        assert pairs[0] == pairs[-1]
        assert "40.0000,70.0000" in pairs
        (ring,) = polygons([text])
        assert shapely.is_ccw(ring.exterior)

    def test_has_no_holes_and_the_same_ground(self):
        rings = polygons(drawn(FRAME, 100).polygons)
        assert len(rings) > 1
        assert shapely.union_all(rings).symmetric_difference(FRAME).area < 1e-6
        assert sum(ring.area for ring in rings) < FRAME.area + 1e-6

    def test_leaves_out_what_is_too_small_to_be_written(self):
        dot = shapely.box(75, 40, 75.0002, 40.0002)
        assert len(drawn(shapely.MultiPolygon([BOX, dot]), 100).polygons) == 1

    @given(st.integers(12, 60))
    def test_has_few_points_and_says_how_far_it_is_off(self, most):
        circle = shapely.Point(70, 45).buffer(2, quad_segs=64)
        found = drawn(circle, most)
        assert sum(len(text.split()) for text in found.polygons) <= most
        (ring,) = polygons(found.polygons)
        off_deg = shapely.hausdorff_distance(ring.exterior, circle.exterior, densify=0.1)
        assert found.error_km > 0.01
        assert off_deg * 60 < found.error_km + 2

    def test_is_nothing_where_nobody_knows(self):
        assert NOT_DRAWN.polygons == ()
