"""Shapes of records: places, events, decisions, incidents and messages."""

from typing import Literal

from ninja import Field

from dabyl.api.shapes import Closed, Page, Plain, SourceShown, Words


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
    population_as_of: str | None
    population_source: str | None


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


class ReachShown(Closed):
    """How many people live where a decision stands; at least that many when units lack figures."""

    people: int
    at_least: bool
    uncounted: list[str]
    first_day: str | None
    last_day: str | None
    sources: list[str]


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
    template: str | None = Field(description="The pack's template that its texts are made from.")
    incident: str | None
    decided: MomentShown | None
    announced: MomentShown | None
    effects: list[Plain] = Field(description="As in the journal; docs/reference/decision.md.")
    reach: ReachShown | None = Field(description="Null: no figure is known.")
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


class IncidentTold(Closed):
    """What is told of something that happened at a place."""

    place: str
    started: MomentShown
    names: Words
    summary: Words
    unresolved: list[Words]
    sources: list[CitedSource]
    version: int = Field(description="The entry of the journal that tells it so.")
    recorded_at: str


class IncidentBefore(IncidentTold):
    """What was told of it from ``recorded_at`` on, before it was corrected at ``until``."""

    until: str


class IncidentShown(IncidentTold):
    """An incident as known, with figures side by side, never averaged."""

    incident: str
    figures: list[FigureShown]
    number: int = Field(description="The entry by which it was recorded, at `recorded_at`.")
    earlier: list[IncidentBefore] = Field(description="What corrections replaced, oldest first.")


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
