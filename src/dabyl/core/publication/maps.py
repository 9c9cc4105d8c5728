"""The map: what stands on each first-level unit, drawn inside the page.

1. A unit is drawn with its border in the set of the day, else of the nearest day; a unit without a
   border of its own is drawn with its predecessor's when nobody else is, and that is said.
2. A unit without a border, or too small to be seen, and a smaller place whose level differs, gets a
   marker with its name.
3. Every unit is a link with a title: its name and its level in words. Source, licence and error of
   the borders stand with the map.
"""

from collections.abc import Iterator
from datetime import date

import attrs
from markupsafe import Markup

from dabyl.core.places.borders import BorderSet
from dabyl.core.places.units import nearest_day
from dabyl.core.publication.answers import Answers
from dabyl.core.publication.links import place_tail
from dabyl.core.publication.marks import patterns
from dabyl.core.publication.outcomes import Kind, outcome
from dabyl.core.publication.outlines import WIDTH, Outlines, outlines
from dabyl.core.publication.press import Press

SMALL = 22  # of WIDTH: 12 px when the map is as wide as a small phone
RADIUS = 7
_LINE = 14
_NEAR = 130
RIGHT_EDGE = 0.78


@attrs.frozen
class Map:
    """A map in one language, with everything that must be said about it."""

    svg: Markup
    legend: tuple[Markup, ...]
    source: str
    error: str
    drawn_by: str


@attrs.frozen
class Plan:
    """Who is drawn how: painted units with the shape they have, and marked ones with a place."""

    outlines: Outlines
    painted: tuple[tuple[str, str], ...]  # unit, shape
    blank: tuple[str, ...]  # shapes that stand for several units
    marked: tuple[tuple[str, tuple[int, int]], ...]
    inherited: tuple[str, ...]  # shapes of predecessors
    shapes: tuple[tuple[str, str], ...]  # every unit that has a shape of its own, or alone


def borders_of(answers: Answers) -> BorderSet | None:
    """Return the country's border set of the day, else that of the nearest day."""
    root = answers.country
    sets = [
        borders
        for borders in answers.register.borders_at(answers.known_at)
        if any(_lies_in(answers, key, root) for key in borders.shapes)
    ]
    return min(reversed(sets), key=lambda one: _days_off(one, answers.day), default=None)


def _lies_in(answers: Answers, key: str, root: str) -> bool:
    places = answers.places
    return places.unit(key) is not None and places.chain(key, answers.day)[-1] == root


def _days_off(borders: BorderSet, day: date) -> int:
    return abs((nearest_day(borders, day) - day).days)


def map_plan(answers: Answers) -> Plan | None:
    """Return who is drawn how; None when the country has no borders here."""
    borders = borders_of(answers)
    if borders is None:
        return None
    drawn = outlines(borders)
    units = answers.children(answers.country)
    shape_of = {key: key for key in units if key in drawn.by_key}
    heirs: dict[str, list[str]] = {}
    for key in units:
        drawn_by = answers.unit(key).drawn_by
        if key not in shape_of and drawn_by is not None and drawn_by in drawn.by_key:
            heirs.setdefault(drawn_by, []).append(key)
    for shape, keys in heirs.items():
        if shape not in shape_of and len(keys) == 1:
            shape_of[keys[0]] = shape
    small = {key for key, shape in shape_of.items() if drawn.by_key[shape].side < SMALL}
    taken = set(shape_of.values())
    painted = [(key, shape) for key, shape in shape_of.items() if key not in small]
    return Plan(
        outlines=drawn,
        painted=tuple(painted),
        blank=tuple(key for key in heirs if key not in taken),
        marked=tuple(_marked(answers, drawn, units, dict(painted))),
        inherited=tuple(
            dict.fromkeys((*(shape_of[key] for key, _ in painted if shape_of[key] != key), *heirs))
        ),
        shapes=tuple(shape_of.items()),
    )


def _marked(
    answers: Answers, drawn: Outlines, units: tuple[str, ...], painted: dict[str, str]
) -> Iterator[tuple[str, tuple[int, int]]]:
    differing = [part.place for part in answers.main(answers.country).parts]
    wanted = [key for key in units if key not in painted]
    wanted += [key for key in differing if key not in units]
    for key in dict.fromkeys(wanted):
        point = answers.unit(key).point
        at = None if point is None else drawn.at(point)
        if at is not None:
            yield key, at


def draw(press: Press, plan: Plan, lang: str, home: str) -> Map:
    """Return the map in a language."""
    speaker, answers = press.speakers[lang], press.answers
    drawn = plan.outlines
    scale = answers.main(answers.country).scale
    version = answers.version(scale)
    names = [answers.name(key, lang) for key in dict.fromkeys(plan.inherited)]
    return Map(
        svg=_svg(press, plan, lang, home),
        legend=tuple(
            Markup(
                '<svg aria-hidden="true"><path fill="url(#p{})" d="M0 0h99v99H0z"/></svg>{}'
            ).format(level.rank, speaker.level(level))
            for level in version.levels
        ),
        source=speaker.say(
            "map_source", source=drawn.borders.attribution, licence=drawn.borders.licence
        ),
        error=speaker.say("map_error", km=round(drawn.error_km)),
        drawn_by=speaker.say("map_drawn_by", names=speaker.listed(names)) if names else "",
    )


def _svg(press: Press, plan: Plan, lang: str, home: str) -> Markup:
    answers = press.answers
    title = press.speakers[lang].say("map_title", place=answers.name(answers.country, lang))
    scale = answers.main(answers.country).scale
    return Markup(
        '<svg class="map" role="group" aria-label="{}" viewBox="0 0 {} {}"><defs>{}</defs>{}</svg>'
    ).format(
        title,
        WIDTH,
        plan.outlines.height,
        patterns(answers.version(scale)),
        Markup("").join(_parts(press, plan, lang, home)),
    )


def _parts(press: Press, plan: Plan, lang: str, home: str) -> Iterator[Markup]:
    by_key = plan.outlines.by_key
    for shape in plan.blank:
        yield Markup('<path class="z" d="{}"/>').format(by_key[shape].path)
    for key, shape in plan.painted:
        title, fill = said_on_map(press, key, lang)
        href = home + place_tail(key)
        yield Markup('<a href="{}"><path {} d="{}"><title>{}</title></path></a>').format(
            href, fill, by_key[shape].path, title
        )
    labels: list[tuple[int, int]] = []
    for key, (x, y) in sorted(plan.marked, key=lambda item: item[1][1]):
        title, fill = said_on_map(press, key, lang)
        href = home + place_tail(key)
        left = x > WIDTH * RIGHT_EDGE
        line = free_line(labels, x, y + 4)
        yield Markup(
            '<a href="{}"><circle {} cx="{}" cy="{}" r="{}"><title>{}</title></circle>'
            '<text x="{}" y="{}"{}>{}</text></a>'
        ).format(
            href,
            fill,
            x,
            y,
            RADIUS,
            title,
            x - 11 if left else x + 11,
            line,
            Markup(' text-anchor="end"') if left else "",
            press.answers.name(key, lang),
        )


def free_line(labels: list[tuple[int, int]], x: int, y: int) -> int:
    """Return where a label's line goes, and note it: lower when another label is in the way."""
    for other_x, other_y in labels:
        if abs(other_x - x) < _NEAR and abs(other_y - y) < _LINE:
            y = other_y + _LINE
    labels.append((x, y))
    return y


def said_on_map(press: Press, key: str, lang: str) -> tuple[Markup, Markup]:
    """Return what a map says of a place, its name and its level, and how it is filled."""
    answers, speaker = press.answers, press.speakers[lang]
    country_scale = answers.main(answers.country).scale
    result = outcome(answers, answers.standing(key, country_scale))
    name = answers.name(key, lang)
    if result.shown is None:
        text, fill = speaker.t.no_level_here, Markup('class="z"')
    else:
        text = speaker.level(result.shown)
        fill = Markup('fill="url(#p{})"').format(result.shown.rank)
        if result.kind is not Kind.LEVEL:
            text = f"{text} – {speaker.t.several}"
    return Markup("{}: {}").format(name, text), fill
