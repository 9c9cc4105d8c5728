"""Topology: what an offered border set is like, before anyone adopts it.

1. A code means the one unit that the gazetteer finds for it; every row needs one, and no two rows
   mean the same unit. Without a gazetteer a code is the unit's key.
2. Rings must be valid. What follows is measured on a mended copy, so that one bad ring does not
   hide the rest.
3. Two units overlap when they share more than a square metre; a unit that lies in another one is
   nested, not overlapping.
4. A gap is a hole in the union of all units. Unmatched edges are those that neighbours draw
   differently, gap or not.
5. Missing are units of the day that lie as deep in the tree as those of the set and are not in it.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

import attrs
import numpy as np
import shapely

from dabyl.core.places.borders import BorderSet, area_km2, areal, lies_in
from dabyl.core.places.gazetteer import Gazetteer
from dabyl.core.places.shapes import WGS84

_SQUARE_METRE_KM2 = 1e-6


@attrs.frozen(kw_only=True)
class Row:
    """One row of a file: its number (from 0), what stands in the columns, its geometry."""

    number: int
    code: str
    name: str
    shape: shapely.Geometry | None


@attrs.frozen(kw_only=True)
class BadRow:
    """A row that cannot be adopted, and why (with the position of a bad ring in the words)."""

    number: int
    code: str
    reason: str


@attrs.frozen(kw_only=True)
class Overlap:
    """Two units that share ground."""

    one: str
    other: str
    area_km2: float


@attrs.frozen(kw_only=True)
class Gap:
    """Ground that no unit has though units lie all around it."""

    area_km2: float
    lon: float
    lat: float
    beside: tuple[str, ...]


@attrs.frozen(kw_only=True)
class UnitArea:
    """A unit's area, and the one that it has in the older set, None when it is not in that set."""

    key: str
    name: str
    area_km2: float
    old_area_km2: float | None

    @property
    def change(self) -> float | None:
        """Return by which part of its older area the unit grew; None when there is none."""
        return self.area_km2 / self.old_area_km2 - 1 if self.old_area_km2 else None


@attrs.frozen(kw_only=True)
class Topology:
    """The report on an offered set."""

    rows: int
    invalid: tuple[BadRow, ...]
    without_code: tuple[BadRow, ...]
    doubled: tuple[BadRow, ...]
    unknown: tuple[BadRow, ...]
    areas: tuple[UnitArea, ...]
    overlaps: tuple[Overlap, ...]
    nested: tuple[tuple[str, str], ...]  # inner, outer
    gaps: tuple[Gap, ...]
    unmatched_km: float
    missing: tuple[str, ...]

    @property
    def adoptable(self) -> bool:
        """Tell whether the set can become a border set: overlaps and gaps do not forbid it."""
        bad = (self.invalid, self.without_code, self.doubled, self.unknown)
        return self.rows > 0 and not any(bad)

    @property
    def total_km2(self) -> float:
        """Return the sum of the areas of all units that lie in no other."""
        inner = {inner for inner, _ in self.nested}
        return sum(area.area_km2 for area in self.areas if area.key not in inner)


def keyed(rows: Iterable[Row], places: Gazetteer | None) -> tuple[tuple[str | None, Row], ...]:
    """Return each row with the key of its unit, None when no single unit has its code."""
    found = []
    for row in rows:
        keys = places.find(row.code) if places is not None else (row.code,)
        found.append((keys[0] if row.code and len(keys) == 1 else None, row))
    return tuple(found)


def topology(
    rows: tuple[Row, ...], *, on: date, places: Gazetteer | None, old: BorderSet | None
) -> Topology:
    """Return the report on the rows, as borders of the day *on*."""
    with_keys = keyed(rows, places)
    seen: dict[str, Row] = {}
    doubled = []
    for key, row in with_keys:
        if key in seen:
            doubled.append(_bad(row, f"row {seen[key].number} has it, too"))
        elif key is not None:
            seen[key] = row
    whole = {key: areal(shapely.make_valid(row.shape)) for key, row in seen.items() if row.shape}
    mended = {key: shape for key, shape in whole.items() if not shape.is_empty}
    overlaps, nested = _shared(mended)
    flat = {key: shape for key, shape in mended.items() if key not in {n[0] for n in nested}}
    return Topology(
        rows=len(rows),
        invalid=_where(rows, _fault),
        without_code=_where(rows, lambda row: "" if row.code else "no code"),
        doubled=tuple(doubled),
        unknown=tuple(_bad(row, "no such unit") for key, row in with_keys if row.code and not key),
        areas=tuple(_area(key, seen[key].name, mended[key], old) for key in mended),
        overlaps=overlaps,
        nested=nested,
        gaps=_gaps(flat),
        unmatched_km=_unmatched_km(flat),
        missing=_missing(set(seen), on, places),
    )


def drawn(rows: Iterable[Row], places: Gazetteer | None) -> dict[str, shapely.Geometry]:
    """Return the exact geometry of each unit of an adoptable set, by key."""
    return {key: row.shape for key, row in keyed(rows, places) if key is not None}


def _bad(row: Row, reason: str) -> BadRow:
    return BadRow(number=row.number, code=row.code, reason=reason)


def _where(rows: Iterable[Row], fault: Callable[[Row], str]) -> tuple[BadRow, ...]:
    return tuple(_bad(row, reason) for row in rows if (reason := fault(row)))


def _fault(row: Row) -> str:
    if row.shape is None or row.shape.is_empty:
        return "no geometry"
    if row.shape.geom_type not in {"Polygon", "MultiPolygon"}:
        return f"a {row.shape.geom_type}, not an area"
    return "" if row.shape.is_valid else str(shapely.is_valid_reason(row.shape))


def _area(key: str, name: str, shape: shapely.Geometry, old: BorderSet | None) -> UnitArea:
    older = old.shapes.get(key) if old is not None else None
    return UnitArea(
        key=key,
        name=name,
        area_km2=area_km2(shape),
        old_area_km2=None if older is None else area_km2(older),
    )


def _shared(
    shapes: Mapping[str, shapely.Geometry],
) -> tuple[tuple[Overlap, ...], tuple[tuple[str, str], ...]]:
    keys, areas = tuple(shapes), tuple(shapes.values())
    listed = np.array(areas, dtype=object)
    pairs = shapely.STRtree(listed).query(listed, predicate="intersects").T.tolist()
    overlaps, nested = [], []
    for i, j in sorted((i, j) for i, j in pairs if i < j):
        small, large = sorted((i, j), key=lambda at: areas[at].area)
        common_km2 = area_km2(areas[i].intersection(areas[j]))
        if lies_in(areas[small], areas[large]):
            nested.append((keys[small], keys[large]))
        elif common_km2 > _SQUARE_METRE_KM2:
            overlaps.append(Overlap(one=keys[i], other=keys[j], area_km2=common_km2))
    return tuple(overlaps), tuple(nested)


def _gaps(shapes: Mapping[str, shapely.Geometry]) -> tuple[Gap, ...]:
    whole = shapely.union_all(list(shapes.values()))
    holes = [shapely.Polygon(ring) for part in shapely.get_parts(whole) for ring in part.interiors]
    return tuple(_gap(hole, shapes) for hole in holes)


def _gap(hole: shapely.Geometry, shapes: Mapping[str, shapely.Geometry]) -> Gap:
    at = hole.representative_point()
    beside = tuple(key for key, shape in shapes.items() if shape.intersects(hole))
    return Gap(area_km2=area_km2(hole), lon=round(at.x, 5), lat=round(at.y, 5), beside=beside)


def _unmatched_km(shapes: Mapping[str, shapely.Geometry]) -> float:
    edges = shapely.coverage_invalid_edges(np.array(list(shapes.values()), dtype=object))
    return sum(WGS84.geometry_length(edge) for edge in edges if edge is not None) / 1000


def _missing(found: set[str], on: date, places: Gazetteer | None) -> tuple[str, ...]:
    if places is None:
        return ()
    depth = {key: len(places.chain(key, on)) for key in (*places.units_on(on), *found)}
    roots = {places.chain(key, on)[-1] for key in found}
    depths = {depth[key] for key in found}
    return tuple(
        key
        for key in places.units_on(on)
        if key not in found and depth[key] in depths and places.chain(key, on)[-1] in roots
    )
