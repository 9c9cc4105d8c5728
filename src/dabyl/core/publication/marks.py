"""Marks: how a level looks, so that colour is never the only cue.

1. A level is shown by its word, its rank as bars of which some are filled, and its colour.
2. On the map, rank is hatching: one direction of lines more for each rank.
3. What is written on a colour is black or white, whichever is read better on it.
4. A level without a colour gets a grey by its rank.
"""

import re
from collections.abc import Iterator
from functools import cache

from markupsafe import Markup

from dabyl.core.levels.scale import Level, ScaleVersion

_HATCHES = ("M0 8L8 0", "M0 0L8 8", "M4 0V8", "M0 4H8", "M0 0H8V8H0Z")
_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}){1,2}")
_BLACK, _WHITE = "#000", "#fff"
_GREYS = ("#dfe5ec", "#b8c4d1", "#8b9bad", "#5c6e82", "#2f3f51")
_DARK = 0.04045
_EVEN = 0.179  # the luminance on which black and white have the same contrast


def css_class(scale_place: int, rank: int) -> str:
    """Return the class of a level: of which scale of the site, and which rank."""
    return f"s{scale_place}l{rank}"


def level_styles(scale_place: int, version: ScaleVersion) -> str:
    """Return the style of a scale's levels."""
    return "".join(
        f".{css_class(scale_place, level.rank)}{{--c:{colour(level)};--k:{ink(colour(level))}}}"
        for level in version.levels
    )


def colour(level: Level) -> str:
    """Return the level's colour when it is one, else a grey by its rank."""
    if level.colour is not None and _COLOUR.fullmatch(level.colour):
        return level.colour
    return _GREYS[min(level.rank, len(_GREYS)) - 1]


@cache
def ink(background: str) -> str:
    """Return black or white, whichever has the better contrast on the colour (#rgb, #rrggbb).

    Source: WCAG 2.2, relative luminance and contrast ratio.
    """
    digits = background.removeprefix("#")
    parts = (
        [digits[i : i + 2] for i in (0, 2, 4)]
        if len(digits) > len("rgb")
        else [digit * 2 for digit in digits]
    )
    red, green, blue = (_linear(int(part, 16) / 255) for part in parts)
    return _BLACK if 0.2126 * red + 0.7152 * green + 0.0722 * blue > _EVEN else _WHITE


def _linear(part: float) -> float:
    return part / 12.92 if part <= _DARK else ((part + 0.055) / 1.055) ** 2.4


@cache
def bars(rank: int, steps: int) -> Markup:
    """Return the rank as rising bars, those up to the rank filled."""
    full = "".join(_bar(place, steps) for place in range(rank))
    rest = "".join(_bar(place, steps) for place in range(rank, steps))
    return Markup(  # noqa: S704 - numbers only
        f'<svg class="b" viewBox="0 0 {steps * 7} 12" width="{steps * 7}" height="12" '
        f'aria-hidden="true"><path d="{full}"/><path fill="none" d="{rest}"/></svg>'
    )


def _bar(place: int, steps: int) -> str:
    high = 4 + round(7 * (place + 1) / steps)
    return f"M{place * 7 + 1} 11.5h4v-{high}h-4z"


def patterns(version: ScaleVersion) -> Markup:
    """Return the map's patterns ``p1``, ``p2`` ... of a scale's levels."""
    return Markup("".join(_patterns(version)))  # noqa: S704 - ranks and colours of the pack


def _patterns(version: ScaleVersion) -> Iterator[str]:
    for level in version.levels:
        lines = "".join(_HATCHES[: level.rank])
        back = colour(level)
        yield (
            f'<pattern id="p{level.rank}" width="8" height="8" patternUnits="userSpaceOnUse">'
            f'<path fill="{back}" d="M0 0h8v8H0z"/>'
            f'<path fill="none" stroke="{ink(back)}" stroke-opacity=".28" d="{lines}"/></pattern>'
        )
