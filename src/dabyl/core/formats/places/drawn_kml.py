"""Areas of KML: the polygons of a document, in any folder, of any version's namespace.

1. No entity is replaced and nothing outside is opened: a link to another file is no area.
2. Coordinates are WGS84 by the standard, ``lon,lat`` or ``lon,lat,altitude``.
"""

from dabyl.core.formats.cap.documents import parse_document
from dabyl.core.formats.cap.limits import Limits, Unreadable
from dabyl.core.formats.places.drawn_rings import Given, Part, Position, Ring, number
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem

_LIMITS = Limits(bytes_=1_048_576, tags=50_000)
_AXES = (2, 3)


def rings_of_kml(text: str) -> Given:
    """Return all polygons of a text."""
    try:
        root = parse_document(text.encode(), _LIMITS).root
    except Unreadable as error:
        return Given(problems=(_unreadable("area", str(error)),))
    parts: list[Part] = []
    problems: list[Problem] = []
    for place, polygon in enumerate(root.iter("{*}Polygon"), 1):
        rings: list[Ring] = []
        for name, kind in (("outer", "outerBoundaryIs"), ("inner", "innerBoundaryIs")):
            for found in polygon.iterfind(f"{{*}}{kind}//{{*}}coordinates"):
                where = f"Polygon {place}, {name} ring {len(rings) + 1}"
                positions, wrong = _positions(found.text or "", where)
                problems += wrong
                rings += [] if wrong else [Ring(where, positions)]
        if rings:
            parts.append(Part(f"Polygon {place}", tuple(rings)))
    return Given(tuple(parts), tuple(problems))


def _positions(text: str, where: str) -> tuple[tuple[Position, ...], list[Problem]]:
    read = [(one, _position(one)) for one in text.split()]
    wrong = [_unreadable(where, one) for one, at in read if at is None][:1]
    return tuple(at for _, at in read if at is not None), wrong


def _position(text: str) -> Position | None:
    numbers = [number(part) for part in text.split(",")]
    if len(numbers) not in _AXES or numbers[0] is None or numbers[1] is None:
        return None
    return numbers[0], numbers[1]


def _unreadable(where: str, reason: str) -> Problem:
    return Problem(code=Code.SHAPE_UNREADABLE, where=where, data={"reason": reason[:80]})
