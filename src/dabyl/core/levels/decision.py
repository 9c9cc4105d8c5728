"""Decisions: what an office does under a power, as a value.

1. A decision is one act of one office, with one or more effects; it is taken here, or recorded as
   taken elsewhere.
2. A ``Declare`` makes a layer. ``Extend``, ``Change`` and ``Lift`` name the layers they concern,
   and may concern a part of their area. ``Correct`` changes fields of a decision, or withdraws it.
3. Companion states and bulletins are objects of their own and never a level.
4. A layer is named by its decision and the place of its effect in it: ``ID`` for the first effect,
   ``ID.2`` for the second, and so on.
5. What a source says otherwise is kept as a claim beside the decision, never mixed into it.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import attrs

from dabyl.core.calendars.endings import Ending
from dabyl.core.levels.scale import ScopeKind
from dabyl.core.places.shapes import Shape
from dabyl.core.values.languages import NO_TEXTS, Texts
from dabyl.core.values.moments import Moment


class Mode(StrEnum):
    """Whether the act was taken in this workspace or is recorded as taken elsewhere."""

    TAKEN = "taken"
    RECORDED = "recorded"


class Direction(StrEnum):
    """Which way a change of level goes."""

    RAISE = "raise"
    LOWER = "lower"


class Trend(StrEnum):
    """Where the level is heading, as the authority says."""

    UP = "up"
    STEADY = "steady"
    DOWN = "down"


@attrs.frozen(kw_only=True)
class Scope:
    """Whom or what on the ground the act is about: a sector, a site, an event, a group, abroad."""

    kind: ScopeKind
    id: str
    names: Texts = NO_TEXTS


@attrs.frozen(kw_only=True)
class Area:
    """The ground of an effect: units by key, shapes drawn inside units, and the scope on it."""

    units: tuple[str, ...] = ()
    shapes: tuple[Shape, ...] = ()
    scope: Scope | None = None


@attrs.frozen(kw_only=True)
class Declare:
    """A new layer: a level on an area for a period."""

    area: Area
    level: str
    start: Moment
    ending: Ending
    ending_zone: str | None = None  # None: the zone of the start
    review: Moment | None = None
    modifier: str | None = None
    trend: Trend | None = None
    only: bool = False

    def counted_from(self) -> Moment:
        """Return the start in the zone in which the end is counted."""
        return (
            self.start if not self.ending_zone else attrs.evolve(self.start, zone=self.ending_zone)
        )


@attrs.frozen(kw_only=True)
class Extend:
    """A later end for named layers, for all or part of their area."""

    layers: tuple[str, ...]
    start: Moment
    ending: Ending
    area: Area | None = None
    review: Moment | None = None


@attrs.frozen(kw_only=True)
class Change:
    """A raise or a lowering: named layers end on an area; another level starts there, or none."""

    direction: Direction
    layers: tuple[str, ...]
    start: Moment
    area: Area | None = None
    level: str | None = None
    ending: Ending | None = None  # needed exactly when there is a level
    review: Moment | None = None
    modifier: str | None = None
    trend: Trend | None = None


@attrs.frozen(kw_only=True)
class Lift:
    """The end of named layers on all or part of their area."""

    layers: tuple[str, ...]
    start: Moment
    area: Area | None = None


@attrs.frozen(kw_only=True)
class Correct:
    """A correction of a decision from its recording on: fields by a merge patch, or withdrawal.

    ``changes`` is an RFC 7396 merge patch of the decision as it stands in the journal.
    """

    decision: str
    withdraw: bool = False
    changes: Mapping[str, Any] = attrs.field(factory=dict)


@attrs.frozen(kw_only=True)
class DeclareState:
    """A companion legal state on an area for a period."""

    state: str
    area: Area
    start: Moment
    ending: Ending
    review: Moment | None = None


@attrs.frozen(kw_only=True)
class EndState:
    """The end of named companion states on all or part of their area."""

    states: tuple[str, ...]  # named like layers
    start: Moment
    area: Area | None = None


@attrs.frozen(kw_only=True)
class Bulletin:
    """A publication that is not a level, with a validity of its own."""

    kind: str
    area: Area
    start: Moment
    ending: Ending
    text: Texts = NO_TEXTS


Effect = Declare | Extend | Change | Lift | Correct | DeclareState | EndState | Bulletin


@attrs.frozen(kw_only=True)
class Source:
    """Where a fact was read."""

    id: str
    publisher: str = ""
    url: str = ""
    date: str = ""  # as printed: a year, a month, a day, or an instant
    lang: str = ""
    note: str = ""


@attrs.frozen(kw_only=True)
class Claim:
    """What a source states about the decision, kept beside what is played.

    ``field`` says what it is about: ``level``, ``start``, ``end``, ``area``, or another word.
    ``instant``, ``level`` and ``units`` are given when the statement can be compared.
    """

    field: str
    text: Texts
    source: str = ""  # id of a Source of the decision
    instant: Moment | None = None
    level: str | None = None
    units: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Consent:
    """Another office's agreement."""

    office: str
    given: Moment | None = None
    reference: str = ""


@attrs.frozen(kw_only=True)
class FromTemplate:
    """The pack's template from which an act's texts were made, and what was put into its slots."""

    id: str
    slots: tuple[tuple[str, Texts], ...] = ()


@attrs.frozen(kw_only=True)
class Decision:
    """One act of one office."""

    id: str
    mode: Mode
    scale: str
    effects: tuple[Effect, ...] = attrs.field(validator=attrs.validators.min_len(1))
    office: str | None = None  # None: not known (recorded only)
    number: str | None = None  # the act's own number
    provision: str | None = None
    decided: Moment | None = None
    announced: Moment | None = None  # when the public was told elsewhere
    signer: Texts = NO_TEXTS  # role, never a name
    reason: str | None = None  # a reason class of the scale
    grounds: Texts = NO_TEXTS  # the publishable reason
    advice: Texts = NO_TEXTS  # one step a line; empty: the level's own
    changes: Texts = NO_TEXTS  # what changes for you
    contact: Texts = NO_TEXTS
    title: Texts = NO_TEXTS
    incident: str | None = None
    consents: tuple[Consent, ...] = ()
    sources: tuple[Source, ...] = ()
    claims: tuple[Claim, ...] = ()
    uncertain: tuple[Texts, ...] = ()  # what is not known, in words
    note: Texts = NO_TEXTS
    template: FromTemplate | None = None


def layer_id(decision: str, effect: int) -> str:
    """Return the name of the layer that effect number *effect* (from 0) of *decision* makes."""
    return decision if effect == 0 else f"{decision}.{effect + 1}"
