"""Areas from outside, and everything that may be wrong with them."""

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabyl.core.formats.places.drawn import MOST_BYTES, format_drawn, parse_drawn
from dabyl.core.places.shapes import Area, Circle
from dabyl.core.values.problems import Rejected

SQUARE = [[76.0, 43.0], [77.0, 43.0], [77.0, 44.0], [76.0, 43.0]]
HOLE = [[76.6, 43.2], [76.8, 43.2], [76.8, 43.4], [76.6, 43.2]]
RING = ((76.0, 43.0), (77.0, 43.0), (77.0, 44.0), (76.0, 43.0))
POLYGON = {"type": "Polygon", "coordinates": [SQUARE]}
KML = """<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Folder><Placemark><Polygon>
<outerBoundaryIs><LinearRing><coordinates>{}</coordinates></LinearRing></outerBoundaryIs>
{}</Polygon></Placemark></Folder></Document></kml>"""
KML_RING = "76.0,43.0,0 77.0,43.0,0\n 77.0,44.0 76.0,43.0"


def read(given):
    text = given if isinstance(given, str) else json.dumps(given)
    return parse_drawn(text.encode())


def wrong(given):
    with pytest.raises(Rejected) as caught:
        read(given)
    return [(one.code.value, one.where) for one in caught.value.problems]


def polygon(*rings):
    return {"type": "Polygon", "coordinates": list(rings)}


class TestGeojson:
    @pytest.mark.parametrize(
        "given",
        [
            POLYGON,
            {"type": "Feature", "properties": None, "geometry": POLYGON},
            {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": POLYGON}]},
            {"type": "GeometryCollection", "geometries": [POLYGON]},
            {"type": "MultiPolygon", "coordinates": [[SQUARE]]},
            polygon([[*one, 900.5] for one in SQUARE]),
            {
                **POLYGON,
                "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}},
            },
            {**POLYGON, "crs": None},
        ],
        ids=["polygon", "feature", "collection", "geometries", "multi", "heights", "wgs84", "null"],
    )
    def test_is_read_in_every_wrapping(self, given):
        assert read(given) == Area(((RING,),))

    def test_keeps_holes_and_parts(self):
        moved = [[lon + 3, lat] for lon, lat in SQUARE]
        read_ = read({"type": "MultiPolygon", "coordinates": [[SQUARE, HOLE], [moved]]})
        assert [len(part) for part in read_.polygons] == [2, 1]

    @pytest.mark.parametrize(
        ("given", "told"),
        [
            ("{", [("shape-unreadable", "area")]),
            ("{" + '"a":{' * 5000, [("shape-unreadable", "area")]),
            ({"type": "Point", "coordinates": [1, 2]}, [("unknown-value", "type")]),
            ({"type": "Feature", "geometry": None}, [("wrong-type", "geometry")]),
            ({"type": "FeatureCollection", "features": []}, [("wrong-type", "features")]),
            ({"type": "Polygon"}, [("wrong-type", "coordinates")]),
            (polygon([[1, "2"]]), [("wrong-type", "coordinates[0][0]")]),
            (polygon([[True, 2]]), [("wrong-type", "coordinates[0][0]")]),
            (polygon(SQUARE[:3]), [("border-ring-short", "coordinates[0]")]),
            (polygon([*SQUARE[:3], [76.5, 43.5]]), [("border-ring-open", "coordinates[0]")]),
            ({**POLYGON, "crs": {"properties": {"name": "EPSG:32643"}}}, [("shape-datum", "crs")]),
            ({**POLYGON, "crs": "EPSG:28409"}, [("shape-datum", "crs")]),
            (
                polygon([[76, 43], [77, 44], [77, 43], [76, 44], [76, 43]]),
                [("shape-invalid", "coordinates")],
            ),
            (
                polygon(SQUARE, [[lon + 9, lat] for lon, lat in SQUARE]),
                [("shape-invalid", "coordinates")],
            ),
            (polygon([[1, 1], [1, 1], [1, 1], [1, 1]]), [("shape-invalid", "coordinates")]),
            (
                polygon([*SQUARE[:3], [76, 143], [76, 43]]),
                [("shape-swapped", "coordinates[0], position 4")],
            ),
            (
                polygon([*SQUARE[:3], [200, 10], [76, 43]]),
                [("place-point-range", "coordinates[0], position 4")],
            ),
            (
                polygon(
                    [[500000, 4800000], [500100, 4800000], [500100, 4800100], [500000, 4800000]]
                ),
                [("shape-datum", "coordinates[0], position 1")],
            ),
        ],
    )
    def test_tells_what_is_wrong_and_where(self, given, told):
        assert wrong(given) == told

    def test_tells_everything_at_once(self):
        crossing = [[76, 43], [77, 44], [77, 43], [76, 44], [76, 43]]
        parts = [[SQUARE[:3]], [[*SQUARE[:3], [1, 1]]], [crossing]]
        assert [code for code, _ in wrong({"type": "MultiPolygon", "coordinates": parts})] == [
            "border-ring-short",
            "border-ring-open",
            "shape-invalid",
        ]

    def test_is_no_deeper_than_it_needs_to_be(self):
        deep = POLYGON
        for _ in range(20):
            deep = {"type": "GeometryCollection", "geometries": [deep]}
        assert [code for code, _ in wrong(deep)] == ["wrong-type"]


class TestKml:
    def test_is_read_in_any_folder(self):
        assert read(KML.format(KML_RING, "")) == Area(((RING,),))

    def test_keeps_holes(self):
        hole = " ".join(f"{lon},{lat}" for lon, lat in HOLE)
        ring = f"<LinearRing><coordinates>{hole}</coordinates></LinearRing>"
        inner = f"<innerBoundaryIs>{ring}</innerBoundaryIs>"
        assert len(read(KML.format(KML_RING, inner)).polygons[0]) == 2

    @pytest.mark.parametrize(
        ("given", "told"),
        [
            ("<kml", [("shape-unreadable", "area")]),
            ("<kml/>", [("shape-nothing", "area")]),
            ("<kml><Polygon/></kml>", [("shape-nothing", "area")]),
            (KML.format("76,43 seven,8", ""), [("shape-unreadable", "Polygon 1, outer ring 1")]),
            (KML.format("76", ""), [("shape-unreadable", "Polygon 1, outer ring 1")]),
            (KML.format("", ""), [("border-ring-short", "Polygon 1, outer ring 1")]),
        ],
    )
    def test_tells_what_is_wrong_and_where(self, given, told):
        assert wrong(given) == told

    def test_opens_nothing_outside(self, tmp_path):
        secret = tmp_path / "secret"
        secret.write_text(KML_RING)
        doctype = f'<!DOCTYPE kml [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
        text = KML.replace("<kml ", f"{doctype}<kml ").format("&x;", "")
        assert wrong(text) == [("border-ring-short", "Polygon 1, outer ring 1")]


class TestCap:
    def test_polygons_stand_one_a_line_latitude_first(self):
        line = "43.0,76.0 43.0,77.0 44.0,77.0 43.0,76.0"
        assert read(line) == Area(((RING,),))
        assert (
            len(read(f"{line}\n\n{line.replace('43.', '47.').replace('44.', '48.')}").polygons) == 2
        )

    def test_a_circle_is_a_position_and_kilometres(self):
        assert read(" 43.25,76.95 1.5\n") == Circle(76.95, 43.25, 1.5)

    @pytest.mark.parametrize(
        ("given", "told"),
        [
            ("", [("shape-nothing", "area")]),
            (" \n", [("shape-nothing", "area")]),
            ("somewhere", [("shape-unreadable", "polygon 1")]),
            ("43,76 44,77 44;76 43,76", [("shape-unreadable", "polygon 1")]),
            ("43,76 44,77 43,77 44,76 43,76", [("shape-invalid", "polygon 1")]),
            ("43.25,76.95 0", [("shape-radius", "area")]),
            ("43.25,76.95 1e3", [("shape-radius", "area")]),
            ("43.25,76.95 1001", [("shape-radius", "area")]),
            ("43.25 1", [("shape-unreadable", "area")]),
            ("143.25,76.95 x", [("shape-radius", "area"), ("shape-swapped", "area")]),
            ("43,76 1\n43,77 1", [("shape-circles", "area")]),
            ("43,76 44,77 43,77 43,76\n43,77 1", [("shape-circles", "area")]),
            (f"{'9' * 400},1 2", [("shape-unreadable", "area")]),
        ],
    )
    def test_tells_what_is_wrong_and_where(self, given, told):
        assert wrong(given) == told


class TestLimits:
    def test_are_bytes(self):
        assert wrong(" " * (MOST_BYTES + 1)) == [("shape-too-large", "area")]

    def test_are_points_and_parts(self):
        many = [[[[i, 1], [i, 2], [i + 0.5, 2], [i, 1]]] for i in range(51)]
        assert wrong({"type": "MultiPolygon", "coordinates": many}) == [("shape-parts", "area")]
        long = [[76 + i / 1e4, 43] for i in range(1000)]
        assert wrong(polygon([*long, long[0]])) == [("shape-points", "area")]

    def test_are_letters_that_can_be_read(self):
        with pytest.raises(Rejected):
            parse_drawn(b"\xff\xfe")

    @given(st.binary(max_size=200))
    def test_let_nothing_else_happen_than_an_area_or_problems(self, data):
        with suppress(Rejected):
            assert isinstance(parse_drawn(data), Area | Circle)


class TestFormatDrawn:
    @pytest.mark.parametrize(
        "area", [Circle(76.95, 43.25, 1.5), Area(((RING,),)), read(polygon(SQUARE, HOLE))]
    )
    def test_is_undone_by_parsing(self, area):
        assert parse_drawn(format_drawn(area).encode()) == area
