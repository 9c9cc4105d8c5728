"""Recording an incident, or a figure of one."""

from dabyl.core.incidents.incident import Figure, Incident
from dabyl.core.register.decide import RecordFigure, RecordIncident
from dabyl.core.register.register import Register
from dabyl.core.values.instants import Instant
from dabyl.usecases.desk import Desk
from dabyl.usecases.official import take


def record_incident(desk: Desk, incident: Incident, *, at: Instant) -> Register:
    """Record an incident, as of *at*.

    Raises:
        Refused: the core says no; every reason at once.
        Overtaken: another step was recorded meanwhile.
        Unavailable: the journal cannot be read or written.
    """
    return take(desk, RecordIncident(incident=incident), at=at)


def record_figure(desk: Desk, figure: Figure, *, at: Instant) -> Register:
    """Record a figure of an incident, as of *at*.

    Raises:
        Refused: the core says no; every reason at once.
        Overtaken: another step was recorded meanwhile.
        Unavailable: the journal cannot be read or written.
    """
    return take(desk, RecordFigure(figure=figure), at=at)
