"""The front page: what stands now, where, until when, and what to do."""

from collections.abc import Iterator

import attrs
from markupsafe import Markup

from dabyl.core.publication.alone import alone_mark
from dabyl.core.publication.events import event_line
from dabyl.core.publication.links import incident_tail, link, place_tail
from dabyl.core.publication.maps import Plan, draw
from dabyl.core.publication.outcomes import Kind, Outcome, outcome
from dabyl.core.publication.overdue import overdue_mark
from dabyl.core.publication.panel import panel, until
from dabyl.core.publication.place_page import other_scale
from dabyl.core.publication.press import Press
from dabyl.core.register.events import Event

_TEMPLATE = "front.html.j2"
_LATEST = 5


@attrs.frozen
class Row:
    """A line of the table of places."""

    name: Markup
    chip: Markup
    note: str
    overdue: Markup
    alone: Markup
    until: str
    within: bool


def front_page(press: Press, plan: Plan | None, lang: str) -> bytes:
    """Return the front page in a language."""
    answers = press.answers
    standing = answers.main(answers.country)
    home = f"../{lang}/"
    return press.page(
        _TEMPLATE,
        lang,
        "index.html",
        title=press.speakers[lang].say("site_title", country=answers.name(answers.country, lang)),
        leased=standing,
        here="now",
        code=answers.country,
        now=panel(press, outcome(answers, standing), lang),
        map=None if plan is None else draw(press, plan, lang, home),
        rows=list(rows(press, lang, home)),
        others=[
            *(other_scale(press, other, lang) for other in answers.others(answers.country)),
            *(_country(press, root, lang, home) for root in answers.countries[1:]),
        ],
        foreign=press.foreign.cards(answers.country, press.speakers[lang]),
        latest=[event_line(press, event, lang, home) for event in _latest(press)],
        incidents=[
            link(home + incident_tail(key), incident.names.best(lang) or key)
            for key, incident in press.answers.incidents.items()
        ],
    )


def _latest(press: Press) -> tuple[Event, ...]:
    return press.answers.chronicle.latest(_LATEST)


def _country(press: Press, root: str, lang: str, home: str) -> Markup:
    result = outcome(press.answers, press.answers.main(root))
    name = link(home + place_tail(root), press.answers.name(root, lang))
    return Markup("{}: {}").format(name, press.chip(result.standing.scale, result.shown, lang))


def rows(press: Press, lang: str, home: str) -> Iterator[Row]:
    """Give a row for each first-level unit, and below it one for each part that differs."""
    answers = press.answers
    scale = answers.main(answers.country).scale
    for key in answers.children(answers.country):
        result = outcome(answers, answers.standing(key, scale))
        yield _row(press, key, result, lang, home, within=False)
        for part in result.standing.parts:
            below = outcome(answers, answers.standing(part.place, scale))
            yield _row(press, part.place, below, lang, home, within=True)


def _row(press: Press, key: str, result: Outcome, lang: str, home: str, *, within: bool) -> Row:
    answers, speaker = press.answers, press.speakers[lang]
    name = answers.name(key, lang)
    stands = result.standing.level is not None
    note = {Kind.PARTS: "only_in_parts", Kind.HIGHER: "several"}.get(result.kind)
    return Row(
        name=link(home + place_tail(key), name)
        if key in press.paged
        else Markup("{}").format(name),
        chip=press.chip(result.standing.scale, result.shown, lang),
        note="" if note is None else speaker.words[note],
        overdue=overdue_mark(press, result.standing.layers, lang),
        alone=alone_mark(press, result.standing.layers, lang),
        until=until(result, speaker, answers.zone_of(key)) if stands else "",
        within=within,
    )
