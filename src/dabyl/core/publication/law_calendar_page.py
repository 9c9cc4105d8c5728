"""What changes when: commencements, ends and stages of bills, by year; undated ones last.

What a bill had not reached on the site's day is left out; what commences later is told as to come.
"""

from collections.abc import Iterator
from datetime import date

from markupsafe import Markup

from dabyl.core.law.timeline import ChangeOfLaw, LawEvent, law_timeline
from dabyl.core.publication.law_links import CALENDAR_TAIL, bill_tail, provision_tail
from dabyl.core.publication.law_views import shown_bills
from dabyl.core.publication.law_words import LawSpeaker
from dabyl.core.publication.links import link
from dabyl.core.publication.press import Press

Row = tuple[str, str, Markup, Markup]


def law_calendar_page(press: Press, lang: str) -> bytes:
    """Return the page of what changes when."""
    answers, speaker = press.answers, press.speakers[lang]
    law = answers.register.law_at(answers.known_at)
    says = LawSpeaker(law, speaker)
    home = f"../../../{lang}/"
    there = frozenset(shown.bill.id for shown in shown_bills(law, answers.day))
    years: dict[str, list[Row]] = {}
    for event in law_timeline(law):
        if _is_shown(event, there, answers.day):
            year = event.day.not_before or event.day.not_after
            heading = speaker.t.law_undated if year is None else str(year.year)
            years.setdefault(heading, []).append(_row(says, event, home))
    return press.page(
        "law_calendar.html.j2",
        lang,
        CALENDAR_TAIL,
        title=speaker.t.law_calendar,
        here="law",
        years=list(years.items()),
    )


def _is_shown(event: LawEvent, there: frozenset[str], day: date) -> bool:
    if event.what is ChangeOfLaw.STAGE:
        return event.bill in there and event.day.earliest <= day
    return event.what is not ChangeOfLaw.WOULD_COMMENCE or event.bill in there


def _row(says: LawSpeaker, event: LawEvent, home: str) -> Row:
    words = says.speaker.words
    what = words[f"law_what_{event.what}"]
    if event.what is ChangeOfLaw.STAGE:
        what = words[f"law_stage_{event.name}"]
    subjects = Markup(" · ").join(_subjects(says, event, home))
    return says.day(event.day), what, subjects, says.mark(confirmed=event.confirmed)


def _subjects(says: LawSpeaker, event: LawEvent, home: str) -> Iterator[Markup]:
    lang = says.speaker.lang
    if event.provision is not None:
        clause = says.law.statutes.clauses.get(event.provision)
        if clause is None:
            yield Markup.escape(event.provision)
        else:
            title = f"{clause.title.best(lang) or clause.id} ({clause.number})"
            yield link(home + provision_tail(clause.id), title)
    if event.bill is not None:
        bill = says.law.bills[event.bill]
        yield link(home + bill_tail(bill.id), bill.title.best(lang) or bill.id)
