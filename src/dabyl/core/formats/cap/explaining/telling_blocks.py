"""Telling a block: what, how serious, when, what to do, where, who and where to read more.

1. The title is the headline, else the event; what the title has said is not said again.
2. Words of CAP are told in plain words of the reader's language. Gravity, urgency and certainty
   are always told, also when they are unknown.
3. Of long lists the first are told, and how many more there are.
4. An address is a link when it is one of the web and holds nothing odd; else it is text.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final

from dabyl.core.formats.cap.explaining.drawing import latitude, longitude
from dabyl.core.formats.cap.explaining.explanation import Block, Explanation
from dabyl.core.formats.cap.explaining.ground import Ground
from dabyl.core.formats.cap.explaining.harmless import harmless, one_line
from dabyl.core.formats.cap.explaining.times import printed_time
from dabyl.core.formats.cap.explaining.told import BlockTold, Said, Section, Tone
from dabyl.core.formats.cap.explaining.words import Words
from dabyl.core.formats.cap.values import Alert, Area, Info, NamedValue
from dabyl.core.formats.cap.vocabulary import Certainty, Severity, Urgency, Version

_WEB: Final = re.compile(r"https?://[^\s\ufffd<>\"'\\^`{|}\x00-\x20\x7f-\x9f]+", re.IGNORECASE)
_MOST: Final = 20
_METRES: Final = Decimal("0.3048")
"""In a foot."""
_HIGHEST_FT: Final = 1_000_000
_LOUD: Final = {
    Severity.EXTREME.value: Tone.ALARM,
    Severity.SEVERE.value: Tone.ALARM,
    Severity.MODERATE.value: Tone.CAUTION,
    Urgency.IMMEDIATE.value: Tone.ALARM,
    Certainty.OBSERVED.value: Tone.ALARM,
}


def tell_block(block: Block, of: Explanation, words: Words) -> BlockTold:
    """Return what one block of an explanation says."""
    info, lang = block.info, of.choice.language
    title = one_line(info.headline) or one_line(info.event)
    said = (
        ("what", _what(info, title, words, lang)),
        ("serious", _serious(info, of, words)),
        ("when", _when(info, of.alert, words, of.zone)),
        ("do", _do(info, words, lang)),
        ("says", _quoted(info.description, lang)),
        ("where", _where(block, words, lang)),
        ("who", _who(info, words, lang)),
        ("audience", _quoted(info.audience, lang)),
        ("links", _links(info, lang)),
    )
    return BlockTold(
        title=Said(text=title, lang=lang) if title else Said(text=words.say("label", "untitled")),
        force=Said(text=words.say("part", block.force)) if len(of.blocks) > 1 else None,
        sections=tuple(sections(said, words)),
        ground=block.ground,
    )


def sections(said: Iterable[tuple[str, Iterable[Said]]], words: Words) -> Iterator[Section]:
    """Yield a section for each name under which anything is said."""
    for name, things in said:
        if found := tuple(each for each in things if each.text):
            yield Section(name=name, label=words.say("label", name), said=found)


def _quoted(text: str | None, lang: str | None) -> Iterator[Said]:
    yield Said(text=harmless(text or ""), lang=lang)


def _what(info: Info, title: str, words: Words, lang: str | None) -> Iterator[Said]:
    event = one_line(info.event)
    if event != title:
        yield Said(text=event, lang=lang)
    categories = dict.fromkeys(words.of("category", each) for each in info.categories)
    yield Said(text="; ".join(categories), tone=Tone.QUIET)


def _serious(info: Info, of: Explanation, words: Words) -> Iterator[Said]:
    certainty = info.certainty
    if of.alert.version is Version.V1_0 and one_line(certainty) == "Very Likely":
        certainty = Certainty.LIKELY
    for group, value in (
        ("severity", info.severity),
        ("urgency", info.urgency),
        ("certainty", certainty),
    ):
        text = f"{words.say(group, 'label')}: {words.of(group, value)}"
        yield Said(
            text=text, tone=_LOUD.get(one_line(value), Tone.PLAIN) if of.is_loud else Tone.PLAIN
        )


def _when(info: Info, alert: Alert, words: Words, zone: str) -> Iterator[Said]:
    start = printed_time(info.effective or alert.sent, words, zone)
    yield Said(text=words.say("time", "start", time=start))
    if info.onset is not None:
        onset = printed_time(info.onset, words, zone)
        yield Said(text=words.say("time", "onset", time=onset))
    if info.expires is None:
        yield Said(text=words.say("time", "no-end"), tone=Tone.CAUTION)
    else:
        end = printed_time(info.expires, words, zone)
        yield Said(text=words.say("time", "end", time=end))


def _do(info: Info, words: Words, lang: str | None) -> Iterator[Said]:
    asked = dict.fromkeys(words.of("response", each) for each in info.response_types)
    yield Said(text=" ".join(asked))
    yield from _quoted(info.instruction, lang)


def _where(block: Block, words: Words, lang: str | None) -> Iterator[Said]:
    areas = block.info.areas
    if not areas:
        yield Said(text=words.say("place", "nowhere"), tone=Tone.CAUTION)
        return
    for area in areas[:_MOST]:
        yield Said(text=harmless(area.description or ""), lang=lang)
    yield Said(text=_rest(areas, words))
    for height in dict.fromkeys(_height(area, words) for area in areas[:_MOST]):
        yield Said(text=height)
    codes = dict.fromkeys(_code(each) for area in areas for each in area.geocodes)
    if codes:
        shown = ", ".join([*list(codes)[:_MOST], *filter(None, [_rest(tuple(codes), words)])])
        yield Said(text=words.say("place", "codes", codes=shown), tone=Tone.QUIET)
    yield Said(text=_drawn(block, words), tone=Tone.QUIET)


def _drawn(block: Block, words: Words) -> str:
    if block.ground is not None:
        return extent(block.ground, words)
    shapes = sum(len(area.polygons) + len(area.circles) for area in block.info.areas)
    return words.say("place", "undrawn" if shapes else "shapeless", count=shapes)


def extent(ground: Ground, words: Words) -> str:
    """Return in words where a ground lies, and what of it can't be drawn."""
    edges = {
        "south": latitude(round(ground.south, 2)),
        "north": latitude(round(ground.north, 2)),
        "west": longitude(round(ground.west, 2)),
        "east": longitude(round(ground.east, 2)),
        "width": f"{ground.width_km:.0f}",
        "height": f"{ground.height_km:.0f}",
    }
    text = words.say("place", "box" if ground.has_extent else "spot", **edges)
    if ground.undrawn:
        text += " " + words.say("place", "undrawn", count=ground.undrawn)
    return text


def _code(code: NamedValue) -> str:
    return " ".join(filter(None, (one_line(code.name), one_line(code.value))))


def _height(area: Area, words: Words) -> str:
    ends_ft = (area.altitude_ft, area.ceiling_ft)
    ends = [
        f"{end_ft * _METRES:.0f}"
        for end_ft in ends_ft
        if end_ft is not None and -_HIGHEST_FT < end_ft < _HIGHEST_FT
    ]
    return words.say("place", "height", height=" – ".join(ends)) if ends else ""


def _rest(things: Sequence[object], words: Words) -> str:
    more = len(things) - _MOST
    return words.say("place", "more", count=more) if more > 0 else ""


def _who(info: Info, words: Words, lang: str | None) -> Iterator[Said]:
    yield from _quoted(info.sender_name, lang)
    contact = one_line(info.contact)
    yield Said(text=words.say("word", "contact", value=contact) if contact else "")


def _links(info: Info, lang: str | None) -> Iterator[Said]:
    yield _link(info.web)
    for resource in info.resources[:_MOST]:
        yield Said(text=one_line(resource.description), lang=lang)
        yield _link(resource.uri)


def _link(address: str | None) -> Said:
    shown = one_line(address)
    return Said(text=shown, href=shown if _WEB.fullmatch(shown) else None)
