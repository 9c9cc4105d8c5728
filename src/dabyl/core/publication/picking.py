"""The map to pick places on: a country or a place, and what lies directly in it.

1. A unit is drawn with its border in any set of the day, its country's own first; one without a
   border that alone stands for another's is drawn with that; every other gets a marker.
2. The place itself lies beneath, so that one sees what its parts leave over.
3. Each unit is a box to tick with a name of its own: its name, its level in words, and a tick that
   doesn't rest on colour.
"""

from collections import Counter
from collections.abc import Iterator, Mapping

import attrs
import shapely
from markupsafe import Markup

from dabyl.core.places.borders import BorderSet
from dabyl.core.publication.answers import Answers
from dabyl.core.publication.maps import (
    RADIUS,
    RIGHT_EDGE,
    SMALL,
    borders_of,
    free_line,
    said_on_map,
)
from dabyl.core.publication.marks import patterns
from dabyl.core.publication.outlines import WIDTH, Outlines, outlines
from dabyl.core.publication.press import Press


@attrs.frozen
class PickPlan:
    """What is drawn of a place: what lies beneath, units with borders, and units with markers."""

    within: str
    outlines: Outlines
    beneath: tuple[str, ...]
    painted: tuple[tuple[str, str], ...]  # unit, shape
    marked: tuple[tuple[str, tuple[int, int]], ...]
    sources: tuple[BorderSet, ...]


def borders_known(answers: Answers) -> Mapping[str, tuple[shapely.Geometry, BorderSet]]:
    """Return the border of every unit that has one on the day, and the set that it is from."""
    first = borders_of(answers)
    sets = [one for one in answers.register.borders_at(answers.known_at) if one is not first]
    held = [one for one in sets if one.holds(answers.day)]
    ordered = [*([] if first is None else [first]), *reversed(held)]
    known: dict[str, tuple[shapely.Geometry, BorderSet]] = {}
    for borders in ordered:
        for key, shape in borders.shapes.items():
            known.setdefault(key, (shape, borders))
    return known


def pick_plan(answers: Answers, within: str) -> PickPlan | None:
    """Return what is drawn of a place; None when neither it nor its parts have borders."""
    known = borders_known(answers)
    units = answers.children(within)
    shape_of = dict(_shapes(answers, units, known))
    beneath = tuple(key for key in _own_or_stand_in(answers, within) if key in known)[:1]
    wanted = dict.fromkeys((*beneath, *shape_of.values()))
    if not wanted:
        return None
    sources = tuple({known[key][1].id: known[key][1] for key in wanted}.values())
    shapes = {key: known[key][0] for key in wanted}
    drawn = outlines(attrs.evolve(sources[0], shapes=shapes))
    painted = tuple(
        (key, shape) for key, shape in shape_of.items() if drawn.by_key[shape].side >= SMALL
    )
    marked = tuple(_marked(answers, drawn, units, dict(painted)))
    return PickPlan(within, drawn, beneath, painted, marked, sources)


def _own_or_stand_in(answers: Answers, key: str) -> tuple[str, ...]:
    stand_in = answers.unit(key).drawn_by
    return (key,) if stand_in is None else (key, stand_in)


def _shapes(
    answers: Answers, units: tuple[str, ...], known: Mapping[str, object]
) -> Iterator[tuple[str, str]]:
    """Give each unit with a border of its own, or with one for which it stands alone."""
    others = Counter(answers.unit(key).drawn_by for key in units if key not in known)
    for key in units:
        stand_in = answers.unit(key).drawn_by
        if key in known:
            yield key, key
        elif stand_in in known and others[stand_in] == 1 and stand_in not in units:
            yield key, str(stand_in)


def _marked(
    answers: Answers, drawn: Outlines, units: tuple[str, ...], painted: Mapping[str, str]
) -> Iterator[tuple[str, tuple[int, int]]]:
    for key in units:
        point = answers.unit(key).point
        if key in painted or (point is None and key not in drawn.by_key):
            continue
        at = drawn.by_key[key].middle if point is None else drawn.at(point)
        if at is not None:
            yield key, at


def draw_to_pick(press: Press, plan: PickPlan, lang: str) -> Markup:
    """Return the map in a language."""
    answers = press.answers
    scale = answers.main(answers.country).scale
    return Markup(
        '<svg class="map pick" role="group" aria-label="{}" viewBox="0 0 {} {}">'
        "<defs>{}</defs>{}</svg>"
    ).format(
        answers.name(plan.within, lang),
        WIDTH,
        plan.outlines.height,
        patterns(answers.version(scale)),
        Markup("").join(_parts(press, plan, lang)),
    )


def _parts(press: Press, plan: PickPlan, lang: str) -> Iterator[Markup]:
    by_key = plan.outlines.by_key
    for shape in plan.beneath:
        yield Markup('<path class="z" d="{}"/>').format(by_key[shape].path)
    for key, shape in plan.painted:
        title, fill = said_on_map(press, key, lang)
        inner = Markup('<path {} d="{}"/>').format(fill, by_key[shape].path)
        yield _box(key, title, inner, by_key[shape].middle)
    labels: list[tuple[int, int]] = []
    for key, (x, y) in sorted(plan.marked, key=lambda item: item[1][1]):
        title, fill = said_on_map(press, key, lang)
        left = x > WIDTH * RIGHT_EDGE
        inner = Markup('<circle {} cx="{}" cy="{}" r="{}"/><text x="{}" y="{}"{}>{}</text>').format(
            fill,
            x,
            y,
            RADIUS,
            x - 11 if left else x + 11,
            free_line(labels, x, y + 4),
            Markup(' text-anchor="end"') if left else "",
            press.answers.name(key, lang),
        )
        yield _box(key, title, inner, (x, y))


def _box(key: str, title: Markup, inner: Markup, middle: tuple[int, int]) -> Markup:
    return Markup(
        '<g role="checkbox" tabindex="0" aria-checked="false" data-unit="{}" aria-label="{}">'
        '<title>{}</title>{}<text class="tick" x="{}" y="{}" aria-hidden="true">✓</text></g>'
    ).format(key, title, title, inner, middle[0] - 7, middle[1] + 6)
