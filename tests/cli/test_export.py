"""``dabyl export`` as a process."""

import csv
import json
from io import StringIO

import pytest

from support.processes import dabyl, osland_folder


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    folder = tmp_path_factory.mktemp("export")
    pack = osland_folder(folder)
    made = dabyl("init", folder / "hq", "--pack", pack, "--kind", "exercise")
    assert made.returncode == 0, made.stderr
    return folder / "hq"


class TestExport:
    @pytest.mark.parametrize("table", ["decisions", "levels", "incidents", "figures", "drafts"])
    def test_writes_csv_and_json(self, workspace, table):
        plain = dabyl("export", table, "--workspace", workspace)
        assert plain.returncode == 0, plain.stderr
        (names, *_) = csv.reader(StringIO(plain.stdout, newline=""))
        told = json.loads(dabyl("export", table, "--json", "--workspace", workspace).stdout)
        assert told["columns"] == names
        assert told["table"] == table

    def test_says_everything_that_is_wrong_with_a_filter(self, workspace):
        ended = dabyl("export", "levels", "--since", "x", "--scale", "y", "--workspace", workspace)
        assert ended.returncode == 1
        assert "since" in ended.stderr
        assert "scale" in ended.stderr
