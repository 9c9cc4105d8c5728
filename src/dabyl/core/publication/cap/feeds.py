"""Feeds of messages: what was released, what is live now, and what is past.

1. ``feed/cap.atom`` and ``feed/cap.rss`` list the messages of the last two weeks and all that are
   live, newest first. Older ones are in an archive document for each year (RFC 5005).
2. ``feed/cap-current.atom`` lists what is live now, and says until when that may be repeated.
3. ``feed/cap-cell.atom`` is for the operator of cell broadcast, whose messages live a day and are
   renewed; they are in no other feed.
4. An entry's id is the message's identifier, its one link leads to the stored file. Addresses are
   relative, so that any mirror can serve them; ``rel=self`` names the document, ``rel=hub`` the
   WebSub hub when there is one.

Source: RFC 4287; RFC 5005; RSS 2.0; WebSub, 4; rules 103 to 108.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from email.utils import format_datetime
from typing import Final
from xml.sax.saxutils import escape, quoteattr

import attrs

from dabyl.core.formats.cap.feeds import ATOM, CAP_TYPE
from dabyl.core.publication.cap.channels import CELL, FEED, Channel
from dabyl.core.publication.cap.due import live_messages
from dabyl.core.register.records import MessageRecord
from dabyl.core.register.register import Register
from dabyl.core.values.instants import EARLIEST, Instant

STAYS: Final = timedelta(days=14)
DABYL: Final = "urn:dabyl:feed:1"
CELL_FEED: Final = "cap-cell.atom"
_TOPICS: Final = frozenset({"feed/cap.atom", "feed/cap.rss", f"feed/{CELL_FEED}"})
_HISTORY: Final = "http://purl.org/syndication/history/1.0"


@attrs.frozen(kw_only=True)
class FeedWords:
    """What is the same in all feeds of a site."""

    site: str
    title: str
    title_current: str
    title_cell: str
    author: str
    lang: str
    zone: str
    hub: str | None = None


def messages_of(
    register: Register, known_at: Instant, channel: Channel = FEED
) -> tuple[MessageRecord, ...]:
    """Return the messages that a channel took by *known_at*, in journal order."""
    return tuple(
        record
        for record in register.messages
        if record.recorded_at <= known_at and record.message.channel == channel.id
    )


def lasting(told: Sequence[MessageRecord], at: Instant) -> tuple[MessageRecord, ...]:
    """Return those of the messages *told* that no other replaced, and that end after *at*."""
    gone = {name for record in told for name in record.message.supersedes}
    return tuple(r for r in told if r.message.identifier not in gone and at < r.message.ends)


def topics(paths: Iterable[str]) -> tuple[str, ...]:
    """Return those of *paths* that are feeds of messages to subscribe to."""
    return tuple(path for path in paths if path in _TOPICS)


def years_of(messages: Iterable[MessageRecord], zone: str) -> tuple[int, ...]:
    """Return the years in which messages were released, in order."""
    return tuple(sorted({record.recorded_at.local(zone).year for record in messages}))


def cap_atom(register: Register, words: FeedWords, *, at: Instant, known_at: Instant) -> bytes:
    """Return the feed to subscribe to."""
    listed, years = _recent(register, words, at, known_at)
    previous = f"cap-{years[-1]}.atom" if years else None
    return _atom(words, "cap.atom", words.title, listed, previous=previous)


def cap_current(
    register: Register, words: FeedWords, *, at: Instant, known_at: Instant, valid_until: Instant
) -> bytes:
    """Return the feed of what is live at *at*, to be repeated until *valid_until*."""
    live = tuple(reversed(live_messages(register, FEED, min(at, known_at))))
    until = min([valid_until, *(record.message.ends for record in live)])
    return _atom(words, "cap-current.atom", words.title_current, live, until=until, at=at)


def cap_cell(register: Register, words: FeedWords, *, at: Instant, known_at: Instant) -> bytes:
    """Return the feed of cell broadcast: what it is to carry now, and the ends of a day."""
    live = lasting(messages_of(register, known_at, CELL), min(at, known_at))
    return _atom(words, CELL_FEED, words.title_cell, reversed(live))


def cap_year(register: Register, words: FeedWords, year: int, *, known_at: Instant) -> bytes:
    """Return the archive document of a year."""
    every = messages_of(register, known_at)
    own = [r for r in every if r.recorded_at.local(words.zone).year == year]
    years = [one for one in years_of(every, words.zone) if one < year]
    previous = f"cap-{years[-1]}.atom" if years else None
    title = f"{words.title}, {year}"
    return _atom(words, f"cap-{year}.atom", title, reversed(own), previous=previous, archive=True)


def cap_rss(register: Register, words: FeedWords, *, at: Instant, known_at: Instant) -> bytes:
    """Return the feed to subscribe to, as RSS 2.0."""
    listed, _ = _recent(register, words, at, known_at)
    return "\n".join((*_rss(words, listed), "")).encode()


def _recent(
    register: Register, words: FeedWords, at: Instant, known_at: Instant
) -> tuple[tuple[MessageRecord, ...], tuple[int, ...]]:
    every = messages_of(register, known_at)
    live = {r.number for r in live_messages(register, FEED, min(at, known_at))}
    since = at.plus(-STAYS)
    listed = [r for r in every if r.number in live or _over(r, every) >= since]
    return tuple(reversed(listed)), years_of(every, words.zone)


def _over(record: MessageRecord, every: tuple[MessageRecord, ...]) -> Instant:
    """Return since when a message is ended or superseded, as known."""
    name = record.message.identifier
    by = [other.recorded_at for other in every if name in other.message.supersedes]
    return min([record.message.ends, *by])


def _atom(
    words: FeedWords,
    name: str,
    title: str,
    listed: Iterable[MessageRecord],
    *,
    previous: str | None = None,
    archive: bool = False,
    until: Instant | None = None,
    at: Instant | None = None,
) -> bytes:
    records = tuple(listed)
    newest = max((record.recorded_at for record in records), default=EARLIEST)
    updated = newest if at is None else at
    spaces = f"xmlns={_q(ATOM)} xmlns:fh={_q(_HISTORY)} xmlns:dabyl={_q(DABYL)}"
    lines = [
        "<?xml version='1.0' encoding='utf-8'?>",
        f"<feed {spaces} xml:lang={_q(words.lang)}>",
        f"<id>urn:dabyl:{escape(words.site)}:{escape(name)}</id>",
        f"<title>{escape(title)}</title>",
        f"<author><name>{escape(words.author)}</name></author>",
        f"<updated>{updated.text(words.zone)}</updated>",
        f"<link rel='self' type='application/atom+xml' href={_q(name)}/>",
    ]
    if words.hub is not None and not archive:
        lines.append(f"<link rel='hub' href={_q(words.hub)}/>")
    if previous is not None:
        lines.append(f"<link rel='prev-archive' href={_q(previous)}/>")
    if archive:
        lines += ["<fh:archive/>", "<link rel='current' href='cap.atom'/>"]
    if until is not None:
        lines.append(f"<dabyl:valid_until>{until.text()}</dabyl:valid_until>")
    for record in records:
        lines += _entry(record, words.zone)
    return "\n".join((*lines, "</feed>", "")).encode()


def _entry(record: MessageRecord, zone: str) -> Iterator[str]:
    message = record.message
    at = record.recorded_at.text(zone)
    yield "<entry>"
    yield f"<id>{escape(message.identifier)}</id>"
    yield f"<title>{escape(headline_of(message.text))}</title>"
    yield f"<published>{at}</published>"
    yield f"<updated>{at}</updated>"
    yield f"<category term={_q(message.kind)}/>"
    yield f"<link type={_q(CAP_TYPE)} href={_q(_file(message.identifier))}/>"
    yield "</entry>"


def _rss(words: FeedWords, listed: tuple[MessageRecord, ...]) -> Iterator[str]:
    newest = max((record.recorded_at for record in listed), default=EARLIEST)
    yield "<?xml version='1.0' encoding='utf-8'?>"
    yield f"<rss version='2.0' xmlns:atom={_q(ATOM)}><channel>"
    yield f"<title>{escape(words.title)}</title>"
    yield "<link>../index.html</link>"
    yield f"<description>{escape(words.title)}</description>"
    yield f"<language>{escape(words.lang)}</language>"
    yield f"<lastBuildDate>{_rfc_822(newest)}</lastBuildDate>"
    yield "<atom:link rel='self' type='application/rss+xml' href='cap.rss'/>"
    if words.hub is not None:
        yield f"<atom:link rel='hub' href={_q(words.hub)}/>"
    for record in listed:
        message = record.message
        yield "<item>"
        yield f"<title>{escape(headline_of(message.text))}</title>"
        yield f"<link>{escape(_file(message.identifier))}</link>"
        yield f"<guid isPermaLink='false'>{escape(message.identifier)}</guid>"
        yield f"<pubDate>{_rfc_822(record.recorded_at)}</pubDate>"
        yield "</item>"
    yield "</channel></rss>"


def headline_of(text: str) -> str:
    """Return the first headline of a stored message, whose text is as it was written."""
    head = text.partition("<headline>")[2].partition("</headline>")[0]
    plain = (("&lt;", "<"), ("&gt;", ">"), ("&#xD;", ""), ("&amp;", "&"))
    for written, meant in plain:
        head = head.replace(written, meant)
    return head


def _file(identifier: str) -> str:
    return f"../cap/{identifier}.xml"


def _rfc_822(at: Instant) -> str:
    return format_datetime(at.local("UTC"))


def _q(text: str) -> str:
    return quoteattr(text)
