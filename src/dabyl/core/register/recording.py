"""Recording: incidents and figures; refused only when they make no sense."""

from dabyl.core.incidents.incident import Figure, Incident
from dabyl.core.register.facts import FigureRecorded, IncidentRecorded
from dabyl.core.register.register import Register
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem, Refused


def incident_recorded(register: Register, incident: Incident) -> IncidentRecorded:
    """Return the record; refused when nobody knows the place."""
    known = register.epochs and register.gazetteer.unit(incident.place)
    if not known:
        data = {"place": incident.place}
        raise Refused([Problem(code=Code.PLACE_UNKNOWN, where="place", data=data)])
    return IncidentRecorded(incident=incident)


def figure_recorded(register: Register, figure: Figure) -> FigureRecorded:
    """Return the record; refused when it contradicts itself or names what is not there."""
    problems = []
    record = register.incidents.get(figure.incident)
    if record is None:
        data = {"id": figure.incident}
        problems.append(Problem(code=Code.INCIDENT_UNKNOWN, where="incident", data=data))
    before = () if record is None else tuple(r.figure.id for r in record.figures)
    if figure.id in before:
        data = {"id": figure.id}
        problems.append(Problem(code=Code.FIGURE_EXISTS, where="id", data=data))
    for other in figure.supersedes:
        if other not in before:
            data = {"id": other}
            problems.append(Problem(code=Code.FIGURE_UNKNOWN, where="supersedes", data=data))
    if figure.high < figure.low:
        numbers = {"low": figure.low, "high": figure.high}
        problems.append(Problem(code=Code.RANGE_BACKWARDS, where="high", data=numbers))
    if problems:
        raise Refused(problems)
    return FigureRecorded(figure=figure)
