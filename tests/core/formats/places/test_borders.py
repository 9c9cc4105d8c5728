import json
from copy import deepcopy
from datetime import date
from importlib.resources import files

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from dabyl.core.formats.places.borders import format_borders, parse_borders
from dabyl.core.formats.places.units import parse_places
from dabyl.core.places.borders import BorderSet, lies_in
from dabyl.core.places.gazetteer import gazetteer
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Rejected
from support.places import BEFORE, outcome

SQUARE = [[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]
ABOUT = {"id": "own", "source": "a survey", "licence": "public domain", "attribution": "Us"}


def a_feature(code="A", rings=(SQUARE,), **more):
    geometry = {"type": "Polygon", "coordinates": deepcopy(list(rings))}
    feature = {"type": "Feature", "properties": {"code": code}, "geometry": geometry}
    return {**feature, **more}


def a_collection(*features, about=(), **more):
    top = {"type": "FeatureCollection", "borders": {**ABOUT, **dict(about)}}
    return {**top, "features": list(features or [a_feature()]), **more}


def read(tree, **more):
    return parse_borders(json.dumps(tree), "b.geojson", **more)


def problems_of(tree, **more):
    with pytest.raises(Rejected) as rejection:
        read(tree, **more)
    return [
        (problem.code, problem.where.removeprefix("b.geojson").strip())
        for problem in rejection.value.problems
    ]


class TestParseBorders:
    def test_reads_polygons_and_multipolygons_with_holes(self):
        hole = [[0.2, 0.2], [0.4, 0.2], [0.4, 0.4], [0.2, 0.2]]
        far = [[[5, 5], [6, 5], [6, 6], [5, 5]]]
        several = {"type": "MultiPolygon", "coordinates": [[SQUARE, hole], far]}
        borders = read(a_collection(a_feature(), a_feature("B", geometry=several)))
        assert borders.shapes["A"].equals(shapely.box(0, 0, 1, 1))
        assert borders.shapes["B"].area == pytest.approx(1 - 0.02 + 0.5)

    def test_reads_what_must_be_shown_with_it(self):
        about = {"valid_from": "2018-06-19", "valid_to": "2022-06-08", "error_km": 2, "note": "n"}
        borders = read(a_collection(about=about))
        assert (borders.licence, borders.attribution, borders.note) == ("public domain", "Us", "n")
        assert (borders.valid_from, borders.valid_to) == (date(2018, 6, 19), date(2022, 6, 8))
        assert borders.error_km == 2

    def test_turns_any_code_into_the_key_of_its_unit(self):
        borders = read(a_collection(a_feature("old")), find={"old": ("A",)}.__getitem__)
        assert set(borders.shapes) == {"A"}

    @pytest.mark.parametrize("keys", [(), ("A", "B")])
    def test_rejects_a_code_that_means_no_unit_or_several(self, keys):
        assert problems_of(a_collection(), find=lambda _: keys) == [
            (Code.UNKNOWN_REFERENCE, "features[0].properties.code")
        ]

    def test_rejects_two_features_of_one_unit(self):
        assert problems_of(a_collection(a_feature(), a_feature())) == [
            (Code.DUPLICATE, "features[1].properties.code")
        ]

    @pytest.mark.parametrize(
        ("ring", "code", "path"),
        [
            (SQUARE[:3], Code.BORDER_RING_SHORT, "[0]"),
            (SQUARE[:4], Code.BORDER_RING_OPEN, "[0]"),
            ([*SQUARE[:2], [181, 0], *SQUARE[2:]], Code.PLACE_POINT_RANGE, "[0][2]"),
            ([*SQUARE[:2], [1], *SQUARE[2:]], Code.WRONG_TYPE, "[0][2]"),
            ([*SQUARE[:2], ["1", 0], *SQUARE[2:]], Code.WRONG_TYPE, "[0][2]"),
            ([*SQUARE[:2], [True, 0], *SQUARE[2:]], Code.WRONG_TYPE, "[0][2]"),
            ("ring", Code.WRONG_TYPE, "[0]"),
            ([[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]], Code.BORDER_INVALID, ""),
        ],
    )
    def test_rejects_a_bad_ring(self, ring, code, path):
        found = problems_of(a_collection(a_feature(rings=[ring])))
        assert found == [(code, f"features[0].geometry.coordinates{path}")]

    @pytest.mark.parametrize(
        ("geometry", "code", "path"),
        [
            (None, Code.WRONG_TYPE, ""),
            ({"type": "Point", "coordinates": [0, 0]}, Code.UNKNOWN_VALUE, ".type"),
            ({"type": "Polygon", "coordinates": []}, Code.WRONG_TYPE, ".coordinates"),
            ({"type": "MultiPolygon"}, Code.WRONG_TYPE, ".coordinates"),
            ({"type": "MultiPolygon", "coordinates": []}, Code.WRONG_TYPE, ".coordinates"),
            ({"type": "MultiPolygon", "coordinates": [1]}, Code.WRONG_TYPE, ".coordinates[0]"),
        ],
    )
    def test_rejects_a_geometry_that_is_no_area(self, geometry, code, path):
        found = problems_of(a_collection(a_feature(geometry=geometry)))
        assert found == [(code, f"features[0].geometry{path}")]

    def test_rejects_everything_at_once_in_file_order(self):
        about = {
            "id": "Own Set",
            "source": 3,
            "valid_from": "2022-06-08",
            "valid_to": "2018-06-19",
            "error_km": -1,
            "note": 7,
        }
        feature = a_feature(type="Row", properties={})
        assert problems_of(a_collection(feature, 5, about=about, type="List")) == [
            (Code.UNKNOWN_VALUE, "type"),
            (Code.WRONG_TYPE, "borders.source"),
            (Code.NOT_AN_ID, "borders.id"),
            (Code.END_BEFORE_START, "borders.valid_to"),
            (Code.UNKNOWN_VALUE, "features[0].type"),
            (Code.MISSING_FIELD, "features[0].properties.code"),
            (Code.WRONG_TYPE, "features[1]"),
            (Code.UNKNOWN_VALUE, "features[1].type"),
            (Code.WRONG_TYPE, "features[1].properties"),
            (Code.MISSING_FIELD, "features[1].properties.code"),
            (Code.WRONG_TYPE, "features[1].geometry"),
            (Code.WRONG_TYPE, "borders.error_km"),
            (Code.WRONG_TYPE, "borders.note"),
        ]

    def test_rejects_a_collection_without_anything(self):
        assert problems_of([]) == [
            (Code.WRONG_TYPE, ""),
            (Code.UNKNOWN_VALUE, "type"),
            *((Code.MISSING_FIELD, f"borders.{name}") for name in ABOUT),
            (Code.WRONG_TYPE, "features"),
        ]

    @pytest.mark.parametrize("day", ["19.06.2018", 2018])
    def test_rejects_a_day_that_is_none(self, day):
        assert problems_of(a_collection(about={"valid_from": day})) == [
            (Code.DAY_UNREADABLE, "borders.valid_from")
        ]

    @pytest.mark.parametrize("content", ["{", "[" * 100_000, b"\xff", "\ud800"])
    def test_rejects_what_is_not_json(self, content):
        with pytest.raises(Rejected) as rejection:
            parse_borders(content, "b.geojson")
        assert [problem.code for problem in rejection.value.problems] == [Code.SYNTAX]

    @given(st.text() | st.binary())
    def test_never_fails_otherwise_on_any_content(self, content):
        assert outcome(lambda: parse_borders(content, "b.geojson"))

    @given(st.data())
    def test_never_fails_otherwise_when_any_part_is_another_value(self, data):
        tree = a_collection(a_feature(), about={"valid_from": "2020-01-01", "error_km": 1})
        _spoil(data, tree)
        assert outcome(lambda: read(tree))


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=8,
)


def _spoil(data, tree):
    """Replace one part of the tree, at any depth, by anything."""
    while True:
        keys = list(tree) if isinstance(tree, dict) else list(range(len(tree)))
        key = data.draw(st.sampled_from(keys))
        if not isinstance(tree[key], dict | list) or not tree[key] or data.draw(st.booleans()):
            tree[key] = data.draw(ANYTHING)
            return
        tree = tree[key]


@st.composite
def border_sets(draw):
    corner = st.tuples(st.floats(-179, 170), st.floats(-89, 80), st.floats(0.01, 8))
    boxes = draw(st.lists(corner, max_size=3))
    return BorderSet(
        id="own",
        source=draw(st.sampled_from(("a survey", 'a "survey"\n'))),
        licence="public domain",
        attribution="Ұлытау",
        shapes={f"U{i}": shapely.box(x, y, x + d, y + d) for i, (x, y, d) in enumerate(boxes)},
        valid_from=draw(st.none() | st.just(date(2018, 6, 19))),
        valid_to=draw(st.none() | st.just(date(2022, 6, 8))),
        error_km=draw(st.none() | st.floats(0, 100)),
        note=draw(st.sampled_from(("", "said so"))),
    )


class TestFormatBorders:
    @given(border_sets())
    def test_is_undone_by_parsing(self, borders):
        assert parse_borders(format_borders(borders), "b.geojson") == borders


class TestNaturalEarth:
    PACK = files("dabyl") / "packs/kz"
    PLACES = gazetteer(parse_places((PACK / "places.toml").read_text(encoding="utf-8")))
    BORDERS = parse_borders(
        (PACK / "borders/natural-earth.geojson").read_bytes(), "n", find=PLACES.find
    )

    def test_draws_every_first_level_unit_of_2016_and_the_lease(self):
        drawn = {*self.PLACES.children("KZ", BEFORE), "431900000"}
        assert set(self.BORDERS.shapes) == drawn
        assert self.BORDERS.holds(BEFORE)

    def test_says_where_it_comes_from_and_how_wrong_it_may_be(self):
        assert self.BORDERS.licence == "public domain"
        assert "Natural Earth" in self.BORDERS.attribution
        assert self.BORDERS.error_km == 24

    def test_draws_the_lease_in_its_region(self):
        shapes = self.BORDERS.shapes
        assert lies_in(shapes["431900000"], shapes["430000000"])
        assert self.BORDERS.units_at(63.3, 45.8) == ("431900000", "430000000")

    def test_shares_the_edges_of_neighbours(self):
        faces = [shape for key, shape in self.BORDERS.shapes.items() if key != "431900000"]
        assert shapely.coverage_is_valid(faces)

    def test_knows_cities_by_their_position(self):
        found = [self.BORDERS.unit_at(*at) for at in ((57.2, 50.3), (76.9, 43.25), (71.4, 51.15))]
        assert found == ["150000000", "750000000", "710000000"]

    def test_draws_every_later_region_by_one_that_it_has(self):
        for key in self.PLACES.units:
            unit = self.PLACES.units[key]
            assert unit.drawn_by is None or unit.drawn_by in self.BORDERS.shapes
