"""The panel: what stands at a place, in words; the same for the front page, a place and paper.

1. A panel always has the time it was last confirmed, also and above all when nothing is in force.
2. What is printed as the end is the standing's end: the one instant that every form shows.
"""

from typing import Any

import attrs
from markupsafe import Markup

from dabyl.core.levels.standing import Next, Standing, StandingLayer
from dabyl.core.publication.alone import alone_text
from dabyl.core.publication.marks import bars
from dabyl.core.publication.outcomes import Kind, Outcome
from dabyl.core.publication.overdue import is_overdue
from dabyl.core.publication.press import Press
from dabyl.core.publication.speaker import Speaker
from dabyl.core.values.instants import EARLIEST, Instant
from dabyl.core.values.languages import NO_TEXTS, Texts
from dabyl.core.values.moments import Moment

_DAY_S = 86_400
_MANY = 8


@attrs.frozen
class Fact:
    """A term and what is said about it; ``iso`` is the instant in it, for machines."""

    term: str
    text: str
    iso: str | None = None
    css: str = ""


def panel(press: Press, outcome: Outcome, lang: str) -> dict[str, Any]:
    """Return what the panel of a place says."""
    answers, speaker = press.answers, press.speakers[lang]
    standing = outcome.standing
    place = answers.name(standing.place, lang)
    shown = outcome.shown
    return {
        "place": place,
        "label": _label(outcome, speaker),
        "headline": headline(outcome, speaker),
        "css": "" if shown is None else press.css(standing.scale, shown),
        "bars": Markup() if shown is None else bars(shown.rank, outcome.steps),
        "rank": None
        if shown is None
        else speaker.say("level_of", rank=shown.rank, steps=outcome.steps),
        "definition": "" if shown is None else shown.definition.best(lang).rstrip("."),
        "alone": alone_text(answers, standing.layers, speaker),
        "remarks": tuple(_remarks(press, outcome, speaker, place)),
        "facts": tuple(_facts(press, outcome, speaker)),
        "steps": steps(press, outcome, lang),
        "changes": changes(press, outcome, lang),
    }


def headline(outcome: Outcome, speaker: Speaker) -> str:
    """Return what stands, in few words."""
    if outcome.shown is not None:
        return speaker.level(outcome.shown)
    return speaker.words["no_scale" if outcome.kind is Kind.NO_SCALE else "no_level"]


def _label(outcome: Outcome, speaker: Speaker) -> str:
    return speaker.words["only_in_parts" if outcome.kind is Kind.PARTS else "level_in_force"]


def _remarks(press: Press, outcome: Outcome, speaker: Speaker, place: str) -> list[str]:
    remarks = []
    if outcome.highest is not None and outcome.kind in {Kind.PARTS, Kind.HIGHER}:
        key = "no_level_all" if outcome.kind is Kind.PARTS else "higher_in_parts"
        level = speaker.level(outcome.highest) + _where(press, outcome, speaker)
        remarks.append(speaker.say(key, place=place, level=level))
    if outcome.kind is Kind.NO_SCALE:
        scale = press.answers.scale(outcome.standing.scale)
        remarks.append(scale.policy.best(speaker.lang) or speaker.words["no_scale_text"])
    return remarks


def _where(press: Press, outcome: Outcome, speaker: Speaker) -> str:
    """Return which parts have the highest level, when they can be named."""
    standing = outcome.standing
    parts = [part.place for part in standing.parts if part.level == standing.highest_part]
    names = [press.answers.name(key, speaker.lang) for key in parts[:_MANY]]
    more = [f"+ {len(parts) - _MANY}"] if len(parts) > _MANY else []
    return f" – {speaker.listed((*names, *more))}"


def _facts(press: Press, outcome: Outcome, speaker: Speaker) -> list[Fact]:
    answers, standing, words = press.answers, outcome.standing, speaker.words
    zone = answers.zone_of(standing.place)
    facts = []
    if standing.level is not None and standing.since is not None:
        text = _both(speaker, standing.since, since(outcome, speaker, zone), zone)
        days = (answers.at.s - standing.since.s) // _DAY_S + 1
        facts += [
            Fact(words["since"], text, standing.since.text()),
            Fact(words["reviewed_days"], speaker.count("in_force", days)),
        ]
    if standing.level is not None:
        facts.append(_until(speaker, outcome, zone))
    if standing.next is not None:
        facts.append(_next(press, standing, standing.next, speaker, zone))
    if standing.review_by is not None:
        facts.append(_review(speaker, standing.review_by, zone, answers.at))
    if (reviewed := last_reviewed(press, standing.layers)) is not None:
        facts.append(Fact(words["last_reviewed"], speaker.moment(reviewed)))
    confirmed = speaker.instant(standing.as_of, zone)
    facts.append(Fact(words["confirmed"], confirmed, standing.as_of.text()))
    return facts


def _until(speaker: Speaker, outcome: Outcome, zone: str) -> Fact:
    end = outcome.standing.until
    text = until(outcome, speaker, zone)
    if end is None:
        return Fact(speaker.words["until"], text)
    return Fact(speaker.words["until"], _both(speaker, end, text, zone), end.text())


def _both(speaker: Speaker, at: Instant, text: str, zone: str) -> str:
    """Return a text about an instant; with the place's own time when its clocks differ from it."""
    own = speaker.instant(at, zone)
    clock = f"{at.local(zone):%H:%M}"
    return text if clock in text else f"{text} = {own}"


def since(outcome: Outcome, speaker: Speaker, zone: str) -> str:
    """Return the start of what stands, by the clocks by which it was decided."""
    at = outcome.standing.since or EARLIEST
    return speaker.instant(at, decided_zone(outcome.standing, at, zone))


def decided_zone(standing: Standing, at: Instant, zone: str) -> str:
    """Return the zone of the layer that starts or ends at an instant, else the place's own."""
    layers = standing.layers
    return next((one.zone for one in layers if at in {one.start.instant, one.end}), zone)


def until(outcome: Outcome, speaker: Speaker, zone: str) -> str:
    """Return the end of what stands, as it is printed everywhere: by the clocks of the decision."""
    standing = outcome.standing
    layer = next((one for one in standing.layers if one.end == standing.until), None)
    if layer is None:
        return speaker.end(standing.until, zone)
    return speaker.end(standing.until, layer.zone, layer.ending)


def _next(press: Press, standing: Standing, following: Next, speaker: Speaker, zone: str) -> Fact:
    at = speaker.instant(following.at, decided_zone(standing, following.at, zone))
    if following.level is None:
        text = speaker.say("next_none", at=at)
    else:
        level = press.answers.level(standing.scale, following.level)
        text = speaker.say("next_level", at=at, level=speaker.level(level))
    return Fact(speaker.words["next"], text, following.at.text())


def _review(speaker: Speaker, due: Instant, zone: str, at: Instant) -> Fact:
    text = speaker.instant(due, zone)
    if is_overdue(due, at):
        return Fact(
            speaker.words["review"], speaker.say("review_overdue", at=text), due.text(), "over"
        )
    return Fact(speaker.words["review"], text, due.text())


def last_reviewed(press: Press, layers: tuple[StandingLayer, ...]) -> Moment | None:
    """Return when the level was last looked at again: when the last extension was decided."""
    found = [
        decision.decided
        for layer in layers
        for decision in press.answers.known(layer.extended_by)
        if decision.decided is not None
    ]
    return max(found, key=lambda moment: moment.instant, default=None)


def steps(press: Press, outcome: Outcome, lang: str) -> tuple[str, ...]:
    """Return what to do: the decision's advice, else the level's, else the general help."""
    return _lines(_advice(press, outcome), lang)


def _advice(press: Press, outcome: Outcome) -> Texts:
    if outcome.shown is None:
        return press.answers.pack.help
    return (
        _of_decisions(press, outcome, "advice") or outcome.shown.advice or press.answers.pack.help
    )


def changes(press: Press, outcome: Outcome, lang: str) -> str:
    """Return what the level changes for people, as the decision or the scale says."""
    if outcome.shown is None:
        return ""
    return (_of_decisions(press, outcome, "changes") or outcome.shown.changes).best(lang)


def _of_decisions(press: Press, outcome: Outcome, field: str) -> Texts:
    layers = outcome.standing.layers
    for decision in press.answers.known(layer.decision for layer in layers):
        if getattr(decision, field):
            found: Texts = getattr(decision, field)
            return found
    return NO_TEXTS


def _lines(texts: Texts, lang: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in texts.best(lang).splitlines() if line.strip())
