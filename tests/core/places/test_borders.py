from datetime import date

import pytest
import shapely

from dabyl.core.places.borders import (
    BorderSet,
    area_km2,
    corners,
    farthest_km,
    lies_in,
    simplified,
)


def a_set(**shapes):
    return BorderSet(
        id="s",
        source="a survey",
        licence="public domain",
        attribution="A survey",
        shapes=shapes,
        valid_from=date(2018, 6, 19),
    )


def wavy(*, side, waves=40):
    """Return the west or the east half of a square that a wavy line cuts in two."""
    line = [(70 + 0.01 * (i % 2), 50 + i / waves) for i in range(waves + 1)]
    edge = 69 if side == "west" else 71
    return shapely.Polygon([*line, (edge, 51), (edge, 50)])


TWO = a_set(W=wavy(side="west"), E=wavy(side="east"))


class TestBorderSet:
    def test_holds_on_the_days_of_its_validity(self):
        assert TWO.holds(date(2018, 6, 19))
        assert not TWO.holds(date(2018, 6, 18))

    def test_knows_the_unit_at_a_position(self):
        assert (TWO.unit_at(69.5, 50.5), TWO.unit_at(70.5, 50.5)) == ("W", "E")
        assert TWO.unit_at(0, 0) is None

    def test_names_the_smallest_of_units_that_lie_in_each_other_first(self):
        lease = shapely.box(69.4, 50.4, 69.6, 50.6)
        borders = a_set(W=TWO.shapes["W"], L=lease)
        assert borders.units_at(69.5, 50.5) == ("L", "W")


class TestAreaKm2:
    def test_is_measured_on_the_ellipsoid(self):
        degree_at_the_equator = shapely.box(0, 0, 1, 1)
        assert area_km2(degree_at_the_equator) == pytest.approx(12308.8, rel=1e-3)
        assert area_km2(degree_at_the_equator.reverse()) == area_km2(degree_at_the_equator)

    def test_leaves_holes_out(self):
        whole, hole = shapely.box(0, 0, 4, 4), shapely.box(1, 1, 2, 2)
        ring = whole.difference(hole)
        assert area_km2(ring) == pytest.approx(area_km2(whole) - area_km2(hole))


class TestLiesIn:
    def test_is_for_the_smaller_one_only(self):
        small, large = shapely.box(1, 1, 2, 2), shapely.box(0, 0, 4, 4)
        assert lies_in(small, large)
        assert not lies_in(large, small)
        assert not lies_in(small, shapely.box(1.5, 0, 9, 9))


class TestSimplified:
    def test_keeps_shared_edges_shared(self):
        simple, _ = simplified(TWO, 5)
        assert shapely.coverage_is_valid(list(simple.shapes.values()))
        assert shapely.get_num_coordinates(simple.shapes["W"]) < 10

    def test_states_how_far_it_moved_a_border(self):
        simple, error_km = simplified(TWO, 5)
        assert 0.1 < error_km < 1.5
        assert simple.error_km == round(error_km, 3)
        again, more_km = simplified(simple, 5)
        assert again.error_km == pytest.approx(error_km + more_km, abs=0.002)

    def test_keeps_a_unit_in_the_one_that_it_lies_in(self):
        lease = shapely.box(69.4, 50.4, 69.6, 50.6)
        simple, _ = simplified(a_set(W=TWO.shapes["W"], L=lease), 5)
        assert lies_in(simple.shapes["L"], simple.shapes["W"])

    def test_changes_nothing_that_is_simple(self):
        box = a_set(B=shapely.box(0, 0, 1, 1))
        simple, error_km = simplified(box, 0.001)
        assert error_km == 0
        assert simple.shapes["B"].equals(box.shapes["B"])

    def test_of_an_empty_set_is_empty(self):
        assert simplified(a_set(), 5) == (a_set(), 0.0)

    def test_has_fewer_corners(self):
        simple, _ = simplified(TWO, 5)
        assert corners(simple) < corners(TWO) == 88


class TestFarthestKm:
    def test_is_the_distance_of_the_farthest_corner(self):
        old, new = shapely.box(0, 0, 1, 1), shapely.box(0, 0, 1, 0.9)
        assert farthest_km(old, new) == pytest.approx(11.06, abs=0.1)
