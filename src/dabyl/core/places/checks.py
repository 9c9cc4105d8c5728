"""Sense of units: what a set of them must be. Each problem's ``where`` is ``KEY field``.

1. A key is used once; every reference names a unit.
2. Parents never overlap in time, lie within the parent's life, and never run in a circle.
3. A code of a scheme means one unit on one day.
4. A successor names its predecessor and the other way round, and neither follows itself.
5. A zone is an IANA zone; a point lies on the globe; a span has days.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import combinations

from dabyl.core.places.units import Dated, DatedCode, Unit, common, overlap, within
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem
from dabyl.core.values.zones import is_zone

MAX_LON, MAX_LAT = 180, 90


def place_problems(units: tuple[Unit, ...]) -> tuple[Problem, ...]:
    """Return everything that makes no sense about the units, taken together."""
    by_key = {unit.key: unit for unit in units}
    alone = (
        problem
        for unit in units
        for check in (_spans, _zone, _point, _parents_overlap)
        for problem in check(unit)
    )
    together = (
        problem
        for unit in units
        for check in (_references, _parents_alive, _succession)
        for problem in check(unit, by_key)
    )
    return (
        *_doubled_keys(units),
        *alone,
        *together,
        *_circles(by_key, "parents", lambda unit: tuple(p.key for p in unit.parents)),
        *_circles(by_key, "successors", lambda unit: unit.successors),
        *_doubled_codes(units),
    )


def _problem(unit: Unit, field: str, code: Code, **data: object) -> Problem:
    return Problem(code=code, where=f"{unit.key} {field}", data={"place": unit.key, **data})


def _doubled_keys(units: tuple[Unit, ...]) -> Iterator[Problem]:
    seen: set[str] = set()
    for unit in units:
        if unit.key in seen:
            yield _problem(unit, "key", Code.DUPLICATE, value=unit.key)
        seen.add(unit.key)


def _spans(unit: Unit) -> Iterator[Problem]:
    for field, span in _dated_parts(unit):
        start, end = span.valid_from or date.min, span.valid_to
        if end is not None and end <= start:
            data = {"start": start.isoformat(), "end": end.isoformat()}
            yield _problem(unit, field, Code.END_BEFORE_START, **data)


def _dated_parts(unit: Unit) -> Iterator[tuple[str, Dated]]:
    yield "valid_to", unit
    yield from ((f"names[{i}].valid_to", span) for i, span in enumerate(unit.names))
    yield from ((f"codes[{i}].valid_to", span) for i, span in enumerate(unit.codes))
    yield from ((f"parents[{i}].valid_to", span) for i, span in enumerate(unit.parents))


def _zone(unit: Unit) -> Iterator[Problem]:
    if not is_zone(unit.zone):
        yield _problem(unit, "zone", Code.ZONE_UNKNOWN, value=unit.zone)


def _point(unit: Unit) -> Iterator[Problem]:
    if unit.point is not None and not on_globe(*unit.point):
        yield _problem(unit, "point", Code.PLACE_POINT_RANGE, lon=unit.point[0], lat=unit.point[1])


def on_globe(lon: float, lat: float) -> bool:
    """Tell whether the position is one: at most 180 degrees of longitude, 90 of latitude."""
    return -MAX_LON <= lon <= MAX_LON and -MAX_LAT <= lat <= MAX_LAT


def _parents_overlap(unit: Unit) -> Iterator[Problem]:
    for one, other in combinations(unit.parents, 2):
        if overlap(one, other):
            data = {"one": one.key, "other": other.key}
            yield _problem(unit, "parents", Code.PLACE_PARENTS_OVERLAP, **data)


def _references(unit: Unit, by_key: Mapping[str, Unit]) -> Iterator[Problem]:
    named = [("parents", parent.key) for parent in unit.parents]
    named += [("predecessors", key) for key in unit.predecessors]
    named += [("successors", key) for key in unit.successors]
    named += [("drawn_by", unit.drawn_by)] if unit.drawn_by is not None else []
    for field, key in named:
        if key not in by_key:
            data = {"value": key, "kind": "unit", "near": "the key of a unit"}
            yield _problem(unit, field, Code.UNKNOWN_REFERENCE, **data)


def _parents_alive(unit: Unit, by_key: Mapping[str, Unit]) -> Iterator[Problem]:
    for span in unit.parents:
        parent = by_key.get(span.key)
        if parent is not None and overlap(span, unit) and not within(common(span, unit), parent):
            yield _problem(unit, "parents", Code.PLACE_OUTSIDE_PARENT, parent=span.key)


def _succession(unit: Unit, by_key: Mapping[str, Unit]) -> Iterator[Problem]:
    for key in unit.successors:
        if key in by_key and unit.key not in by_key[key].predecessors:
            yield _problem(unit, "successors", Code.PLACE_SUCCESSION, other=key)
    for key in unit.predecessors:
        if key in by_key and unit.key not in by_key[key].successors:
            yield _problem(unit, "predecessors", Code.PLACE_SUCCESSION, other=key)


def _circles(
    by_key: Mapping[str, Unit], field: str, following: Callable[[Unit], tuple[str, ...]]
) -> Iterator[Problem]:
    """Report every unit from which a way leads back to it, over references of any date."""
    for unit in by_key.values():
        seen: set[str] = set()
        ahead = list(following(unit))
        while ahead:
            key = ahead.pop()
            if key in by_key and key not in seen:
                seen.add(key)
                ahead.extend(following(by_key[key]))
        if unit.key in seen:
            yield _problem(unit, field, Code.PLACE_CIRCLE)


def _doubled_codes(units: tuple[Unit, ...]) -> Iterator[Problem]:
    taken: dict[tuple[str, str], list[tuple[Unit, DatedCode]]] = {}
    for unit in units:
        for code in (code for code in unit.codes if overlap(code, unit)):
            for other, earlier in taken.setdefault((code.scheme, code.code), []):
                if other.key != unit.key and overlap(common(code, unit), common(earlier, other)):
                    data = {"value": code.code, "other": other.key}
                    yield _problem(unit, "codes", Code.PLACE_CODE_TAKEN, **data)
            taken[code.scheme, code.code].append((unit, code))
