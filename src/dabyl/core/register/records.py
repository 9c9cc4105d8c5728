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


@attrs.frozen(kw_only=True)
class IncidentVersion:
    """What was told of an incident from an entry of the journal on."""

    incident: Incident
    number: int
    recorded_at: Instant


@attrs.frozen(kw_only=True, eq=False)
class IncidentRecord:
    """An incident as told at first and after each correction, with all its figures as recorded."""

    versions: tuple[IncidentVersion, ...]
    figures: Log[Recorded] = Log()

    @property
    def current(self) -> IncidentVersion:
        """What is told now."""
        return self.versions[-1]

    @property
    def incident(self) -> Incident:
        """The incident as told now."""
        return self.current.incident

    @property
    def number(self) -> int:
        """The entry by which it was recorded first."""
        return self.versions[0].number

    @property
    def recorded_at(self) -> Instant:
        """When it was recorded first."""
        return self.versions[0].recorded_at

    def known(self, known_at: Instant) -> tuple[IncidentVersion, ...]:
        """Return what had been told of it at an instant, the newest last."""
        return tuple(one for one in self.versions if one.recorded_at <= known_at)


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
