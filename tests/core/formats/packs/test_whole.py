import json

import pytest

from dabyl.core.formats.packs.whole import parse_whole
from dabyl.core.values.problems import Rejected
from support.packs import FILES, placed

SQUARE = [[[5.0, 60.0], [6.0, 60.0], [6.0, 61.0], [5.0, 60.0]]]


def borders(set_id: str = "xo-survey", code: str = "XO-N") -> str:
    feature = {
        "type": "Feature",
        "properties": {"code": code},
        "geometry": {"type": "Polygon", "coordinates": SQUARE},
    }
    about = {"id": set_id, "source": "survey", "licence": "public domain", "attribution": "us"}
    return json.dumps({"type": "FeatureCollection", "borders": about, "features": [feature]})


def rejected(*sets: tuple[str, str]) -> list[tuple[str, str]]:
    with pytest.raises(Rejected) as rejection:
        parse_whole(FILES, sets)
    return placed(rejection.value.problems)


class TestParseWhole:
    def test_reads_a_pack_with_its_borders(self):
        whole = parse_whole(FILES, [("borders/a.geojson", borders())])
        assert whole.pack.id == "xo"
        assert [(one.id, list(one.shapes)) for one in whole.borders] == [("xo-survey", ["XO-N"])]

    def test_reads_a_pack_without_borders(self):
        assert parse_whole(FILES).borders == ()

    def test_names_a_border_of_no_unit_and_goes_on(self):
        found = rejected(
            ("borders/a.geojson", borders(code="XO-X")), ("borders/b.geojson", "not json")
        )
        assert [where.partition(" ")[0] for _, where in found] == [
            "borders/a.geojson",
            "borders/b.geojson",
        ]

    def test_names_two_sets_of_one_id(self):
        sets = (("borders/a.geojson", borders()), ("borders/b.geojson", borders()))
        assert rejected(*sets) == [("duplicate", "borders/b.geojson")]
