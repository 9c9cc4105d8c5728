"""Areas drawn into Osland: XO-N lies between 60 and 62 degrees, XO-S between 58 and 60."""

import attrs
import pytest

from dabyl.core.formats.places.drawn import parse_drawn
from dabyl.core.places.shapes import Area, Circle
from dabyl.core.publication.drawn_area import (
    area_here,
    draw_area,
    plan_around,
    size_km2,
    text_of_points,
    touched,
)
from dabyl.core.publication.picking import pick_plan
from dabyl.core.values.problems import Rejected
from support import osland as o
from support.sites import press_at

NOON = "2026-11-26T12:00Z"
CITY = o.square(10, 61, 10.5, 61.5)


def answers(*borders, units=o.UNITS):
    facts = o.register(borders=borders or (o.BORDERS,), packs=(o.pack(units=units),))
    return press_at(NOON, facts).answers


def without_borders():
    return press_at(NOON, o.register(borders=())).answers


def box(west, south, east, north):
    corners = ((west, south), (east, south), (east, north), (west, north), (west, south))
    return Area(((corners,),))


def found(where, geometry):
    return {one.place: (one.floor, one.share, one.is_proposed) for one in touched(where, geometry)}


class TestTouched:
    def test_tells_the_share_of_each_unit(self):
        there = found(answers(), box(8, 59, 12, 61))
        assert there["XO"] == (0, None, False)  # its point lies inside
        assert there["XO-N"][1] == pytest.approx(0.5, abs=0.02)
        assert there["XO-N"][2] is True
        assert there["XO-S"][2] is True

    def test_proposes_the_deepest_that_have_borders(self):
        towns = attrs.evolve(o.BORDERS, id="towns", shapes={"XO-N-1": CITY})
        there = found(answers(o.BORDERS, towns), box(10.1, 61.1, 10.4, 61.4))
        assert there["XO-N-1"][0] == 2
        assert there["XO-N-1"][2] is True
        assert there["XO-N"][2] is False

    def test_lists_a_part_without_border_whose_point_lies_inside(self):
        there = found(answers(), Circle(10.2, 61.2, 2))
        assert there["XO-N-1"] == (2, None, False)
        assert there["XO-N"][2] is True
        assert "XO-N-2" not in there

    def test_proposes_one_for_which_anothers_border_stands(self):
        stands = attrs.evolve(o.UNITS[2], drawn_by="XO-N")
        there = found(answers(units=(*o.UNITS[:2], stands, *o.UNITS[3:])), box(9, 60.5, 10, 61))
        assert "XO-S" not in there  # it has a border of its own
        only = attrs.evolve(o.BORDERS, shapes={"XO-N": o.BORDERS.shapes["XO-N"]})
        there = found(
            answers(only, units=(*o.UNITS[:2], stands, *o.UNITS[3:])), box(9, 60.5, 10, 61)
        )
        assert there["XO-S"] == (1, None, True)
        there = found(answers(only, units=(*o.UNITS[:2], stands, *o.UNITS[3:])), box(9, 58, 10, 59))
        assert "XO-S" not in there

    def test_does_not_propose_what_is_only_grazed(self):
        there = found(answers(), box(9, 59.9999, 11, 61.9))
        assert there["XO-S"][2] is False

    def test_names_the_countries_where_there_are_no_borders(self):
        assert found(without_borders(), Circle(10, 60, 1)) == {"XO": (0, None, True)}


class TestAreaHere:
    def test_is_what_was_given(self):
        assert area_here(answers(), b"61,10 5") == Circle(10, 61, 5)

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("10,61 5", "shape-swapped"),
            ("20,30 5", "shape-outside"),
            ("61,12.05 5", "shape-outside"),
            ("nothing", "shape-unreadable"),
        ],
    )
    def test_refuses_what_lies_elsewhere(self, text, code):
        with pytest.raises(Rejected) as caught:
            area_here(answers(), text.encode())
        assert [one.code.value for one in caught.value.problems] == [code]

    def test_takes_what_crosses_the_border(self):
        assert area_here(answers(), b"61,11.95 5")

    def test_takes_everything_where_borders_leave_ground_out(self):
        north = attrs.evolve(o.BORDERS, shapes={"XO-N": o.BORDERS.shapes["XO-N"]})
        assert area_here(answers(north), b"20,30 5")
        assert area_here(without_borders(), b"20,30 5")


class TestTextOfPoints:
    def test_is_a_closed_polygon(self):
        plan = pick_plan(answers(), "XO")
        points = tuple(plan.outlines.at(at) for at in ((9, 61), (11, 61), (10, 61.5)))
        made = parse_drawn(text_of_points(plan, points, circle=False).encode())
        assert made.polygons[0][0][0] == made.polygons[0][0][3] == pytest.approx((9, 61), abs=0.01)

    def test_is_a_circle_around_the_first_point(self):
        plan = pick_plan(answers(), "XO")
        points = (plan.outlines.at((10, 61)), plan.outlines.at((10, 61.5)))
        made = parse_drawn(text_of_points(plan, points, circle=True).encode())
        assert made.radius_km == pytest.approx(55.7, abs=1)

    def test_of_a_circle_with_one_point_is_refused_by_its_reader(self):
        plan = pick_plan(answers(), "XO")
        with pytest.raises(Rejected):
            parse_drawn(text_of_points(plan, ((9.0, 9.0),), circle=True).encode())


class TestDrawArea:
    def test_shows_the_one_place_in_which_it_lies(self):
        assert plan_around(answers(), Circle(10, 61, 5)).within == "XO-N"
        assert plan_around(answers(), box(9, 59, 10, 61)).within == "XO"
        assert plan_around(without_borders(), Circle(10, 61, 5)) is None

    def test_draws_the_area_upon_the_borders(self):
        plan = pick_plan(answers(), "XO")
        svg = draw_area("<t>", plan, box(9, 59, 10, 61))
        assert 'aria-label="&lt;t&gt;"' in svg
        assert svg.count('class="z"') == 2
        assert 'class="drawn" d="M' in svg
        assert "around" not in svg

    def test_puts_a_ring_around_what_cannot_be_seen(self):
        assert 'class="around"' in draw_area("t", pick_plan(answers(), "XO"), Circle(10, 61, 0.1))

    def test_is_a_map_to_draw_on_without_an_area(self):
        assert "drawn" not in draw_area("t", pick_plan(answers(), "XO"))


class TestSizeKm2:
    def test_is_that_on_the_ellipsoid(self):
        assert size_km2(Circle(10, 61, 1)) == pytest.approx(3.14, abs=0.02)
