"""Make the border file of the kz pack from Natural Earth, as Debian's ``qgis-common`` carries it.

    apt-get install --no-install-recommends qgis-common
    python tools/borders.py [world_map.gpkg [out.geojson]]

1. Table ``states_provinces`` of ``world_map.gpkg`` is Natural Earth's admin-1 layer, in the public
   domain. Its layout of Kazakhstan is the one before 19 June 2018: 14 regions and 2 cities.
2. The Baykonur lease is a row of its own. It lies in Kyzylorda Region, so the region is drawn with
   it, and the lease is drawn on top as a unit of its own.
3. Rows are known by the table's FIPS codes; the map below gives each its KATO code.
4. Coordinates are rounded to three decimals (at most 0.06 km of latitude). Rounding moves equal
   corners equally, so shared edges stay shared; the script stops if they do not.
"""

import sys
from datetime import date
from pathlib import Path

import pyogrio.raw
import shapely

from dabyl.core.formats.places.borders import format_borders, parse_borders
from dabyl.core.places.borders import BorderSet

SOURCE = Path("/usr/share/qgis/resources/data/world_map.gpkg")
OUT = Path(__file__).parent.parent / "src/dabyl/packs/kz/borders/natural-earth.geojson"
DECIMALS = 3
LEASE, LEASE_ROW, HOLDER = "431900000", "Baykonur lease in Qyzylorda", "430000000"
KATO = {
    "KZ03": "110000000",  # Akmola
    "KZ04": "150000000",  # Aktobe
    "KZ01": "190000000",  # Almaty Region
    "KZ06": "230000000",  # Atyrau
    "KZ07": "270000000",  # West Kazakhstan
    "KZ17": "310000000",  # Zhambyl
    "KZ12": "350000000",  # Karaganda
    "KZ13": "390000000",  # Kostanay
    "KZ14": "430000000",  # Kyzylorda
    "KZ09": "470000000",  # Mangystau
    "KZ10": "510000000",  # South Kazakhstan
    "KZ08": "550000000",  # Pavlodar
    "KZ16": "590000000",  # North Kazakhstan
    "KZ15": "630000000",  # East Kazakhstan
    "KZ05": "710000000",  # Astana
    "KZ02": "750000000",  # Almaty
}

# Compared once, corner by corner, with the areas of geokz 1.0.2 (which reuse borders of 2024).
ERROR_KM = 24.0
NOTE = (
    "Drawn for maps of 1:10 million: half of its corners lie within 1.8 km of the borders in "
    "geokz 1.0.2, 95 of 100 within 9.3 km, all within 24 km; Almaty and Astana have grown since. "
    "Kyzylorda Region is drawn with the Baikonur lease, which is also a unit of its own."
)


def rows(path: Path) -> dict[str, shapely.Geometry]:
    """Return the table's areas of Kazakhstan by KATO code, not yet rounded."""
    meta, _, geometry, columns = pyogrio.raw.read(
        path, layer="states_provinces", where="sov_a3 = 'KAZ'"
    )
    column = dict(zip(meta["fields"], columns, strict=True))
    found = {}
    for fips, name, wkb in zip(column["fips"], column["name"], geometry, strict=True):
        found[LEASE if name == LEASE_ROW else KATO[fips]] = shapely.from_wkb(wkb)
    return found


def rounded(shape: shapely.Geometry) -> shapely.Geometry:
    """Return the area with rounded coordinates, as one polygon where it is one."""
    area = shapely.transform(shape, lambda at: at.round(DECIMALS))
    return area.geoms[0] if len(area.geoms) == 1 else area


def main(path: Path = SOURCE, out: Path = OUT) -> None:
    """Write the file."""
    exact = rows(path)
    if set(exact) != {*KATO.values(), LEASE}:
        raise SystemExit(f"{path} does not hold the layout before 2018")
    faces = {key: rounded(exact[key]) for key in sorted(exact)}
    if not shapely.coverage_is_valid(list(faces.values())):
        raise SystemExit("rounding broke a shared edge")
    shapes = {**faces, HOLDER: shapely.union_all([faces[HOLDER], faces[LEASE]])}
    borders = BorderSet(
        id="kz-natural-earth",
        source="Natural Earth, admin-1 states and provinces, as in world_map.gpkg of qgis-common",
        licence="public domain",
        attribution="Made with Natural Earth",
        valid_to=date(2018, 6, 19),
        error_km=ERROR_KM,
        note=NOTE,
        shapes=shapes,
    )
    text = format_borders(borders)
    parse_borders(text, out.name)
    out.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
