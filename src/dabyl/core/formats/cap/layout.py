"""The layout of each version: which element holds which, in which order, how often, and what.

1. Everything that the versions share stands here once; what one of them has otherwise, beside it.
2. The order of a tuple is the order in which the standard wants the elements.

Source: CAP 1.2, 3.2 and 3.4; CAP 1.1, 3.2 and 3.3; CAP 1.0, 3.2 and 3.3.
"""

from collections.abc import Iterable
from enum import Enum, auto

import attrs

from dabyl.core.formats.cap.vocabulary import (
    Category,
    Certainty,
    MsgType,
    ResponseType,
    Scope,
    Severity,
    Status,
    Urgency,
    Version,
)


class Content(Enum):
    """What an element holds."""

    TEXT = auto()
    WORD = auto()
    """One of the words of the part."""
    LIST = auto()
    """Pieces of text with white space between them."""
    TIME = auto()
    LANGUAGE = auto()
    ADDRESS = auto()
    INTEGER = auto()
    DECIMAL = auto()
    ELEMENTS = auto()
    """Elements, those of the part."""


@attrs.frozen
class Part:
    """One element in the place where the standard has it."""

    name: str
    content: Content = Content.TEXT
    least: int = 0
    many: bool = False
    words: tuple[str, ...] = ()
    parts: "tuple[Part, ...]" = ()


def alert_layout(version: Version) -> Part:
    """Return the layout of an alert of *version*."""
    first = version is Version.V1_0
    status = (word for word in Status if not (first and word is Status.DRAFT))
    password = (Part("password"),) if first else ()
    listed = Content.LIST if first else Content.TEXT
    parts = (
        Part("identifier", least=1),
        Part("sender", least=1),
        Part("sent", Content.TIME, least=1),
        _word("status", status),
        _word("msgType", MsgType),
        *password,
        Part("source"),
        _word("scope", Scope, least=0 if first else 1),
        Part("restriction"),
        Part("addresses"),
        Part("code", many=True),
        Part("note"),
        Part("references", listed),
        Part("incidents", listed),
        Part("info", Content.ELEMENTS, many=True, parts=_info(version)),
    )
    return Part("alert", Content.ELEMENTS, least=1, parts=parts)


def _info(version: Version) -> tuple[Part, ...]:
    first = version is Version.V1_0
    category = (word for word in Category if not (first and word is Category.CBRNE))
    asked = () if first else (_word("responseType", _asked(version), least=0, many=True),)
    certainty = ("Very Likely", *list(Certainty)[1:]) if first else Certainty
    return (
        Part("language", Content.LANGUAGE),
        _word("category", category, least=0 if first else 1, many=True),
        Part("event", least=1),
        *asked,
        _word("urgency", Urgency),
        _word("severity", Severity),
        _word("certainty", certainty),
        Part("audience"),
        _named("eventCode", version),
        Part("effective", Content.TIME),
        Part("onset", Content.TIME),
        Part("expires", Content.TIME),
        Part("senderName"),
        Part("headline"),
        Part("description"),
        Part("instruction"),
        Part("web", Content.ADDRESS),
        Part("contact"),
        _named("parameter", version),
        Part("resource", Content.ELEMENTS, many=True, parts=_resource(version)),
        Part("area", Content.ELEMENTS, many=True, parts=_area(version)),
    )


def _resource(version: Version) -> tuple[Part, ...]:
    inside = () if version is Version.V1_0 else (Part("derefUri"),)
    return (
        Part("resourceDesc", least=1),
        Part("mimeType", least=1 if version is Version.V1_2 else 0),
        Part("size", Content.INTEGER),
        Part("uri", Content.ADDRESS),
        *inside,
        Part("digest"),
    )


def _area(version: Version) -> tuple[Part, ...]:
    shape = Content.LIST if version is Version.V1_0 else Content.TEXT
    height = Content.DECIMAL if version is Version.V1_2 else Content.TEXT
    return (
        Part("areaDesc", least=1),
        Part("polygon", shape, many=True),
        Part("circle", shape, many=True),
        _named("geocode", version),
        Part("altitude", height),
        Part("ceiling", height),
    )


def _asked(version: Version) -> Iterable[str]:
    new = {ResponseType.AVOID, ResponseType.ALL_CLEAR} if version is Version.V1_1 else set()
    return (word for word in ResponseType if word not in new)


def _named(name: str, version: Version) -> Part:
    if version is Version.V1_0:
        return Part(name, many=True)
    pair = (Part("valueName", least=1), Part("value", least=1))
    return Part(name, Content.ELEMENTS, many=True, parts=pair)


def _word(name: str, words: Iterable[str], *, least: int = 1, many: bool = False) -> Part:
    return Part(name, Content.WORD, least, many, tuple(str(word) for word in words))
