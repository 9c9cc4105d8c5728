"""Shapes of standing: a level with its layers, reasons, conflicts and what comes next."""

from typing import Literal

from ninja import Field

from dabyl.api.shapes import Closed, SourceShown, Words


class Wording(Closed):
    """How a text states an end, and the decision whose text it is."""

    form: Literal["days", "date", "time", "event", "open", "not-stated"]
    decision: str
    days: int | None = None
    day: str | None = None
    time: str | None = None
    event: Words | None = None


class ScopeOfLayer(Closed):
    """Whom or what on the ground a layer is about."""

    kind: str
    id: str


class LayerShown(Closed):
    """A layer that holds on some of the place's ground."""

    layer: str
    decision: str
    office: str | None
    level: str | None
    area: list[str]
    start: str
    start_precision: str
    start_status: str
    end: str | None
    end_wording: Wording
    review_by: str | None
    modifier: str | None
    trend: str | None
    scope: ScopeOfLayer | None
    only: bool
    extended_by: list[str]
    ended_by: str | None


class ReasonShown(Closed):
    """Why a layer doesn't decide: another is over it, by a rule of the scale."""

    layer: str
    by: str | None
    rule: str
    until: str | None


class ConflictShown(Closed):
    """What sources state otherwise than what is played."""

    about: str
    decisions: list[str]
    text: Words
    stated: str | None
    played: str | None
    source: SourceShown | None


class PartShown(Closed):
    """A place within that has another level."""

    place: str
    level: str | None


class DefectShown(Closed):
    """What is missing or wrong about a decision."""

    decision: str
    code: str
    where: str
    text: Words


class NextShown(Closed):
    """The next change that is known."""

    at: str
    level: str | None
    decision: str | None


class OtherScale(Closed):
    """What stands by another authority's scale; never to be compared."""

    scale: str
    level: str | None
    highest_part: str | None
    since: str | None
    until: str | None


class StandingShown(Closed):
    """What stands at a place. May be repeated as what stands now until ``valid_until``."""

    place: str
    scale: str
    level: str | None = Field(description="The lowest level anywhere on the place's ground.")
    rank: int | None
    highest_part: str | None = Field(description="The highest level on any part of it.")
    since: str | None
    until: str | None = Field(description="The first instant at which it is over; null if open.")
    next: NextShown | None
    review_by: str | None
    end_wording: Wording | None
    layers: list[LayerShown]
    overruled: list[LayerShown]
    scoped: list[LayerShown]
    reasons: list[ReasonShown]
    conflicts: list[ConflictShown]
    parts: list[PartShown]
    defects: list[DefectShown]
    at: str
    as_of: str
    valid_until: str
    known_at: str
    other_scales: list[OtherScale]
    explanation: dict[str, list[str]] = Field(description="In words, by language.")
