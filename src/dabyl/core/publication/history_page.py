"""History: a year as a calendar strip and as a list; nothing that ended is taken away.

1. The strip shows, for each day up to the day of the page, the highest level that stood anywhere in
   the country during it, as known.
2. A year's page changes only when something of that year is learned or happens, and while it lasts.
"""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

import attrs
from markupsafe import Markup

from dabyl.core.levels.scale import Level
from dabyl.core.publication.events import event_details, event_line
from dabyl.core.publication.links import year_tail
from dabyl.core.publication.press import Press
from dabyl.core.publication.speaker import Speaker
from dabyl.core.values.instants import Instant, day_start

_TEMPLATE = "history.html.j2"
_CELL = 16
_LABEL = 24
_MONTH_DAYS = 31


@attrs.frozen
class Run:
    """Days of one month, one after another, with the same level."""

    first: date
    days: int
    level: Level


def year_page(press: Press, year: int, lang: str) -> bytes:
    """Return the page of a year."""
    years = press.answers.chronicle.years
    place = years.index(year)
    return _page(
        press,
        year,
        lang,
        year_tail(year),
        earlier=years[place - 1] if place else None,
        later=years[place + 1] if place + 1 < len(years) else None,
        every=(),
    )


def history_page(press: Press, lang: str) -> bytes:
    """Return the page of the newest year, with links to all of them."""
    years = press.answers.chronicle.years
    year = years[-1] if years else None
    tail = "history/index.html"
    return _page(press, year, lang, tail, earlier=None, later=None, every=tuple(reversed(years)))


def _page(
    press: Press,
    year: int | None,
    lang: str,
    tail: str,
    *,
    earlier: int | None,
    later: int | None,
    every: tuple[int, ...],
) -> bytes:
    speaker = press.speakers[lang]
    home = "../" * tail.count("/")
    events = () if year is None else press.answers.chronicle.happened(year)
    return press.page(
        _TEMPLATE,
        lang,
        tail,
        title=speaker.t.history if year is None else speaker.say("history_of", year=year),
        here="history",
        year=year,
        strip=None if year is None else strip(press, year, lang),
        events_title="" if year is None else speaker.say("events_of", year=year),
        events=[
            (event_line(press, event, lang, home), event_details(press, event, lang))
            for event in reversed(events)
        ],
        earlier=None if earlier is None else (speaker.say("earlier", year=earlier), earlier),
        later=None if later is None else (speaker.say("later", year=later), later),
        every=every,
    )


def strip(press: Press, year: int, lang: str) -> Markup:
    """Return the calendar strip of a year: a row for each month, a cell for each day."""
    speaker = press.speakers[lang]
    scale = press.answers.main(press.answers.country).scale
    marks = [
        Markup('<text x="0" y="{}">{:02}</text>').format(month * _CELL - 4, month)
        for month in range(1, 13)
    ]
    marks += [
        Markup('<path class="r" d="M{} {}h{}v{}h-{}z"/>').format(
            _LABEL, (month - 1) * _CELL + 1, wide, _CELL - 2, wide
        )
        for month in range(1, 13)
        if (wide := _CELL * monthrange(year, month)[1])
    ]
    marks += [_mark(press, run, scale, speaker) for run in runs(press, scale, year)]
    return Markup(
        '<svg class="strip" role="img" aria-label="{}" viewBox="0 0 {} {}">{}</svg>'
    ).format(
        speaker.say("strip", year=year),
        _LABEL + _MONTH_DAYS * _CELL,
        12 * _CELL,
        Markup("").join(marks),
    )


def _mark(press: Press, run: Run, scale: str, speaker: Speaker) -> Markup:
    x = _LABEL + (run.first.day - 1) * _CELL
    y = (run.first.month - 1) * _CELL
    last = run.first + timedelta(days=run.days - 1)
    title = speaker.say(
        "strip_days",
        level=speaker.level(run.level),
        **{"from": speaker.day(run.first), "to": speaker.day(last)},
    )
    css = press.css(scale, run.level)
    return Markup(
        '<g class="{}"><rect x="{}" y="{}" width="{}" height="{}"><title>{}</title></rect>'
        '<text class="on" x="{}" y="{}">{}</text></g>'
    ).format(css, x, y, run.days * _CELL, _CELL, title, x + 5, y + _CELL - 4, run.level.rank)


def runs(press: Press, scale: str, year: int) -> Iterator[Run]:
    """Give the runs of days with a level, in order."""
    run: Run | None = None
    for day, level in daily(press, scale, year):
        joins = (
            run is not None
            and level is not None
            and level.id == run.level.id
            and day.day > 1
            and run.first + timedelta(days=run.days) == day
        )
        if run is not None and joins:
            run = attrs.evolve(run, days=run.days + 1)
            continue
        if run is not None:
            yield run
        run = None if level is None else Run(day, 1, level)
    if run is not None:
        yield run


def daily(press: Press, scale: str, year: int) -> list[tuple[date, Level | None]]:
    """Return each day of a year with the highest level that stood during it."""
    answers = press.answers
    zone, country = answers.zone, answers.country
    first = date(year, 1, 1)
    start = day_start(first, zone)
    end = min(day_start(date(year + 1, 1, 1), zone), Instant(answers.at.s + 1))
    edges = {start} | {
        event.at for event in answers.chronicle.happened(year) if event.scale == scale
    }
    levels: dict[date, Level] = {}
    ordered = sorted(edges)
    for since, until in zip(ordered, [*ordered[1:], end], strict=True):
        level = answers.highest_at(country, scale, since)
        if level is not None:
            for day in _days(since, until, zone):
                if day not in levels or levels[day].rank < level.rank:
                    levels[day] = level
    return [(day, levels.get(day)) for day in _days(start, end, zone)]


def _days(since: Instant, until: Instant, zone: str) -> Iterator[date]:
    day = since.local(zone).date()
    last = Instant(until.s - 1).local(zone).date()
    while day <= last:
        yield day
        day += timedelta(days=1)
