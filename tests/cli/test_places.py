"""``dabyl places import`` on files that GDAL writes, in a workspace with the kz pack."""

import json
from pathlib import Path

import numpy as np
import pyogrio.raw
import pytest
import shapely

from dabyl.cli.main import run

WEST, EAST = shapely.box(70, 50, 71, 51), shapely.box(71, 50, 72, 51)
BOW_TIE = shapely.Polygon([(70, 50), (71, 51), (71, 50), (70, 51)])
SAID = ("--id", "own", "--source", "A survey", "--licence", "CC0", "--code-column", "kato")


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    folder = tmp_path_factory.mktemp("places") / "ws"
    assert run(["init", str(folder), "--pack", "kz", "--kind", "replay"]) == 0
    return folder


@pytest.fixture
def file(tmp_path):
    return write(tmp_path / "own.gpkg")


def write(path: Path, areas=(WEST, EAST), kato=("KZ-AKM", "590000000")) -> Path:
    pyogrio.raw.write(
        path,
        geometry=shapely.to_wkb(np.array(areas, dtype=object)),
        field_data=[np.array(kato, dtype=object)],
        fields=["kato"],
        geometry_type="Polygon",
        crs="EPSG:4326",
    )
    return path


class TestPlacesImport:
    def test_reports_and_changes_nothing_in_a_dry_run(self, workspace, file, capsys):
        assert ask(workspace, file, "--dry-run") == 0
        capsys.readouterr()
        assert ask(workspace, file, "--dry-run", "--json") == 0
        report = json.loads(capsys.readouterr().out)
        assert (report["adoptable"], report["codes_checked"], report["entry"]) == (True, True, None)
        assert [area["key"] for area in report["areas"]] == ["110000000", "590000000"]
        assert "750000000" in report["missing"]
        assert report["licence"] == "CC0"

    def test_adopts_a_sound_set_which_later_ones_can_be_compared_with(
        self, workspace, file, tmp_path, capsys
    ):
        assert ask(workspace, file, "--valid-from", "2022-06-08", "--json") == 0
        entry = json.loads(capsys.readouterr().out)["entry"]
        assert entry is not None
        grown = write(tmp_path / "new.gpkg", (WEST, shapely.box(71, 50, 73, 51)))
        assert ask(workspace, grown, "--dry-run", "--against", "own", "--json") == 0
        areas = json.loads(capsys.readouterr().out)["areas"]
        assert [round(area["change"], 2) for area in areas] == [0, 1]

    @pytest.mark.parametrize(
        ("offered", "finding"),
        [
            (((BOW_TIE, EAST), ("110000000", "590000000")), "invalid"),
            (((WEST, EAST), ("110000000", "999")), "unknown"),
            (((WEST, EAST), ("110000000", "KZ-AKM")), "doubled"),
            (((WEST, EAST), ("110000000", None)), "without_code"),
        ],
    )
    def test_refuses_what_it_can_not_bind_to_units(
        self, workspace, tmp_path, capsys, offered, finding
    ):
        bad = write(tmp_path / "bad.gpkg", *offered)
        assert ask(workspace, bad, "--json") == 1
        report = json.loads(capsys.readouterr().out)
        assert len(report[finding]) == 1
        assert (report["adoptable"], report["entry"]) == (False, None)
        assert ask(workspace, bad) == 1
        assert "not adoptable" in capsys.readouterr().out

    def test_measures_overlaps_and_adopts_them_all_the_same(self, workspace, tmp_path, capsys):
        wide = write(tmp_path / "wide.gpkg", (WEST, shapely.box(70.9, 50, 72, 51)))
        assert ask(workspace, wide, "--dry-run") == 0
        assert "overlap 110000000 / 590000000" in capsys.readouterr().out

    def test_reports_outside_a_workspace_that_codes_were_not_checked(self, file, tmp_path, capsys):
        assert ask(tmp_path / "nowhere", file, "--dry-run") == 0
        assert "codes were not checked" in capsys.readouterr().out

    def test_needs_a_workspace_to_adopt(self, file, tmp_path):
        assert ask(tmp_path / "nowhere", file) == 1

    @pytest.mark.parametrize(
        "wrong",
        [
            ("--id", "Own Set"),
            ("--valid-from", "8 June 2022"),
            ("--valid-from", "2022-06-08", "--valid-to", "2018-06-19"),
            ("--against", "nothing-here"),
        ],
    )
    def test_says_when_the_command_itself_is_wrong(self, workspace, file, wrong, capsys):
        assert ask(workspace, file, *wrong, "--json") == 2
        assert json.loads(capsys.readouterr().out)["problems"]


def ask(workspace: Path, file: Path, *more: str) -> int:
    return run(["places", "import", str(file), *SAID, "--workspace", str(workspace), *more])
