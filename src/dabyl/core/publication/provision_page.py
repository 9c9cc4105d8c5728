"""A provision's page: every version with its days, text, cost of a breach, and sources."""

import attrs
from markupsafe import Markup

from dabyl.core.law.kinds import Kind
from dabyl.core.law.states import state_on
from dabyl.core.law.wordings import Wording
from dabyl.core.publication.law_links import bill_tail, provision_tail, work_tail
from dabyl.core.publication.law_states import state_words
from dabyl.core.publication.law_words import LawSpeaker
from dabyl.core.publication.links import link, outward
from dabyl.core.publication.press import Press


@attrs.frozen
class VersionView:
    """A version in words."""

    id: str
    since: str
    unconfirmed: Markup
    facts: list[tuple[str, str]]
    text: str
    cost: list[str]
    cost_unknown: bool
    searched: list[str]
    note: str
    sources: list[Markup]


def provision_page(press: Press, key: str, lang: str) -> bytes:
    """Return the page of a provision through time."""
    answers, speaker = press.answers, press.speakers[lang]
    law = answers.register.law_at(answers.known_at)
    says = LawSpeaker(law, speaker)
    clause, home = law.statutes.clauses[key], f"../../../../{lang}/"
    work = law.work(clause.work)
    work_name = clause.work if work is None else work.title.best(lang) or work.id
    facts = [
        (speaker.t.law_work, link(home + work_tail(clause.work), work_name)),
        (speaker.t.law_number, clause.number),
        (speaker.t.law_kind, speaker.words[f"law_kind_{clause.kind}"]),
        (speaker.t.law_touches, says.listed(clause.touches)),
        (speaker.t.law_address, "" if work is None else f"{work.address()}/!main~{clause.eid}"),
    ]
    return press.page(
        "provision.html.j2",
        lang,
        provision_tail(key),
        title=clause.title.best(lang) or clause.id,
        here="law",
        sanction=clause.kind is Kind.SANCTION,
        state=state_words(says, state_on(clause, answers.day)),
        facts=[(term, text) for term, text in facts if text],
        versions=[_version(says, wording, home) for wording in reversed(clause.history)],
    )


def _version(says: LawSpeaker, wording: Wording, home: str) -> VersionView:
    speaker, t = says.speaker, says.speaker.t
    until = wording.applies_until
    facts = [
        (t.law_adopted, "" if wording.adopted is None else speaker.day(wording.adopted)),
        (t.law_published, "" if wording.published is None else speaker.day(wording.published)),
        (t.law_commences, says.day(wording.commences)),
        (t.law_ends, "" if until is None else says.day(until)),
        (t.law_by_bill, _bill(says, wording, home)),
        (t.law_forbids, says.listed(wording.forbids)),
        (t.official_text, outward(wording.official or "", wording.official or "")),
    ]
    text = wording.text.best(speaker.lang) or t.law_text_unread
    return VersionView(
        id=wording.id,
        since=says.day(wording.commences),
        unconfirmed=says.mark(confirmed=wording.confirmed),
        facts=[(term, fact) for term, fact in facts if fact],
        text=t.law_repealed if wording.repeals else text,
        cost=says.sanction(wording),
        cost_unknown=wording.sanction is None,
        searched=says.searched(wording.sanction),
        note=wording.note.best(speaker.lang),
        sources=says.sources(wording.sources),
    )


def _bill(says: LawSpeaker, wording: Wording, home: str) -> Markup:
    if wording.by is None:
        return Markup()
    name = wording.by[0]
    return link(home + bill_tail(name), says.law.bills[name].title.best(says.speaker.lang) or name)
