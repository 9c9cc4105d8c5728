"""What stands now: every place with its level, its end and its office, and what can be begun there.

1. It is what the public site says at this moment: the same answers, words and map.
2. Every layer that lies on a place has its own steps; a place without one can have one declared.
"""

from collections.abc import Iterable, Iterator

import attrs
from markupsafe import Markup

from dabyl.core.law.powers import Action
from dabyl.core.levels.standing import Standing, StandingLayer
from dabyl.core.publication.links import place_tail
from dabyl.core.publication.maps import Map, draw, map_plan
from dabyl.core.publication.marks import level_styles
from dabyl.core.publication.outcomes import Kind as OutcomeKind
from dabyl.core.publication.outcomes import outcome
from dabyl.core.publication.press import Press
from dabyl.core.publication.site import plan
from dabyl.wiring_console import console, load_theme

ON_A_LAYER = (Action.EXTEND, Action.RAISE, Action.LOWER, Action.LIFT, Action.CORRECT)


@attrs.frozen
class LayerRow:
    """A layer on a place, as the page shows it."""

    layer: StandingLayer
    scale: str
    chip: Markup
    until: str
    office: str
    where: str
    is_highest: bool


@attrs.frozen
class Row:
    """A place, what stands there, and its layers; ``note`` says that only parts of it are meant."""

    place: str
    tail: str
    name: str
    scale: str
    chip: Markup
    note: str
    within: bool
    layers: tuple[LayerRow, ...]


def press_now() -> Press:
    """Return what the public site would be made with at this moment."""
    at = console().domain_now()
    return plan(console().house.register(), at=at, known_at=at, theme=load_theme()).press


def spoken_language(press: Press, lang: str) -> str:
    """Return the language, when the site speaks it, else the site's first."""
    return lang if lang in press.languages else press.languages[0]


def level_style(press: Press) -> str:
    """Return the style of the levels' colours."""
    scales = press.answers.epoch.readings
    return "".join(
        level_styles(place, press.answers.version(scale)) for place, scale in enumerate(scales)
    )


def rows(press: Press, lang: str) -> Iterator[Row]:
    """Give every country, its units, and below them the parts that differ."""
    answers = press.answers
    for root in answers.countries:
        for key in (root, *answers.children(root)):
            if not answers.scales(key):
                continue
            standing = answers.main(key)
            yield _row(press, standing, lang, within=key != root)
            if key != root:
                for part in standing.parts:
                    below = answers.standing(part.place, standing.scale)
                    yield _row(press, below, lang, within=True)


def _row(press: Press, standing: Standing, lang: str, *, within: bool) -> Row:
    layers = (*standing.layers, *standing.overruled, *standing.scoped)
    found = outcome(press.answers, standing)
    is_in_parts = found.kind is OutcomeKind.PARTS
    return Row(
        place=standing.place,
        tail=place_tail(standing.place),
        name=press.answers.name(standing.place, lang),
        scale=standing.scale,
        chip=press.chip(standing.scale, found.shown, lang),
        note=press.speakers[lang].words["only_in_parts"] if is_in_parts else "",
        within=within,
        layers=tuple(layer_row(press, standing.scale, layer, lang) for layer in layers),
    )


def layer_row(press: Press, scale: str, layer: StandingLayer, lang: str) -> LayerRow:
    """Return a layer with its words."""
    speaker = press.speakers[lang]
    level = press.answers.level(scale, layer.level)
    return LayerRow(
        layer=layer,
        scale=scale,
        chip=press.chip(scale, level, lang),
        until=speaker.end(layer.end, layer.zone, layer.ending),
        office=office_name(press, layer.office, lang),
        where=places_named(press, layer.area, lang),
        is_highest=level.rank >= max(one.rank for one in press.answers.version(scale).levels),
    )


def layers_of(press: Press, scale: str, lang: str) -> tuple[LayerRow, ...]:
    """Return every layer of a scale that lies somewhere now, once."""
    answers = press.answers
    found: dict[str, LayerRow] = {}
    for root in answers.countries:
        for key in (root, *answers.children(root)):
            for standing in (one for one in _all(press, key) if one.scale == scale):
                parts = (answers.standing(part.place, scale) for part in standing.parts)
                for one in (standing, *parts):
                    for layer in (*one.layers, *one.overruled, *one.scoped):
                        found.setdefault(layer.id, layer_row(press, scale, layer, lang))
    return tuple(found.values())


def _all(press: Press, key: str) -> tuple[Standing, ...]:
    answers = press.answers
    return (answers.main(key), *answers.others(key)) if answers.scales(key) else ()


def places_named(press: Press, keys: Iterable[str], lang: str) -> str:
    """Return the names of places in a row; what is no place stays as it is."""
    answers = press.answers
    known = (answers.name(key, lang) if answers.places.unit(key) else key for key in keys)
    return press.speakers[lang].listed(known)


def office_name(press: Press, office: str | None, lang: str) -> str:
    """Return the name of an office."""
    found = press.answers.epoch.offices.get(office or "")
    return (found.names.best(lang) if found else "") or office or ""


def map_of(press: Press, lang: str) -> Map | None:
    """Return the map; its places lead to their rows, whose ids are the addresses of their pages."""
    drawn = map_plan(press.answers)
    return None if drawn is None else draw(press, drawn, lang, "#")
