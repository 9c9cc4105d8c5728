"""Borders that strangers' hands could have touched: an uploaded file, read by a fixed driver.

1. What a file is, its bytes say, not its name: GeoJSON (a FeatureCollection), GeoPackage (its
   application id), or a zip of one shapefile. GDAL is given nothing else, under a name that we
   choose, so that no driver is tried which could follow links or open the network.
2. A zip is unpacked here: only the parts of a shapefile, and no more bytes than are allowed.
3. A file and what it unpacks to have limits.
"""

import zlib
from io import BytesIO
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Final
from zipfile import BadZipFile, ZipFile

import msgspec

from dabyl.adapters.borders import read_border_file
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem, Rejected
from dabyl.ports.borders import BorderFile, Columns

MOST_BYTES: Final = 20_000_000
MOST_UNPACKED: Final = 60_000_000
_SQLITE, _ZIP = b"SQLite format 3\x00", b"PK\x03\x04"
_GEOPACKAGE_AT = slice(68, 72)
_GEOPACKAGES = frozenset({b"GPKG", b"GP10", b"GP11"})
_SHAPEFILE = b"\x00\x00\x27\x0a"
_PARTS = frozenset({".shp", ".shx", ".dbf", ".prj", ".cpg"})


class _Collection(msgspec.Struct):
    type: str


def read_uploaded_borders(data: bytes, columns: Columns) -> BorderFile:
    """Read the rows of an uploaded file in WGS84.

    Raises:
        Rejected: too large, none of the three formats, or no such column; every problem.
    """
    if len(data) > MOST_BYTES:
        raise _rejected(Code.UPLOAD_TOO_LARGE, most=MOST_BYTES // 1_000_000)
    with TemporaryDirectory(prefix="dabyl-upload-") as folder:
        return read_border_file(_laid_out(data, Path(folder)), columns)


def _laid_out(data: bytes, folder: Path) -> Path:
    """Write the file under a name of ours; return the one to be opened."""
    if data.startswith(_ZIP):
        return _unpacked(data, folder)
    if data.startswith(_SQLITE) and data[_GEOPACKAGE_AT] in _GEOPACKAGES:
        return _written(data, folder / "upload.gpkg")
    if _is_collection(data):
        return _written(data, folder / "upload.geojson")
    raise _rejected(Code.UPLOAD_UNKNOWN)


def _is_collection(data: bytes) -> bool:
    try:
        return msgspec.json.decode(data, type=_Collection).type == "FeatureCollection"
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return False


def _unpacked(data: bytes, folder: Path) -> Path:
    found = folder / "upload.shp"
    try:
        parts = _parts(data)
    except (BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, zlib.error):
        raise _rejected(Code.UPLOAD_UNKNOWN) from None
    if not parts.get(".shp", b"").startswith(_SHAPEFILE):
        raise _rejected(Code.UPLOAD_UNKNOWN)
    for suffix, part in parts.items():
        _written(part, found.with_suffix(suffix))
    return found


def _parts(data: bytes) -> dict[str, bytes]:
    """Unpack the first file of each part of a shapefile, by suffix, within the limit."""
    parts: dict[str, bytes] = {}
    left = MOST_UNPACKED
    with ZipFile(BytesIO(data)) as archive:
        for member in archive.infolist():
            suffix = PurePosixPath(member.filename).suffix.lower()
            if suffix not in _PARTS or suffix in parts:
                continue
            with archive.open(member) as packed:
                parts[suffix] = packed.read(left + 1)
            left -= len(parts[suffix])
            if left < 0:
                raise _rejected(Code.UPLOAD_TOO_LARGE, most=MOST_UNPACKED // 1_000_000)
    return parts


def _written(data: bytes, path: Path) -> Path:
    path.write_bytes(data)
    return path


def _rejected(code: Code, **data: object) -> Rejected:
    return Rejected((Problem(code=code, where="file", data=data),))
