"""A work's page: how a law, a code or a decree reads on the site's day, provision by provision."""

from dabyl.core.law.states import state_on, texts_of
from dabyl.core.publication.law_links import provision_tail, work_tail
from dabyl.core.publication.law_states import state_words
from dabyl.core.publication.law_views import clauses_of
from dabyl.core.publication.law_words import LawSpeaker
from dabyl.core.publication.links import link, outward
from dabyl.core.publication.press import Press


def work_page(press: Press, key: str, lang: str) -> bytes:
    """Return the page of a work."""
    answers, speaker = press.answers, press.speakers[lang]
    law = answers.register.law_at(answers.known_at)
    says = LawSpeaker(law, speaker)
    work, home = law.statutes.works[key], f"../../../../{lang}/"
    provisions = []
    for clause in clauses_of(law, key):
        state = state_on(clause, answers.day)
        readings = [
            (
                wording.id,
                says.day(wording.commences),
                wording.text.best(lang),
                says.sanction(wording),
            )
            for wording in texts_of(state)
        ]
        title = link(home + provision_tail(clause.id), clause.title.best(lang) or clause.id)
        kind = speaker.words[f"law_kind_{clause.kind}"]
        provisions.append((title, clause.number, kind, state_words(says, state), readings))
    official = outward(work.official or "", speaker.t.official_text if work.official else "")
    facts = [
        (speaker.t.law_number, work.number),
        (speaker.t.law_adopted, "" if work.adopted is None else speaker.day(work.adopted)),
        (speaker.t.official_text, official),
        (speaker.t.law_address, work.address()),
    ]
    return press.page(
        "work.html.j2",
        lang,
        work_tail(key),
        title=work.title.best(lang) or work.id,
        here="law",
        unconfirmed=says.mark(confirmed=work.confirmed),
        facts=[(term, text) for term, text in facts if text],
        provisions=provisions,
        sources=says.sources(work.sources),
    )
