"""Polygons: pairs, their order and form, white space, the antimeridian."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabyl.core.formats.cap.rules.context import Context, Territory
from dabyl.core.formats.cap.rules.kinds import E, I, Profile, W
from dabyl.core.formats.cap.values import Circle, Polygon
from support.cap import ALONE, CLEAN, changed, checked, codes, gaps, with_area

OSLAND = Context(territory=Territory(box=(40.0, 46.0, 56.0, 88.0)))
"""Latitudes and longitudes of its box overlap, from 46 to 56."""


def drawn(*texts, of=ALONE):
    return with_area(of, 1, polygons=tuple(map(Polygon, texts)))


def said(alert, *profiles, context=None):
    """Return code, case, kind and place of each finding."""
    found = checked(alert, *profiles, context=context).findings
    return [(one.code, one.case, one.kind, one.where) for one in found]


PLACE = "/alert/info[1]/area[1]/polygon[1]"


class TestPolygon:
    @pytest.mark.parametrize(
        ("text", "case"),
        [
            ("50.1,57.1 50.1,57.3 50.3,57.3 50.1,57.2", ""),
            ("50.1,57.1 50.1,57.3 50.3,57.3", "few"),
            ("50.1,57.1 50.1,57.3 50.1,57.1", "few"),
            ("50.1 57.1 50.1 57.3 50.3 57.3 50.1 57.1", "pair"),
            ("50.1,57.1,50.1,57.3,50.3,57.3,50.1,57.1", "pair"),
            ("50.1, 57.1 50.1, 57.3 50.3, 57.3 50.1, 57.1", "pair"),
            ("50.1,57.1 50.1,57.3 50.3,nan 50.1,57.1", "pair"),
            ("50.1,57.1 50.1,57.3 50.3,inf 50.1,57.1", "pair"),
            (f"50.1,57.1 50.1,57.3 50.3,{'9' * 400} 50.1,57.1", "pair"),
            ("{0}", "pair"),
        ],
    )
    def test_is_a_closed_list_of_four_pairs(self, text, case):
        assert said(drawn(text)) == [("cap-polygon", case, E, PLACE)]
        assert said(drawn(text), Profile.OASIS) == [("cap-polygon", case, E, PLACE)]

    @pytest.mark.parametrize("text", ["", " "])
    def test_is_not_empty(self, text):
        assert "cap-polygon" in codes(drawn(text))

    def test_is_closed_by_the_same_numbers_however_written(self):
        text = "50.10,57.10 50.10,57.30 50.30,57.30 50.30,57.10 50.1,57.100"
        assert codes(drawn(text)) == set()

    def test_is_told_by_the_first_piece_that_is_no_pair_cut_short(self):
        [found] = checked(drawn("50.1,57.1 " + "x" * 10_000)).findings
        assert found.data == {"value": "x" * 40 + "…"}

    def test_is_told_at_each_of_its_places(self):
        bad = with_area(CLEAN, 0, polygons=(Polygon("50.1,57.1"),))
        assert [where for *_, where in said(bad)] == [PLACE, PLACE.replace("info[1]", "info[2]")]

    @given(st.text(alphabet="0123456789.,-+eE_ \n\t\u0664\u00a0nai", max_size=60))
    def test_never_stops_the_check(self, text):
        message = drawn(text, of=with_area(ALONE, 1, circles=(Circle(text),)))
        checked(message, *Profile, context=OSLAND)


class TestCoordinates:
    @pytest.mark.parametrize(
        ("text", "case"),
        [
            ("90.1,57.1 50.1,57.3 50.3,57.3 90.1,57.1", "latitude"),
            ("-90.1,57.1 50.1,57.3 50.3,57.3 -90.1,57.1", "latitude"),
            ("50.1,180.5 50.1,181 50.3,181 50.1,180.5", "longitude"),
            ("50.1,-180.5 50.3,-181 50.1,-181 50.1,-180.5", "longitude"),
            ("1000,57.1 50.1,5700 50.3,57.3 1000,57.1", "latitude"),
        ],
    )
    def test_are_on_the_earth(self, text, case):
        assert said(drawn(text)) == [("cap-coordinates", case, E, PLACE)]
        assert said(drawn(text), Profile.OASIS) == [("cap-coordinates", case, W, PLACE)]

    @pytest.mark.parametrize("text", ["91,57 3", "50,181 3"])
    def test_are_on_the_earth_in_a_circle(self, text):
        alert = with_area(ALONE, 1, circles=(Circle(text),))
        assert codes(alert) == {"cap-coordinates"}

    def test_may_be_of_the_poles_and_the_antimeridian(self):
        text = "-90,-180 -90,180 90,180 90,-180 -90,-180"
        assert codes(drawn(text)) == set()

    def test_are_latitude_first(self):
        swapped = "57.1,50.1 57.3,50.1 57.3,50.3 57.1,50.3 57.1,50.1"
        assert said(drawn(swapped), context=OSLAND)[0] == ("cap-coordinates", "", E, PLACE)
        assert "cap-coordinates" not in codes(drawn(swapped))

    def test_are_latitude_first_in_a_circle(self):
        alert = with_area(ALONE, 1, circles=(Circle("57.1,50.1 3"),))
        assert codes(alert, context=OSLAND) == {"cap-coordinates"}

    @pytest.mark.parametrize(
        "text",
        [
            "47.9,45.9 47.9,46.4 48.2,46.4 48.2,45.9 47.9,45.9",  # at the western border
            "50.0,50.1 50.0,52.0 53.0,52.0 53.0,50.1 50.0,50.1",  # inside either way
            "10.0,20.0 10.0,21.0 11.0,21.0 11.0,20.0 10.0,20.0",  # outside either way
        ],
    )
    def test_are_not_taken_for_swapped(self, text):
        assert codes(drawn(text), context=OSLAND) == set()

    def test_are_not_judged_for_order_without_a_territory(self):
        assert (80, "territory") in gaps(CLEAN)
        assert (80, "territory") not in gaps(CLEAN, context=OSLAND)
        assert (80, "territory") not in gaps(changed(CLEAN, infos=()))


class TestWhiteSpace:
    @pytest.mark.parametrize("gap", ["  ", "\n", "\t", "\r\n  "])
    def test_is_one_blank_in_what_we_write(self, gap):
        pairs = CLEAN.infos[0].areas[0].polygons[0].text.split()
        alert = drawn(gap.join(pairs))
        assert said(alert) == [("cap-polygon-space", "", E, PLACE)]
        assert said(alert, Profile.OASIS) == [("cap-polygon-space", "", I, PLACE)]

    @pytest.mark.parametrize("around", [" {}", "{} "])
    def test_is_not_around_the_pairs(self, around):
        text = CLEAN.infos[0].areas[0].polygons[0].text
        assert codes(drawn(around.format(text))) == {"cap-polygon-space"}


class TestForm:
    @pytest.mark.parametrize("value", ["5.01e1", "50_1", "٥٠.١", "5E1"])
    def test_is_a_plain_decimal(self, value):
        alert = drawn(f"{value},57.1 50.1,57.3 50.3,57.3 {value},57.1")
        [found] = checked(alert).findings
        assert (found.code, found.case, found.kind) == ("cap-coordinate-form", "", E)
        assert found.data == {"value": f"{value},57.1"}
        assert {kind for *_, kind, _ in said(alert, Profile.OASIS, Profile.GOOGLE)} == {I, W}

    @pytest.mark.parametrize("value", ["57.1000000", "-0.1234567", "57.123456789012345"])
    def test_has_six_decimals_at_most(self, value):
        found = checked(drawn(f"50.1,57 50.1,{value} 50.3,57 50.1,57")).findings
        assert (found[0].code, found[0].case) == ("cap-coordinate-form", "fine")
        assert found[0].data == {"value": value}

    @pytest.mark.parametrize("value", ["57.123456", "+57", "57.", "-.5"])
    def test_may_have_any_of_these(self, value):
        found = codes(drawn(f"50.1,56 50.1,{value} 50.3,56 50.1,56"))
        assert "cap-coordinate-form" not in found


class TestAntimeridian:
    @pytest.mark.parametrize(
        "text",
        [
            "-17,179 -17,-179 -16,-179 -16,179 -17,179",
            "-17,-179 -16,-179 -16,179 -17,179 -17,-179",
        ],
    )
    def test_is_crossed_by_no_edge(self, text):
        found = said(drawn(text), Profile.DABYL, Profile.OASIS, Profile.WMO)
        assert {code for code, *_ in found} >= {"cap-antimeridian"}
        kinds = [kind for code, _, kind, _ in found if code == "cap-antimeridian"]
        assert kinds == [E, I, W]

    def test_is_told_by_the_first_edge_that_crosses_it(self):
        found = checked(drawn("-17,178 -17,179 -17,-179 -16,178 -17,178")).findings
        assert found[0].data == {"first": "-17,179", "last": "-17,-179"}

    def test_cuts_a_ring_without_a_fault(self):
        texts = (
            "-17,179 -17,180 -16,180 -16,179 -17,179",
            "-17,-180 -17,-179 -16,-179 -16,-180 -17,-180",
        )
        assert codes(drawn(*texts)) == set()

    def test_may_be_far_from_a_long_edge(self):
        assert codes(drawn("10,-90 10,90 20,90 20,-90 10,-90")) == set()
