"""Shapes of the answers: closed, with every field's meaning, for the OpenAPI document."""

from typing import Any, Literal

from ninja import Field, Schema
from pydantic import ConfigDict

Words = dict[str, str]
Plain = dict[str, Any]


class Closed(Schema):
    """An object without any field but those named."""

    model_config = ConfigDict(extra="forbid")


class About(Closed):
    """What this server speaks for."""

    kind: str = Field(description="live, replay or exercise; only live is in earnest.")
    in_earnest: bool
    workspace: str
    countries: list[str] = Field(description="Keys of the countries, for /standing and /places.")
    scales: list[str]
    offices: list[str]
    number: int = Field(description="The number of the journal's last entry.")
    head: str = Field(description="That entry's SHA-256 hash, in hexadecimal.")
    recorded_at: str


class Flaw(Closed):
    """One thing that is wrong with a request."""

    code: str
    where: str
    message: str
    fix: str


class Trouble(Closed):
    """A problem as RFC 9457 has it, with every reason."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[Flaw]


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


class SourceShown(Closed):
    """Where a fact was read."""

    id: str
    publisher: str
    url: str
    date: str


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


class Point(Closed):
    """A position in degrees, WGS84."""

    lon: float
    lat: float


class PlaceShown(Closed):
    """A place as it is on the day asked for."""

    place: str
    country: str
    kind: str
    names: Words
    codes: Words
    zone: str
    parent: str | None
    children: list[str]
    exists: bool
    valid_from: str | None
    valid_to: str | None
    point: Point | None
    population: int | None


class Page(Closed):
    """A part of a list; ``next`` is the ``after`` of the following part."""

    known_at: str
    next: str | None = Field(description="Pass it as `after`; null at the end.")


class Places(Page):
    """Places in the order of their keys."""

    items: list[PlaceShown]


class EventShown(Closed):
    """Something that happened to a level."""

    at: str
    kind: str
    scale: str
    decision: str
    layer: str | None
    level: str | None
    area: list[str]
    end: str | None
    known_from: str
    late_s: int
    retroactive: bool


class Timeline(Page):
    """Events in the order in which they happened."""

    items: list[EventShown]


class MomentShown(Closed):
    """An instant as a text states it."""

    instant: str
    precision: str
    status: str


class CitedSource(SourceShown):
    """Where a fact of a record was read."""

    lang: str
    note: str


class Mark(Closed):
    """What the record lacks or contradicts."""

    code: str
    where: str


class DecisionShown(Closed):
    """A decision as known, with its place in the journal."""

    decision: str
    mode: Literal["taken", "recorded"]
    scale: str
    office: str | None
    official_number: str | None
    provision: str | None
    title: Words
    grounds: Words
    incident: str | None
    decided: MomentShown | None
    announced: MomentShown | None
    effects: list[Plain] = Field(description="As in the journal; docs/reference/decision.md.")
    sources: list[CitedSource]
    withdrawn_by: str | None
    corrected_by: list[str]
    defects: list[Mark]
    number: int
    hash: str
    recorded_at: str


class Decisions(Page):
    """Decisions in the order of the journal."""

    items: list[DecisionShown]


class FigureShown(Closed):
    """How many, of whom, as of when, by whom."""

    figure: str
    category: str
    low: int
    high: int
    bound: Literal["exact", "at-least", "about", "range"]
    as_of: MomentShown
    source: CitedSource
    supersedes: list[str]
    note: Words
    recorded_at: str


class IncidentShown(Closed):
    """Something that happened at a place, with figures side by side, never averaged."""

    incident: str
    place: str
    started: MomentShown
    names: Words
    summary: Words
    unresolved: list[Words]
    sources: list[CitedSource]
    figures: list[FigureShown]
    number: int
    recorded_at: str


class Incidents(Page):
    """Incidents in the order of their ids."""

    items: list[IncidentShown]


class MessageShown(Closed):
    """A CAP message that was released; ``file`` holds its signed bytes."""

    identifier: str
    channel: str
    sender: str
    sent: str
    kind: Literal["Alert", "Update", "Cancel"]
    chain: str
    layer: str
    ends: str
    supersedes: list[str]
    file: str
    number: int
    recorded_at: str


class Messages(Page):
    """Messages in the order of the journal."""

    items: list[MessageShown]
