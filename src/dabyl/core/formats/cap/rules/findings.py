"""Findings: what a rule says about a message, and what the check makes of it in each profile.

1. A rule yields faults and gaps. A fault is something wrong at a place; a gap is a fact without
   which the rule can't tell.
2. A fault becomes one finding in each profile asked for, with the kind of its rule there. A fault
   may be milder than its rule (``at_most``), and may concern some profiles only.
3. Places are paths below the alert (``info[2]/area[1]/polygon[1]``); "" is the alert itself.
   Numbers count elements of the same name, from 1.
4. Lines are looked up in the document after the rules have run, so that silence costs nothing.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any, ClassVar

import attrs

from dabyl.core.formats.cap.rules.kinds import Kind, Profile


class Layer(StrEnum):
    """Which of three looked: at the file, at how an alert is built, at what it says."""

    WELLFORMED = "wellformed"
    SCHEMA = "schema"
    RULES = "rules"


class Need(StrEnum):
    """What a rule may have to be told beside the message."""

    AT = "at"
    BYTES = "bytes"
    CHAIN = "chain"
    CHANNEL = "channel"
    DOMAINS = "domains"
    EVENTS = "events"
    FEED = "feed"
    FILES = "files"
    GAZETTEER = "gazetteer"
    INCIDENTS = "incidents"
    KEYS = "keys"
    LANGUAGES = "languages"
    LEVEL = "level"
    RELEASE = "release"
    SERVED = "served"
    TERRITORY = "territory"


@attrs.frozen
class Fault:
    """Something wrong: where, which case of the rule's words tells it, with which data for them."""

    where: str = ""
    case: str = ""
    data: Mapping[str, Any] = attrs.field(factory=dict)
    at_most: Kind = Kind.ERROR
    only: frozenset[Profile] | None = None


@attrs.frozen
class Gap:
    """A fact that the rule was not given."""

    need: Need


Judged = Iterator[Fault | Gap]
"""What a rule yields."""


@attrs.frozen(kw_only=True)
class Finding:
    """A fault in one profile. ``where`` begins at ``/alert``; line 0 is unknown."""

    code: str
    case: str
    rule: int
    profile: Profile
    kind: Kind
    where: str
    line: int
    data: Mapping[str, Any]
    layer: ClassVar = Layer.RULES


@attrs.frozen
class NotJudged:
    """A rule that could not tell, and what was missing."""

    rule: int
    missing: Need


@attrs.frozen
class Checked:
    """What the rules say: findings by rule and profile, and the rules that could not tell."""

    findings: tuple[Finding, ...]
    not_judged: tuple[NotJudged, ...]

    @property
    def has_error(self) -> bool:
        """Whether any finding is an error."""
        return any(finding.kind is Kind.ERROR for finding in self.findings)
