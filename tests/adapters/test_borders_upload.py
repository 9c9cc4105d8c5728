"""Uploaded borders: what a file is, its bytes say; nothing else is opened."""

import json
from contextlib import suppress
from errno import ENOSPC
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import numpy as np
import pyogrio.raw
import pytest
import shapely

from dabyl.adapters import borders_upload
from dabyl.adapters.borders_upload import MOST_BYTES, read_uploaded_borders
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Rejected
from dabyl.ports.borders import Columns

COLUMNS = Columns(code="c")
BOX = shapely.box(10, 60, 11, 61)
FEATURE = {
    "type": "Feature",
    "properties": {"c": "XO-N"},
    "geometry": json.loads(shapely.to_geojson(BOX)),
}
COLLECTION = {"type": "FeatureCollection", "features": [FEATURE]}
VRT = (
    b"<OGRVRTDataSource><OGRVRTLayer name='a'><SrcDataSource>/vsicurl/http://127.0.0.1/"
    b"</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>"
)
GEOJSON = json.dumps(COLLECTION).encode()


def drawn(folder, name, driver):
    path = folder / name
    pyogrio.raw.write(
        path,
        np.array([shapely.to_wkb(BOX)], dtype=object),
        field_data=[np.array(["XO-N"], dtype=object)],
        fields=["c"],
        geometry_type="Polygon",
        crs="EPSG:4326",
        driver=driver,
    )
    return path


def zipped(files):
    data = BytesIO()
    with ZipFile(data, "w", ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return data.getvalue()


def shapefile(folder):
    drawn(folder, "a.shp", "ESRI Shapefile")
    return {f"deep/{file.name}": file.read_bytes() for file in folder.glob("a.*")}


def codes(data):
    with pytest.raises(Rejected) as rejection:
        read_uploaded_borders(data, COLUMNS)
    return [problem.code for problem in rejection.value.problems]


class TestAnUploadedFile:
    def test_is_read_as_what_its_bytes_say(self, tmp_path):
        package = drawn(tmp_path, "a.gpkg", "GPKG").read_bytes()
        for data in (GEOJSON, package, zipped(shapefile(tmp_path))):
            (row,) = read_uploaded_borders(data, COLUMNS).rows
            assert row.code == "XO-N"
            assert row.shape.equals(BOX)

    def test_that_is_a_damaged_zip_is_refused_or_read_and_nothing_else(self, tmp_path):
        whole = zipped(shapefile(tmp_path))
        for place in range(4, len(whole), 7):
            damaged = bytearray(whole)
            damaged[place] ^= 0xFF
            with suppress(Rejected):
                assert len(read_uploaded_borders(bytes(damaged), COLUMNS).rows) == 1
        assert codes(whole[: len(whole) // 2]) == [Code.UPLOAD_UNKNOWN]

    def test_on_a_full_disk_is_not_called_unknown(self, tmp_path, monkeypatch):
        def full(*_: object) -> None:
            raise OSError(ENOSPC, "no space")

        monkeypatch.setattr(borders_upload, "_written", full)
        with pytest.raises(OSError, match="no space"):
            read_uploaded_borders(zipped(shapefile(tmp_path)), COLUMNS)

    def test_leaves_nothing_else_of_a_zip_on_the_disk(self, tmp_path):
        files = {**shapefile(tmp_path), "../../evil.shp": b"", "evil.vrt": b"<OGRVRTDataSource/>"}
        (row,) = read_uploaded_borders(zipped(files), COLUMNS).rows
        assert row.code == "XO-N"
        assert not list(tmp_path.parent.glob("evil*"))

    @pytest.mark.parametrize(
        "data",
        [
            b"",
            VRT,
            b'{"type": "Topology", "objects": {}}',
            b'{"type": ',
            b"[" * 100_000,
            b"SQLite format 3\x00" + b"\x00" * 84,
            b"PK\x03\x04",
            b"/vsicurl/http://127.0.0.1/a.geojson",
        ],
        ids=["empty", "vrt", "topojson", "cut", "deep", "sqlite", "cut-zip", "address"],
    )
    def test_of_another_kind_is_not_opened(self, data):
        assert codes(data) == [Code.UPLOAD_UNKNOWN]

    def test_that_is_a_zip_holds_a_shapefile(self):
        assert codes(zipped({"a.txt": b"x"})) == [Code.UPLOAD_UNKNOWN]
        assert codes(zipped({"a.shp": VRT})) == [Code.UPLOAD_UNKNOWN]

    def test_has_limits_also_for_what_it_unpacks_to(self, monkeypatch):
        assert codes(b"x" * (MOST_BYTES + 1)) == [Code.UPLOAD_TOO_LARGE]
        monkeypatch.setattr(borders_upload, "MOST_UNPACKED", 1_000)
        assert codes(zipped({"a.shp": b"\0" * 2_000})) == [Code.UPLOAD_TOO_LARGE]

    def test_has_the_column_that_is_named(self):
        with pytest.raises(Rejected) as rejection:
            read_uploaded_borders(GEOJSON, Columns(code="kato"))
        assert [problem.code for problem in rejection.value.problems] == [Code.UNKNOWN_REFERENCE]
