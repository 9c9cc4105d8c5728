from datetime import date

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from dabyl.core.places.borders import BorderSet, area_km2
from dabyl.core.places.gazetteer import gazetteer
from dabyl.core.places.topology import BadRow, Row, drawn, topology
from support.places import AFTER, BEFORE, a_country

PLACES = gazetteer(a_country())
BOW_TIE = shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])


def a_row(number, code, shape, name=""):
    return Row(number=number, code=code, name=name or code, shape=shape)


def rows_of(**shapes):
    return tuple(a_row(i, code, shape) for i, (code, shape) in enumerate(shapes.items()))


def report(*rows, on=AFTER, places=None, old=None):
    return topology(rows, on=on, places=places, old=old)


def a_box(west, south, side=1.0):
    return shapely.box(west, south, west + side, south + side)


class TestTopology:
    def test_finds_nothing_wrong_with_neighbours_that_share_an_edge(self):
        found = report(*rows_of(A=a_box(0, 0), B=a_box(1, 0)))
        assert found.adoptable
        assert (found.overlaps, found.nested, found.gaps, found.unmatched_km) == ((), (), (), 0)
        assert found.total_km2 == pytest.approx(sum(area.area_km2 for area in found.areas))

    def test_measures_overlaps(self):
        found = report(*rows_of(A=a_box(0, 0), B=a_box(0.9, 0)))
        (overlap,) = found.overlaps
        assert (overlap.one, overlap.other) == ("A", "B")
        assert overlap.area_km2 == pytest.approx(area_km2(shapely.box(0.9, 0, 1, 1)))
        assert found.adoptable
        assert found.unmatched_km > 0

    def test_does_not_call_a_unit_within_another_an_overlap(self):
        found = report(*rows_of(A=a_box(0, 0), L=a_box(0.2, 0.2, 0.1)))
        assert (found.overlaps, found.nested) == ((), (("L", "A"),))
        assert found.total_km2 == pytest.approx(area_km2(a_box(0, 0)))

    def test_finds_gaps_and_who_lies_beside_them(self):
        ring = a_box(0, 0, 3).difference(a_box(1, 1))
        west, east = (ring.intersection(shapely.box(x, 0, x + 1.5, 3)) for x in (0, 1.5))
        (gap,) = report(*rows_of(W=west, E=east)).gaps
        assert gap.beside == ("W", "E")
        assert gap.area_km2 == pytest.approx(area_km2(a_box(1, 1)), rel=1e-4)
        assert (gap.lon, gap.lat) == (1.5, 1.5)

    @pytest.mark.parametrize(
        ("shape", "reason"),
        [
            (BOW_TIE, "Self-intersection[0.5 0.5]"),
            (None, "no geometry"),
            (shapely.Polygon(), "no geometry"),
            (shapely.Point(0, 0), "a Point, not an area"),
        ],
    )
    def test_names_rows_without_a_valid_area_and_goes_on(self, shape, reason):
        found = report(*rows_of(A=shape, B=a_box(1, 0)))
        assert found.invalid == (BadRow(number=0, code="A", reason=reason),)
        assert not found.adoptable
        assert "B" in [area.key for area in found.areas]

    def test_names_rows_without_a_code(self):
        found = report(a_row(0, "", a_box(0, 0)))
        assert [bad.number for bad in found.without_code] == [0]
        assert (found.unknown, found.adoptable) == ((), False)

    def test_names_rows_that_mean_the_same_unit(self):
        found = report(a_row(0, "A", a_box(0, 0)), a_row(1, "A", a_box(1, 0)))
        assert [(bad.number, bad.reason) for bad in found.doubled] == [(1, "row 0 has it, too")]
        assert not found.adoptable

    def test_names_codes_that_the_gazetteer_does_not_know(self):
        found = report(*rows_of(W=a_box(0, 0), Z=a_box(1, 0)), places=PLACES)
        assert [bad.code for bad in found.unknown] == ["Z"]
        assert not found.adoptable

    @pytest.mark.parametrize(("on", "missing"), [(BEFORE, ("E",)), (AFTER, ("E", "N"))])
    def test_names_the_units_of_the_day_that_are_missing_at_that_depth(self, on, missing):
        found = report(*rows_of(W=a_box(0, 0)), places=PLACES, on=on)
        assert found.missing == missing
        assert found.adoptable

    def test_compares_areas_with_an_older_set(self):
        old = BorderSet(
            id="old", source="s", licence="l", attribution="a", shapes={"A": a_box(0, 0, 1)}
        )
        grown, new = report(*rows_of(A=a_box(0, 0, 2), B=a_box(5, 0)), old=old).areas
        assert grown.change == pytest.approx(3, rel=0.01)
        assert (new.old_area_km2, new.change) == (None, None)

    def test_of_an_empty_file_is_not_adoptable(self):
        assert not report().adoptable

    @given(st.lists(st.tuples(*[st.integers(0, 5)] * 2, st.integers(1, 3)), max_size=6))
    def test_accounts_for_every_area(self, boxes):
        shapes = {f"U{i}": a_box(x, y, side) for i, (x, y, side) in enumerate(boxes)}
        found = report(*rows_of(**shapes))
        assert {area.key for area in found.areas} == set(shapes)
        pairs = {(o.one, o.other) for o in found.overlaps} | {
            tuple(sorted(pair)) for pair in found.nested
        }
        sharing = {
            (one, other)
            for one in shapes
            for other in shapes
            if one < other and shapes[one].intersection(shapes[other]).area > 0
        }
        assert pairs == sharing


class TestDrawn:
    def test_keeps_the_exact_geometry_by_key(self):
        box = a_box(70.123456789012, 50)
        assert drawn(rows_of(xx=box), PLACES) == {"XX": box}

    def test_day_of_report_does_not_change_it(self):
        rows = rows_of(W=a_box(0, 0))
        assert report(*rows, on=date(1999, 1, 1)).areas == report(*rows).areas
