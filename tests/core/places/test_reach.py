"""How many people live in Osland, as far as its units say."""

from datetime import date

import attrs

from dabyl.core.places.gazetteer import gazetteer
from dabyl.core.places.reach import Reach, reach
from support import osland as o

TODAY = date(2026, 11, 26)
FIGURES = {
    "XO-N-1": (120, date(2021, 1, 1), "Census"),
    "XO-N-2": (30, date(2024, 1, 1), "Estimate"),
    "XO-S": (500, None, ""),
}


def places(**figures):
    given = {key.replace("_", "-"): value for key, value in figures.items()} or FIGURES
    return gazetteer(
        attrs.evolve(
            one,
            population=given[one.key][0],
            population_as_of=given[one.key][1],
            population_source=given[one.key][2],
        )
        if one.key in given
        else one
        for one in o.UNITS
    )


def found(where, *keys, partly=()):
    ground = 0
    for key in keys:
        ground |= where.ground(key, TODAY)
    return reach(where, ground, TODAY, partly=partly)


class TestReach:
    def test_is_a_units_own_figure(self):
        assert found(places(), "XO-N-1") == Reach(
            people=120, first_day=date(2021, 1, 1), last_day=date(2021, 1, 1), sources=("Census",)
        )
        assert not found(places(), "XO-N-1").is_least

    def test_adds_up_parts_and_names_those_without_a_figure(self):
        assert found(places(), "XO-N") == Reach(
            people=150,
            uncounted=("XO-N-3",),
            first_day=date(2021, 1, 1),
            last_day=date(2024, 1, 1),
            sources=("Census", "Estimate"),
        )
        assert found(places(), "XO-N").is_least

    def test_counts_a_units_own_figure_before_those_of_its_parts(self):
        where = places(XO_N=(1000, None, "Count"), XO_N_1=(120, None, ""))
        assert found(where, "XO-N").people == 1000
        assert not found(where, "XO-N").is_least

    def test_says_at_least_where_parts_leave_ground_over(self):
        units = [attrs.evolve(u, children_cover=u.key != "XO-N") for u in o.UNITS]
        all_three = [
            attrs.evolve(u, population=10) if u.key.startswith("XO-N-") else u for u in units
        ]
        assert found(gazetteer(all_three), "XO-N").uncounted == ("XO-N",)

    def test_counts_nobody_of_a_unit_that_is_meant_in_part(self):
        assert found(places(), "XO-S", partly=["XO-N-1"]) == Reach(
            people=500, uncounted=("XO-N-1",)
        )
        assert found(places(), "XO-N-1", partly=["XO-N-1"]).uncounted == ()

    def test_counts_nobody_of_a_unit_that_is_cut(self):
        where, _ = places().with_shape(o.CIRCLE, TODAY)
        ground = where.ground("XO-S", TODAY) | where.shape_ground("ring")
        assert reach(where, ground, TODAY).uncounted == ("XO-N-1",)

    def test_takes_the_source_of_the_unit_when_the_figure_has_none(self):
        units = [
            attrs.evolve(u, population=7, source="Atlas") if u.key == "XO-S" else u for u in o.UNITS
        ]
        assert found(gazetteer(units), "XO-S").sources == ("Atlas",)

    def test_is_unknown_where_no_figure_is(self):
        assert found(places(), "XO-N-3") is None
        assert found(places()) is None
