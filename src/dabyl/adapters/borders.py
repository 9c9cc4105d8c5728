"""Borders from files: GeoJSON, GeoPackage, shapefile (zipped or not), as GDAL reads them.

1. Coordinates come out in WGS84, longitude first, whatever the file is in; a file that says nothing
   is taken as WGS84. Nothing else about the geometry is changed.
2. A whole number in the code column loses its decimal point (``101000000.0``), nothing else.
3. With columns of validity only the rows of one day are taken: ``valid_from <= day < valid_to``.
"""

import math
import warnings
from datetime import date
from pathlib import Path
from typing import Any

import pyogrio
import pyogrio.errors
import pyogrio.raw
import pyproj
import shapely

from dabyl.core.formats.toml.node import nearest
from dabyl.core.places.topology import Row
from dabyl.core.places.units import Days, holds
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem, Rejected
from dabyl.ports.borders import BorderFile, Columns

SUFFIXES = (".geojson", ".json", ".gpkg", ".shp", ".zip")
_WGS84 = "EPSG:4326"


def read_border_file(path: Path, columns: Columns, *, layer: str | None = None) -> BorderFile:
    """Read one layer of a file of areas.

    Raises:
        Rejected: no such file, layer or column, not a format that can be read, a day that is none.
    """
    if not path.is_file():
        raise _rejected(Code.FILE_MISSING, path, file=path.name)
    if path.suffix.lower() not in SUFFIXES:
        raise _rejected(Code.UNKNOWN_VALUE, path, value=path.suffix, near=", ".join(SUFFIXES))
    source = f"/vsizip/{path.absolute()}" if path.suffix.lower() == ".zip" else str(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what GDAL finds odd, the topology report tells
            chosen = _layer(path, source, layer)
            meta, _, shapes, values = pyogrio.raw.read(source, layer=chosen)
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as error:
        raise _rejected(Code.SYNTAX, path, reason=str(error)) from None
    table = dict(zip(meta["fields"].tolist(), values, strict=True))
    _check_columns(path, columns, tuple(table))
    wanted = [n for n in range(len(shapes)) if _taken(path, table, n, columns)]
    areas = _in_wgs84(shapely.from_wkb(shapes), meta["crs"], path)
    rows = (
        Row(
            number=n,
            code=_code(table[columns.code][n]),
            name=_code(table[columns.name][n]) if columns.name else "",
            shape=areas[n],
        )
        for n in wanted
    )
    left_out = len(shapes) - len(wanted)
    return BorderFile(
        layer=chosen, crs=meta["crs"] or "not stated", rows=tuple(rows), left_out=left_out
    )


def _rejected(code: Code, path: Path, **data: object) -> Rejected:
    return Rejected((Problem(code=code, where=path.name, data=data),))


def _layer(path: Path, source: str, wanted: str | None) -> str:
    names = [str(name) for name in pyogrio.list_layers(source)[:, 0]]
    if wanted is None and len(names) == 1:
        return names[0]
    if wanted in names:
        return wanted
    data = {"value": wanted or "no layer", "kind": "layer", "near": nearest(wanted or "", names)}
    raise _rejected(Code.UNKNOWN_REFERENCE, path, **data)


def _check_columns(path: Path, columns: Columns, have: tuple[str, ...]) -> None:
    asked = (columns.code, columns.name, columns.valid_from, columns.valid_to)
    problems = [
        Problem(
            code=Code.UNKNOWN_REFERENCE,
            where=path.name,
            data={"value": column, "kind": "column", "near": nearest(column, have)},
        )
        for column in asked
        if column is not None and column not in have
    ]
    if problems:
        raise Rejected(problems)


def _taken(path: Path, table: dict[str, Any], n: int, columns: Columns) -> bool:
    if columns.on is None:
        return True
    start, end = (
        None if column is None else _day(path, n, table[column][n])
        for column in (columns.valid_from, columns.valid_to)
    )
    return holds(Days(start, end), columns.on)


def _day(path: Path, n: int, value: Any) -> date | None:  # noqa: ANN401 - whatever GDAL reads
    text = "" if value is None else str(value)
    if text in {"", "NaT", "nan"}:
        return None
    try:
        return date.fromisoformat(text[:10].replace("/", "-"))
    except ValueError:
        where = f"{path.name} row {n}"
        problem = Problem(code=Code.DAY_UNREADABLE, where=where, data={"value": text})
        raise Rejected((problem,)) from None


def _code(value: Any) -> str:  # noqa: ANN401 - whatever GDAL reads
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _in_wgs84(areas: Any, crs: str | None, path: Path) -> Any:  # noqa: ANN401 - arrays of areas
    if crs in {None, _WGS84}:
        return areas
    try:
        to_wgs84 = pyproj.Transformer.from_crs(crs, _WGS84, always_xy=True)
    except pyproj.exceptions.CRSError as error:
        raise _rejected(Code.SYNTAX, path, reason=str(error)) from None
    return shapely.transform(areas, to_wgs84.transform, interleaved=False)
