"""Files as authorities send them, written by GDAL itself into temporary folders."""

import json
import os
import zipfile
from datetime import date
from pathlib import Path

import numpy as np
import pyogrio.raw
import pyproj
import pytest
import shapely

from dabyl.adapters.borders import read_border_file
from dabyl.core.places.topology import topology
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Rejected
from dabyl.ports.borders import Columns

WEST, EAST = shapely.box(70, 50, 71, 51), shapely.box(71, 50, 72, 51)
BY_CODE = Columns(code="kato", name="title")
SHARED = Path(os.environ.get("DABYL_SHARED", "../shared")) / "data/places"


def write(path, *, areas=(WEST, EAST), kato=("100", "200"), crs="EPSG:4326", **more):
    columns = {"kato": kato, "title": ("West", "East"), **more}
    pyogrio.raw.write(
        path,
        geometry=shapely.to_wkb(np.array(areas, dtype=object)),
        field_data=[np.array(values, dtype=object) for values in columns.values()],
        fields=list(columns),
        geometry_type="Polygon",
        crs=crs,
    )
    return path


def codes_of(path, columns=BY_CODE, **more):
    with pytest.raises(Rejected) as rejection:
        read_border_file(path, columns, **more)
    return [problem.code for problem in rejection.value.problems]


class TestReadBorderFile:
    @pytest.mark.parametrize("name", ["b.geojson", "b.gpkg", "b.shp"])
    def test_reads_codes_names_and_exact_areas(self, tmp_path, name):
        found = read_border_file(write(tmp_path / name), BY_CODE)
        assert [(row.code, row.name) for row in found.rows] == [("100", "West"), ("200", "East")]
        assert [row.shape.equals(area) for row, area in zip(found.rows, (WEST, EAST), strict=True)]
        assert (found.crs, found.left_out) == ("EPSG:4326", 0)

    def test_reads_a_zipped_shapefile(self, tmp_path):
        write(tmp_path / "b.shp")
        with zipfile.ZipFile(tmp_path / "b.zip", "w") as packed:
            for part in tmp_path.glob("b.*"):
                if part.suffix != ".zip":
                    packed.write(part, part.name)
        found = read_border_file(tmp_path / "b.zip", BY_CODE)
        assert [row.code for row in found.rows] == ["100", "200"]

    def test_turns_other_reference_systems_into_wgs84(self, tmp_path):
        to_metres = pyproj.Transformer.from_crs("EPSG:4326", "EPSG:32642", always_xy=True)
        flat = [
            shapely.transform(area, to_metres.transform, interleaved=False) for area in (WEST, EAST)
        ]
        path = write(tmp_path / "b.gpkg", areas=flat, crs="EPSG:32642")
        found = read_border_file(path, BY_CODE)
        assert found.crs == "EPSG:32642"
        assert shapely.equals_exact(found.rows[0].shape, WEST, tolerance=1e-7)

    def test_reads_numbers_as_codes_without_a_decimal_point(self, tmp_path):
        path = write(tmp_path / "b.gpkg")
        tree = {"type": "FeatureCollection", "features": []}
        for code in (101000000.0, None, 7):
            geometry = shapely.geometry.mapping(WEST)
            row = {"type": "Feature", "properties": {"kato": code, "title": None}}
            tree["features"].append({**row, "geometry": geometry})
        path = tmp_path / "n.geojson"
        path.write_text(json.dumps(tree))
        rows = read_border_file(path, Columns(code="kato")).rows
        assert [(row.code, row.name) for row in rows] == [("101000000", ""), ("", ""), ("7", "")]

    def test_takes_only_rows_of_the_day_when_columns_say_so(self, tmp_path):
        path = write(tmp_path / "b.geojson", ab=(None, "2018-06-19"), bis=("2018-06-19", None))
        columns = Columns(code="kato", valid_from="ab", valid_to="bis", on=date(2018, 6, 19))
        found = read_border_file(path, columns)
        assert ([row.code for row in found.rows], found.left_out) == (["200"], 1)

    def test_rejects_a_validity_that_is_no_day(self, tmp_path):
        path = write(tmp_path / "b.geojson", ab=("soon", "2018-06-19"))
        columns = Columns(code="kato", valid_from="ab", on=date(2018, 6, 19))
        assert codes_of(path, columns) == [Code.DAY_UNREADABLE]

    def test_rejects_columns_that_are_not_there_all_at_once(self, tmp_path):
        path = write(tmp_path / "b.geojson")
        assert codes_of(path, Columns(code="code", name="name")) == [Code.UNKNOWN_REFERENCE] * 2

    def test_rejects_a_layer_that_is_not_there_and_wants_one_of_several_named(self, tmp_path):
        path = write(tmp_path / "b.gpkg")
        assert codes_of(path, layer="c") == [Code.UNKNOWN_REFERENCE]
        areas = shapely.to_wkb(np.array([WEST], dtype=object))
        pyogrio.raw.write(
            path,
            geometry=areas,
            field_data=[],
            fields=[],
            geometry_type="Polygon",
            crs="EPSG:4326",
            layer="c",
        )
        assert codes_of(path) == [Code.UNKNOWN_REFERENCE]
        assert len(read_border_file(path, BY_CODE, layer="b").rows) == 2

    def test_rejects_a_file_that_is_not_there(self, tmp_path):
        assert codes_of(tmp_path / "b.geojson") == [Code.FILE_MISSING]

    def test_rejects_a_format_that_it_does_not_read(self, tmp_path):
        (tmp_path / "b.pdf").write_bytes(b"%PDF")
        assert codes_of(tmp_path / "b.pdf") == [Code.UNKNOWN_VALUE]

    @pytest.mark.parametrize("name", ["b.geojson", "b.gpkg", "b.shp", "b.zip"])
    @pytest.mark.parametrize("content", [b"", b"nonsense", b"{}"])
    def test_rejects_what_is_not_what_its_name_says(self, tmp_path, name, content):
        (tmp_path / name).write_bytes(content)
        assert codes_of(tmp_path / name) == [Code.SYNTAX]


if SHARED.is_dir():  # real files of a survey, not part of the checkout

    class TestFilesOfASurvey:
        def test_district_borders_of_2024_fit_together(self):
            found = read_border_file(SHARED / "kz-adm2-2024.geojson", Columns(code="kato"))
            report = topology(found.rows, on=date(2024, 7, 1), places=None, old=None)
            assert (report.rows, report.overlaps, report.gaps) == (224, (), ())
            assert report.total_km2 == pytest.approx(2_728_272, rel=1e-4)

        def test_the_raw_shapefile_has_a_bad_ring_overlaps_and_gaps(self):
            path = SHARED / "raw/geokz-1.0.2-adm2-2024.zip"
            found = read_border_file(path, Columns(code="KATO"))
            report = topology(found.rows, on=date(2024, 7, 1), places=None, old=None)
            assert [bad.code for bad in report.invalid] == ["623800000"]
            assert len(report.overlaps) == 20
            assert len(report.gaps) == 23
            assert not report.adoptable

        def test_regions_are_taken_by_the_day(self):
            columns = Columns(
                code="kato", valid_from="valid_from", valid_to="valid_to", on=date(2016, 6, 6)
            )
            found = read_border_file(SHARED / "kz-adm1.geojson", columns)
            assert (len(found.rows), found.left_out) == (16, 10)
