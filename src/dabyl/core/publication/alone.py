"""The mark of what one person decided in an emergency, wherever it is shown.

1. A decision that waits for a countersignature carries it, with the deadline, until it has one.
2. When nobody countersigned in time, the decision's page says why it lasted no longer.
3. The mark is words, in the page's language; its colour adds nothing to them.
"""

from collections.abc import Iterable, Iterator

from markupsafe import Markup

from dabyl.core.levels.standing import StandingLayer
from dabyl.core.publication.answers import Answers
from dabyl.core.publication.press import Press
from dabyl.core.publication.speaker import Speaker
from dabyl.core.register.countersigned import Fate, fate_of
from dabyl.core.register.register import Register
from dabyl.core.values.instants import Instant


def waits_until(
    register: Register, decisions: Iterable[str], *, at: Instant, known_at: Instant
) -> Instant | None:
    """Return the first deadline by which one of some decisions is to be countersigned."""
    return min(_deadlines(register, decisions, at, known_at), default=None)


def _deadlines(
    register: Register, decisions: Iterable[str], at: Instant, known_at: Instant
) -> Iterator[Instant]:
    for key in decisions:
        alone = register.record(key).alone
        waits = fate_of(register, key, at=at, known_at=known_at) is Fate.WAITS
        if alone is not None and waits:
            yield alone.deadline


def alone_text(answers: Answers, layers: Iterable[StandingLayer], speaker: Speaker) -> str:
    """Return the mark of layers, when a decision that they rest on waits; else nothing."""
    keys = (key for layer in layers for key in (layer.decision, *layer.extended_by))
    until = waits_until(answers.register, keys, at=answers.at, known_at=answers.known_at)
    return "" if until is None else said_until(until, speaker, answers.zone)


def said_until(deadline: Instant, speaker: Speaker, zone: str) -> str:
    """Return the mark with its deadline."""
    return speaker.say("alone", at=speaker.instant(deadline, zone))


def alone_mark(press: Press, layers: Iterable[StandingLayer], lang: str) -> Markup:
    """Return the mark of layers as a part of a page, else nothing."""
    text = alone_text(press.answers, layers, press.speakers[lang])
    return Markup('<strong class="over">{}</strong>').format(text) if text else Markup()


def fate_text(press: Press, key: str, lang: str) -> str:
    """Return what is to be known of a decision of one person: that it waits, or lapsed, and why."""
    answers, speaker = press.answers, press.speakers[lang]
    fate = fate_of(answers.register, key, at=answers.at, known_at=answers.known_at)
    alone = answers.register.record(key).alone
    if alone is None or fate not in {Fate.WAITS, Fate.LAPSED}:
        return ""
    if fate is Fate.WAITS:
        return said_until(alone.deadline, speaker, answers.zone)
    return speaker.say("alone_lapsed", at=speaker.instant(alone.deadline, answers.zone))
