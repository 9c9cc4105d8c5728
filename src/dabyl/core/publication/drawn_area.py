"""A drawn area against the places: what it touches, how much of each, and whether it lies here.

1. Of a unit with a border the share that is covered is told, measured on the ellipsoid. Of one
   without, only that the border which stands for it is touched, or its point lies inside.
2. Proposed as the places in which the area lies are the deepest units whose borders it crosses,
   with at least a thousandth of the area; where there are no borders at all, the countries.
3. An area of which more than half lies outside the country's borders is refused, as long as these
   leave nothing of the country out; when it would lie inside with its axes swapped, that is told.
"""

from collections.abc import Iterator, Mapping

import attrs
import shapely
from markupsafe import Markup

from dabyl.core.formats.places.drawn import parse_drawn
from dabyl.core.places.borders import area_km2
from dabyl.core.places.shapes import WGS84, Area, Circle, polygon
from dabyl.core.publication.answers import Answers
from dabyl.core.publication.cap.territories import extent_of
from dabyl.core.publication.outlines import WIDTH
from dabyl.core.publication.picking import PickPlan, borders_known, pick_plan
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem, Rejected

_FLOORS = 2
_NOTHING_DEG2 = 1e-10
_FIRM = 0.001
_MOST_OUTSIDE = 0.5
_SEEN = 12  # of the map's width
_RING = 16


@attrs.frozen(kw_only=True)
class Touched:
    """A unit that an area touches, ``floor`` floors below its country.

    ``share`` is the part of the unit that is covered; None when it has no border of its own.
    """

    place: str
    floor: int
    share: float | None
    is_proposed: bool


@attrs.frozen
class _Hit:
    share: float | None
    is_firm: bool


@attrs.frozen
class _Look:
    answers: Answers
    borders: Mapping[str, shapely.Geometry]
    area: shapely.Geometry

    def at(self, key: str) -> _Hit | None:
        """Return how the area touches a unit; None when it doesn't."""
        unit = self.answers.unit(key)
        if key in self.borders:
            shared = self.borders[key].intersection(self.area)
            if shared.area <= _NOTHING_DEG2:
                return None
            share = min(1.0, area_km2(shared) / area_km2(self.borders[key]))
            return _Hit(share, shared.area >= _FIRM * self.area.area)
        stand_in = self.borders.get(unit.drawn_by or "")
        if stand_in is not None and stand_in.intersection(self.area).area > _NOTHING_DEG2:
            return _Hit(None, is_firm=True)
        inside = unit.point is not None and self.area.intersects(shapely.Point(unit.point))
        return _Hit(None, is_firm=False) if inside else None


def touched(answers: Answers, geometry: Circle | Area) -> tuple[Touched, ...]:
    """Return the units that an area touches, each before those that lie in it."""
    borders = {key: shape for key, (shape, _) in borders_known(answers).items()}
    if not borders:
        return tuple(
            Touched(place=root, floor=0, share=None, is_proposed=True) for root in answers.countries
        )
    look = _Look(answers, borders, polygon(geometry))
    return tuple(one for root in answers.countries for one in _walk(look, root, 0))


def _walk(look: _Look, key: str, floor: int) -> tuple[Touched, ...]:
    parts = look.answers.children(key) if floor < _FLOORS else ()
    below = tuple(one for part in parts for one in _walk(look, part, floor + 1))
    hit = look.at(key)
    if hit is None:
        return below
    is_proposed = hit.is_firm and not any(one.is_proposed for one in below)
    return (Touched(place=key, floor=floor, share=hit.share, is_proposed=is_proposed), *below)


def area_here(answers: Answers, data: bytes) -> Circle | Area:
    """Return the area that was given, which is one and lies here.

    Raises:
        Rejected: with everything that is wrong with it.
    """
    geometry = parse_drawn(data)
    if problems := _problems(answers, geometry):
        raise Rejected(problems)
    return geometry


def _problems(answers: Answers, geometry: Circle | Area) -> tuple[Problem, ...]:
    sets = answers.register.borders_at(answers.known_at)
    if extent_of(answers.places, sets, answers.day) is None:
        return ()
    country = shapely.union_all([shape for each in sets for shape in each.shapes.values()])
    area = polygon(geometry)
    outside = _outside(area, country)
    if outside <= _MOST_OUTSIDE:
        return ()
    if _outside(shapely.transform(area, lambda at: at[:, ::-1]), country) <= _MOST_OUTSIDE:
        return (Problem(code=Code.SHAPE_SWAPPED, where="area"),)
    data = {"percent": round(outside * 100)}
    return (Problem(code=Code.SHAPE_OUTSIDE, where="area", data=data),)


def _outside(area: shapely.Geometry, country: shapely.Geometry) -> float:
    return float(area.difference(country).area / area.area)


def size_km2(geometry: Circle | Area) -> float:
    """Return how large an area is."""
    return area_km2(polygon(geometry))


# --- drawing ---


def text_of_points(plan: PickPlan, points: tuple[tuple[float, float], ...], *, circle: bool) -> str:
    """Return points of a map as an area's text: a polygon, or a centre and a point at its edge.

    A polygon is closed; a circle of a single point has no radius, and its reader says so.
    """
    at = [plan.outlines.position(x, y) for x, y in points]
    pairs = [f"{lat},{lon}" for lon, lat in at]
    if not circle:
        return " ".join((*pairs, *pairs[:1]))
    (lon, lat), (to_lon, to_lat) = at[0], at[-1]
    _, _, metres = WGS84.inv(lon, lat, to_lon, to_lat)
    return f"{pairs[0]} {metres / 1000:.3f}"


def plan_around(answers: Answers, geometry: Circle | Area) -> PickPlan | None:
    """Return what is drawn around an area: the one unit that it lies in, else its country."""
    found = [one.place for one in touched(answers, geometry) if one.floor == 1]
    within = found[0] if len(found) == 1 else answers.country
    return pick_plan(answers, within)


def draw_area(title: str, plan: PickPlan, geometry: Circle | Area | None = None) -> Markup:
    """Return a map to look at, or to draw on: borders, and the area upon them."""
    by_key = plan.outlines.by_key
    keys = (*plan.beneath, *(shape for _, shape in plan.painted))
    parts = [Markup('<path class="z" d="{}"/>').format(by_key[key].path) for key in keys]
    parts += () if geometry is None else _upon(plan, polygon(geometry))
    return Markup(
        '<svg class="map" role="img" aria-label="{}" viewBox="0 0 {} {}">{}</svg>'
    ).format(title, WIDTH, plan.outlines.height, Markup("").join(parts))


def _upon(plan: PickPlan, area: shapely.Geometry) -> Iterator[Markup]:
    """Give the area, and a ring around one that is too small to be seen."""
    upon = plan.outlines.put(area)
    yield Markup('<path class="drawn" d="{}"/>').format(upon.path)
    if upon.side < _SEEN:
        yield Markup('<circle class="around" cx="{}" cy="{}" r="{}"/>').format(*upon.middle, _RING)
