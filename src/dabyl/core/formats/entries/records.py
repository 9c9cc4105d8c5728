"""Wire shapes of incidents and their figures."""

from typing import Annotated

from msgspec import Meta, field

from dabyl.core.incidents.incident import Bound, Figure, Incident
from dabyl.core.levels.parts import (
    Wire,
    WireMoment,
    WireSource,
    Words,
    texts_of,
    wire_moment,
    wire_source,
)
from dabyl.core.values.codes import Code
from dabyl.core.values.ids import is_id
from dabyl.core.values.wire import Fault, Senseless

MOST_PEOPLE = 10**9
_Count = Annotated[int, Meta(ge=0, le=MOST_PEOPLE)]


def _refuse_no_id(text: str) -> None:
    if not is_id(text):
        raise Senseless(Fault(("id",), Code.NOT_AN_ID, {"value": text}))


class WireIncident(Wire):
    """An incident."""

    id: str
    place: str
    started: WireMoment
    names: Words
    summary: Words = field(default_factory=dict)
    sources: tuple[WireSource, ...] = ()
    unresolved: tuple[Words, ...] = ()

    def __post_init__(self) -> None:
        """Refuse an id that is none."""
        _refuse_no_id(self.id)

    def value(self) -> Incident:
        """Return the incident."""
        return Incident(
            id=self.id,
            place=self.place,
            started=self.started.value(),
            names=texts_of(self.names),
            summary=texts_of(self.summary),
            sources=tuple(source.value() for source in self.sources),
            unresolved=tuple(map(texts_of, self.unresolved)),
        )


def wire_incident(incident: Incident) -> WireIncident:
    """Return the shape of an incident."""
    return WireIncident(
        id=incident.id,
        place=incident.place,
        started=wire_moment(incident.started),
        names=incident.names.as_dict(),
        summary=incident.summary.as_dict(),
        sources=tuple(map(wire_source, incident.sources)),
        unresolved=tuple(words.as_dict() for words in incident.unresolved),
    )


class WireFigure(Wire):
    """A figure of an incident."""

    id: str
    incident: str
    category: str
    low: _Count
    high: _Count
    as_of: WireMoment
    source: WireSource
    bound: Bound = Bound.EXACT
    supersedes: tuple[str, ...] = ()
    note: Words = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse an id that is none, and a range that goes down."""
        _refuse_no_id(self.id)
        if self.high < self.low:
            data = {"least": self.low, "most": MOST_PEOPLE}
            raise Senseless(Fault(("high",), Code.OUT_OF_RANGE, data))

    def value(self) -> Figure:
        """Return the figure."""
        return Figure(
            id=self.id,
            incident=self.incident,
            category=self.category,
            low=self.low,
            high=self.high,
            bound=self.bound,
            as_of=self.as_of.value(),
            source=self.source.value(),
            supersedes=self.supersedes,
            note=texts_of(self.note),
        )


def wire_figure(figure: Figure) -> WireFigure:
    """Return the shape of a figure."""
    return WireFigure(
        id=figure.id,
        incident=figure.incident,
        category=figure.category,
        low=figure.low,
        high=figure.high,
        bound=figure.bound,
        as_of=wire_moment(figure.as_of),
        source=wire_source(figure.source),
        supersedes=figure.supersedes,
        note=figure.note.as_dict(),
    )
