"""Telling again: an incident or a figure as fields to be corrected, and what differs between two.

1. Fields that are sent as they were shown leave everything as it was: how fine a time is, the
   languages, sources and open questions for which there is no field.
2. What differs is told by the fields that people see.
"""

from collections.abc import Iterator

import attrs

from dabyl.console.happening import Form, Setting
from dabyl.core.incidents.incident import Figure, Incident
from dabyl.core.levels.decision import Source
from dabyl.core.values.languages import Texts
from dabyl.core.values.moments import Moment, Precision

Fields = dict[str, str]


@attrs.frozen
class Differing:
    """A field that says something else now."""

    name: str
    was: str
    says: str


def incident_fields(incident: Incident, setting: Setting) -> Fields:
    """Return the fields of an incident."""
    source = incident.sources[0] if incident.sources else Source(id="")
    return {
        "id": incident.id,
        "place": incident.place,
        **_moment("started", incident.started, setting),
        **_texts("name", incident.names, setting),
        **_texts("summary", incident.summary, setting),
        **_source(source),
    }


def figure_fields(figure: Figure, setting: Setting) -> Fields:
    """Return the fields of a figure, but for its id: what corrects it is another figure."""
    return {
        "category": figure.category,
        "bound": figure.bound.value,
        "low": str(figure.low),
        "high": "" if figure.high == figure.low else str(figure.high),
        **_moment("as_of", figure.as_of, setting),
        **_texts("note", figure.note, setting),
        **_source(figure.source),
    }


def corrected(form: Form, before: Incident) -> Incident:
    """Return an incident as a form says it, with what it has no field for.

    Raises:
        Rejected: with every problem.
    """
    told, setting = form.incident(), form.setting
    shown = incident_fields(before, setting)
    same = {name for name, text in shown.items() if form.fields.get(name, "").strip() == text}
    first, *others = before.sources or (told.sources[0],)
    source = told.sources[0]
    source = attrs.evolve(first, publisher=source.publisher, url=source.url, date=source.date)
    is_same_source = {"publisher", "url", "date"} <= same and before.sources
    return attrs.evolve(
        told,
        started=before.started if {"started", "started_time"} <= same else told.started,
        names=_with_others(told.names, before.names, setting),
        summary=_with_others(told.summary, before.summary, setting),
        sources=before.sources if is_same_source else (source, *others),
        unresolved=before.unresolved,
    )


def differing(was: Fields, says: Fields) -> Iterator[Differing]:
    """Give the fields that say something else now."""
    for name, text in says.items():
        if was.get(name, "") != text:
            yield Differing(name, was.get(name, ""), text)


def _moment(name: str, moment: Moment, setting: Setting) -> Fields:
    local = moment.instant.local(setting.zone)
    is_fine = moment.precision is Precision.MINUTE
    return {name: f"{local:%Y-%m-%d}", f"{name}_time": f"{local:%H:%M}" if is_fine else ""}


def _texts(name: str, texts: Texts, setting: Setting) -> Fields:
    told = texts.as_dict()
    return {f"{name}-{lang}": told.get(lang, "").strip() for lang in setting.languages}


def _source(source: Source) -> Fields:
    said_by = source.publisher or source.id
    return {"publisher": said_by, "url": source.url, "date": source.date}


def _with_others(told: Texts, before: Texts, setting: Setting) -> Texts:
    """Return texts with those in languages that have no field."""
    others = {lang: t for lang, t in before.as_dict().items() if lang not in setting.languages}
    return Texts.of({**others, **told.as_dict()})
