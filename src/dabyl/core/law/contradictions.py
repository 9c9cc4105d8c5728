"""Contradictions: what a clause or a bill can't be, all of it at once, each with its place.

1. Days don't go backwards, and ranges of sanctions don't either.
2. No two wordings of a clause surely apply on one day.
3. Stages come in order, and so do their days.
4. Articles that commence with each other don't run in a circle.
5. What a bill changes is there when the change commences, and what it inserts is not.
"""

from collections.abc import Iterator
from itertools import pairwise

from dabyl.core.law.bills import STAGES, Article, Bill, OnCondition, OnDay, Stage, WithArticle
from dabyl.core.law.changes import Insert, InsertPart, Replace, ReplacePart, part_named
from dabyl.core.law.days import Day
from dabyl.core.law.patching import laid_on
from dabyl.core.law.sanctions import Sanction, sanction_problems
from dabyl.core.law.wordings import Wording
from dabyl.core.law.works import Clause, Statutes
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem

_LAST = {Stage.IN_FORCE, Stage.REJECTED, Stage.WITHDRAWN}
_AFTER_LAW = {Stage.REJECTED, Stage.WITHDRAWN}


def clause_problems(clause: Clause) -> Iterator[Problem]:
    """Find every contradiction in the wordings of a clause."""
    for wording in clause.wordings:
        where = f"{clause.id}.{wording.id}"
        yield from _day_problems(wording.commences, f"{where}.commences")
        if wording.applies_until is not None:
            yield from _day_problems(wording.applies_until, f"{where}.applies_until")
            if wording.applies_until.latest <= wording.commences.earliest:
                start, end = wording.commences.text(), wording.applies_until.text()
                data = {"start": start, "end": end}
                yield Problem(code=Code.END_BEFORE_START, where=where, data=data)
        if wording.sanction is not None:
            yield from sanction_problems(wording.sanction, where)
    yield from _overlaps(clause)


def _overlaps(clause: Clause) -> Iterator[Problem]:
    for one, other in pairwise(sorted(clause.wordings, key=lambda w: w.commences.place)):
        if _one_day(one, other) or _outlasts(one, other):
            data = {"version": one.id, "other": other.id}
            where = f"{clause.id}.{other.id}"
            yield Problem(code=Code.WORDING_OVERLAPS, where=where, data=data)


def _one_day(one: Wording, other: Wording) -> bool:
    return one.commences.exact is not None and one.commences == other.commences


def _outlasts(one: Wording, other: Wording) -> bool:
    until = one.applies_until
    return until is not None and until.earliest > other.commences.latest


def bill_problems(statutes: Statutes, bill: Bill) -> Iterator[Problem]:
    """Find every contradiction in a bill on the statutes, which don't have it in them."""
    yield from _stage_problems(bill)
    circles = list(_commencement_problems(bill))
    yield from circles
    for article in bill.articles:
        for number, amendment in enumerate(article.amendments):
            where = f"{bill.id}.{article.id}[{number}]"
            sanction = _sanction_in(amendment.change)
            if sanction is not None:
                yield from sanction_problems(sanction, where)
            change = amendment.change
            if isinstance(change, Insert) and change.work not in statutes.works:
                data = {"value": change.work, "kind": "work", "near": "the id of a work"}
                yield Problem(code=Code.UNKNOWN_REFERENCE, where=where, data=data)
    if not circles:
        yield from _idle_problems(statutes, bill)


def _sanction_in(change: object) -> Sanction | None:
    match change:
        case Insert(sanction=sanction) | Replace(sanction=sanction):
            return sanction
        case InsertPart(part=part) | ReplacePart(part=part):
            return Sanction((part,))
        case _:
            return None


def _idle_problems(statutes: Statutes, bill: Bill) -> Iterator[Problem]:
    laid = laid_on(statutes, bill)
    number = 0
    for article in bill.articles:
        for place, amendment in enumerate(article.amendments):
            change = amendment.change
            clause = laid.clauses.get(change.provision)
            idle = clause is None or (bill.id, number) in {(p.bill, p.number) for p in clause.idle}
            if idle:
                where = f"{bill.id}.{article.id}[{place}]"
                inserts = isinstance(change, Insert | InsertPart) and clause is not None
                code = Code.INSERTS_TWICE if inserts else Code.AMENDS_NOTHING
                data = {"provision": change.provision, "part": part_named(change) or "-"}
                yield Problem(code=code, where=where, data=data)
            number += 1


def _stage_problems(bill: Bill) -> Iterator[Problem]:
    for number, reached in enumerate(bill.stages):
        yield from _day_problems(reached.on, f"{bill.id}.stages[{number}]")
    for number, (one, other) in enumerate(pairwise(bill.stages), 1):
        where = f"{bill.id}.stages[{number}]"
        if not _follows(one.stage, other.stage):
            data = {"stage": other.stage.value, "before": one.stage.value}
            yield Problem(code=Code.STAGE_ORDER, where=where, data=data)
        if other.on.latest < one.on.earliest:
            data = {"stage": other.stage.value, "before": one.stage.value}
            yield Problem(code=Code.STAGE_DAYS, where=where, data=data)


def _follows(one: Stage, other: Stage) -> bool:
    law = STAGES.index(one) >= STAGES.index(Stage.SIGNED)
    return (
        one not in _LAST
        and STAGES.index(one) < STAGES.index(other)
        and not (law and other in _AFTER_LAW)
    )


def _commencement_problems(bill: Bill) -> Iterator[Problem]:
    articles = {article.id: article for article in bill.articles}
    for number, article in enumerate(bill.articles):
        where = f"{bill.id}.{article.id}"
        if articles[article.id] is not article:
            data = {"value": article.id}
            yield Problem(code=Code.DUPLICATE, where=f"{where}[{number}]", data=data)
        match article.commencement:
            case OnDay(day=day) | OnCondition(met=day):
                yield from _day_problems(day, where)
            case WithArticle(article=other) if other not in articles:
                data = {"value": other, "kind": "article", "near": "the id of an article"}
                yield Problem(code=Code.UNKNOWN_REFERENCE, where=where, data=data)
            case _:
                if _circles(articles, article):
                    data = {"article": article.id}
                    yield Problem(code=Code.COMMENCEMENT_CIRCLE, where=where, data=data)


def _circles(articles: dict[str, Article], article: Article) -> bool:
    seen: set[str] = set()
    now: Article | None = article
    while now is not None and isinstance(now.commencement, WithArticle):
        if now.id in seen:
            return True
        seen.add(now.id)
        now = articles.get(now.commencement.article)
    return False


def _day_problems(day: Day, where: str) -> Iterator[Problem]:
    if day.backwards:
        data = {"low": str(day.not_before), "high": str(day.not_after)}
        yield Problem(code=Code.DAY_BACKWARDS, where=where, data=data)
