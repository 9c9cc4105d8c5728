"""Maps in dots and in lines, and the sheet that both are drawn on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from dabyl.core.formats.cap.explaining.dots import COLUMNS, ROWS, dots
from dabyl.core.formats.cap.explaining.drawing import HEIGHT, WIDTH, drawing, latitude, longitude
from dabyl.core.formats.cap.explaining.ground import ground_of
from dabyl.core.formats.cap.explaining.sheet import sheet_of
from dabyl.core.formats.cap.values import Circle, Polygon
from support.cap import an_area

SQUARE = "0,0 0,8 8,8 8,0 0,0"
POINTS = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


def ground(*polygons, circles=()):
    shapes = tuple(Polygon(text) for text in polygons)
    return ground_of([an_area(polygons=shapes, circles=tuple(map(Circle, circles)))])


def polygon(points):
    return " ".join(f"{lat:.5f},{lon:.5f}" for lat, lon in points)


class TestSheet:
    def test_is_filled_in_one_direction(self):
        sheet = sheet_of(ground("0,0 0,20 8,20 8,0 0,0"), width=101, height=101, margin=0)
        assert sheet.width == 101
        assert sheet.height < 60

    def test_puts_north_up_and_east_right(self):
        sheet = sheet_of(ground(SQUARE), width=101, height=101, margin=10)
        assert sheet.y(8) == 10
        assert sheet.y(0) == 90
        assert sheet.x(0) < sheet.x(8)

    def test_counts_corners_that_fall_on_one_another_once(self):
        near = "0,0 0,0.00001 0,8 8,8 8,0 0,0"
        (ring,) = sheet_of(ground(near), width=101, height=101, margin=0).rings
        assert len(ring) == 4


class TestDots:
    def test_draw_an_outline_with_every_second_dot_inside(self):
        assert dots(ground("0,0 0,1 1,1 1,0 0,0"), columns=6, rows=3) == (
            "⠀⡤⠤⠤⢤⠀",
            "⠀⡇⠅⠅⢽⠀",
            "⠀⠓⠓⠓⠛⠀",
        )

    def test_draw_a_cross_on_a_spot(self):
        rows = [row.strip("⠀") for row in dots(ground(circles=["10,20 0"]), columns=9, rows=5)]
        assert [row for row in rows if row] == ["⡄", "⠉⠏⠁"]

    def test_stay_in_their_room(self):
        rows = dots(ground(SQUARE))
        assert len(rows) <= ROWS
        assert {len(row) for row in rows} == {len(rows[0])}
        assert len(rows[0]) <= COLUMNS

    @given(st.lists(POINTS, min_size=1, max_size=8))
    def test_draw_whatever_lies_on_the_globe(self, points):
        rows = dots(ground(polygon(points)))
        assert 1 <= len(rows) <= ROWS
        assert any(row.strip("⠀") for row in rows)
        assert all("⠀" <= dot <= "⣿" for row in rows for dot in row)


class TestDrawing:
    def test_has_a_path_for_each_ring(self):
        svg = drawing(ground(SQUARE, "1,1 1,2 2,2 1,1"), label="Where")
        assert len(svg.findall("path[@class='ring']")) == 2
        assert svg.findall("circle") == []
        assert svg.get("aria-label") == "Where"

    def test_has_a_spot_for_what_would_not_be_seen(self):
        svg = drawing(ground(circles=["10,20 0"]), label="")
        assert len(svg.findall("circle")) == 1
        far = ground("0,0 0,0.001 0.001,0 0,0", "0,40 0,40.001 0.001,40 0,40")
        assert len(drawing(far, label="").findall("circle")) == 2

    def test_labels_the_net(self):
        texts = {text.text for text in drawing(ground(SQUARE), label="").findall("text")}
        assert {"0°", "5° N", "5° E"} <= texts

    def test_leaves_out_what_lies_beyond_a_pole(self):
        texts = {t.text for t in drawing(ground("80,0 80,90 90,0 80,0"), label="").findall("text")}
        assert "80° N" in texts
        assert "90° N" not in texts

    @given(st.lists(POINTS, min_size=1, max_size=8))
    def test_draws_whatever_lies_on_the_globe(self, points):
        svg = drawing(ground(polygon(points)), label="x")
        assert int(svg.get("width")) <= WIDTH
        assert int(svg.get("height")) <= HEIGHT
        assert len(svg.findall("text")) < 16
        etree.fromstring(etree.tostring(svg))


class TestDegrees:
    @pytest.mark.parametrize(("value", "words"), [(51.25, "51.25° N"), (-8.0, "8° S"), (0.0, "0°")])
    def test_of_latitude(self, value, words):
        assert latitude(value) == words

    @pytest.mark.parametrize(
        ("value", "words"),
        [(71.4, "71.4° E"), (-8.0, "8° W"), (190.0, "170° W"), (180.0, "180°"), (360.0, "0°")],
    )
    def test_of_longitude(self, value, words):
        assert longitude(value) == words
