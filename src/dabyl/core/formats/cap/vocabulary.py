"""The words that CAP knows: its versions, and the values of its enumerated elements.

1. Each word is spelled as the standard spells it; the order is the standard's.
2. The words are those of CAP 1.2. ``Avoid`` and ``AllClear`` are new in it, and ``CBRNE`` in 1.1;
   CAP 1.0 writes ``Very Likely`` where the later versions write ``Likely``.

Source: CAP 1.2, 3.2.1 and 3.2.2; CAP 1.1 and CAP 1.0, 3.2.
"""

from enum import StrEnum
from typing import Final


class Version(StrEnum):
    """A version of CAP, named as in the standard."""

    V1_0 = "1.0"
    V1_1 = "1.1"
    V1_2 = "1.2"

    @property
    def namespace(self) -> str:
        """The XML namespace of the version's elements."""
        return NAMESPACES[self]


NAMESPACES: Final = {
    Version.V1_0: "http://www.incident.com/cap/1.0",
    Version.V1_1: "urn:oasis:names:tc:emergency:cap:1.1",
    Version.V1_2: "urn:oasis:names:tc:emergency:cap:1.2",
}
VERSIONS: Final = {namespace: version for version, namespace in NAMESPACES.items()}


class Status(StrEnum):
    """How a message is to be handled."""

    ACTUAL = "Actual"
    EXERCISE = "Exercise"
    SYSTEM = "System"
    TEST = "Test"
    DRAFT = "Draft"


class MsgType(StrEnum):
    """What a message does."""

    ALERT = "Alert"
    UPDATE = "Update"
    CANCEL = "Cancel"
    ACK = "Ack"
    ERROR = "Error"


class Scope(StrEnum):
    """Whom a message may reach."""

    PUBLIC = "Public"
    RESTRICTED = "Restricted"
    PRIVATE = "Private"


class Category(StrEnum):
    """What sort of event it is."""

    GEO = "Geo"
    MET = "Met"
    SAFETY = "Safety"
    SECURITY = "Security"
    RESCUE = "Rescue"
    FIRE = "Fire"
    HEALTH = "Health"
    ENV = "Env"
    TRANSPORT = "Transport"
    INFRA = "Infra"
    CBRNE = "CBRNE"
    OTHER = "Other"


class ResponseType(StrEnum):
    """What the audience is asked to do."""

    SHELTER = "Shelter"
    EVACUATE = "Evacuate"
    PREPARE = "Prepare"
    EXECUTE = "Execute"
    AVOID = "Avoid"
    MONITOR = "Monitor"
    ASSESS = "Assess"
    ALL_CLEAR = "AllClear"
    NONE = "None"


class Urgency(StrEnum):
    """How soon to act."""

    IMMEDIATE = "Immediate"
    EXPECTED = "Expected"
    FUTURE = "Future"
    PAST = "Past"
    UNKNOWN = "Unknown"


class Severity(StrEnum):
    """How grave the event is."""

    EXTREME = "Extreme"
    SEVERE = "Severe"
    MODERATE = "Moderate"
    MINOR = "Minor"
    UNKNOWN = "Unknown"


class Certainty(StrEnum):
    """How sure the event is."""

    OBSERVED = "Observed"
    LIKELY = "Likely"
    POSSIBLE = "Possible"
    UNLIKELY = "Unlikely"
    UNKNOWN = "Unknown"
