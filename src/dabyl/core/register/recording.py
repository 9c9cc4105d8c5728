"""Recording: incidents and figures, and what corrects them.

1. They are refused only when they make no sense: they are what a source says, no decision.
2. A correction names what it was made from. Was something else told meanwhile, it is refused, so
   that of two who correct at once one wins and the other sees what changed.
"""

from collections.abc import Iterable, Iterator

import attrs

from dabyl.core.incidents.incident import Figure, Incident
from dabyl.core.register.facts import FigureRecorded, IncidentRecorded
from dabyl.core.register.records import IncidentRecord
from dabyl.core.register.register import Register
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem, Refused
from dabyl.core.values.seen import unseen_in


def incident_recorded(
    register: Register, incident: Incident, *, is_new: bool = False
) -> IncidentRecorded:
    """Return the record; refused when nobody knows the place, or a new one is there already."""
    problems = [*_place_problems(register, incident), *unseen_in(attrs.asdict(incident))]
    if is_new and incident.id in register.incidents:
        data = {"id": incident.id}
        problems.append(Problem(code=Code.INCIDENT_EXISTS, where="id", data=data))
    _refuse(problems)
    return IncidentRecorded(incident=incident)


def incident_corrected(
    register: Register, incident: Incident, *, based_on: int
) -> IncidentRecorded:
    """Return the record that replaces what entry *based_on* told of an incident."""
    problems = [*_place_problems(register, incident), *unseen_in(attrs.asdict(incident))]
    record = register.incidents.get(incident.id)
    if record is None:
        data = {"id": incident.id}
        problems.append(Problem(code=Code.INCIDENT_UNKNOWN, where="incident", data=data))
    elif record.current.number != based_on:
        about = {"id": incident.id, "based_on": based_on, "current": record.current.number}
        problems.append(Problem(code=Code.INCIDENT_CHANGED, where="based_on", data=about))
    _refuse(problems)
    return IncidentRecorded(incident=incident)


def figure_recorded(
    register: Register, figure: Figure, *, seen: int | None = None
) -> FigureRecorded:
    """Return the record; refused when it contradicts itself or names what is not there.

    *seen* is how many figures of the incident there were when it was typed: it is refused when a
    later one replaced what it is to replace. None: whoever records it knows them all.
    """
    problems = [*unseen_in(attrs.asdict(figure))]
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
    if record is not None and seen is not None:
        problems += _replaced_since(record, figure, seen)
    _refuse(problems)
    return FigureRecorded(figure=figure)


def _place_problems(register: Register, incident: Incident) -> Iterator[Problem]:
    if not register.epochs or not register.gazetteer.unit(incident.place):
        yield Problem(code=Code.PLACE_UNKNOWN, where="place", data={"place": incident.place})


def _replaced_since(record: IncidentRecord, figure: Figure, seen: int) -> Iterator[Problem]:
    for recorded in tuple(record.figures)[seen:]:
        for old in recorded.figure.supersedes:
            if old in figure.supersedes:
                data = {"id": old, "by": recorded.figure.id}
                yield Problem(code=Code.FIGURE_REPLACED, where="supersedes", data=data)


def _refuse(problems: Iterable[Problem]) -> None:
    if every := tuple(problems):
        raise Refused(every)
