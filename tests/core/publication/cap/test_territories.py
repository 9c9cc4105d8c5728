"""Territories: the ground of the state, as its borders draw it."""

from datetime import date

import attrs
import shapely

from dabyl.core.places.gazetteer import gazetteer
from dabyl.core.publication.cap.territories import (
    UNSTATED_KM,
    cut_at_the_border,
    extent_of,
    territory_of,
)
from support import osland

DAY = date(2021, 3, 1)
PLACES = gazetteer(osland.UNITS)
EXACT = attrs.evolve(osland.BORDERS, error_km=0.0)
NORTH = attrs.evolve(EXACT, id="north", shapes={"XO-N": EXACT.shapes["XO-N"]}, error_km=3.0)
STRANGE = attrs.evolve(EXACT, id="strange", shapes={"ZZ": osland.square(0, 0, 1, 1)})


class TestTerritory:
    def test_is_all_that_borders_draw(self):
        territory = territory_of(PLACES, (EXACT,), DAY)
        assert territory.box == (58.0, 8.0, 62.0, 12.0)
        assert territory.outline.farthest_km([(58.1, 8.1), (61.9, 11.9)]) == 0

    def test_has_no_outline_when_borders_leave_ground_out(self):
        territory = territory_of(PLACES, (NORTH,), DAY)
        assert territory.box == (60.0, 8.0, 62.0, 12.0)
        assert territory.outline is None

    def test_is_unknown_without_borders(self):
        assert territory_of(PLACES, (), DAY) is None
        assert extent_of(PLACES, (), DAY) is None

    def test_is_not_made_up_of_units_that_are_unknown(self):
        assert extent_of(PLACES, (STRANGE,), DAY) is None

    def test_may_be_off_as_far_as_the_worst_of_its_sets(self):
        assert extent_of(PLACES, (EXACT, NORTH), DAY).error_km == 3.0
        assert extent_of(PLACES, (osland.BORDERS, NORTH), DAY).error_km == UNSTATED_KM


class TestCut:
    EXTENT = extent_of(PLACES, (attrs.evolve(EXACT, error_km=11.14),), DAY)

    def test_leaves_what_lies_within(self):
        inside = osland.square(9, 59, 11.9, 62.05)
        assert cut_at_the_border(inside, self.EXTENT) is inside
        assert cut_at_the_border(inside, None) is inside

    def test_takes_off_what_lies_beyond(self):
        cut = cut_at_the_border(osland.square(11, 59, 14, 60), self.EXTENT)
        assert cut.bounds == (11.0, 59.0, 12.1, 60.0)
        corners = [(lat, lon) for lon, lat in shapely.get_coordinates(cut).tolist()]
        assert self.EXTENT.farthest_km(corners) <= self.EXTENT.error_km

    def test_leaves_what_lies_abroad_altogether(self):
        abroad = osland.square(20, 59, 21, 60)
        assert cut_at_the_border(abroad, self.EXTENT) is abroad
