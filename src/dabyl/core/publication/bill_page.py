"""A bill's page: what it would change, or changes, before and after, and its path.

1. "Would be" is kept apart from "is" by word, by place and by look, never by colour alone.
2. Each part says whom it touches, what was searched, and by which source; what no source confirms
   is marked.
"""

from collections.abc import Iterator
from typing import assert_never

import attrs
from markupsafe import Markup

from dabyl.core.law.amending import Item, Standing
from dabyl.core.law.bills import Article, Bill, OnCondition, Reached
from dabyl.core.law.changes import Insert
from dabyl.core.law.days import Day
from dabyl.core.law.findings import Finding, FindingKind
from dabyl.core.law.kinds import Kind
from dabyl.core.law.sanctions import Part, Sanction
from dabyl.core.law.wordings import Wording
from dabyl.core.publication.law_links import bill_tail, provision_tail
from dabyl.core.publication.law_views import ShownBill, shown_bill
from dabyl.core.publication.law_words import LawSpeaker
from dabyl.core.publication.links import link
from dabyl.core.publication.press import Press


@attrs.frozen
class ItemView:
    """An amendment in words."""

    article: str
    title: str
    says: str
    provision: Markup
    unconfirmed: Markup
    before: list[str]
    after: list[str]
    facts: list[tuple[str, str]]
    sources: list[Markup]


def bill_page(press: Press, key: str, lang: str) -> bytes:
    """Return the page of a bill that was there on the site's day."""
    answers, speaker = press.answers, press.speakers[lang]
    law = answers.register.law_at(answers.known_at)
    says = LawSpeaker(law, speaker)
    shown = shown_bill(law, key, answers.day)
    if shown is None:
        raise KeyError(key)
    bill, home = shown.bill, f"../../../../{lang}/"
    standing = _standing(bill)
    return press.page(
        "bill.html.j2",
        lang,
        bill_tail(key),
        title=bill.title.best(lang) or bill.id,
        here="law",
        standing=standing.value,
        verdict=speaker.words[f"law_bill_{_word(standing)}"],
        changes=speaker.t.law_changes_is
        if standing is Standing.IS
        else speaker.t.law_changes_would,
        after=speaker.words[f"law_after_{_word(standing)}"],
        facts=_facts(says, bill),
        items=[_item(says, shown, item, home) for item in shown.items],
        stages=[_stage(says, reached) for reached in bill.stages],
        findings=[
            (speaker.words[f"law_found_{kind}"], found)
            for kind in FindingKind
            if (found := [_finding(says, one) for one in bill.findings if one.kind is kind])
        ],
        note=bill.note.best(lang),
        sources=says.sources(bill.sources),
    )


def _standing(bill: Bill) -> Standing:
    if bill.is_dropped:
        return Standing.DROPPED
    return Standing.IS if bill.is_law else Standing.WOULD_BE


def _word(standing: Standing) -> str:
    match standing:
        case Standing.IS:
            return "is"
        case Standing.WOULD_BE:
            return "would"
        case Standing.DROPPED:
            return "dropped"
        case _:
            assert_never(standing)


def _facts(says: LawSpeaker, bill: Bill) -> list[tuple[str, Markup]]:
    stage = Markup.escape(says.speaker.words[f"law_stage_{bill.stage}"])
    stage += says.mark(confirmed=bool(bill.stages) and bill.stages[-1].confirmed)
    facts = [
        (says.speaker.t.law_stage, stage),
        (says.speaker.t.law_prepared_by, Markup.escape(says.listed(bill.prepared_by))),
    ]
    return [(term, text) for term, text in facts if text]


def _item(says: LawSpeaker, shown: ShownBill, item: Item, home: str) -> ItemView:
    lang, t, amendment = says.speaker.lang, says.speaker.t, item.amendment
    article = _article(shown, item)
    clause = says.law.statutes.clauses.get(item.provision)
    if clause is None:
        provision = Markup.escape(_new_name(item, lang))
    else:
        name = f"{clause.title.best(lang) or clause.id} ({clause.number})"
        provision = link(home + provision_tail(clause.id), name)
    after = None if item.after is None else item.after.sanction
    kind = None if clause is None else clause.kind
    would = item.standing is not Standing.IS
    commences = says.speaker.words["law_what_would-commence"] if would else t.law_commences
    facts = [
        (t.law_touches, says.listed(amendment.touches)),
        (commences, _commences(says, article, item.commences)),
        (t.law_searched, "; ".join(says.searched(_named(after, item)))),
    ]
    conflicts = (each for each in shown.conflicts if each.provision == item.provision)
    facts += [("", text) for each in conflicts for text in _conflict(says, shown, each.bills)]
    return ItemView(
        article=item.article,
        title="" if article is None else article.title.best(lang),
        says=amendment.says.best(lang),
        provision=provision,
        unconfirmed=says.mark(confirmed=amendment.confirmed),
        before=_side(says, item.before, item.part_before, item.part, kind),
        after=_side(says, item.after, item.part_after, item.part, kind),
        facts=[(term, text) for term, text in facts if text],
        sources=says.sources(amendment.sources),
    )


def _new_name(item: Item, lang: str) -> str:
    """Return what a provision is called that a bill would insert."""
    change = item.amendment.change
    title = change.title.best(lang) if isinstance(change, Insert) else ""
    return title or item.provision


def _article(shown: ShownBill, item: Item) -> Article | None:
    return next((one for one in shown.bill.articles if one.id == item.article), None)


def _conflict(says: LawSpeaker, shown: ShownBill, bills: tuple[str, str]) -> Iterator[str]:
    for name in bills:
        if name != shown.bill.id:
            other = says.law.bills[name].title.best(says.speaker.lang) or name
            yield says.speaker.say("law_conflict", other=other)


def _commences(says: LawSpeaker, article: Article | None, day: Day) -> str:
    said = says.day(day)
    if article is not None and isinstance(article.commencement, OnCondition):
        condition = article.commencement.condition.best(says.speaker.lang)
        return f"{said}; {says.speaker.say('law_condition', condition=condition)}"
    return said


def _named(sanction: Sanction | None, item: Item) -> Sanction | None:
    """Return the part that the amendment names, as a sanction of its own."""
    part = None if sanction is None or item.part is None else sanction.part(item.part)
    return sanction if part is None else Sanction((part,))


def _side(
    says: LawSpeaker,
    wording: Wording | None,
    part: Part | None,
    name: str | None,
    kind: Kind | None,
) -> list[str]:
    """Return how it reads on one side: the part that is named, or the provision."""
    t = says.speaker.t
    if wording is None:
        return [t.law_nothing]
    if name is not None:
        if wording.sanction is None:
            return [t.law_not_known]
        return [t.law_nothing if part is None else says.part(part)]
    lines = [wording.text.best(says.speaker.lang) or t.law_text_unread, *says.sanction(wording)]
    if kind is Kind.SANCTION and wording.sanction is None:
        lines.append(t.law_cost_unknown)
    return lines


def _stage(says: LawSpeaker, reached: Reached) -> tuple[str, str, Markup, str, list[Markup]]:
    return (
        says.day(reached.on),
        says.speaker.words[f"law_stage_{reached.stage}"],
        says.mark(confirmed=reached.confirmed),
        reached.note.best(says.speaker.lang),
        says.sources(reached.sources),
    )


def _finding(says: LawSpeaker, one: Finding) -> tuple[str, str, Markup, list[Markup]]:
    return (
        says.day(one.on),
        one.says.best(says.speaker.lang),
        says.mark(confirmed=one.confirmed),
        says.sources(one.sources),
    )
