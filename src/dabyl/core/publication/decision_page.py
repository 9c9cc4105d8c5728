"""A decision's page: one act, with what it does, what became of it, and how it can be checked."""

from markupsafe import Markup

from dabyl.core.levels.decision import Claim, Decision, Mode, Source
from dabyl.core.publication.alone import fate_text
from dabyl.core.publication.cards import office_name
from dabyl.core.publication.effects import effect_view
from dabyl.core.publication.law_states import as_it_stood
from dabyl.core.publication.law_words import LawSpeaker
from dabyl.core.publication.links import (
    decision_tail,
    incident_tail,
    joined,
    link,
    outward,
)
from dabyl.core.publication.press import Press
from dabyl.core.publication.speaker import Speaker
from dabyl.core.register.countersigned import defects_known
from dabyl.core.register.records import DecisionRecord
from dabyl.core.values.instants import Instant

_TEMPLATE = "decision.html.j2"
Lines = list[tuple[str, Markup]]


def decision_page(press: Press, key: str, lang: str) -> bytes:
    """Return the page of a decision that is known, or was before it was withdrawn."""
    answers, speaker = press.answers, press.speakers[lang]
    record = answers.register.record(key)
    known = answers.decision(key)
    decision = known or record.decision
    home = f"../../../{lang}/"
    numbers = range(len(decision.effects))
    return press.page(
        _TEMPLATE,
        lang,
        decision_tail(key),
        title=decision_title(decision, lang),
        here="",
        withdrawn=known is None,
        alone=fate_text(press, key, lang),
        grounds=decision.grounds.best(lang),
        note=decision.note.best(lang),
        act=[
            (term, text)
            for term, text in _act(press, decision, record.recorded_at, lang, home)
            if text
        ],
        effects=[effect_view(press, decision, number, lang, home) for number in numbers],
        advice=[line for line in decision.advice.best(lang).splitlines() if line.strip()],
        changes=decision.changes.best(lang),
        claims=[_claim(decision, claim, speaker) for claim in decision.claims],
        uncertain=[texts.best(lang) for texts in decision.uncertain],
        defects=_defects(press, record, speaker),
        corrections=_corrections(press, key, speaker, home),
        sources=[_source(source) for source in decision.sources],
        entry=speaker.say(
            "entry", number=record.number, at=speaker.instant(record.recorded_at, answers.zone)
        ),
        hash=record.hash,
    )


def decision_title(decision: Decision, lang: str) -> str:
    """Return a decision's title, else its number or id."""
    return decision.title.best(lang) or decision.number or decision.id


def _text(text: str) -> Markup:
    return Markup("{}").format(text)


def _act(press: Press, decision: Decision, recorded_at: Instant, lang: str, home: str) -> Lines:
    at = recorded_at if decision.decided is None else decision.decided.instant
    speaker, t = press.speakers[lang], press.speakers[lang].t
    scale = press.answers.scale(decision.scale)
    reasons = {
        reason.id: reason.names for reason in press.answers.version(decision.scale, at).reasons
    }
    reason = decision.reason or ""
    named = reasons[reason].best(lang) if reason in reasons else reason
    mode = t.mode_taken if decision.mode is Mode.TAKEN else t.mode_recorded
    consents = (
        _text(office_name(press, consent.office, lang))
        + (
            ""
            if consent.given is None
            else f", {speaker.say('consent_given', at=speaker.moment(consent.given))}"
        )
        for consent in decision.consents
    )
    incident = decision.incident
    return [
        (t.brand, _text(scale.names.best(lang))),
        (t.act_number, _text(decision.number or "")),
        (t.office, _text(office_name(press, decision.office, lang))),
        (t.signer, _text(decision.signer.best(lang))),
        (t.under, _basis(press, decision, at, lang, home)),
        (t.consents, joined(consents)),
        (t.decided, _text("" if decision.decided is None else speaker.moment(decision.decided))),
        (
            t.announced,
            _text("" if decision.announced is None else speaker.moment(decision.announced)),
        ),
        (t.reason, _text(named)),
        (
            t.incident,
            Markup() if incident is None else link(home + incident_tail(incident), incident),
        ),
        (t.contact, _text(decision.contact.best(lang))),
        (t.record, _text(mode)),
    ]


def _basis(press: Press, decision: Decision, at: Instant, lang: str, home: str) -> Markup:
    """Return the provision as it stood on the day of the decision."""
    answers = press.answers
    law = answers.register.law_at(answers.known_at)
    clause = law.statutes.clauses.get(decision.provision or "")
    if clause is None:
        return _text(decision.provision or "")
    day = at.local(answers.scale(decision.scale).zone).date()
    says = LawSpeaker(law, press.speakers[lang])
    return Markup("<br>").join(line for line in as_it_stood(says, clause, day, home) if line)


def _claim(decision: Decision, claim: Claim, speaker: Speaker) -> Markup:
    field = speaker.words.get(f"conflict_{claim.field}", claim.field)
    text = speaker.say("claim_says", field=field, text=claim.text.best(speaker.lang))
    source = next((one for one in decision.sources if one.id == claim.source), None)
    if source is None:
        return _text(text)
    return Markup("{} ({})").format(text, _source(source))


def _source(source: Source) -> Markup:
    name = ", ".join(part for part in (source.publisher or source.id, source.date) if part)
    note = f" – {source.note}" if source.note else ""
    return Markup("{}{}").format(outward(source.url, name), note)


def _defects(press: Press, record: DecisionRecord, speaker: Speaker) -> list[str]:
    key = record.decision.id
    remarks = press.answers.register.remarks(key, press.answers.known_at)
    known = defects_known(press.answers.register, record, press.answers.known_at)
    codes = [code for code, _ in known] + [str(remark) for _, remark, _ in remarks]
    return [
        speaker.words.get(f"defect_{code}", code.replace("-", " ")) for code in dict.fromkeys(codes)
    ]


def _corrections(press: Press, key: str, speaker: Speaker, home: str) -> list[Markup]:
    answers = press.answers
    return [
        Markup("{}: {}").format(
            speaker.instant(correction.known, answers.zone),
            link(home + decision_tail(correction.by), correction.by),
        )
        for correction in answers.register.corrections_of(key)
        if correction.known <= answers.known_at
    ]
