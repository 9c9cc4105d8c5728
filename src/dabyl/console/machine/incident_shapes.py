"""Shapes of what programs tell of incidents and figures."""

from typing import Annotated, Literal

from ninja import Field

from dabyl.api.shapes import Closed, Trouble
from dabyl.console.happening import MOST_CHARS
from dabyl.console.machine.shapes import LARGEST, Number

Text = Annotated[str, Field(max_length=MOST_CHARS)]
InLanguages = Annotated[dict[str, Text], Field(description="By language, all that the pages have.")]
Day = Annotated[
    str,
    Field(
        pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2})?$",
        description="By the clocks of the first scale's country; without a time the whole day.",
    ),
]
Id = Annotated[str | None, Field(max_length=80, description="Without it the next free one.")]


class SourceSaid(Closed):
    """Who says so."""

    publisher: Text
    url: Text = ""
    date: Text = Field(default="", description="Its date, as printed.")


class IncidentSaid(Closed):
    """What is to be told of something that happened."""

    place: str = Field(max_length=200, description="A code or a name, in any language.")
    started: Day
    names: InLanguages
    summary: InLanguages = Field(default_factory=dict)
    source: SourceSaid


class IncidentSent(IncidentSaid):
    """A new incident."""

    id: Id = None


class IncidentAgain(IncidentSaid):
    """What is to be told instead."""

    based_on: Number = Field(description="The incident's `version` that this was made from.")


class FigureSent(Closed):
    """A figure of an incident."""

    id: Id = None
    category: str = Field(max_length=200, description="Whom it counts: an id, as killed-total.")
    bound: Literal["exact", "at-least", "about", "range"] = "exact"
    low: int = Field(ge=0, le=LARGEST)
    high: int | None = Field(default=None, ge=0, le=LARGEST, description="Of a range.")
    as_of: Day
    source: SourceSaid
    supersedes: list[str] = Field(default_factory=list, description="Figures that it replaces.")
    seen: Number | None = Field(
        default=None,
        description="How many figures there were when this was made: it is refused when a later "
        "one replaced what it is to replace. Default: whatever there is.",
    )
    note: InLanguages = Field(default_factory=dict)


class IncidentMoved(Trouble):
    """Somebody corrected the incident meanwhile: ``current`` is the version to correct."""

    current: int
