"""Stops of the demo's slider: every instant at which something happened, and noon of each day."""

from collections.abc import Iterable, Mapping
from datetime import date, time, timedelta

import attrs

from dabyl.adapters.demo.words import KINDS, LANGUAGES
from dabyl.core.calendars.printed import printed_instant
from dabyl.core.levels.scale import Level
from dabyl.core.register.events import Event
from dabyl.core.register.register import Register
from dabyl.core.register.timeline import timeline
from dabyl.core.values.instants import Instant, day_start, local_instant

_NOON = time(12)


@attrs.frozen(kw_only=True)
class Stop:
    """An instant that the slider stops at; ``labels`` say, per language, what happened then."""

    at: Instant
    zone: str
    labels: Mapping[str, str]
    colour: str | None = None  # of the level that starts

    def date(self, lang: str) -> str:
        """Return the instant in words."""
        return printed_instant(self.at, self.zone, lang)

    def text(self) -> str:
        """Return the instant as it stands in addresses."""
        return self.at.text(self.zone)


def stops(register: Register, *, first: date, last: date, zone: str) -> tuple[Stop, ...]:
    """Return all stops from the day *first* through the day *last*, in order."""
    start, end = day_start(first, zone), day_start(last + timedelta(days=1), zone)
    found: dict[Instant, Stop] = {}
    for stop in (*_days(first, last, zone), *_events(register, zone), *_incidents(register, zone)):
        if start <= stop.at < end:
            before = found.get(stop.at)
            found[stop.at] = stop if before is None else _both(before, stop)
    return tuple(found[at] for at in sorted(found))


def _days(first: date, last: date, zone: str) -> Iterable[Stop]:
    for day in range((last - first).days + 1):
        noon = local_instant(first + timedelta(days=day), _NOON, zone)
        yield Stop(at=noon, zone=zone, labels={})


def _events(register: Register, zone: str) -> Iterable[Stop]:
    for event in timeline(register, known_at=register.recorded_at):
        if event.kind in KINDS:
            labels = {lang: _label(register, event, lang) for lang, _ in LANGUAGES}
            colour = _colour(register, event)
            for at in {event.at, max(event.at, event.known_from)}:
                yield Stop(at=at, zone=zone, labels=labels, colour=colour)


def _incidents(register: Register, zone: str) -> Iterable[Stop]:
    for record in register.incidents.values():
        incident = record.incident
        labels = {lang: incident.names.best(lang) for lang, _ in LANGUAGES}
        yield Stop(at=incident.started.instant, zone=zone, labels=labels)


def _label(register: Register, event: Event, lang: str) -> str:
    scale = register.scales[event.scale]
    day = event.at.local(scale.zone).date()
    level = scale.version(day).level(event.level) if event.level else None
    units = register.gazetteer.units
    places = ", ".join(units[k].name(lang, day) if k in units else k for k in event.area)
    name = "" if level is None else _level_name(level, lang)
    what = " ".join(word for word in (name, KINDS[event.kind][lang]) if word)
    return f"{places}: {what}" if places else what


def _level_name(level: Level, lang: str) -> str:
    colour, name = level.colour_name.best(lang), level.names.best(lang)
    return f"{colour} ({name})" if colour else name


def _colour(register: Register, event: Event) -> str | None:
    scale = register.scales[event.scale]
    version = scale.version(event.at.local(scale.zone).date())
    level = version.level(event.level) if event.level and event.kind in _STARTS else None
    return None if level is None else level.colour


_STARTS = {"declared", "extended", "raised", "lowered"}


def _both(one: Stop, other: Stop) -> Stop:
    labels = dict(one.labels)
    for lang, text in other.labels.items():
        labels[lang] = text if lang not in labels else _joined(labels[lang], text)
    return attrs.evolve(one, labels=labels, colour=one.colour or other.colour)


def _joined(one: str, other: str) -> str:
    return one if other in one.split("; ") else f"{one}; {other}"
