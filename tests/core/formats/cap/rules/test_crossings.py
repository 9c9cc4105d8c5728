"""Crossings: the sweep, beside GEOS."""

from itertools import product

import numpy as np
import shapely
from hypothesis import given
from hypothesis import strategies as st

from dabyl.core.formats.cap.rules.crossings import Meeting, crossing


@st.composite
def rings(draw):
    """Return corners on a small grid, where they touch often; none equals the next."""
    most = draw(st.sampled_from([2, 3, 5, 40]))
    step = st.integers(0, most)
    corners = draw(st.lists(st.tuples(step, step), min_size=3, max_size=12))
    kept = [here for at, here in enumerate(corners) if here != corners[at - 1]]
    return kept or [(0, 0), (1, 0), (0, 1)]


def edge(corners, number):
    return shapely.LineString([corners[number], corners[(number + 1) % len(corners)]])


class TestCrossing:
    @given(rings())
    def test_is_there_when_geos_finds_a_ring_not_simple(self, corners):
        closed = [*corners, corners[0]]
        is_simple = len(closed) > 3 and bool(shapely.is_simple(shapely.LinearRing(closed)))
        assert (crossing(corners) is None) is is_simple

    def test_is_there_when_geos_finds_one_in_each_ring_of_a_grid(self):
        grid = list(product(range(3), range(3)))
        rings = [
            corners
            for corners in product(grid, repeat=5)
            if all(here != corners[at - 1] for at, here in enumerate(corners))
        ]
        closed = np.array([[*corners, corners[0]] for corners in rings], dtype=float)
        simple = shapely.is_simple(shapely.linearrings(closed)).tolist()
        assert [crossing(corners) is None for corners in rings] == simple

    @given(rings())
    def test_is_of_two_edges_that_meet(self, corners):
        found = crossing(corners)
        if found is None:
            return
        one, other = edge(corners, found.one), edge(corners, found.other)
        shared = one.intersection(other)
        assert found.one < found.other
        assert not shared.is_empty
        assert found.crosses is one.crosses(other)
        if found.other - found.one in {1, len(corners) - 1}:
            assert shared.length > 0

    def test_is_exact_where_corners_are_far_apart(self):
        far = 10**17
        on = [(0, 0), (3 * far, far), (3 * far, 2 * far), (6, 2), (0, 2 * far)]
        beside = [(0, 0), (3 * far, far), (3 * far, 2 * far), (6, 3), (0, 2 * far)]
        assert crossing(on) == Meeting(0, 3, crosses=False)
        assert crossing(beside) is None

    def test_is_found_at_a_spike(self):
        assert crossing([(0, 0), (9, 0), (4, 0), (4, 5)]) is not None
        assert crossing([(0, 0), (1, 1)]) is not None
        assert crossing([(0, 0)]) is not None

    def test_is_found_among_many_long_edges(self):
        teeth = 5000
        comb = [
            corner
            for at in range(teeth)
            for corner in ((100 * at, 10 * at), (10**8 + 100 * at, 10**8 + 10 * at + 1))
        ]
        last = (10**9, -(10**8))
        assert crossing([*comb, last]) is None
        comb[teeth] = (comb[teeth][0], comb[teeth][1] + 10**6)
        assert crossing([*comb, last]) is not None
