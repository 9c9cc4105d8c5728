"""Kinds, profiles and subjects: how grave a finding is, for whom, and what a rule looks at.

1. A kind belongs to a rule in a profile, never to a rule alone.
2. ``oasis`` is the standard by itself: only what it says with MUST is an error there.
3. ``dabyl`` is the gate of our own releases: all that keeps a message from going out is an error.
4. The other profiles err where their own document says must, and warn where it says should.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Kind(StrEnum):
    """How grave a finding is."""

    ERROR = "E"
    WARNING = "W"
    INFORMATION = "I"

    @property
    def weight(self) -> int:
        """How grave it is as a number: 0 for information, 2 for an error."""
        return "IWE".index(self.value)


class Profile(StrEnum):
    """By whose demands a message is judged."""

    OASIS = "oasis"
    IPAWS = "ipaws"
    CAP_CP = "cap-cp"
    CAP_AU = "cap-au"
    WMO = "wmo"
    GOOGLE = "google"
    UK = "uk"
    DABYL = "dabyl"


OURS: Final = frozenset({Profile.DABYL})
OTHERS: Final = frozenset(Profile) - OURS
"""Profiles for a fault that is grave in our own messages and mild in those of others."""


class Subject(StrEnum):
    """What a rule looks at."""

    MESSAGE = "message"
    CHAIN = "chain"
    KEY = "key"
    FEED = "feed"
    RELEASE = "release"
    READER = "reader"


Kinds = Mapping[Profile, Kind]

E, W, I = Kind.ERROR, Kind.WARNING, Kind.INFORMATION  # noqa: E741 - the letters of the rule table


def kinds(dabyl: Kind, *, oasis: Kind, elsewhere: Kind = I, **named: Kind) -> Kinds:
    """Return the kinds of a rule in every profile.

    *named* are profiles by their names with ``_`` for ``-``; the rest have *elsewhere*.

    Raises:
        ValueError: a name is no profile.
    """
    own = {Profile(name.replace("_", "-")): kind for name, kind in named.items()}
    rest = dict.fromkeys(Profile, elsewhere)
    return MappingProxyType({**rest, Profile.OASIS: oasis, Profile.DABYL: dabyl, **own})
