"""The law's first page: works with what is in force, bills with their stage, who may do what."""

from markupsafe import Markup

from dabyl.core.law.powers import Power
from dabyl.core.law.states import state_on
from dabyl.core.publication.law_links import bill_tail, provision_tail, work_tail
from dabyl.core.publication.law_states import state_words
from dabyl.core.publication.law_views import clauses_of, shown_bills, works_in_order
from dabyl.core.publication.law_words import LawSpeaker
from dabyl.core.publication.links import link
from dabyl.core.publication.press import Press
from dabyl.core.publication.speaker import Speaker


def law_index_page(press: Press, lang: str) -> bytes:
    """Return the page that all others of the law are reached from."""
    answers, speaker = press.answers, press.speakers[lang]
    law = answers.register.law_at(answers.known_at)
    says = LawSpeaker(law, speaker)
    home = f"../../{lang}/"
    works = [
        (
            link(home + work_tail(work.id), work.title.best(lang) or work.id)
            + says.mark(confirmed=work.confirmed),
            [
                (
                    link(home + provision_tail(clause.id), clause.title.best(lang) or clause.id),
                    clause.number,
                    state_words(says, state_on(clause, answers.day)),
                )
                for clause in clauses_of(law, work.id)
            ],
        )
        for work in works_in_order(law)
    ]
    bills = [
        (
            link(home + bill_tail(shown.bill.id), shown.bill.title.best(lang) or shown.bill.id),
            speaker.words[f"law_stage_{shown.bill.stage}"],
            says.mark(confirmed=bool(shown.bill.stages) and shown.bill.stages[-1].confirmed),
        )
        for shown in shown_bills(law, answers.day)
    ]
    return press.page(
        "law.html.j2",
        lang,
        "law/index.html",
        title=speaker.t.law,
        here="law",
        calendar=link(f"{home}law/calendar/index.html", speaker.t.law_calendar),
        works=works,
        bills=bills,
        powers=[_power(press, power, speaker) for power in answers.epoch.powers],
    )


def _power(press: Press, power: Power, speaker: Speaker) -> tuple[str, str, Markup, str, bool]:
    kinds = {
        key: texts
        for pack in press.answers.epoch.packs.values()
        for key, texts in pack.office_kinds.items()
    }

    def names(keys: tuple[str, ...]) -> str:
        return speaker.listed(
            kinds[key].best(speaker.lang) if key in kinds else key for key in keys
        )

    limits = [speaker.listed(power.levels)] if power.levels else []
    limits += [] if power.max_days is None else [speaker.count("power_days", power.max_days)]
    limits += (
        [speaker.say("power_consent", offices=names(power.consents))] if power.consents else []
    )
    actions = speaker.listed(speaker.words[f"action_{action}"] for action in power.actions)
    clause = press.answers.register.provision(power.provision, press.answers.known_at)
    title = power.provision if clause is None else clause.title.best(speaker.lang) or clause.id
    home = f"../../{speaker.lang}/"
    basis = link(home + provision_tail(power.provision), title) if clause else Markup.escape(title)
    return names(power.office_kinds), actions, basis, "; ".join(limits), power.confirmed
