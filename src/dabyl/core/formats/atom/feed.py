"""Feeds: what changed, newest first.

1. The feed of the newest year is the subscription document; each older year is an archive document
   that never names a later one, so that it stays as it is.
2. An entry's id never changes; what was corrected has a later ``updated``.
3. Addresses in a feed are relative to it, so that it can be served from any mirror.

Source: RFC 4287; RFC 5005, section 4.
"""

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

import attrs

from dabyl.core.values.instants import Instant

_ATOM = "http://www.w3.org/2005/Atom"
_HISTORY = "http://purl.org/syndication/history/1.0"


@attrs.frozen(kw_only=True)
class FeedEntry:
    """One change, as text."""

    id: str
    title: str
    link: str
    published: Instant
    updated: Instant
    text: str
    category: str
    author: str


@attrs.frozen(kw_only=True)
class Feed:
    """The changes of one year in one language. ``current`` is given for an archive only."""

    id: str
    lang: str
    title: str
    subtitle: str
    author: str
    updated: Instant
    zone: str
    self_link: str
    page_link: str
    previous: str | None
    current: str | None
    entries: tuple[FeedEntry, ...]


def format_feed(feed: Feed) -> bytes:
    """Return the bytes of the feed."""
    return "\n".join(("<?xml version='1.0' encoding='utf-8'?>", *_lines(feed), "")).encode()


def _lines(feed: Feed) -> Iterator[str]:
    history = "" if feed.current is None else f" xmlns:fh={_quoted(_HISTORY)}"
    yield f"<feed xmlns={_quoted(_ATOM)}{history} xml:lang={_quoted(feed.lang)}>"
    yield f"<id>{_plain(feed.id)}</id>"
    yield f"<title>{_plain(feed.title)}</title>"
    yield f"<subtitle>{_plain(feed.subtitle)}</subtitle>"
    yield f"<author><name>{_plain(feed.author)}</name></author>"
    yield f"<updated>{feed.updated.text(feed.zone)}</updated>"
    yield f"<link rel='self' type='application/atom+xml' href={_quoted(feed.self_link)}/>"
    yield f"<link rel='alternate' type='text/html' href={_quoted(feed.page_link)}/>"
    if feed.current is not None:
        yield "<fh:archive/>"
        yield f"<link rel='current' href={_quoted(feed.current)}/>"
    if feed.previous is not None:
        yield f"<link rel='prev-archive' href={_quoted(feed.previous)}/>"
    for entry in feed.entries:
        yield from _entry_lines(entry, feed.zone)
    yield "</feed>"


def _entry_lines(entry: FeedEntry, zone: str) -> Iterator[str]:
    yield "<entry>"
    yield f"<id>{_plain(entry.id)}</id>"
    yield f"<title>{_plain(entry.title)}</title>"
    yield f"<link rel='alternate' type='text/html' href={_quoted(entry.link)}/>"
    yield f"<published>{entry.published.text(zone)}</published>"
    yield f"<updated>{entry.updated.text(zone)}</updated>"
    yield f"<author><name>{_plain(entry.author)}</name></author>"
    yield f"<category term={_quoted(entry.category)}/>"
    yield f"<content type='text'>{_plain(entry.text)}</content>"
    yield "</entry>"


def _legal(text: str) -> str:
    return "".join(char for char in text if _is_xml(char))


def _is_xml(char: str) -> bool:
    return (
        char in "\t\n" or " " <= char <= "\ud7ff" or "\ue000" <= char <= "\ufffd" or char > "\uffff"
    )


def _plain(text: str) -> str:
    return escape(_legal(text))


def _quoted(text: str) -> str:
    return quoteattr(_legal(text))
