"""Feed and calendar of the law: what changed by the site's day, and what commences when.

1. The feed has commencements, ends and stages of bills that happened by the site's day, the newest
   first; the calendar has those with an exact day, also what is still to come.
2. What a bill that is no law would change is in neither.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from dabyl.core.formats.atom.feed import Feed, FeedEntry, format_feed
from dabyl.core.formats.icalendar.calendar import Calendar, Span, format_calendar
from dabyl.core.law.law import Law
from dabyl.core.law.timeline import ChangeOfLaw, LawEvent, law_timeline
from dabyl.core.publication.feeds import site_id
from dabyl.core.publication.law_links import bill_tail, provision_tail
from dabyl.core.publication.law_words import LawSpeaker
from dabyl.core.publication.press import Press
from dabyl.core.values.instants import EARLIEST, Instant, day_start

_DAY = timedelta(days=1)


def law_feed(press: Press, law: Law, lang: str) -> bytes:
    """Return what changed in the law by the site's day, as Atom."""
    answers, mark = press.answers, press.mark(lang)
    events = [event for event in _told(law) if event.day.earliest <= answers.day]
    entries = tuple(_entry(press, law, event, lang) for event in reversed(events))
    title = _title(press, lang)
    return format_feed(
        Feed(
            id=f"urn:dabyl:{site_id(press)}:law:{lang}",
            lang=lang,
            title=f"{mark}: {title}" if mark else title,
            subtitle=press.speakers[lang].t.law_note,
            author=answers.pack.title.best(lang) or answers.pack.id,
            updated=max((entry.updated for entry in entries), default=EARLIEST),
            zone=answers.zone,
            self_link="law.atom",
            page_link=f"../../{lang}/law/calendar/index.html",
            previous=None,
            current=None,
            entries=entries,
        )
    )


def law_calendar(press: Press, law: Law, lang: str) -> bytes:
    """Return commencements, ends and stages with an exact day, as iCalendar."""
    mark, title = press.mark(lang), _title(press, lang)
    exact = [(event, day) for event in _told(law) if (day := event.day.exact) is not None]
    spans = tuple(_span(press, law, event, day, lang) for event, day in exact)
    name = f"{mark}: {title}" if mark else title
    return format_calendar(Calendar(name=name, lang=lang, spans=spans))


def _told(law: Law) -> Iterator[LawEvent]:
    for event in law_timeline(law):
        is_dated = event.day.not_before is not None or event.day.not_after is not None
        if is_dated and event.what is not ChangeOfLaw.WOULD_COMMENCE:
            yield event


def _title(press: Press, lang: str) -> str:
    country = press.answers.name(press.answers.country, lang)
    return f"{press.speakers[lang].t.law_calendar}: {country}"


def _said(press: Press, law: Law, event: LawEvent, lang: str) -> tuple[str, str]:
    """Return what happened, and the page that tells it."""
    speaker = press.speakers[lang]
    if event.provision is not None:
        clause = law.statutes.clauses[event.provision]
        name = f"{clause.title.best(lang) or clause.id} ({clause.number})"
        return f"{speaker.words[f'law_what_{event.what}']}: {name}", provision_tail(clause.id)
    bill = law.bills[event.bill or ""]
    name = bill.title.best(lang) or bill.id
    return f"{speaker.words[f'law_stage_{event.name}']}: {name}", bill_tail(bill.id)


def _id(press: Press, event: LawEvent) -> str:
    subject = event.provision or event.bill
    return f"urn:dabyl:{site_id(press)}:law:{subject}:{event.name}:{event.what}"


def _at(press: Press, day: date) -> Instant:
    return day_start(day, press.answers.zone)


def _entry(press: Press, law: Law, event: LawEvent, lang: str) -> FeedEntry:
    says, mark = LawSpeaker(law, press.speakers[lang]), press.mark(lang)
    said, tail = _said(press, law, event, lang)
    known = says.day(event.day)
    status = "" if event.confirmed else press.speakers[lang].words["unconfirmed"]
    at = _at(press, event.day.place[0])
    return FeedEntry(
        id=_id(press, event),
        title=f"{mark}: {said}" if mark else said,
        link=f"../../{lang}/{tail}",
        published=at,
        updated=at,
        text="\n".join(line for line in (mark, f"{known}: {said}", status) if line),
        category=event.what,
        author=press.answers.pack.title.best(lang) or press.answers.pack.id,
    )


def _span(press: Press, law: Law, event: LawEvent, day: date, lang: str) -> Span:
    mark = press.mark(lang)
    said, _ = _said(press, law, event, lang)
    status = "" if event.confirmed else press.speakers[lang].words["unconfirmed"]
    return Span(
        uid=f"{event.provision or event.bill}.{event.name}.{event.what}@{site_id(press)}",
        stamp=_at(press, day),
        start=_at(press, day),
        end=_at(press, day + _DAY),
        summary=f"{mark}: {said}" if mark else said,
        description="\n".join(line for line in (mark, status) if line),
        categories=(press.speakers[lang].words["law"],),
    )
