"""Drawn areas as pages show them: by the name that people know, their size, and where they lie.

1. An area without a name is called by its size and where its middle is.
"""

from collections.abc import Mapping
from typing import Any

import attrs

from dabyl.console.area_body import areas_in
from dabyl.console.standing import places_named
from dabyl.core.places.shapes import Shape, polygon
from dabyl.core.publication.drawn_area import size_km2
from dabyl.core.publication.press import Press
from dabyl.wiring_console import LANGUAGES, console_words


@attrs.frozen(kw_only=True)
class AreaRow:
    """An area that a step has."""

    id: str
    name: str
    km2: str
    within: str


def areas_shown(
    press: Press, body: Mapping[str, Any], lang: str
) -> Mapping[str, tuple[AreaRow, ...]]:
    """Return the areas of every step of a draft that has some."""
    found = areas_in(body).items()
    return {n: tuple(_row(press, one, lang) for one in areas) for n, areas in found if areas}


def _row(press: Press, one: Shape, lang: str) -> AreaRow:
    return AreaRow(
        id=one.id,
        name=area_named(one, lang),
        km2=number_shown(size_km2(one.geometry)),
        within=places_named(press, one.within, lang),
    )


def area_named(one: Shape, lang: str) -> str:
    """Return what an area is called."""
    if name := one.names.best(lang):
        return name
    middle = polygon(one.geometry).centroid
    said = console_words(lang if lang in LANGUAGES else LANGUAGES[0])["area"]["unnamed"]
    km2 = number_shown(size_km2(one.geometry))
    return said.format(km2=km2, lat=f"{middle.y:.2f}", lon=f"{middle.x:.2f}")


def number_shown(value: float) -> str:
    """Return a number as one reads it: three digits that count."""
    return f"{value:.3g}" if value < 1000 else f"{value:.0f}"  # noqa: PLR2004 - four digits
