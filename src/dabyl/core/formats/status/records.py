"""Places, decisions, incidents and messages as JSON, each with its place in the journal.

1. Instants of the journal are in UTC; others are as clocks of their own zone show them.
2. A decision's effects are as they stand in the journal, by number, with what corrections changed.
"""

from datetime import date
from itertools import pairwise
from typing import Any

from dabyl.core.incidents.incident import Figure, Incident, Recorded
from dabyl.core.levels.body import decision_to_body
from dabyl.core.levels.decision import Source
from dabyl.core.places.reach import Reach
from dabyl.core.places.units import Unit
from dabyl.core.register.countersigned import defects_known
from dabyl.core.register.reached import reached
from dabyl.core.register.records import DecisionRecord, IncidentRecord, MessageRecord
from dabyl.core.register.register import Register
from dabyl.core.values.instants import Instant
from dabyl.core.values.moments import Moment

Fields = dict[str, Any]


def place_fields(register: Register, unit: Unit, at: Instant) -> Fields:
    """Return a place as it is on the day of *at*, and whether it is there on that day."""
    day = at.local(unit.zone).date()
    codes = {c.scheme: c.code for c in unit.codes if unit.code(c.scheme, day) == c.code}
    point = unit.point
    return {
        "place": unit.key,
        "country": unit.country,
        "kind": unit.kind,
        "names": unit.texts(day).as_dict(),
        "codes": codes,
        "zone": unit.zone,
        "parent": register.gazetteer.parent(unit.key, day),
        "children": list(register.gazetteer.children(unit.key, day)),
        "exists": unit.exists(day),
        "valid_from": _day(unit.valid_from),
        "valid_to": _day(unit.valid_to),
        "point": None if point is None else {"lon": point[0], "lat": point[1]},
        "population": unit.population,
        "population_as_of": _day(unit.population_as_of),
        "population_source": unit.population_source or None,
    }


def decision_fields(register: Register, record: DecisionRecord, known_at: Instant) -> Fields:
    """Return a decision as known, with its record; a withdrawn one says by which it was."""
    known = register.decision_as_known(record.decision.id, known_at)
    body = decision_to_body(record.decision if known is None else known)
    withdrawn = register.withdrawn(record.decision.id, known_at)
    return {
        "decision": record.decision.id,
        "mode": record.decision.mode.value,
        "scale": record.decision.scale,
        "office": body.get("office"),
        "official_number": body.get("number"),
        "provision": body.get("provision"),
        "title": body.get("title", {}),
        "grounds": body.get("grounds", {}),
        "template": body.get("template", {}).get("id"),
        "incident": body.get("incident"),
        "decided": _moment(None if known is None else known.decided),
        "announced": _moment(None if known is None else known.announced),
        "effects": [body["effects"][key] for key in sorted(body["effects"], key=int)],
        "reach": _reach(reached(register, known or record.decision, _today(known_at))),
        "sources": [_source(source) for source in record.decision.sources],
        "withdrawn_by": None if withdrawn is None else withdrawn.by,
        "corrected_by": [
            each.by
            for each in register.corrections_of(record.decision.id)
            if each.known <= known_at
        ],
        "defects": [
            {"code": code, "where": where}
            for code, where in defects_known(register, record, known_at)
        ],
        "number": record.number,
        "hash": record.hash,
        "recorded_at": record.recorded_at.text(),
    }


def _reach(found: Reach | None) -> Fields | None:
    if found is None:
        return None
    return {
        "people": found.people,
        "at_least": found.is_least,
        "uncounted": list(found.uncounted),
        "first_day": _day(found.first_day),
        "last_day": _day(found.last_day),
        "sources": list(found.sources),
    }


def _today(at: Instant) -> date:
    return at.local("UTC").date()


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def incident_fields(incident: Incident, record: IncidentRecord, known_at: Instant) -> Fields:
    """Return an incident as known, with every figure, and what was told before corrections."""
    *earlier, current = record.known(known_at)
    return {
        "incident": incident.id,
        **_told(incident),
        "figures": [_figure(each) for each in record.figures if each.recorded_at <= known_at],
        "number": record.number,
        "recorded_at": record.recorded_at.text(),
        "version": current.number,
        "earlier": [
            {
                **_told(one.incident),
                "version": one.number,
                "recorded_at": one.recorded_at.text(),
                "until": following.recorded_at.text(),
            }
            for one, following in pairwise((*earlier, current))
        ],
    }


def _told(incident: Incident) -> Fields:
    return {
        "place": incident.place,
        "started": _moment(incident.started),
        "names": incident.names.as_dict(),
        "summary": incident.summary.as_dict(),
        "unresolved": [texts.as_dict() for texts in incident.unresolved],
        "sources": [_source(source) for source in incident.sources],
    }


def message_fields(record: MessageRecord) -> Fields:
    """Return what a message is about; its signed bytes stand in the file that is named."""
    message = record.message
    return {
        "identifier": message.identifier,
        "channel": message.channel,
        "sender": message.sender,
        "sent": message.sent,
        "kind": message.kind,
        "chain": message.chain,
        "layer": message.layer,
        "ends": message.ends.text(),
        "supersedes": list(message.supersedes),
        "file": f"cap/{message.identifier}.xml",
        "number": record.number,
        "recorded_at": record.recorded_at.text(),
    }


def _figure(recorded: Recorded) -> Fields:
    figure: Figure = recorded.figure
    return {
        "figure": figure.id,
        "category": figure.category,
        "low": figure.low,
        "high": figure.high,
        "bound": figure.bound.value,
        "as_of": _moment(figure.as_of),
        "source": _source(figure.source),
        "supersedes": list(figure.supersedes),
        "note": figure.note.as_dict(),
        "recorded_at": recorded.recorded_at.text(),
    }


def _source(source: Source) -> Fields:
    return {
        "id": source.id,
        "publisher": source.publisher,
        "url": source.url,
        "date": source.date,
        "lang": source.lang,
        "note": source.note,
    }


def _moment(moment: Moment | None) -> Fields | None:
    if moment is None:
        return None
    return {
        "instant": moment.instant.text(moment.zone),
        "precision": moment.precision.value,
        "status": moment.status.value,
    }
