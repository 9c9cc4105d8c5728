"""Layers and pieces: what decisions put on the map.

1. A layer is what one effect makes, and is never edited: a level (or a companion state, or a
   bulletin) from a start on.
2. A piece is a part of a layer's ground with the time for which it is on the map, as known.
   Extending or ending a layer, or a part of it, replaces its pieces; the layer stays.
3. Pieces of one layer never overlap on the ground at an instant.
"""

from enum import StrEnum

import attrs

from dabyl.core.calendars.endings import Ending
from dabyl.core.levels.decision import Scope, Trend
from dabyl.core.values.languages import NO_TEXTS, Texts
from dabyl.core.values.moments import Moment

FOREVER = 1 << 60
"""The end of what is open, in seconds: later than every instant."""


class Track(StrEnum):
    """What kind of thing a layer puts on the map; tracks never mix."""

    LEVEL = "level"
    SCOPED = "scoped"
    STATE = "state"
    BULLETIN = "bulletin"


@attrs.frozen(kw_only=True)
class Layer:
    """What one effect makes. ``level`` is a level, a companion state or a kind of bulletin."""

    id: str
    decision: str
    office: str | None
    scale: str
    track: Track
    level: str
    start: Moment
    scope: Scope | None = None
    modifier: str | None = None
    trend: Trend | None = None
    only: bool = False
    text: Texts = NO_TEXTS
    shapes: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Piece:
    """A part of a layer on the map: ``start`` and ``end`` in seconds, ``FOREVER`` when open.

    ``ended_by`` is the decision that ended it before its own end; None lets it lapse.
    """

    layer: Layer
    ground: int
    start: int
    end: int
    ending: Ending
    ending_decision: str
    review: Moment | None = None
    extended_by: tuple[str, ...] = ()
    ended_by: str | None = None
