"""An incident's page: what happened, and every figure with its date and its source."""

from itertools import pairwise
from typing import assert_never

import attrs
from markupsafe import Markup

from dabyl.core.incidents.disagreements import disagreements
from dabyl.core.incidents.incident import Bound, Figure, Incident
from dabyl.core.publication.links import (
    decision_tail,
    incident_tail,
    keeps_its_page,
    link,
    outward,
    place_tail,
)
from dabyl.core.publication.press import Press
from dabyl.core.publication.speaker import Speaker

_TEMPLATE = "incident.html.j2"


@attrs.frozen
class Row:
    """A figure as a line of a table."""

    number: str
    as_of: str
    source: Markup
    note: str
    current: bool


def incident_page(press: Press, key: str, lang: str) -> bytes:
    """Return the page of an incident."""
    answers, speaker = press.answers, press.speakers[lang]
    incident = answers.incidents[key]
    earlier = answers.register.incidents[key].known(answers.known_at)
    home = f"../../../{lang}/"
    figures = tuple(
        recorded.figure
        for recorded in answers.register.incidents[key].figures
        if recorded.recorded_at <= answers.known_at
    )
    name, paged = _where(press, incident, lang)
    return press.page(
        _TEMPLATE,
        lang,
        incident_tail(key),
        title=incident.names.best(lang) or key,
        here="",
        place=link(home + place_tail(incident.place), name) if paged else name,
        started=speaker.moment(incident.started),
        summary=incident.summary.best(lang),
        categories=_categories(press, figures, speaker),
        disagreements=_disagreements(press, key, speaker),
        earlier=[
            speaker.say(
                "told_until",
                at=speaker.instant(following.recorded_at, answers.zone),
                what=told_of(press, one.incident, lang),
            )
            for one, following in pairwise(earlier)
        ],
        unresolved=[texts.best(lang) for texts in incident.unresolved],
        sources=[
            outward(one.url, _name(one.publisher or one.id, one.date)) for one in incident.sources
        ],
        related=[
            link(home + decision_tail(decision), decision) for decision in related(press, key)
        ],
    )


def told_of(press: Press, incident: Incident, lang: str) -> str:
    """Return what is told of an incident, in one line."""
    place, _ = _where(press, incident, lang)
    started = press.speakers[lang].moment(incident.started)
    sources = (_name(one.publisher or one.id, one.date) for one in incident.sources)
    first = _name(incident.names.best(lang) or incident.id, place, started)
    return ". ".join(filter(None, (first, incident.summary.best(lang).rstrip("."), *sources)))


def _where(press: Press, incident: Incident, lang: str) -> tuple[str, bool]:
    """Return the name of an incident's place, and whether it has a page."""
    places = press.answers.places
    day = incident.started.instant.local(incident.started.zone).date()
    return places.name(incident.place, lang, day), keeps_its_page(places, incident.place, day)


def related(press: Press, incident: str) -> tuple[str, ...]:
    """Return the decisions that name the incident, in journal order."""
    return press.answers.by_incident.get(incident, ())


def _categories(
    press: Press, figures: tuple[Figure, ...], speaker: Speaker
) -> list[tuple[str, list[Row]]]:
    names = press.answers.pack.categories
    replaced = {old for figure in figures for old in figure.supersedes}
    by_category: dict[str, list[Figure]] = {}
    for figure in sorted(figures, key=lambda one: one.as_of.instant):
        by_category.setdefault(figure.category, []).append(figure)
    return [
        (
            names[category].best(speaker.lang) if category in names else category,
            [_row(figure, speaker, current=figure.id not in replaced) for figure in rows],
        )
        for category, rows in by_category.items()
    ]


def _disagreements(press: Press, incident: str, speaker: Speaker) -> list[str]:
    """Return the figures that cannot all be right, side by side."""
    answers = press.answers
    every = answers.register.incidents[incident].figures
    by_id = {recorded.figure.id: recorded.figure for recorded in every}
    return [
        " ≠ ".join(_claimed(press, by_id[figure], speaker) for figure in found.figures)
        for found in disagreements(every, answers.known_at)
    ]


def _claimed(press: Press, figure: Figure, speaker: Speaker) -> str:
    names = press.answers.pack.categories
    category = figure.category
    what = names[category].best(speaker.lang) if category in names else category
    source = _name(figure.source.publisher or figure.source.id, speaker.moment(figure.as_of))
    return f"{what}: {figure_text(figure, speaker)} ({source})"


def _row(figure: Figure, speaker: Speaker, *, current: bool) -> Row:
    source = figure.source
    return Row(
        number=figure_text(figure, speaker),
        as_of=speaker.moment(figure.as_of),
        source=outward(source.url, _name(source.publisher or source.id, source.date)),
        note=figure.note.best(speaker.lang),
        current=current,
    )


def _name(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def figure_text(figure: Figure, speaker: Speaker) -> str:
    """Return how many, as exactly as the source says it."""
    match figure.bound:
        case Bound.EXACT:
            return str(figure.low)
        case Bound.AT_LEAST:
            return speaker.say("at_least", n=figure.low)
        case Bound.ABOUT:
            return speaker.say("about", n=figure.low)
        case Bound.RANGE:
            return speaker.say("range", low=figure.low, high=figure.high)
        case _:
            assert_never(figure.bound)
