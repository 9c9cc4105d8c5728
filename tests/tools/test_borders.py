import subprocess
import sys
from pathlib import Path

from support.tree import PACKAGE, ROOT

NATURAL_EARTH = Path("/usr/share/qgis/resources/data/world_map.gpkg")
SHIPPED = PACKAGE / "packs/kz/borders/natural-earth.geojson"


class TestBorders:
    def test_stops_at_a_file_that_is_not_natural_earth(self, tmp_path):
        (tmp_path / "world.gpkg").write_bytes(b"not a GeoPackage")
        out = tmp_path / "out.geojson"
        command = [sys.executable, "tools/borders.py", str(tmp_path / "world.gpkg"), str(out)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
        assert done.returncode != 0
        assert not out.exists()

    if NATURAL_EARTH.is_file():

        def test_makes_the_shipped_file_byte_for_byte(self, tmp_path):
            out = tmp_path / "out.geojson"
            command = [sys.executable, "tools/borders.py", str(NATURAL_EARTH), str(out)]
            subprocess.run(command, cwd=ROOT, check=True)
            assert out.read_bytes() == SHIPPED.read_bytes()
