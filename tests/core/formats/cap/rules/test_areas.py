"""Rules 75 to 78, 92 and 94: areas."""

import pytest

from dabyl.core.formats.cap.rules.context import Context
from dabyl.core.formats.cap.rules.kinds import E, I, Profile, W
from dabyl.core.formats.cap.values import Circle, NamedValue, Polygon
from support.cap import (
    ALONE,
    CLEAN,
    CODED,
    an_area,
    an_info,
    changed,
    checked,
    codes,
    with_area,
    with_info,
)

FIRST = "/alert/info[1]/area[1]"
ISO, SAME, CANADIAN = CODED
FAR = Polygon("51.10,57.10 51.10,57.30 51.30,57.30 51.30,57.10 51.10,57.10")
NEAR = Polygon("50.305,57.10 50.305,57.30 50.5,57.30 50.5,57.10 50.305,57.10")
RULES = {75, 76, 77, 78, 92, 94}


def said(alert, *profiles, context=None):
    found = checked(alert, *profiles, context=context).findings
    return [(one.code, one.case, one.kind, one.where) for one in found if one.rule in RULES]


def in_places(*polygons, **more):
    areas = tuple(an_area(polygons=(polygon,), **more) for polygon in polygons)
    return with_info(ALONE, 1, areas=areas)


class TestArea:
    def test_is_there_in_each_public_block(self):
        assert codes(with_info(ALONE, 1, areas=())) == {"cap-area-missing"}
        without = with_info(CLEAN, 2, areas=())
        assert said(without, Profile.IPAWS, Profile.WMO, Profile.OASIS) == [
            ("cap-area-missing", "", E, "/alert/info[2]"),
            ("cap-area-missing", "", W, "/alert/info[2]"),
            ("cap-area-missing", "", I, "/alert/info[2]"),
        ]

    @pytest.mark.parametrize("scope", ["Private", "Restricted", None])
    def test_may_be_missing_where_a_message_is_not_public(self, scope):
        assert said(changed(with_info(CLEAN, 2, areas=()), scope=scope)) == []

    def test_may_be_missing_with_all_information(self):
        assert said(changed(CLEAN, infos=())) == []


class TestWords:
    @pytest.mark.parametrize("text", ["", None, " \n", "\u00a0"])
    def test_are_there(self, text):
        alert = with_area(ALONE, 1, description=text)
        assert codes(alert) == {"cap-area-words"}
        assert said(alert, Profile.OASIS) == [("cap-area-words", "", W, FIRST)]

    def test_are_fewer_than_fifty_characters(self):
        assert said(with_area(ALONE, 1, description=f" {'a' * 49}\n")) == []
        alert = with_area(ALONE, 1, description="a" * 50)
        found = ("cap-area-words", "long", W, f"{FIRST}/areaDesc")
        assert said(alert, Profile.DABYL, Profile.GOOGLE, Profile.OASIS) == [found, found]
        assert checked(alert).findings[0].data == {"chars": 50, "most": 49}

    def test_are_in_the_language_of_the_block(self):
        alert = with_area(CLEAN, 2, description="Vale")
        assert said(alert, Profile.DABYL, Profile.OASIS) == [
            ("cap-area-words", "language", W, "/alert/info[2]/area[1]/areaDesc")
        ]

    def test_are_in_english_where_no_language_is_named(self):
        alert = with_area(with_info(CLEAN, 1, language=None), 1, description="Долина")
        [found] = [one for one in checked(alert).findings if one.code == "cap-area-words"]
        assert found.data == {"value": "Долина", "language": "en-US"}


class TestNowhere:
    @pytest.mark.parametrize(
        "area",
        [
            {"geocodes": ()},
            {"geocodes": (NamedValue("KATO:2016", " "), NamedValue("KATO:2016", None))},
            {"polygons": (Polygon(" \n"),), "circles": (Circle(""),), "geocodes": ()},
        ],
    )
    def test_is_an_area_without_shape_and_code(self, area):
        alert = with_area(ALONE, 1, **{"polygons": (), **area})
        found = ("cap-area-nowhere", "")
        profiles = (Profile.DABYL, Profile.GOOGLE, Profile.CAP_CP, Profile.UK, Profile.OASIS)
        kinds = [kind for code, case, kind, _ in said(alert, *profiles) if (code, case) == found]
        assert kinds == [E, E, E, W, I]
        assert "cap-geocode-alone" not in codes(alert)

    @pytest.mark.parametrize(
        "area",
        [{"polygons": (), "circles": (Circle("50.2,57.2 5"),)}, {"circles": (), "geocodes": ()}],
    )
    def test_is_not_where_there_is_one_of_them(self, area):
        assert said(with_area(ALONE, 1, **area)) == []

    @pytest.mark.parametrize(
        ("profile", "own"), [(Profile.IPAWS, SAME), (Profile.CAP_CP, CANADIAN)]
    )
    def test_has_the_code_that_a_profile_asks_for(self, profile, own):
        found = ("cap-area-nowhere", "code", E, FIRST)
        others = tuple(each for each in CODED if each != own)
        assert said(with_area(ALONE, 1, geocodes=others), *Profile) == [found]
        empty = NamedValue(own.name, "")
        assert said(with_area(ALONE, 1, geocodes=(*others, empty)), profile) == [found]

    def test_tells_the_first_area_of_a_block_without_that_code(self):
        areas = (an_area(), an_area(geocodes=(ISO, SAME)), an_area(geocodes=(SAME,)))
        alert = with_info(CLEAN, 0, areas=areas)
        assert said(alert, Profile.CAP_CP) == [
            ("cap-area-nowhere", "code", E, "/alert/info[1]/area[2]"),
            ("cap-area-nowhere", "code", E, "/alert/info[2]/area[2]"),
        ]


class Undrawn:
    """A gazetteer that knows one scheme, with or without geometry."""

    def __init__(self, *, scheme="ISO 3166-2", drawn=False):
        self.scheme, self.drawn = scheme, drawn

    def existed(self, scheme, code, on):
        del code, on
        return True if scheme == self.scheme else None

    def has_geometry(self, scheme, code):
        del code
        return self.drawn if scheme == self.scheme else None


class TestCodeAlone:
    CODE = with_area(ALONE, 1, polygons=())

    def test_is_understood_by_few(self):
        assert codes(self.CODE) == {"cap-geocode-alone"}
        profiles = (Profile.DABYL, Profile.OASIS, Profile.CAP_AU, Profile.CAP_CP, Profile.IPAWS)
        assert said(self.CODE, *profiles) == [
            ("cap-geocode-alone", "", kind, FIRST) for kind in (E, W, W, I, I)
        ]
        [found] = checked(self.CODE).findings
        assert found.data == {"names": "ISO 3166-2, SAME, profile:CAP-CP:Location"}

    def test_is_told_of_the_first_area_of_a_block(self):
        area = an_area(description="M36", polygons=(), geocodes=(ISO,))
        areas = (area, area, area)
        assert said(with_info(CLEAN, 0, areas=areas)) == [
            ("cap-geocode-alone", "", E, FIRST),
            ("cap-geocode-alone", "", E, "/alert/info[2]/area[1]"),
        ]

    def test_is_all_there_is_where_nobody_can_draw_the_place(self):
        alert = with_area(ALONE, 1, polygons=(), geocodes=(ISO,))
        assert said(alert, context=Context(gazetteer=Undrawn())) == [
            ("cap-geocode-alone", "undrawn", W, FIRST)
        ]

    @pytest.mark.parametrize("known", [Undrawn(drawn=True), Undrawn(scheme="KATO")])
    def test_is_too_little_where_somebody_could_or_nobody_knows(self, known):
        alert = with_area(ALONE, 1, polygons=(), geocodes=(ISO,))
        assert said(alert, context=Context(gazetteer=known)) == [
            ("cap-geocode-alone", "", E, FIRST)
        ]


class TestHeights:
    def test_have_a_lower_one(self):
        profiles = (Profile.DABYL, Profile.OASIS, Profile.UK)
        alert = with_area(ALONE, 1, ceiling="9000")
        assert codes(alert) == {"cap-ceiling"}
        found = ("cap-ceiling", "alone", E, f"{FIRST}/ceiling")
        assert said(alert, *profiles) == [found] * 3
        assert ("cap-ceiling", "alone", E, f"{FIRST}/ceiling") in said(
            with_area(ALONE, 1, altitude=" ", ceiling="9000")
        )

    @pytest.mark.parametrize(
        ("low", "high"), [("100", "99.9"), ("0", "-1"), (" 2 ", "1" * 0 + "1")]
    )
    def test_are_in_order(self, low, high):
        alert = with_area(ALONE, 1, altitude=low, ceiling=high)
        assert codes(alert) == {"cap-ceiling"}
        assert [kind for _, _, kind, _ in said(alert, Profile.GOOGLE, Profile.OASIS)] == [E, W]

    @pytest.mark.parametrize(
        ("low", "high"),
        [
            ("100", "100"),
            ("-5", "1" + "0" * 400),
            ("100", None),
            (None, ""),
            ("ground", "9000"),
            ("100", "top"),
            ("NaN", "Infinity"),
        ],
    )
    def test_may_be_these(self, low, high):
        assert "cap-ceiling" not in codes(with_area(ALONE, 1, altitude=low, ceiling=high))


class TestSeparatePlaces:
    def test_have_a_message_each(self):
        alert = in_places(NEAR, FAR)
        assert codes(alert) == {"cap-separate-places"}
        found = ("cap-separate-places", "", W, "/alert/info[1]")
        assert said(alert, Profile.DABYL, Profile.GOOGLE, Profile.OASIS) == [found, found]
        assert checked(alert).findings[0].data == {"count": 2}

    def test_are_told_of_the_first_block_that_has_them(self):
        two = (an_area(polygons=(NEAR,)), an_area(polygons=(FAR,)))
        alert = changed(CLEAN, infos=(an_info(), an_info(areas=two)))
        assert ("cap-separate-places", "", W, "/alert/info[2]") in said(alert)

    def test_may_be_circles(self):
        areas = (an_area(), an_area(polygons=(), circles=(Circle("52,57.2 20"),)))
        assert "cap-separate-places" in codes(with_info(CLEAN, 1, areas=areas))
        areas = (an_area(), an_area(polygons=(), circles=(Circle("50.5,57.2 25"),)))
        assert "cap-separate-places" not in codes(with_info(CLEAN, 1, areas=areas))

    @pytest.mark.parametrize(
        "second",
        [
            NEAR,
            Polygon("nowhere"),
            Polygon(""),
            Polygon("1e9,5 5,5"),
            Polygon(f"{'9' * 300},5 5,5 6,6 {'9' * 300},5"),
        ],
    )
    def test_are_no_places_that_touch_or_lie_nowhere(self, second):
        first = Polygon("50.10,57.10 50.10,57.30 50.30,57.30 50.30,57.10 50.10,57.10")
        assert "cap-separate-places" not in codes(in_places(first, second))

    def test_are_no_circles_that_cannot_be_read(self):
        areas = (an_area(), an_area(polygons=(), circles=(Circle("far away"),)))
        assert "cap-separate-places" not in codes(with_info(CLEAN, 1, areas=areas))

    def test_are_not_counted_among_very_many(self):
        rows = [f"{lat},1 {lat},1.1 {lat}.1,1.1 {lat},1" for lat in range(80)]
        many = [Polygon(row) for row in rows for _ in range(13)]
        assert "cap-separate-places" in codes(in_places(*many[:1000]))
        assert "cap-separate-places" not in codes(in_places(*many))
