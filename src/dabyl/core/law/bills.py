"""Bills: packages of amendments with stages, versions, and a commencement for each article.

1. Stages come in order, each at most once; a bill that was rejected or withdrawn goes no further.
2. A bill is law from its signature, when a source confirms one; before that, and when it was
   dropped, it only *would* change something.
3. An article commences on a day, so many days after publication, with or after another article, or
   on a condition. No article without a day of its own commences before the last stage whose day a
   source confirms.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import assert_never

import attrs

from dabyl.core.law.changes import Change
from dabyl.core.law.days import NOT_KNOWN, Day
from dabyl.core.law.findings import Finding
from dabyl.core.values.languages import NO_TEXTS, Texts


class Stage(StrEnum):
    """Where a bill stands, in order."""

    DRAFTED = "drafted"
    SUBMITTED = "submitted"
    FIRST_READING = "first-reading"
    SECOND_READING = "second-reading"
    ADOPTED = "adopted"
    SIGNED = "signed"
    PUBLISHED = "published"
    IN_FORCE = "in-force"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


STAGES = tuple(Stage)
DROPPED = frozenset({Stage.REJECTED, Stage.WITHDRAWN})
LAW = frozenset({Stage.SIGNED, Stage.PUBLISHED, Stage.IN_FORCE})


@attrs.frozen(kw_only=True)
class Reached:
    """A stage that a bill reached; its note tells what sources differ in, or what was searched."""

    stage: Stage
    on: Day = NOT_KNOWN
    confirmed: bool = True
    sources: tuple[str, ...] = ()
    note: Texts = NO_TEXTS


@attrs.frozen
class OnDay:
    """Commences on a day."""

    day: Day


@attrs.frozen
class AfterPublication:
    """Commences so many days after publication."""

    days: int


@attrs.frozen
class WithArticle:
    """Commences so many days after another article; 0: with it."""

    article: str
    days: int = 0


@attrs.frozen(kw_only=True)
class OnCondition:
    """Commences when something happens; *met* is that day, as far as it is known."""

    condition: Texts
    met: Day = NOT_KNOWN


Commencement = OnDay | AfterPublication | WithArticle | OnCondition


@attrs.frozen(kw_only=True)
class Amendment:
    """One change of a bill, and whom it touches."""

    change: Change
    says: Texts = NO_TEXTS  # the change in our own words
    touches: tuple[str, ...] = ()  # offender classes, shops, firms, owners
    confirmed: bool = True
    sources: tuple[str, ...] = ()
    note: Texts = NO_TEXTS


@attrs.frozen(kw_only=True)
class Article:
    """An article of a bill: amendments that commence together."""

    id: str
    amendments: tuple[Amendment, ...]
    commencement: Commencement = OnDay(NOT_KNOWN)
    title: Texts = NO_TEXTS


@attrs.frozen(kw_only=True)
class BillVersion:
    """A bill as it read from a day on."""

    id: str
    articles: tuple[Article, ...]
    on: Day = NOT_KNOWN
    sources: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Bill:
    """A package of amendments on its way."""

    id: str
    title: Texts = NO_TEXTS
    prepared_by: tuple[str, ...] = ()
    stages: tuple[Reached, ...] = ()
    versions: tuple[BillVersion, ...] = ()
    findings: tuple[Finding, ...] = ()
    sources: tuple[str, ...] = ()
    note: Texts = NO_TEXTS

    @property
    def stage(self) -> Stage:
        """The last stage that it reached."""
        return self.stages[-1].stage if self.stages else Stage.DRAFTED

    @property
    def is_law(self) -> bool:
        """Tell whether it was signed, as a source confirms."""
        signed = any(reached.stage in LAW and reached.confirmed for reached in self.stages)
        return signed and not self.is_dropped

    @property
    def is_dropped(self) -> bool:
        """Tell whether it was rejected or withdrawn."""
        return self.stage in DROPPED

    @property
    def articles(self) -> tuple[Article, ...]:
        """The articles of its last version."""
        return self.versions[-1].articles if self.versions else ()

    def reached(self, stage: Stage) -> Day | None:
        """Return the day on which it reached the stage; None when it didn't."""
        return next((reached.on for reached in self.stages if reached.stage is stage), None)


def commencements(bill: Bill) -> Mapping[str, Day]:
    """Return when each article commences, as far as known; the bill has no contradictions."""
    articles = {article.id: article for article in bill.articles}
    return {name: _commences(bill, articles, article) for name, article in articles.items()}


def _commences(bill: Bill, articles: Mapping[str, Article], article: Article) -> Day:
    dated = (r.on.not_before for r in bill.stages if r.confirmed)
    first = max((day for day in dated if day is not None), default=None)
    match article.commencement:
        case OnDay(day=day):
            return day.from_day(first)
        case AfterPublication(days=days):
            published = bill.reached(Stage.PUBLISHED) or NOT_KNOWN
            return published.from_day(first).later(days)
        case WithArticle(article=other, days=days):
            return _commences(bill, articles, articles[other]).later(days)
        case OnCondition(met=met):
            return met.from_day(first)
        case _:
            assert_never(article.commencement)
