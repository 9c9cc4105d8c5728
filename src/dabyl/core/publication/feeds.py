"""Feeds and calendars of the site: what changed, and what stands when, by year.

1. What ends by itself is in the feed like a lift. A feed's year is that in which it was known.
2. The calendar has the layers of the newest year, and those still on the map; it is not leased,
   because it says when, not now.
"""

from collections.abc import Iterator
from datetime import date

from dabyl.core.formats.atom.feed import Feed, FeedEntry, format_feed
from dabyl.core.formats.icalendar.calendar import Calendar, Span, format_calendar
from dabyl.core.levels.standing import StandingLayer
from dabyl.core.publication.alone import alone_text, fate_text
from dabyl.core.publication.cards import office_name, shape_names
from dabyl.core.publication.events import event_details, event_title
from dabyl.core.publication.links import decision_tail
from dabyl.core.publication.press import Press
from dabyl.core.register.events import Event
from dabyl.core.values.instants import EARLIEST, Instant, day_start


def feed(press: Press, lang: str, year: int | None) -> bytes:
    """Return the feed of a year: as its archive, or, for None, the newest one to subscribe to."""
    answers, speaker = press.answers, press.speakers[lang]
    years = answers.chronicle.told_years
    newest = years[-1] if years else None
    wanted = newest if year is None else year
    earlier = [one for one in years if wanted is not None and one < wanted]
    events = () if wanted is None else tuple(reversed(answers.chronicle.told(wanted)))
    mark = press.mark(lang)
    title = speaker.say("feed_title", country=answers.name(answers.country, lang))
    root = "../" if year is None else "../../"
    below = f"{lang}/" if year is None else ""
    return format_feed(
        Feed(
            id=f"urn:dabyl:{site_id(press)}:feed:{lang}" + ("" if year is None else f":{year}"),
            lang=lang,
            title=f"{mark}: {title}" if mark else title,
            subtitle=speaker.t.feed_subtitle
            if year is None
            else speaker.say("feed_subtitle_archive", year=year),
            author=answers.pack.title.best(lang) or answers.pack.id,
            updated=max((event.known_from for event in events), default=EARLIEST),
            zone=answers.zone,
            self_link=f"{lang}.atom" if year is None else f"{year}.atom",
            page_link=f"{root}{lang}/history/index.html",
            previous=f"{below}{earlier[-1]}.atom" if earlier else None,
            current=None if year is None else f"../{lang}.atom",
            entries=tuple(_entry(press, event, lang, root) for event in events),
        )
    )


def site_id(press: Press) -> str:
    """Return the workspace's id, by which feeds and calendars are told apart."""
    workspace = press.answers.register.workspace
    return "none" if workspace is None else workspace.id


def _entry(press: Press, event: Event, lang: str, root: str) -> FeedEntry:
    mark = press.mark(lang)
    title = event_title(press, event, lang)
    decision = press.answers.decision(event.decision)
    grounds = "" if decision is None else decision.grounds.best(lang)
    office = None if decision is None else decision.office
    alone = "" if decision is None else fate_text(press, decision.id, lang)
    when = press.speakers[lang].instant(event.at, press.answers.zone)
    text = (mark, f"{when}: {title}", *event_details(press, event, lang), alone, grounds)
    return FeedEntry(
        id=event_id(press, event),
        title=f"{mark}: {title}" if mark else title,
        link=f"{root}{lang}/{decision_tail(event.decision)}",
        published=event.known_from,
        updated=event.known_from,
        text="\n".join(line for line in text if line),
        category=event.kind,
        author=office_name(press, office, lang),
    )


def event_id(press: Press, event: Event) -> str:
    """Return the id of an event, which never changes."""
    layer = event.layer or "-"
    return f"urn:dabyl:{site_id(press)}:{event.decision}:{event.kind}:{layer}:{event.at.s}"


def calendar(press: Press, lang: str) -> bytes:
    """Return the calendar: the layers of the newest year, and those that reach beyond it."""
    answers, speaker = press.answers, press.speakers[lang]
    mark = press.mark(lang)
    title = speaker.say("calendar_title", country=answers.name(answers.country, lang))
    return format_calendar(
        Calendar(
            name=f"{mark}: {title}" if mark else title,
            lang=lang,
            spans=tuple(_spans(press, lang)),
        )
    )


def _spans(press: Press, lang: str) -> Iterator[Span]:
    chronicle = press.answers.chronicle
    if chronicle.years:
        since = day_start_of(press, chronicle.years[-1])
        for scale, layer in chronicle.layers_after(since):
            yield _span(press, layer, scale, lang)


def day_start_of(press: Press, year: int) -> Instant:
    """Return the instant at which a year begins in the site's zone."""
    return day_start(date(year, 1, 1), press.answers.zone)


def _span(press: Press, layer: StandingLayer, scale: str, lang: str) -> Span:
    answers, speaker = press.answers, press.speakers[lang]
    mark = press.mark(lang)
    level = speaker.level(answers.level(scale, layer.level))
    day = layer.start.instant.local(layer.zone).date()
    record = answers.register.record(layer.decision)
    shapes = shape_names(record.decision, lang)
    names = [
        shapes.get(key, key)
        if answers.places.unit(key) is None
        else answers.places.name(key, lang, day)
        for key in layer.area
    ]
    summary = f"{level} – {speaker.listed(names)}"
    lines = [
        mark,
        f"{speaker.t.since}: {speaker.moment(layer.start)}",
        f"{speaker.t.until}: {speaker.end(layer.end, layer.zone, layer.ending)}",
        f"{speaker.t.office}: {office_name(press, layer.office, lang)}",
    ]
    lines.append(alone_text(answers, (layer,), speaker))
    if layer.review is not None:
        lines.append(f"{speaker.t.calendar_review}: {speaker.moment(layer.review)}")
    return Span(
        uid=f"{layer.id}.{layer.start.instant.s}.{'-'.join(layer.area)[:60]}@{site_id(press)}",
        stamp=record.recorded_at,
        start=layer.start.instant,
        end=layer.end,
        summary=f"{mark}: {summary}" if mark else summary,
        description="\n".join(line for line in lines if line),
        categories=(level,),
    )
