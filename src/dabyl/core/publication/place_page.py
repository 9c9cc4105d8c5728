"""A place's page: what stands, what to do, by whose decision, and what contradicts."""

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from dabyl.core.law.powers import Office
from dabyl.core.levels.scale import Measure
from dabyl.core.levels.standing import Conflict, Defect, Standing, StandingLayer
from dabyl.core.publication.cards import Cards, provision_link
from dabyl.core.publication.links import (
    decision_tail,
    joined,
    link,
    outward,
    place_tail,
)
from dabyl.core.publication.outcomes import Outcome, outcome
from dabyl.core.publication.panel import panel
from dabyl.core.publication.press import Press
from dabyl.core.publication.speaker import Speaker
from dabyl.core.values.instants import parse_instant

_TEMPLATE = "place.html.j2"


def place_page(press: Press, cards: Cards, key: str, lang: str) -> bytes:
    """Return the page of a place in a language."""
    answers, speaker = press.answers, press.speakers[lang]
    standing = answers.main(key)
    result = outcome(answers, standing)
    home = f"../../../{lang}/"
    name = answers.name(key, lang)
    scale = standing.scale
    parent = answers.parent(key)
    return press.page(
        _TEMPLATE,
        lang,
        place_tail(key),
        title=name,
        leased=standing,
        here="",
        code=key,
        now=panel(press, result, lang),
        differing=[
            (linked_place(press, part.place, lang, home), part_chip(press, scale, part.level, lang))
            for part in standing.parts
        ],
        differing_text=speaker.say("parts_text", place=name),
        cards=[cards.card(layer, scale, lang, home) for layer in standing.layers],
        overruled=[
            cards.small_card(layer, scale, lang, home, why_overruled(press, standing, layer, lang))
            for layer in standing.overruled
        ],
        conflicts=[conflict_text(press, one, scale, lang, home) for one in standing.conflicts],
        defects=[defect_text(one, speaker, home) for one in standing.defects],
        uncertain=list(dict.fromkeys(_uncertain(press, standing, lang))),
        scoped=[cards.small_card(one, scale, lang, home, None) for one in standing.scoped],
        measures=measures(press, result, lang, home),
        states=[
            cards.small_card(layer, its, lang, home, None) for its, layer in answers.states(key)
        ],
        bulletins=[
            cards.small_card(layer, its, lang, home, None) for its, layer in answers.bulletins(key)
        ],
        others=[other_scale(press, other, lang) for other in answers.others(key)],
        foreign=press.foreign.cards(key, speaker),
        lies_in=None if parent is None else linked_place(press, parent, lang, home),
        below=joined(linked_place(press, child, lang, home) for child in _below(press, key)),
    )


def _below(press: Press, key: str) -> tuple[str, ...]:
    paged = press.paged
    return tuple(child for child in press.answers.children(key) if child in paged)


def linked_place(press: Press, key: str, lang: str, home: str) -> Markup:
    """Return a place's name, with a link when it has a page."""
    name = press.answers.name(key, lang)
    return link(home + place_tail(key), name) if key in press.paged else Markup("{}").format(name)


def part_chip(press: Press, scale: str, level: str | None, lang: str) -> Markup:
    """Return a level, or that there is none, in a line of text."""
    found = None if level is None else press.answers.level(scale, level)
    return press.chip(scale, found, lang)


def why_overruled(press: Press, standing: Standing, layer: StandingLayer, lang: str) -> str:
    """Return by which level a layer is overruled, and until when."""
    answers, speaker = press.answers, press.speakers[lang]
    reason = {one.layer: one for one in standing.reasons}[layer.id]
    by = {one.id: one.level for one in standing.layers}[reason.by or ""]
    level = answers.level(standing.scale, by)
    text = speaker.say("overruled_by", level=speaker.level(level))
    if reason.until is None:
        return text
    until = speaker.instant(reason.until, layer.zone)
    return f"{text}, {speaker.say('overruled_until', until=until)}"


def conflict_text(press: Press, conflict: Conflict, scale: str, lang: str, home: str) -> Markup:
    """Return what the texts say that disagree, and where each was read."""
    speaker = press.speakers[lang]
    field = speaker.words.get(f"conflict_{conflict.about}", conflict.about)
    head = Markup("{}:").format(field[:1].upper() + field[1:])
    acts = [link(home + decision_tail(key), key) for key in conflict.decisions]
    stated = compared(press, conflict, scale, conflict.stated, lang)
    played = compared(press, conflict, scale, conflict.played, lang)
    if len(acts) > 1:
        values = (stated, played) if conflict.about == "area" else (played, stated)
        pairs = zip(values, acts, strict=True)
        return Markup(" ").join((head, joined(Markup("{} ({})").format(*pair) for pair in pairs)))
    text = conflict.text.best(lang) or stated
    parts = [
        Markup("{}.").format(speaker.say("another_text", text=text)),
        Markup("{}.").format(speaker.say("played", played=played)),
    ]
    if conflict.source is not None:
        source = conflict.source
        name = f"{source.publisher or source.id} {source.date}".strip()
        parts.append(Markup("({})").format(outward(source.url, name)))
    return Markup(" ").join((head, *parts, *acts))


def compared(press: Press, conflict: Conflict, scale: str, value: str | None, lang: str) -> str:
    """Return in words what a text states that can be compared: a level, an instant, places."""
    answers, speaker = press.answers, press.speakers[lang]
    if not value:
        return ""
    match conflict.about:
        case "level":
            return speaker.level(answers.level(scale, value))
        case "area":
            known = answers.places.unit
            keys = value.split(", ")
            return speaker.listed(
                key if known(key) is None else answers.name(key, lang) for key in keys
            )
        case "start" | "end" if value != "open":
            return speaker.instant(parse_instant(value), answers.scale(scale).zone)
        case _:
            return speaker.end(None, answers.zone)


def defect_text(defect: Defect, speaker: Speaker, home: str) -> Markup:
    """Return what is missing or irregular about a decision."""
    words = speaker.words.get(f"defect_{defect.code}", defect.code.replace("-", " "))
    text = defect.text.best(speaker.lang) or words
    if not defect.decision:
        return Markup("{}").format(text)
    return Markup("{} ({})").format(
        text, link(home + decision_tail(defect.decision), defect.decision)
    )


def _uncertain(press: Press, standing: Standing, lang: str) -> Iterator[str]:
    for layer in (*standing.layers, *standing.overruled):
        for decision in press.answers.known((layer.decision, *layer.extended_by)):
            yield from (texts.best(lang) for texts in decision.uncertain)


def measures(press: Press, result: Outcome, lang: str, home: str) -> Markup:
    """Return the measures that follow from the level, made once for each level and language."""
    level = None if result.shown is None else result.shown.id
    scale = result.standing.scale
    found = press.fragments.get(("measures", scale, level, lang))
    if found is None:
        found = press.fragments["measures", scale, level, lang] = _measures(
            press, scale, level, lang, home
        )
    return found


def _measures(press: Press, scale: str, level: str | None, lang: str, home: str) -> Markup:
    rows = [
        _measure(press, measure, lang, home)
        for measure in press.answers.version(scale).measures
        if level in measure.levels
    ]
    if not rows:
        return Markup()
    name = press.speakers[lang].level(press.answers.level(scale, str(level)))
    text = press.theme.template("measures.html.j2").render(
        t=press.speakers[lang].t, rows=rows, caption=name
    )
    return Markup(text)  # noqa: S704 - rendered with escaping


def _measure(press: Press, measure: Measure, lang: str, home: str) -> dict[str, Any]:
    t = press.speakers[lang].t
    kinds = [] if measure.binding is None else [t.binding if measure.binding else t.advisory]
    kinds += [t.permanent] if measure.permanent else []
    office: Office | None = press.answers.epoch.offices.get(measure.office or "")
    basis = [] if office is None else [Markup("{}").format(office.names.best(lang))]
    if measure.provision is not None:
        basis.append(provision_link(press, measure.provision, lang, home))
    return {
        "addressee": measure.addressee.best(lang),
        "text": measure.text.best(lang),
        "kind": ", ".join(kinds),
        "unconfirmed": not measure.confirmed,
        "basis": joined(basis),
    }


def other_scale(press: Press, standing: Standing, lang: str) -> Markup:
    """Return what stands by another authority's scale; it is never compared."""
    result = outcome(press.answers, standing)
    name = press.answers.scale(standing.scale).names.best(lang)
    return Markup("{}: {}").format(name, press.chip(standing.scale, result.shown, lang))
