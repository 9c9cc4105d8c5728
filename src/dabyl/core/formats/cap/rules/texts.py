"""Texts: what people are shown must be short, complete and plain.

1. A headline is short; many displays show nothing else.
2. Headline, description and instruction each say something of their own.
3. Texts are plain: no tags, no entities of HTML, no control characters, no bidirectional overrides,
   which let a text read as another one.
"""

import re
from collections.abc import Iterator
from html.entities import html5
from operator import attrgetter
from typing import Final

from dabyl.core.formats.cap.rules.context import Context
from dabyl.core.formats.cap.rules.findings import Fault, Judged
from dabyl.core.formats.cap.rules.kinds import OTHERS, OURS, E, I, Profile, Subject, W, kinds
from dabyl.core.formats.cap.rules.message import Message
from dabyl.core.formats.cap.rules.registry import rule
from dabyl.core.formats.cap.values import Alert, Info

HEADLINE_CHARS: Final = 160
SHORT_HEADLINE_CHARS: Final = 140

_SHORT: Final = frozenset({Profile.GOOGLE, Profile.DABYL})
_NEED_WEB: Final = frozenset({Profile.GOOGLE, Profile.DABYL})
_FIELDS: Final = (
    ("event", "event"),
    ("audience", "audience"),
    ("sender_name", "senderName"),
    ("headline", "headline"),
    ("description", "description"),
    ("instruction", "instruction"),
    ("contact", "contact"),
)
_texts: Final = attrgetter(*(name for name, _ in _FIELDS))
_PAIRS: Final = (
    ("headline", "description"),
    ("headline", "instruction"),
    ("description", "instruction"),
)
_TAG: Final = re.compile(
    r"</?(?:a|abbr|b|big|blockquote|body|br|center|code|dd|div|dl|dt|em|font|form|h[1-6]|head|hr|html"
    r"|i|iframe|img|input|li|link|meta|ol|p|pre|s|script|small|span|strike|strong|style|sub|sup|svg"
    r"|table|tbody|td|th|thead|title|tr|tt|u|ul|video)(?:\s[^<>]*)?/?>|<!--|<!\[CDATA\[",
    re.IGNORECASE | re.ASCII,
)
_ENTITY: Final = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|([a-zA-Z][a-zA-Z0-9]{1,31}));")
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_OVERRIDE: Final = re.compile("[\u202d\u202e]")


@rule(
    number=61,
    code="cap-headline-long",
    subject=Subject.MESSAGE,
    source="CAP 1.2, 3.2.2; Google",
    kinds=kinds(W, oasis=I, elsewhere=W),
)
def headline_is_short(message: Message, context: Context) -> Judged:
    """A headline has at most 160 characters, 140 for Google."""
    del context
    for number, info in enumerate(message.alert.infos, 1):
        chars = len((info.headline or "").strip())
        if chars > SHORT_HEADLINE_CHARS:
            where = f"info[{number}]/headline"
            yield Fault(where, data={"chars": chars, "most": SHORT_HEADLINE_CHARS}, only=_SHORT)
        if chars > HEADLINE_CHARS:
            where, others = f"info[{number}]/headline", frozenset(Profile) - _SHORT
            yield Fault(where, data={"chars": chars, "most": HEADLINE_CHARS}, only=others)


@rule(
    number=62,
    code="cap-texts",
    subject=Subject.MESSAGE,
    source="Google; IPAWS profile 1.0, description",
    kinds=kinds(E, oasis=I, google=E, ipaws=W),
)
def texts_say_something_each(message: Message, context: Context) -> Judged:
    """Headline, description and instruction differ; ``description`` and ``web`` are present."""
    del context
    for number, info in enumerate(message.alert.infos, 1):
        path = f"info[{number}]"
        if not _has_words(info.description):
            yield Fault(path, data={"name": "description"})
        if not _has_words(info.web):
            yield Fault(path, data={"name": "web"}, only=_NEED_WEB)
        for one, other in _PAIRS:
            if _are_alike(getattr(info, one), getattr(info, other)):
                data = {"name": one, "other": other}
                yield Fault(f"{path}/{other}", "same", data, only=OURS)
                yield Fault(f"{path}/{other}", "same", data, at_most=W, only=OTHERS)


def _has_words(text: str | None) -> bool:
    return text is not None and not text.isspace() and text != ""


def _are_alike(one: str | None, other: str | None) -> bool:
    """Tell whether texts differ in nothing but case, white space and a full stop at the end."""
    if not one or not other or one.lstrip()[:1].casefold() != other.lstrip()[:1].casefold():
        return False
    words = _words(one)
    return words != [] and words == _words(other)


def _words(text: str) -> list[str]:
    return text.rstrip().removesuffix(".").casefold().split()


@rule(
    number=63,
    code="cap-plain-text",
    subject=Subject.MESSAGE,
    source="CAP 1.2, 3.3.3; Google; own: texts are shown as they stand",
    kinds=kinds(E, oasis=W, elsewhere=W),
)
def texts_are_plain(message: Message, context: Context) -> Judged:
    """Texts are plain: no tags or entities of HTML, no control characters, no bidi overrides."""
    del context
    alert = message.alert
    if not all(map(_is_clearly_plain, _all_texts(alert))):
        for path, text in _with_paths(alert):
            yield from _not_plain(path, text)


def _is_clearly_plain(text: str | None) -> bool:
    """Tell it without a look at each character; a text that isn't may be plain all the same."""
    return text is None or (
        "<" not in text and "&" not in text and text.replace("\n", " ").isprintable()
    )


def _all_texts(alert: Alert) -> Iterator[str | None]:
    yield alert.note
    for info in alert.infos:
        yield from _texts(info)
        for area in info.areas:
            yield area.description
        for resource in info.resources:
            yield resource.description


def _with_paths(alert: Alert) -> Iterator[tuple[str, str]]:
    yield "note", alert.note or ""
    for number, info in enumerate(alert.infos, 1):
        yield from _of_info(f"info[{number}]", info)


def _of_info(path: str, info: Info) -> Iterator[tuple[str, str]]:
    for (_, name), text in zip(_FIELDS, _texts(info), strict=True):
        yield f"{path}/{name}", text or ""
    for number, area in enumerate(info.areas, 1):
        yield f"{path}/area[{number}]/areaDesc", area.description or ""
    for number, resource in enumerate(info.resources, 1):
        yield f"{path}/resource[{number}]/resourceDesc", resource.description or ""


def _not_plain(path: str, text: str) -> Iterator[Fault]:
    if _is_clearly_plain(text):
        return
    if tag := _TAG.search(text):
        yield Fault(path, data={"value": tag[0][:40]})
    if entity := next(filter(_is_entity, _ENTITY.finditer(text)), None):
        yield Fault(path, "entity", {"value": entity[0]})
    if control := _CONTROL.search(text):
        yield Fault(path, "control", {"value": f"U+{ord(control[0]):04X}"})
    if override := _OVERRIDE.search(text):
        yield Fault(path, "override", {"value": f"U+{ord(override[0]):04X}"})


def _is_entity(match: re.Match[str]) -> bool:
    return match[1] is None or f"{match[1]};" in html5
