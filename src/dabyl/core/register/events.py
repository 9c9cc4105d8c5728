"""Events: what happened or will happen to levels, in order of time; and the agenda.

1. A lapse is an event like a lift; it is computed from the layers, not recorded.
2. The agenda lists what falls due by itself after an instant: starts, lapses, reminders 72, 24
   and 6 hours before an end, reviews, commencements and ends of provisions, ends of states and
   bulletins.
"""

from enum import StrEnum

import attrs

from dabyl.core.values.instants import Instant


class EventKind(StrEnum):
    """What happened."""

    DECLARED = "declared"
    EXTENDED = "extended"
    RAISED = "raised"
    LOWERED = "lowered"
    LIFTED = "lifted"
    LAPSED = "lapsed"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
    NO_EFFECT = "without-effect"
    STATE_DECLARED = "state-declared"
    STATE_ENDED = "state-ended"
    STATE_LAPSED = "state-lapsed"
    BULLETIN = "bulletin"
    BULLETIN_ENDED = "bulletin-ended"


@attrs.frozen(kw_only=True)
class Event:
    """One thing that happened, at an instant, on an area, by a decision or by itself."""

    kind: EventKind
    at: Instant
    known_from: Instant
    scale: str
    decision: str  # of a lapse: the decision whose wording ended the layer
    layer: str | None
    level: str | None
    area: tuple[str, ...]
    end: Instant | None = None  # for what started or was extended: its end, as known
    late_s: int = 0  # by how much it was known after its effect
    retroactive: bool = False


class DueKind(StrEnum):
    """What falls due."""

    START = "start"
    LAPSE = "lapse"
    REMINDER = "reminder"
    REVIEW = "review"
    COMMENCEMENT = "commencement"
    PROVISION_ENDS = "provision-ends"
    STATE_START = "state-start"
    STATE_LAPSE = "state-lapse"
    BULLETIN_ENDS = "bulletin-ends"


@attrs.frozen(kw_only=True, order=True)
class Due:
    """One item of the agenda, ordered by instant, then kind and subject."""

    at: Instant
    kind: DueKind
    subject: str  # layer, provision version, state or bulletin
    hours_before: int = 0  # of a reminder
