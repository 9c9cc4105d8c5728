"""Broadcasts: points, shapes, stated error and towns."""

import attrs
import pytest

from dabyl.core.formats.cap.rules.context import Channel, Context, Town
from dabyl.core.formats.cap.rules.kinds import E, I, Profile
from dabyl.core.formats.cap.values import Circle, NamedValue, Polygon
from support.cap import CLEAN, an_area, changed, checked, codes, gaps, with_area, with_info

ROOM = Channel(name="cell", most_points=10, most_shapes=2, most_error_km=5.0)
STATED = with_info(CLEAN, 0, parameters=(NamedValue("dabyl.border-error-km", "0.4"),))
INSIDE = Town(name="Valeton", lat=50.2, lon=57.2)
SQUARE = "50.1,57.3 50.1,57.4 50.2,57.4 50.2,57.3 50.1,57.3"  # beside the first area


def context(*towns, **changes):
    return Context(channel=attrs.evolve(ROOM, **changes), towns=towns)


def said(alert, given, *profiles):
    found = checked(alert, *profiles, context=given).findings
    return [(one.case, one.kind, one.where, dict(one.data)) for one in found]


def with_more(alert, **area):
    """Return the alert's first block alone, with a second area."""
    more = an_area(description="Dale", **area)
    alone = changed(alert, infos=alert.infos[:1])
    return with_info(alone, 1, areas=(*alert.infos[0].areas, more))


class TestRoom:
    def test_is_enough_for_a_clean_message(self):
        assert codes(STATED, *Profile, context=context(INSIDE)) == set()

    def test_is_counted_in_points_over_all_areas(self):
        ten = with_more(STATED, polygons=(Polygon(SQUARE),))
        assert codes(ten, context=context()) == set()
        data = {"count": 10, "most": 9}
        assert said(ten, context(most_points=9), Profile.DABYL, Profile.OASIS) == [
            ("", E, "/alert/info[1]", data),
            ("", I, "/alert/info[1]", data),
        ]

    def test_is_counted_in_shapes_over_all_areas(self):
        three = with_more(STATED, polygons=(Polygon(SQUARE),), circles=(Circle("50.3,57.9 1"),))
        data = {"count": 3, "most": 2}
        assert said(three, context()) == [("shapes", E, "/alert/info[1]", data)]

    def test_may_be_without_limits(self):
        assert codes(CLEAN, context=Context(channel=Channel(name="feed"), towns=())) == set()

    def test_is_not_judged_without_a_channel(self):
        assert gaps(CLEAN) >= {(87, "channel"), (87, "gazetteer")}
        nowhere = with_area(CLEAN, 0, polygons=())
        assert 87 not in {rule for rule, _ in gaps(nowhere)}


class TestStatedError:
    @pytest.mark.parametrize("value", ["5", "0", "4.99"])
    def test_is_within_what_the_channel_allows(self, value):
        alert = with_info(CLEAN, 0, parameters=(NamedValue("dabyl.border-error-km", value),))
        assert codes(alert, context=context()) == set()

    def test_is_not_beyond_it(self):
        alert = with_info(STATED, 1, parameters=(NamedValue("dabyl.border-error-km", "5.1"),))
        data = {"value": "5.1", "most": "5"}
        assert said(alert, context()) == [("off", E, "/alert/info[1]", data)]

    @pytest.mark.parametrize("value", ["nan", "-1", "far", "1" * 400])
    def test_is_a_number(self, value):
        alert = with_info(STATED, 1, parameters=(NamedValue("dabyl.border-error-km", value),))
        assert [case for case, *_ in said(alert, context())] == ["unstated"]

    def test_is_stated(self):
        assert [case for case, *_ in said(CLEAN, context())] == ["unstated", "unstated"]
        nothing = with_info(STATED, 1, parameters=(NamedValue("dabyl.border-error-km", None),))
        assert "unstated" in [case for case, *_ in said(nothing, context())]


class TestTowns:
    def test_are_not_lost(self):
        given = context(INSIDE, Town(name="Farby", lat=51.0, lon=57.2))
        assert said(STATED, given) == [
            ("town", E, f"/alert/info[{number}]", {"name": "Farby"}) for number in (1, 2)
        ]

    def test_may_lie_in_any_shape(self):
        farby = Town(name="Farby", lat=51.0, lon=57.2)
        alert = with_area(STATED, 0, circles=(Circle("x"), Circle("51.0,57.3 8")))
        found = codes(alert, context=context(farby, most_shapes=9))
        assert "cap-broadcast" not in found

    def test_are_not_in_what_is_no_shape(self):
        alert = with_area(STATED, 0, polygons=(Polygon("50.2,57.2"),))
        assert "town" in [case for case, *_ in said(alert, context(INSIDE))]

    def test_may_lie_beyond_the_antimeridian(self):
        ring = "-17,179 -17,-179 -16,-179 -16,179 -17,179"
        alert = with_area(STATED, 0, polygons=(Polygon(ring),))
        for lon in (179.5, -179.5):
            town = Town(name="Taveuni", lat=-16.5, lon=lon)
            assert codes(alert, context=context(town)) == {"cap-antimeridian"}
