"""Explanations: what an alert says, whether it holds and whether it can be believed, as a value.

1. Values are the alert's own, as they stand in it; words for people are added by the writers.
2. The alert is the one that was read from the verified bytes, where there are such.
"""

from typing import Final

import attrs

from dabyl.core.formats.cap.explaining.choosing import Choice
from dabyl.core.formats.cap.explaining.force import Force
from dabyl.core.formats.cap.explaining.ground import Ground
from dabyl.core.formats.cap.explaining.seen import Later, Met
from dabyl.core.formats.cap.signature.verdict import Verdict
from dabyl.core.formats.cap.values import Alert, Info, Reference
from dabyl.core.formats.cap.vocabulary import Status
from dabyl.core.values.instants import Instant

_LOUD: Final = frozenset({Force.IN_FORCE, Force.AHEAD, Force.NO_END, Force.UNCLEAR})


@attrs.frozen(kw_only=True)
class Block:
    """One block in the chosen language, whether it holds by its own times, and its ground."""

    info: Info
    force: Force
    ground: Ground | None


@attrs.frozen
class Earlier:
    """What the alert names as earlier: a reference or text that is none; the message if seen."""

    reference: Reference | str
    message: Met | None


@attrs.frozen(kw_only=True)
class Explanation:
    """What one alert of a file says to a reader.

    ``later`` is None when no other message was at hand; ``beyond`` tells whether more than the
    alert's own file was. ``has_keys`` tells whether keys were given to verify with.
    """

    index: int
    alert: Alert
    at: Instant
    zone: str
    choice: Choice
    force: Force
    blocks: tuple[Block, ...]
    earlier: tuple[Earlier, ...]
    later: tuple[Later, ...] | None
    beyond: bool
    signature: Verdict
    has_keys: bool
    schema_valid: bool

    @property
    def is_in_earnest(self) -> bool:
        """Whether it is no exercise, test, draft or message between machines."""
        return self.alert.status == Status.ACTUAL

    @property
    def is_loud(self) -> bool:
        """Whether it is a real warning that holds, will hold, or may hold."""
        return self.is_in_earnest and self.force in _LOUD
