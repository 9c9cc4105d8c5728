"""Records: facts as the register keeps them, each with its place in the journal."""

import attrs

from dabyl.core.incidents.incident import Incident, Recorded
from dabyl.core.levels.decision import Correct, Decision
from dabyl.core.register.facts import ForeignShown, ForeignWithdrawn, MessageReleased
from dabyl.core.register.log import Log
from dabyl.core.values.instants import Instant


@attrs.frozen(kw_only=True)
class Alone:
    """Who released a decision alone, in an emergency, and until when it lasts by itself."""

    person: str
    deadline: Instant


@attrs.frozen(kw_only=True, eq=False)
class DecisionRecord:
    """A decision as it was entered; ``defects`` are codes with their places."""

    decision: Decision
    number: int
    recorded_at: Instant
    hash: str
    defects: tuple[tuple[str, str], ...] = ()
    alone: Alone | None = None


@attrs.frozen(kw_only=True)
class Correction:
    """A correction of one decision, with the decision that made it and since when it is known."""

    by: str
    known: Instant
    effect: Correct


@attrs.frozen(kw_only=True, eq=False)
class IncidentRecord:
    """An incident with all its figures, in the order in which they were recorded."""

    incident: Incident
    number: int
    recorded_at: Instant
    figures: Log[Recorded] = Log()


@attrs.frozen(kw_only=True)
class MessageRecord:
    """A message that was released; it was sent when it was recorded."""

    message: MessageReleased
    number: int
    recorded_at: Instant


@attrs.frozen(kw_only=True)
class ForeignRecord:
    """A warning of another authority that was shown, or withdrawn again."""

    fact: ForeignShown | ForeignWithdrawn
    number: int
    recorded_at: Instant
