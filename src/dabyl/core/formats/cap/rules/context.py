"""The context: facts beside the message by which it is judged.

1. A fact that is None was not given. A rule that needs it says so by a gap and judges nothing.
2. ``at`` is the instant of the question: an alert is judged as it looks then.
3. What only the one who releases knows stands in ``release``: it is given by the release gate, and
   by nobody who checks another's message.
"""

import re
from collections.abc import Mapping
from typing import Final

import attrs

from dabyl.core.formats.cap.feeds import Feed
from dabyl.core.formats.cap.rules.chain import Chain
from dabyl.core.formats.cap.rules.extents import Extent
from dabyl.core.formats.cap.rules.gazetteers import Gazetteer
from dabyl.core.formats.cap.rules.kinds import Profile
from dabyl.core.formats.cap.signature.keyring import Keyring
from dabyl.core.formats.cap.signature.verdict import Verdict
from dabyl.core.formats.cap.values import Reference
from dabyl.core.values.instants import Instant

_MAX_AGE: Final = re.compile(r"(?:^|[\s,])max-age=\"?(\d{1,12})", re.ASCII | re.IGNORECASE)

Box = tuple[float, float, float, float]
"""South, west, north, east in degrees."""


@attrs.frozen(kw_only=True)
class Channel:
    """What a channel can carry: longest life in seconds, points and shapes; None is no limit."""

    name: str
    is_public: bool = True
    longest_life_s: int | None = None
    most_points: int | None = None
    most_shapes: int | None = None
    most_error_km: float | None = None
    """How far a simplified border may lie from the known one."""
    heeds_onset: bool = True
    is_one_way: bool = False
    has_all_of: frozenset[str] | None = None
    """The triples of the messages that the channel has taken; None when that isn't recorded."""


@attrs.frozen(kw_only=True)
class Territory:
    """The ground of an authority: its country's box, its time zones by name, and its outline."""

    box: Box
    zones: frozenset[str] = frozenset()
    outline: Extent | None = None


@attrs.frozen(kw_only=True)
class Town:
    """A town that a message is about, and where it lies in degrees."""

    name: str
    lat: float
    lon: float


@attrs.frozen(kw_only=True)
class CarriedLevel:
    """The level that a message is about: its rank, from 1, of so many steps, and its words.

    ``end`` is when the level ends, None when that is open. ``has_ended`` is true for a message that
    only tells of an end: it carries no level.
    """

    rank: int
    steps: int
    names: Mapping[str, str] = attrs.field(factory=dict)
    """By language."""
    colour: str | None = None
    end: Instant | None = None
    has_ended: bool = False


@attrs.frozen(kw_only=True)
class Release:
    """What is known where a message is released.

    ``fixed`` is the triple that was fixed at approval; ``stored`` are the bytes that already lie
    under its address, None when nothing does.
    """

    at: Instant
    fixed: Reference | None = None
    stored: bytes | None = None
    verified: Verdict | None = None
    """What a second implementation says about our signature; None when it wasn't asked."""


@attrs.frozen(kw_only=True)
class Served:
    """What is served at an address: the bytes, and the header fields when they are known."""

    body: bytes
    headers: Mapping[str, str] | None = None
    """By their names in small letters."""

    def header(self, name: str) -> str:
        """Return a header field, or "" when there is none."""
        return "" if self.headers is None else self.headers.get(name, "")

    @property
    def life_s(self) -> int:
        """For how many seconds a cache may keep it; 0 when that isn't said."""
        found = _MAX_AGE.search(self.header("cache-control"))
        return 0 if found is None else int(found[1])

    @property
    def is_immutable(self) -> bool:
        """Whether it says that it never changes."""
        return "immutable" in self.header("cache-control").lower()


@attrs.frozen(kw_only=True)
class Context:
    """The facts beside a message."""

    at: Instant | None = None
    chain: Chain | None = None
    channel: Channel | None = None
    incidents: frozenset[str] | None = None
    languages: frozenset[str] | None = None
    """The languages in which the authority must speak."""
    events: frozenset[str] | None = None
    """The codes of the OASIS event terms for what the authority warns of."""
    delegations: frozenset[tuple[str, str]] = frozenset()
    """Pairs of a sender and of another who may act on its messages."""
    markers: frozenset[str] = frozenset()
    """What our own messages carry in ``code``."""
    release: Release | None = None
    level: CarriedLevel | None = None
    domains: frozenset[str] | None = None
    """The domains of the authority, on which its pages are."""
    territory: Territory | None = None
    towns: tuple[Town, ...] | None = None
    """The towns on the ground that the message is about."""
    feed: Feed | None = None
    gazetteer: Gazetteer | None = None
    files: Mapping[str, bytes] | None = None
    served: Mapping[str, Served] | None = None
    """What the site serves, by path from its root, without a slash in front."""
    signature: Verdict | None = None
    """What was found about the message's signature with the registered keys."""
    keyring: Keyring | None = None
    errors_in: frozenset[Profile] = frozenset()
    """The profiles in which the rules before found an error; filled by the check itself."""
