import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from dabyl.core.places.gazetteer import gazetteer
from dabyl.core.places.shapes import Area, Circle, Shape, Split, polygon
from support.places import AFTER, BEFORE, DAYS, a_country, countries

PLACES = gazetteer(a_country())


def a_square(west, south, side):
    east, north = west + side, south + side
    ring = ((west, south), (east, south), (east, north), (west, north), (west, south))
    return Area(polygons=((ring,),))


def a_shape(name, geometry, *within):
    return Shape(id=name, within=within or ("a",), geometry=geometry)


def with_shapes(*shapes):
    places = PLACES
    for shape in shapes:
        places, _ = places.with_shape(shape, AFTER)
    return places


class TestPolygon:
    def test_of_a_circle_has_its_area_and_lies_around_its_centre(self):
        circle = polygon(Circle(lon=76.9, lat=43.2, radius_km=10))
        assert circle.contains(shapely.Point(76.9, 43.2))
        assert not circle.contains(shapely.Point(77.1, 43.2))

    def test_has_holes_and_several_parts(self):
        outer, hole = (a_square(0, 0, 4).polygons[0][0], a_square(1, 1, 1).polygons[0][0])
        area = Area(polygons=((outer, hole), a_square(10, 10, 1).polygons[0]))
        assert polygon(area).area == pytest.approx(16)


class TestWithShape:
    def test_cuts_every_atom_of_the_units_in_two(self):
        places, split = PLACES.with_shape(a_shape("s", a_square(0, 0, 1), "E"), BEFORE)
        assert places.atoms[len(PLACES.atoms) :] == ("E~rest*s", "a*s", "c*s")
        assert places.shape_ground("s") & PLACES.ground("E", BEFORE) == 0
        assert split.widen(PLACES.ground("E", BEFORE)) == places.ground("E", BEFORE)

    def test_lies_in_its_units(self):
        places = with_shapes(a_shape("s", Circle(lon=70, lat=50, radius_km=5), "a", "c"))
        ground = places.shape_ground("s")
        assert ground & ~(places.ground("a", AFTER) | places.ground("c", AFTER)) == 0
        assert ground.bit_count() == 2
        assert places.covering(ground, AFTER) == ("a", "c")

    def test_is_known_by_its_id_afterwards(self):
        shape = a_shape("s", a_square(0, 0, 1))
        assert with_shapes(shape).shape("s") == shape
        assert PLACES.shape("s") is None

    def test_that_is_known_changes_nothing(self):
        shape = a_shape("s", a_square(0, 0, 1))
        places = with_shapes(shape)
        assert places.with_shape(shape, AFTER) == (places, Split())

    def test_refuses_two_shapes_with_one_id(self):
        places = with_shapes(a_shape("s", a_square(0, 0, 1)))
        with pytest.raises(ValueError, match="two shapes have the id s"):
            places.with_shape(a_shape("s", a_square(5, 5, 1)), AFTER)

    def test_apart_from_an_earlier_shape_shares_no_ground_with_it(self):
        places = with_shapes(a_shape("s", a_square(0, 0, 1)), a_shape("t", a_square(5, 5, 1)))
        assert places.shape_ground("s") & places.shape_ground("t") == 0
        assert len(places.atoms) == len(PLACES.atoms) + 2

    def test_inside_an_earlier_shape_is_a_part_of_it(self):
        places = with_shapes(a_shape("s", a_square(0, 0, 4)), a_shape("t", a_square(1, 1, 1)))
        assert places.shape_ground("t") & ~places.shape_ground("s") == 0
        assert places.shape_ground("t") != places.shape_ground("s")
        assert len(places.atoms) == len(PLACES.atoms) + 2

    def test_around_an_earlier_shape_holds_all_of_it(self):
        places = with_shapes(a_shape("s", a_square(1, 1, 1)), a_shape("t", a_square(0, 0, 4)))
        assert places.shape_ground("s") & ~places.shape_ground("t") == 0
        assert len(places.atoms) == len(PLACES.atoms) + 2

    def test_equal_to_an_earlier_shape_has_its_ground(self):
        places = with_shapes(a_shape("s", a_square(0, 0, 2)), a_shape("t", a_square(0, 0, 2)))
        assert places.shape_ground("s") == places.shape_ground("t") != 0
        assert len(places.atoms) == len(PLACES.atoms) + 1

    def test_across_earlier_shapes_overlaps_each(self):
        left, right = a_shape("l", a_square(0, 0, 2)), a_shape("r", a_square(1, 0, 2))
        places = with_shapes(left, right, a_shape("m", a_square(0.5, 0, 2)))
        grounds = [places.shape_ground(name) for name in ("l", "r", "m")]
        assert all(one & other for one in grounds for other in grounds)
        assert grounds[2] & ~(grounds[0] | grounds[1]) == 0

    @given(
        countries(),
        st.sampled_from(DAYS),
        st.lists(st.tuples(*[st.integers(0, 4)] * 2, st.integers(1, 4)), min_size=1, max_size=4),
    )
    def test_keeps_every_ground(self, units, on, squares):
        places = before = gazetteer(units)
        grounds = {(key, day): before.ground(key, day) for key in before.units for day in DAYS}
        for number, square in enumerate(squares):
            shape = a_shape(f"s{number}", a_square(*square), units[number % len(units)].key)
            places, split = places.with_shape(shape, on)
            grounds = {at: split.widen(ground) for at, ground in grounds.items()}
            assert all(places.ground(*at) == ground for at, ground in grounds.items())
            assert places.shape_ground(shape.id) & ~places.ground(shape.within[0], on) == 0
