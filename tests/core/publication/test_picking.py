"""Osland's map to pick places on."""

import attrs
import pytest

from dabyl.core.publication.picking import borders_known, draw_to_pick, pick_plan
from support import osland as o
from support.sites import press_at

NOON = "2026-11-26T12:00Z"
OLD = attrs.evolve(
    o.BORDERS, id="xo-0", valid_to=o.parse_instant("2020-01-01T00:00Z").local("UTC").date()
)


def press(*borders, units=o.UNITS):
    facts = o.register(borders=borders, packs=(o.pack(units=units),))
    return press_at(NOON, facts)


def city_borders(side=0.5):
    shapes = {"XO-N-1": o.square(10, 61, 10 + side, 61 + side)}
    return attrs.evolve(
        o.BORDERS, id="xo-cities", source="Towns", attribution="Towns", shapes=shapes
    )


class TestBordersKnown:
    def test_takes_those_of_the_country_first_and_others_that_hold(self):
        other = attrs.evolve(
            city_borders(), shapes={**city_borders().shapes, "XO-N": o.square(0, 0, 1, 1)}
        )
        gone = attrs.evolve(OLD, shapes={"XO-N-2": o.square(0, 0, 1, 1)})
        known = borders_known(press(other, gone, o.BORDERS).answers)
        assert set(known) == {"XO-N", "XO-S", "XO-N-1"}
        assert known["XO-N"][0] == o.BORDERS.shapes["XO-N"]

    def test_are_none_without_a_set(self):
        assert borders_known(press().answers) == {}


class TestPickPlan:
    def test_paints_units_with_borders(self):
        plan = pick_plan(press(o.BORDERS).answers, "XO")
        assert plan.painted == (("XO-N", "XO-N"), ("XO-S", "XO-S"))
        assert plan.beneath == plan.marked == ()

    def test_looks_into_a_unit_and_marks_parts_by_their_points(self):
        plan = pick_plan(press(o.BORDERS).answers, "XO-N")
        assert plan.beneath == ("XO-N",)
        assert [key for key, _ in plan.marked] == ["XO-N-1", "XO-N-2"]  # the third has no point

    def test_paints_parts_that_have_borders_and_names_both_sources(self):
        plan = pick_plan(press(o.BORDERS, city_borders()).answers, "XO-N")
        assert plan.painted == (("XO-N-1", "XO-N-1"),)
        assert {one.id for one in plan.sources} == {"xo-1", "xo-cities"}

    def test_marks_what_is_too_small_in_its_middle(self):
        units = tuple(attrs.evolve(one, point=None) for one in o.UNITS)
        plan = pick_plan(press(o.BORDERS, city_borders(0.01), units=units).answers, "XO-N")
        assert [key for key, _ in plan.marked] == ["XO-N-1"]

    def test_leaves_out_a_point_beyond_the_map(self):
        far = tuple(
            attrs.evolve(one, point=(60.0, 10.0)) if one.key == "XO-N-1" else one for one in o.UNITS
        )
        plan = pick_plan(press(o.BORDERS, units=far).answers, "XO-N")
        assert [key for key, _ in plan.marked] == ["XO-N-2"]

    def test_paints_one_that_stands_alone_for_anothers_border(self):
        alone = attrs.evolve(o.UNITS[2], drawn_by="XO-N-1")
        units = (*o.UNITS[:2], alone, *o.UNITS[3:])
        shapes = {"XO-N": o.BORDERS.shapes["XO-N"], "XO-N-1": o.square(8, 58, 12, 60)}
        plan = pick_plan(press(attrs.evolve(o.BORDERS, shapes=shapes), units=units).answers, "XO")
        assert ("XO-S", "XO-N-1") in plan.painted

    def test_marks_two_that_share_anothers_border(self):
        twins = tuple(
            attrs.evolve(one, drawn_by="XO-N-3", point=(10.0, lat))
            for one, lat in zip(o.UNITS[1:3], (61.0, 59.0), strict=True)
        )
        shapes = {"XO-N-3": o.square(8, 58, 12, 62)}
        borders = attrs.evolve(o.BORDERS, shapes={**shapes, "XO": o.square(8, 58, 12, 62)})
        plan = pick_plan(press(borders, units=(o.UNITS[0], *twins, *o.UNITS[3:])).answers, "XO")
        assert [key for key, _ in plan.marked] == ["XO-N", "XO-S"]
        assert plan.beneath == ("XO",)

    def test_is_none_where_nothing_can_be_drawn(self):
        assert pick_plan(press().answers, "XO") is None
        assert pick_plan(press(o.BORDERS).answers, "XO-N-3") is None


class TestDrawToPick:
    def test_makes_a_box_of_each_unit_with_its_name_and_level(self):
        made = press(o.BORDERS)
        svg = draw_to_pick(made, pick_plan(made.answers, "XO-N"), "en")
        assert svg.count('role="checkbox"') == 2
        assert 'data-unit="XO-N-1" aria-label="Nordhavn: ' in svg
        assert svg.count('class="z" d="M') == 1

    def test_draws_borders(self):
        made = press(o.BORDERS)
        svg = draw_to_pick(made, pick_plan(made.answers, "XO"), "en")
        assert svg.count('aria-checked="false"') == 2

    def test_puts_a_name_left_of_a_marker_at_the_right_edge(self):
        east = tuple(
            attrs.evolve(one, point=(11.9, 61.0)) if one.key == "XO-N-1" else one for one in o.UNITS
        )
        made = press(o.BORDERS, units=east)
        assert 'text-anchor="end">Nordhavn' in draw_to_pick(
            made, pick_plan(made.answers, "XO-N"), "en"
        )


class TestAPositionOfTheMap:
    @pytest.mark.parametrize("point", [(8.5, 61.5), (11.0, 58.5)])
    def test_is_where_a_position_lies_on_it(self, point):
        plan = pick_plan(press(o.BORDERS).answers, "XO")
        back = plan.outlines.position(*plan.outlines.at(point))
        assert back == pytest.approx(point, abs=0.01)
