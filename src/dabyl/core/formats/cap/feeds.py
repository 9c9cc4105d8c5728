"""Feeds of alerts, as a reader meets them: Atom and RSS, of any maker.

1. A value holds what is there, right or wrong; the rules on feeds judge it. Nothing raises on odd
   content, only on bytes that are no feed at all.
2. An entry names its alert by a link of the type ``application/cap+xml``, or holds it. In RSS a
   link has no type, and the item's own link counts.
3. A feed that is leased says until when it may be repeated, in an element ``valid_until`` of any
   other namespace; an archive document says that it is one, and is not leased.

Source: RFC 4287; RSS 2.0; RFC 5005; CAP 1.2, 3.3.2 for times.
"""

from collections.abc import Iterator
from datetime import UTC
from email.utils import parsedate_to_datetime
from functools import cached_property
from typing import Final

import attrs
from lxml import etree

from dabyl.core.formats.cap.documents import parse_document
from dabyl.core.formats.cap.limits import LIMITS, Unreadable
from dabyl.core.formats.cap.vocabulary import VERSIONS
from dabyl.core.formats.cap.where import Element
from dabyl.core.values.instants import Instant, from_datetime, parse_instant

CAP_TYPE: Final = "application/cap+xml"
ATOM: Final = "http://www.w3.org/2005/Atom"
_ARCHIVE: Final = "{http://purl.org/syndication/history/1.0}archive"
_ALERTS: Final = tuple(f"{{{namespace}}}alert" for namespace in VERSIONS)


@attrs.frozen(kw_only=True)
class Link:
    """A link of a feed or an entry."""

    href: str
    rel: str = "alternate"
    type: str = ""


@attrs.frozen(kw_only=True)
class Entry:
    """One entry or item; ``date`` is its text, ``holds`` the identifiers of alerts inside it."""

    id: str
    title: str
    date: str
    links: tuple[Link, ...]
    holds: tuple[str, ...] = ()

    @property
    def alert_links(self) -> tuple[Link, ...]:
        """The links to an alert."""
        return tuple(link for link in self.links if link.type == CAP_TYPE)

    @cached_property
    def dated(self) -> Instant | None:
        """The date; None when there is none that can be read."""
        return read_date(self.date)


@attrs.frozen(kw_only=True)
class Feed:
    """A feed; ``address`` is where it says that it lies."""

    id: str
    title: str
    date: str
    links: tuple[Link, ...]
    entries: tuple[Entry, ...]
    size_bytes: int
    is_archive: bool = False
    valid_until: str | None = None

    @property
    def address(self) -> str | None:
        """The address that the feed gives for itself."""
        return next((link.href for link in self.links if link.rel == "self"), None)

    @cached_property
    def by_id(self) -> dict[str, tuple[Entry, ...]]:
        """The entries by their ids."""
        found: dict[str, list[Entry]] = {}
        for entry in self.entries:
            found.setdefault(entry.id, []).append(entry)
        return {name: tuple(entries) for name, entries in found.items()}


def parse_feed(data: bytes) -> Feed | None:
    """Return the feed that the bytes *data* are, or None when they are none."""
    try:
        found = parse_document(data, LIMITS)
    except Unreadable:
        return None
    return None if found.has_doctype else feed_of(found.root, size_bytes=len(data))


def feed_of(root: Element, *, size_bytes: int) -> Feed | None:
    """Return the feed whose root element is *root*, or None when it is none."""
    match etree.QName(root).localname:
        case "feed":
            return _feed(root, root, tuple(_each(root, "entry")), size_bytes)
        case "rss" | "RDF":
            channel = next(_each(root, "channel"), root)
            items = (*_each(channel, "item"), *(_each(root, "item") if channel is not root else ()))
            return _feed(root, channel, items, size_bytes)
        case _:
            return None


def read_date(text: str) -> Instant | None:
    """Return the instant of an Atom or an RSS date; None when it can't be read."""
    try:
        return parse_instant(text)
    except ValueError:
        pass
    try:
        moment = parsedate_to_datetime(text.strip())
    except (ValueError, TypeError, IndexError):
        return None
    return from_datetime(moment if moment.tzinfo else moment.replace(tzinfo=UTC))


def _feed(root: Element, head: Element, entries: tuple[Element, ...], size_bytes: int) -> Feed:
    until = next(_each(head, "valid_until"), None)
    return Feed(
        id=_text(head, "id"),
        title=_text(head, "title"),
        date=_text(head, "updated", "pubDate", "lastBuildDate", "date"),
        links=tuple(_links(head, typed="")),
        entries=tuple(_entry(each) for each in entries),
        size_bytes=size_bytes,
        is_archive=root.find(f".//{_ARCHIVE}") is not None,
        valid_until=None if until is None else str(until.xpath("string()")).strip(),
    )


def _entry(entry: Element) -> Entry:
    return Entry(
        id=_text(entry, "id", "guid"),
        title=_text(entry, "title"),
        date=_text(entry, "updated", "pubDate", "date"),
        links=tuple(_links(entry, typed=CAP_TYPE)),
        holds=tuple(_text(alert, "identifier") for alert in entry.iter(*_ALERTS)),
    )


def _links(parent: Element, *, typed: str) -> Iterator[Link]:
    """Yield the links; one that RSS writes as text is of the type *typed*."""
    for each in _each(parent, "link"):
        href, rel = each.get("href"), each.get("rel", "alternate")
        if href is not None:
            yield Link(href=href, rel=rel, type=each.get("type", ""))
        elif text := str(each.xpath("string()")).strip():
            yield Link(href=text, type=typed)


def _text(parent: Element, *names: str) -> str:
    """Return the text of the first child that has one of *names*, in their order."""
    for name in names:
        for each in _each(parent, name):
            return str(each.xpath("string()")).strip()
    return ""


def _each(parent: Element, name: str) -> Iterator[Element]:
    """Return the child elements with this name, in any namespace."""
    return (each for each in parent.iterchildren("*") if etree.QName(each).localname == name)
