"""Areas from outside: GeoJSON, KML, or the text of CAP's polygons and circles, to one area.

1. What the text is, is told by its first character: ``{`` GeoJSON (RFC 7946), ``<`` KML, else CAP:
   a polygon a line, ``lat,lon lat,lon …``, or one circle, ``lat,lon radius`` in kilometres.
2. Nothing outside is opened, no document type is read, no library guesses a format.
3. Limits come first: bytes, then parts and points; what is over one is read no further.
4. Every position is in WGS84 and on the globe, every ring is closed and crosses nothing. All that
   is wrong is told at once, each with the part, ring and position that it is in.
5. Positions are kept to the sixth decimal, a tenth of a metre.
"""

import re
from collections.abc import Callable, Iterator

import shapely

from dabyl.core.formats.places.drawn_geojson import rings_of_geojson
from dabyl.core.formats.places.drawn_kml import rings_of_kml
from dabyl.core.formats.places.drawn_rings import Given, Part, Ring, number
from dabyl.core.places.checks import MAX_LAT, MAX_LON, on_globe
from dabyl.core.places.shapes import Area, Circle
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem, Rejected

MOST_BYTES = 262_144
MOST_POINTS = 1_000
MOST_PARTS = 50
MOST_KM = 1_000
_MIN_POSITIONS = 4
_DIGITS = 6
_AT = re.compile(r"\[(\S+ \S+)\]")


def parse_drawn(data: bytes) -> Circle | Area:
    """Return the area that was given.

    Raises:
        Rejected: with everything that is wrong, in the order of the text.
    """
    if len(data) > MOST_BYTES:
        raise _rejected(Code.SHAPE_TOO_LARGE, bytes=len(data), most=MOST_BYTES)
    try:
        text = data.decode("utf-8-sig").strip()
    except UnicodeDecodeError:
        raise _rejected(Code.SHAPE_UNREADABLE, reason="UTF-8") from None
    if not text:
        raise _rejected(Code.SHAPE_NOTHING)
    if text[0] not in "{<" and (circle := _circle(text)) is not None:
        return circle
    given = _reader(text)(text)
    over = tuple(_over(given.parts))
    problems = [*given.problems, *(over or _faults(given.parts))]
    if not given.parts and not problems:
        raise _rejected(Code.SHAPE_NOTHING)
    if problems:
        raise Rejected(problems)
    return Area(tuple(tuple(map(_rounded, part.rings)) for part in given.parts))


def format_drawn(area: Circle | Area) -> str:
    """Return an area as text that ``parse_drawn`` reads: CAP's for a circle, else GeoJSON."""
    if isinstance(area, Circle):
        return f"{area.lat},{area.lon} {area.radius_km}"
    polygons = ",".join(f"[{','.join(map(_ring_text, part))}]" for part in area.polygons)
    return f'{{"type":"MultiPolygon","coordinates":[{polygons}]}}'


def _ring_text(ring: tuple[tuple[float, float], ...]) -> str:
    return f"[{','.join(f'[{lon},{lat}]' for lon, lat in ring)}]"


def _rejected(code: Code, where: str = "area", **data: object) -> Rejected:
    return Rejected((Problem(code=code, where=where, data=data),))


def _reader(text: str) -> Callable[[str], Given]:
    return {"{": rings_of_geojson, "<": rings_of_kml}.get(text[0], _rings_of_cap)


# --- CAP ---


def _circle(text: str) -> Circle | None:
    """Return the circle that the text is; None when it is none."""
    rows = [line.split() for line in text.splitlines() if line.strip()]
    circles = [row for row in rows if len(row) == 2 and "," not in row[1]]  # noqa: PLR2004 - a pair
    if not circles:
        return None
    if len(rows) > 1:
        raise _rejected(Code.SHAPE_CIRCLES)
    (pair, distance), problems = rows[0], []
    radius, at = number(distance), _pair(pair)
    if radius is None or not 0 < radius <= MOST_KM:
        data = {"radius": distance, "most": MOST_KM}
        problems.append(Problem(code=Code.SHAPE_RADIUS, where="area", data=data))
    if at is None:
        problems.append(_unreadable("area", pair))
    elif not on_globe(*at):
        problems.append(_off_globe("area", at))
    if problems:
        raise Rejected(problems)
    lon, lat = at or (0.0, 0.0)
    return Circle(round(lon, _DIGITS), round(lat, _DIGITS), round(radius or 0.0, 3))


def _rings_of_cap(text: str) -> Given:
    parts: list[Part] = []
    problems: list[Problem] = []
    for place, line in enumerate(filter(str.strip, text.splitlines()), 1):
        where = f"polygon {place}"
        pairs = [(pair, _pair(pair)) for pair in line.split()]
        wrong = [_unreadable(where, pair) for pair, at in pairs if at is None][:1]
        problems += wrong
        if not wrong:
            ring = Ring(where, tuple(at for _, at in pairs if at is not None))
            parts.append(Part(where, (ring,)))
    return Given(tuple(parts), tuple(problems))


def _pair(text: str) -> tuple[float, float] | None:
    """Return longitude and latitude of ``lat,lon``; None when it is no such pair."""
    numbers = [number(part) for part in text.split(",")]
    match numbers:
        case [float(lat), float(lon)]:
            return lon, lat
        case _:
            return None


# --- what every format must be ---


def _over(parts: tuple[Part, ...]) -> Iterator[Problem]:
    points = sum(len(ring.positions) for part in parts for ring in part.rings)
    if len(parts) > MOST_PARTS:
        data = {"count": len(parts), "most": MOST_PARTS}
        yield Problem(code=Code.SHAPE_PARTS, where="area", data=data)
    if points > MOST_POINTS:
        data = {"count": points, "most": MOST_POINTS}
        yield Problem(code=Code.SHAPE_POINTS, where="area", data=data)


def _faults(parts: tuple[Part, ...]) -> Iterator[Problem]:
    for part in parts:
        found = [problem for ring in part.rings for problem in _ring_faults(ring)]
        yield from found or _crossings(part)


def _ring_faults(ring: Ring) -> Iterator[Problem]:
    at = ring.positions
    if len(at) < _MIN_POSITIONS:
        data = {"count": len(at)}
        yield Problem(code=Code.BORDER_RING_SHORT, where=ring.where, data=data)
    elif at[0] != at[-1]:
        yield Problem(code=Code.BORDER_RING_OPEN, where=ring.where)
    for place, one in enumerate(at, 1):
        if not on_globe(*one):
            yield _off_globe(f"{ring.where}, position {place}", one)
            return


def _crossings(part: Part) -> Iterator[Problem]:
    rings = [_rounded(ring) for ring in part.rings]
    drawn = shapely.Polygon(rings[0], rings[1:])
    if not drawn.is_valid or drawn.is_empty:
        found = _AT.search(shapely.is_valid_reason(drawn))
        data = {"at": found[1] if found else "?"}
        yield Problem(code=Code.SHAPE_INVALID, where=part.where, data=data)


def _rounded(ring: Ring) -> tuple[tuple[float, float], ...]:
    return tuple((round(lon, _DIGITS), round(lat, _DIGITS)) for lon, lat in ring.positions)


def _unreadable(where: str, text: str) -> Problem:
    return Problem(code=Code.SHAPE_UNREADABLE, where=where, data={"reason": text[:40]})


def _off_globe(where: str, at: tuple[float, float]) -> Problem:
    lon, lat = at
    if on_globe(lat, lon):
        return Problem(code=Code.SHAPE_SWAPPED, where=where)
    if abs(lon) > 2 * MAX_LON or abs(lat) > 2 * MAX_LAT:  # metres of a map, not degrees
        return Problem(code=Code.SHAPE_DATUM, where=where, data={"datum": f"{lon:g} {lat:g}"})
    return Problem(code=Code.PLACE_POINT_RANGE, where=where, data={"lon": lon, "lat": lat})
