"""Outcomes: what a place's standing comes down to, in one word for every form of the site.

1. Nothing says "none" while a part of the place has a level.
2. ``shown`` is the level that a form shows: the place's own, or else the highest of its parts.
"""

from enum import StrEnum

import attrs

from dabyl.core.levels.scale import Level
from dabyl.core.levels.standing import Standing
from dabyl.core.publication.answers import Answers


class Kind(StrEnum):
    """What a standing comes down to."""

    LEVEL = "level"  # one level everywhere
    HIGHER = "higher"  # a level everywhere, and a higher one in parts
    PARTS = "parts"  # a level in parts only
    NONE = "none"  # no level anywhere
    NO_SCALE = "no-scale"  # the authority has no levels, by policy


@attrs.frozen(kw_only=True)
class Outcome:
    """A standing, and what it comes down to."""

    standing: Standing
    kind: Kind
    shown: Level | None
    highest: Level | None
    steps: int


def outcome(answers: Answers, standing: Standing) -> Outcome:
    """Return what *standing* comes down to."""
    scale = standing.scale
    steps = answers.version(scale).steps()
    own = None if standing.level is None else answers.level(scale, standing.level)
    part = standing.highest_part
    highest = None if part is None else answers.level(scale, part)
    if answers.scale(scale).no_scale():
        kind = Kind.NO_SCALE
    elif own is not None:
        kind = Kind.LEVEL if standing.level == part else Kind.HIGHER
    else:
        kind = Kind.NONE if highest is None else Kind.PARTS
    return Outcome(standing=standing, kind=kind, shown=own or highest, highest=highest, steps=steps)
