"""Incidents and their figures.

1. A figure is a dated claim: category, value or range, source, as-of, what it supersedes. Nothing
   is quoted without its as-of date.
2. Totals and splits may disagree, and so may sources; they are shown side by side, never averaged.
3. Figures count people; nobody is named.
"""

from enum import StrEnum

import attrs

from dabyl.core.levels.decision import Source
from dabyl.core.values.instants import Instant
from dabyl.core.values.languages import NO_TEXTS, Texts
from dabyl.core.values.moments import Moment


class Bound(StrEnum):
    """How exact a figure is."""

    EXACT = "exact"
    AT_LEAST = "at-least"
    ABOUT = "about"
    RANGE = "range"


@attrs.frozen(kw_only=True)
class Figure:
    """How many, of whom, as of when, by whom."""

    id: str
    incident: str
    category: str  # an id such as killed-civilian; the pack's texts name it
    low: int
    high: int
    bound: Bound = Bound.EXACT
    as_of: Moment
    source: Source
    supersedes: tuple[str, ...] = ()
    note: Texts = NO_TEXTS


@attrs.frozen(kw_only=True)
class Incident:
    """Something that happened at a place."""

    id: str
    place: str
    started: Moment
    names: Texts
    summary: Texts = NO_TEXTS
    sources: tuple[Source, ...] = ()
    unresolved: tuple[Texts, ...] = ()


@attrs.frozen(kw_only=True)
class Recorded:
    """A figure with the instant at which the register learned it."""

    figure: Figure
    recorded_at: Instant


@attrs.frozen(kw_only=True)
class Disagreement:
    """A total that its split exceeds, or two sources that differ as of one instant."""

    category: str
    figures: tuple[str, ...]
    text: Texts = NO_TEXTS
