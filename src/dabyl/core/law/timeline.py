"""What changes when: commencements, ends and stages of bills, in the order of their days.

1. What a bill that is not law would change is told as such, and stands in no provision's history.
2. A day that is uncertain stands where the day would at the earliest; one of which nothing is known
   comes last.
"""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

import attrs

from dabyl.core.law.bills import Bill, commencements
from dabyl.core.law.days import Day
from dabyl.core.law.law import Law
from dabyl.core.law.works import Clause


class ChangeOfLaw(StrEnum):
    """What happens."""

    COMMENCES = "commences"
    ENDS = "ends"
    STAGE = "stage"
    WOULD_COMMENCE = "would-commence"


@attrs.frozen(kw_only=True)
class LawEvent:
    """One change: of a provision, by a wording; or of a bill, to a stage or by an article."""

    day: Day
    what: ChangeOfLaw
    work: str | None = None
    provision: str | None = None
    bill: str | None = None
    name: str  # the wording, the stage or the article
    confirmed: bool
    sources: tuple[str, ...] = ()

    def concerns(self, subject: str) -> bool:
        """Tell whether the event is one of that work, provision or bill."""
        return subject in {self.work, self.provision, self.bill}


def law_timeline(law: Law, subject: str | None = None) -> tuple[LawEvent, ...]:
    """Return every change of the law, or of one work, provision or bill, in order."""
    events = [*_of_clauses(law), *_of_bills(law)]
    if subject is not None:
        events = [event for event in events if event.concerns(subject)]
    return tuple(sorted(events, key=_place))


def _of_clauses(law: Law) -> Iterator[LawEvent]:
    for clause in law.statutes.clauses.values():
        yield from _of_clause(clause)


def _of_clause(clause: Clause) -> Iterator[LawEvent]:
    for wording in clause.history:
        ends = ChangeOfLaw.ENDS
        days = [(wording.commences, ends if wording.repeals else ChangeOfLaw.COMMENCES)]
        days += [] if wording.applies_until is None else [(wording.applies_until, ends)]
        for day, what in days:
            yield LawEvent(
                day=day,
                what=what,
                work=clause.work,
                provision=clause.id,
                bill=None if wording.by is None else wording.by[0],
                name=wording.id,
                confirmed=wording.confirmed,
                sources=wording.sources,
            )


def _of_bills(law: Law) -> Iterator[LawEvent]:
    for bill in law.bills.values():
        for reached in bill.stages:
            yield LawEvent(
                day=reached.on,
                what=ChangeOfLaw.STAGE,
                bill=bill.id,
                name=reached.stage.value,
                confirmed=reached.confirmed,
                sources=reached.sources,
            )
        if not bill.is_law and not bill.is_dropped:
            yield from _would_commence(law, bill)


def _would_commence(law: Law, bill: Bill) -> Iterator[LawEvent]:
    days = commencements(bill)
    for article in bill.articles:
        for name in dict.fromkeys(each.change.provision for each in article.amendments):
            clause = law.statutes.clauses.get(name)
            yield LawEvent(
                day=days[article.id],
                what=ChangeOfLaw.WOULD_COMMENCE,
                work=None if clause is None else clause.work,
                provision=name,
                bill=bill.id,
                name=article.id,
                confirmed=all(each.confirmed for each in article.amendments),
                sources=bill.sources,
            )


def _place(event: LawEvent) -> tuple[tuple[date, date], str, str, str]:
    return event.day.place, event.bill or "", event.provision or "", event.name
