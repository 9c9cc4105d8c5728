"""Calendars: levels as spans of time that a phone or a desk shows.

1. Times are written in UTC, so that no zone table is needed and none can be wrong.
2. What has no end known has none here: a span is never invented.
3. Lines are folded at 75 octets, never inside a character, and end with CR LF.

Source: RFC 5545, 3.1, 3.3.11, 3.6.1, 3.8; RFC 7986 for NAME and REFRESH-INTERVAL.
"""

from collections.abc import Iterator

import attrs

from dabyl.core.values.instants import Instant

_FOLD_BYTES = 75
_CONTINUED = 0b1000_0000
_CONTINUES = 0b1100_0000
PRODUCT = "-//Dabyl//Public levels//EN"


@attrs.frozen(kw_only=True)
class Span:
    """One entry: what holds from an instant until another, or from an instant on."""

    uid: str
    stamp: Instant
    start: Instant
    end: Instant | None
    summary: str
    description: str
    categories: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Calendar:
    """A named calendar in one language."""

    name: str
    lang: str
    spans: tuple[Span, ...]


def format_calendar(calendar: Calendar) -> bytes:
    """Return the bytes of the calendar."""
    return b"".join(_folded(line) for line in _lines(calendar))


def _lines(calendar: Calendar) -> Iterator[str]:
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield f"PRODID:{PRODUCT}"
    yield "CALSCALE:GREGORIAN"
    yield "METHOD:PUBLISH"
    yield f"NAME;LANGUAGE={calendar.lang}:{_text(calendar.name)}"
    yield f"X-WR-CALNAME:{_text(calendar.name)}"
    yield "REFRESH-INTERVAL;VALUE=DURATION:PT1H"
    for span in calendar.spans:
        yield from _span_lines(span, calendar.lang)
    yield "END:VCALENDAR"


def _span_lines(span: Span, lang: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(span.uid)}"
    yield f"DTSTAMP:{_utc(span.stamp)}"
    yield f"DTSTART:{_utc(span.start)}"
    if span.end is not None:
        yield f"DTEND:{_utc(span.end)}"
    yield f"SUMMARY;LANGUAGE={lang}:{_text(span.summary)}"
    yield f"DESCRIPTION;LANGUAGE={lang}:{_text(span.description)}"
    if span.categories:
        yield "CATEGORIES:" + ",".join(_text(category) for category in span.categories)
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _utc(instant: Instant) -> str:
    return instant.local("UTC").strftime("%Y%m%dT%H%M%SZ").rjust(16, "0")


def _text(text: str) -> str:
    plain = "".join(char for char in text if char >= " " or char == "\n")
    for char in "\\;,":
        plain = plain.replace(char, "\\" + char)
    return plain.replace("\n", "\\n")


def _folded(line: str) -> bytes:
    data = line.encode()
    pieces = []
    room = _FOLD_BYTES
    while len(data) > room:
        cut = room
        while data[cut] & _CONTINUES == _CONTINUED:
            cut -= 1
        pieces.append(data[:cut])
        data = data[cut:]
        room = _FOLD_BYTES - 1
    return b"\r\n ".join((*pieces, data)) + b"\r\n"
