"""Texts without a page: for a text message, and to be read aloud; and the badge.

1. A message fits one segment when its facts do, and never takes more than two: what it can do
   without goes first, the time of confirmation last of all.
2. None says that nothing is in force without the time at which that was confirmed.
3. A text of a replay or an exercise begins with that, and so does a badge.
"""

from collections.abc import Iterator

from markupsafe import Markup

from dabyl.core.formats.sms.segments import longest_that_fits
from dabyl.core.publication.alone import alone_text
from dabyl.core.publication.marks import bars, colour, ink
from dabyl.core.publication.outcomes import Kind, Outcome, outcome
from dabyl.core.publication.panel import headline, steps, until
from dabyl.core.publication.press import Press
from dabyl.core.publication.speaker import Speaker

_MOST_SEGMENTS = 2
_CHAR = 7


def sms_text(press: Press, key: str, lang: str) -> bytes:
    """Return the text message of a place: what stands, until when, as of when."""
    result = outcome(press.answers, press.answers.main(key))
    texts = (_joined(parts) for parts in _messages(press, result, lang))
    return longest_that_fits(texts, _MOST_SEGMENTS).encode() + b"\n"


def _joined(parts: tuple[str, ...]) -> str:
    return " ".join(f"{part.rstrip('.')}." for part in parts if part)


def _messages(press: Press, result: Outcome, lang: str) -> Iterator[tuple[str, ...]]:
    """Give what a message can say, the longest first."""
    answers, speaker = press.answers, press.speakers[lang]
    standing = result.standing
    zone = answers.zone_of(standing.place)
    mark = press.mark(lang)
    what = ", ".join(
        part for part in (_what(press, result, speaker), _end(result, speaker, zone)) if part
    )
    confirmed = speaker.say("sms_confirmed", as_of=speaker.clock(standing.as_of, zone))
    advice = steps(press, result, lang)[:1]
    alone = alone_text(answers, standing.layers, speaker)
    yield mark, what, alone, *advice, confirmed
    yield mark, what, alone, confirmed
    yield mark, what, confirmed
    yield mark, _what(press, result, speaker), confirmed


def _what(press: Press, result: Outcome, speaker: Speaker) -> str:
    place = press.answers.name(result.standing.place, speaker.lang)
    if result.shown is None:
        return speaker.say("sms_none", place=place)
    level = speaker.level_short(result.shown)
    if result.kind is Kind.PARTS:
        return speaker.say("sms_parts", place=place, level=level)
    text = speaker.say(
        "sms_level", place=place, level=level, rank=result.shown.rank, steps=result.steps
    )
    return f"{text}, {speaker.t.sms_higher}" if result.kind is Kind.HIGHER else text


def _end(result: Outcome, speaker: Speaker, zone: str) -> str:
    standing = result.standing
    if standing.level is None:
        return ""
    if standing.until is None:
        return until(result, speaker, zone)
    return speaker.say("sms_until", until=speaker.clock(standing.until, zone))


def speech_text(press: Press, key: str, lang: str) -> bytes:
    """Return the text of a place to be read aloud, in whole sentences."""
    answers, speaker = press.answers, press.speakers[lang]
    standing = answers.main(key)
    result = outcome(answers, standing)
    zone = answers.zone_of(key)
    lines = [
        press.mark(lang, short=False),
        press.as_it_stood(lang),
        *_spoken(press, result, speaker),
    ]
    if standing.level is not None and standing.since is not None:
        lines.append(speaker.say("speech_since", at=speaker.instant(standing.since, zone)))
    if standing.level is not None:
        lines.append(speaker.say("speech_until", until=until(result, speaker, zone)))
    lines.append(alone_text(answers, standing.layers, speaker))
    if advice := steps(press, result, lang):
        said = " ".join(f"{step.rstrip('.')}." for step in advice)
        lines.append(speaker.say("speech_do", steps=said))
    lines.append(speaker.say("speech_confirmed", as_of=speaker.instant(standing.as_of, zone)))
    return "\n".join(line for line in lines if line).encode() + b"\n"


def _spoken(press: Press, result: Outcome, speaker: Speaker) -> Iterator[str]:
    place = press.answers.name(result.standing.place, speaker.lang)
    if result.shown is None:
        yield speaker.say("speech_none", place=place)
    elif result.kind is Kind.PARTS:
        yield speaker.say("speech_parts", place=place, level=speaker.level(result.shown))
    else:
        yield speaker.say("speech_now", place=place, level=speaker.level(result.shown))
    if result.kind is Kind.HIGHER and result.highest is not None:
        yield speaker.say("speech_higher", level=speaker.level(result.highest))


def badge(press: Press, key: str, lang: str) -> bytes:
    """Return the badge of a place: its name, its level, and when that was confirmed."""
    answers, speaker = press.answers, press.speakers[lang]
    standing = answers.main(key)
    result = outcome(answers, standing)
    place, level = answers.name(key, lang), headline(result, speaker)
    if result.kind is Kind.PARTS:
        level = f"{speaker.t.in_parts}: {level}"
    if result.kind is Kind.HIGHER:
        level = f"{level}, {speaker.t.several}"
    as_of = speaker.clock(standing.as_of, answers.zone_of(key))
    small = speaker.say("badge_confirmed", as_of=as_of)
    if mark := press.mark(lang):
        small = f"{mark} · {small}"
    back = "#ffffff" if result.shown is None else colour(result.shown)
    front = ink(back)
    left, right = 24 + _CHAR * len(place), 24 + _CHAR * len(level)
    icon = Markup()
    if result.shown is not None:
        wide = result.steps * 7
        icon = Markup('<g transform="translate({} 6)" fill="{}" stroke="{}">{}</g>').format(
            left + 8, front, front, bars(result.shown.rank, result.steps)
        )
        right += wide + 6
    width = max(left + right, 16 + round(5.2 * len(small)))
    text = press.theme.template("badge.svg.j2").render(
        width=width,
        label=f"{place}: {level}. {small}",
        left=left,
        back=back,
        front=front,
        icon=icon,
        place=place,
        level=level,
        level_x=max(left + right, width) - 8,
        small=small,
    )
    return text.encode() + b"\n"
