import json

from dabyl.core.formats.geojson.features import Feature, format_features

RING = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 0.0))


def feature(**kwargs):
    return Feature(
        **{"id": "XO", "polygons": (), "point": None, "properties": {"level": None}, **kwargs}
    )


def geometry(one):
    return json.loads(format_features([one], about={"kind": "live"}))["features"][0]["geometry"]


class TestFormatFeatures:
    def test_draws_polygons(self):
        found = geometry(feature(polygons=((RING,),), point=(5.0, 5.0)))
        assert found == {"type": "MultiPolygon", "coordinates": [[[list(p) for p in RING]]]}

    def test_draws_a_point_where_there_is_no_border(self):
        assert geometry(feature(point=(5.0, 6.0))) == {"type": "Point", "coordinates": [5.0, 6.0]}

    def test_never_leaves_a_place_out(self):
        assert geometry(feature()) is None

    def test_says_what_the_collection_is_about(self):
        found = json.loads(format_features([], about={"kind": "live"}))
        assert found == {"type": "FeatureCollection", "kind": "live", "features": []}
