"""Standing: the one answer for a scale, a place and an instant, as known at an instant.

1. A place's level is the lowest that stands anywhere on its ground; None if some of it has none.
   ``highest_part`` stands beside it. Under a named floor the lowest is never None.
2. ``since`` and ``until`` are the unbroken time at that level, as known.
3. ``layers`` give the level on the ground where it is lowest; ``overruled`` lie on that ground and
   do not. ``parts`` are the units of the place whose level differs from the place's.
4. ``as_of`` is the earlier of ``at`` and ``known_at``; the answer may be repeated as what stands
   *now* until ``valid_until`` and not longer.
"""

import attrs

from dabyl.core.calendars.endings import Ending
from dabyl.core.levels.decision import Scope, Source, Trend
from dabyl.core.values.instants import Instant
from dabyl.core.values.languages import NO_TEXTS, Texts
from dabyl.core.values.moments import Moment


@attrs.frozen(kw_only=True)
class StandingLayer:
    """A layer as it lies on the place at the instant asked for."""

    id: str
    decision: str
    office: str | None
    level: str
    area: tuple[str, ...]  # the fewest units of its ground, and ids of shapes
    start: Moment
    end: Instant | None
    ending: Ending  # the wording in force: the last extension's
    ending_decision: str  # whose wording that is
    zone: str
    review: Moment | None
    modifier: str | None
    trend: Trend | None
    scope: Scope | None
    only: bool
    extended_by: tuple[str, ...] = ()
    ended_by: str | None = None  # the act that ends it before the end in its wording


@attrs.frozen(kw_only=True)
class Next:
    """What is announced to follow: the level from an instant on."""

    at: Instant
    level: str | None
    decision: str | None  # the act that starts it, or ends what stood; None: a lapse


@attrs.frozen(kw_only=True)
class Part:
    """A unit of the place, with a level that differs from the place's."""

    place: str
    level: str | None


@attrs.frozen(kw_only=True)
class Conflict:
    """Two statements about one scale, ground and instant that cannot both be right."""

    about: str  # level, start, end, area
    decisions: tuple[str, ...]
    text: Texts
    source: Source | None = None
    stated: str | None = None  # what the other text states: an instant, a level, an area
    played: str | None = None  # what is played here


@attrs.frozen(kw_only=True)
class Defect:
    """Something missing, unknown or unlawful about a recorded decision, shown with it."""

    decision: str
    code: str
    where: str = ""
    text: Texts = NO_TEXTS


@attrs.frozen(kw_only=True)
class Reason:
    """Why one layer gives the level, or why it is overruled."""

    layer: str
    by: str | None  # the layer that overrules it; None: it gives the level
    rule: str  # the scale's rule of combination
    until: Instant | None  # until when, as known


@attrs.frozen(kw_only=True)
class Standing:
    """What holds at a place at an instant, as known at an instant."""

    place: str
    scale: str
    at: Instant
    known_at: Instant
    as_of: Instant
    valid_until: Instant
    level: str | None
    rank: int | None
    highest_part: str | None
    since: Instant | None
    until: Instant | None
    next: Next | None
    review_by: Instant | None
    layers: tuple[StandingLayer, ...]
    overruled: tuple[StandingLayer, ...]
    parts: tuple[Part, ...]
    scoped: tuple[StandingLayer, ...] = ()  # layers about a sector, site, event, group, abroad
    reasons: tuple[Reason, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    defects: tuple[Defect, ...] = ()
