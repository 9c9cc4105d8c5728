"""Circles and their copies, beside geodesics of pyproj."""

from math import cos, pi, radians, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from dabyl.core.formats.cap.rules.kinds import E, I, Profile, W
from dabyl.core.formats.cap.values import Circle, Polygon
from support.cap import ALONE, checked, codes, with_area

PLACE = "/alert/info[1]/area[1]/circle[1]"
ELLIPSOID, SPHERE = Geod(ellps="WGS84"), Geod(ellps="sphere")


def said(alert, *profiles):
    found = checked(alert, *profiles).findings
    return [(one.code, one.case, one.kind, one.where) for one in found]


def with_circle(*texts, polygons=None):
    changes = {} if polygons is None else {"polygons": tuple(map(Polygon, polygons))}
    return with_area(ALONE, 1, circles=tuple(map(Circle, texts)), **changes)


def copy(lat, lon, radius_km, count=48, *, on=ELLIPSOID, decimals=4):
    """Return the polygon of a circle, made on an ellipsoid."""
    turns = [-360 * at / count for at in range(count)]
    metres = [radius_km * 1000] * count
    lons, lats, _ = on.fwd([lon] * count, [lat] * count, turns, metres)
    return closed(zip(lats, lons, strict=True), decimals)


def ellipse(lat, lon, radius_km, count=48):
    """Return a circle drawn in degrees."""
    deg = radius_km / 111.2
    turns = [2 * pi * at / count for at in range(count)]
    return closed([(lat + deg * sin(turn), lon + deg * cos(turn)) for turn in turns], 4)


def closed(points, decimals):
    texts = [f"{lat:.{decimals}f},{lon:.{decimals}f}" for lat, lon in points]
    return " ".join([*texts, texts[0]])


class TestCircle:
    @pytest.mark.parametrize(
        "text", ["50.2,57.2", "50.2 57.2 3", "50.2,57.2 x", "50.2,57.2 3 km", "50.2,57.2,3", "nan"]
    )
    def test_is_a_centre_and_a_radius(self, text):
        assert said(with_circle(text), Profile.DABYL, Profile.OASIS) == [
            ("cap-circle", "", E, PLACE),
            ("cap-circle", "", W, PLACE),
        ]

    @pytest.mark.parametrize("text", ["50.2,57.2 0", "50.2,57.2 0.0", "50.2,57.2 -1"])
    def test_has_a_radius_that_holds_somebody(self, text):
        profiles = (Profile.DABYL, Profile.GOOGLE, Profile.OASIS)
        assert said(with_circle(text), *profiles) == [
            ("cap-circle", "radius", E, PLACE),
            ("cap-circle", "radius", W, PLACE),
            ("cap-circle", "radius", I, PLACE),
        ]

    @pytest.mark.parametrize(
        "text", ["50.2,57.2  3", "50.2,57.2\n3", " 50.2,57.2 3", "50.2,57.2 3 "]
    )
    def test_has_one_blank_when_we_write_it(self, text):
        assert said(with_circle(text), Profile.DABYL, Profile.OASIS) == [
            ("cap-circle", "blank", E, PLACE),
            ("cap-circle", "blank", I, PLACE),
        ]

    @pytest.mark.parametrize("text", ["50.2,57.2 3", "-0.5,+57 0.25", "50,57 12"])
    def test_may_be_any_of_these(self, text):
        assert codes(with_circle(text)) == set()


class TestCopy:
    @given(
        st.floats(-80, 80),
        st.floats(-175, 175),
        st.floats(0.2, 300),
        st.sampled_from([12, 48, 96]),
    )
    def test_is_true_on_the_ellipsoid(self, lat, lon, radius_km, count):
        middle = f"{lat:.6f},{lon:.6f}"
        lat, lon = map(float, middle.split(","))
        alert = with_circle(f"{middle} {radius_km!r}", polygons=[copy(lat, lon, radius_km, count)])
        assert "cap-circle-copy" not in codes(alert)

    def test_is_not_true_when_drawn_in_degrees(self):
        alert = with_circle("51,71 25", polygons=[ellipse(51, 71, 25)])
        assert said(alert, Profile.DABYL, Profile.OASIS) == [
            ("cap-circle-copy", "", E, PLACE.replace("circle", "polygon")),
            ("cap-circle-copy", "", I, PLACE.replace("circle", "polygon")),
        ]
        [found] = checked(alert).findings
        assert float(found.data["off"]) == pytest.approx(100 * (1 - cos(radians(51))), abs=1)

    def test_is_not_true_when_made_on_a_sphere(self):
        alert = with_circle("51,71 25", polygons=[copy(51, 71, 25, on=SPHERE)])
        assert codes(alert) == {"cap-circle-copy"}

    def test_is_not_true_when_one_point_is_off(self):
        text = copy(51, 71, 25).split()
        lat, lon = map(float, text[7].split(","))
        text[7] = f"{lat:.4f},{lon + 0.01:.4f}"
        assert codes(with_circle("51,71 25", polygons=[" ".join(text)])) == {"cap-circle-copy"}

    def test_is_of_any_circle_of_its_area(self):
        circles = ("51,71 30", "51,71 25", "20,20 1")
        assert codes(with_circle(*circles, polygons=[copy(51, 71, 25)])) == set()

    @pytest.mark.parametrize(
        "polygon",
        [
            copy(51, 71.5, 25),  # about another middle
            copy(51, 71, 2),  # far too small
            copy(51, 71, 200),  # far too large
            copy(51, 71, 20, count=4),  # a square
            "51,71 51,72",  # no ring
        ],
    )
    def test_is_no_polygon_of_another_kind(self, polygon):
        assert "cap-circle-copy" not in codes(with_circle("51,71 25", polygons=[polygon]))

    @pytest.mark.parametrize(
        "circle", ["x", "51,71 0", "51,71 9000", "91,71 25", "51,181 25", "51,71 -3"]
    )
    def test_is_not_asked_for_what_is_no_circle_on_earth(self, circle):
        found = codes(with_circle(circle, polygons=[ellipse(51, 71, 25)]))
        assert "cap-circle-copy" not in found

    def test_is_not_looked_for_among_very_many_circles(self):
        alert = with_circle(*["51,71 25"] * 1001, polygons=[ellipse(51, 71, 25)])
        assert codes(alert) == set()
