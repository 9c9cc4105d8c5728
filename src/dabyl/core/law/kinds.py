"""The closed kinds of law: what a provision does, whom a sanction meets, and where it reaches."""

from enum import StrEnum


class Kind(StrEnum):
    """What a provision does."""

    POWER = "power"
    DUTY = "duty"
    PROHIBITION = "prohibition"
    SANCTION = "sanction"
    PROCEDURE = "procedure"


class Offender(StrEnum):
    """Classes of those whom a sanction meets."""

    PERSON = "person"
    OFFICIAL = "official"
    SMALL_FIRM = "small-firm"
    MIDDLE_FIRM = "middle-firm"
    LARGE_FIRM = "large-firm"


class Reach(StrEnum):
    """Where what was done can be punished."""

    INSIDE = "inside"
    OUTSIDE = "outside"
    ANYWHERE = "anywhere"

    def holds(self, where: "Reach") -> bool:
        """Tell whether something done *where* (inside or outside) is reached."""
        return self in {Reach.ANYWHERE, where}


class Manner(StrEnum):
    """How a part of a sanction stands beside the others."""

    MANDATORY = "mandatory"  # always imposed
    ALTERNATIVE = "alternative"  # one of the alternatives is imposed
    ADDITIONAL = "additional"  # may be added
