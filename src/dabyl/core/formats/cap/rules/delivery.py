"""Feeds and addresses: how a message is listed, served and beaten out.

1. A feed names each message by its identifier, dates it, and leads to it by one link.
2. It stays small, and keeps what has ended for a while.
3. A message can be fetched before a feed names it, and is served as it was stored.
4. A heartbeat says every minute which messages were the last ten.

A feed is judged with each message that it lists or should list; see ``core/formats/cap/feeds``.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final
from urllib.parse import urljoin, urlsplit

from dabyl.core.formats.cap.feeds import Entry, Feed, read_date
from dabyl.core.formats.cap.rules.chain import Chain
from dabyl.core.formats.cap.rules.context import Context, Served
from dabyl.core.formats.cap.rules.findings import Fault, Gap, Judged, Need
from dabyl.core.formats.cap.rules.kinds import E, I, Subject, W, kinds
from dabyl.core.formats.cap.rules.message import Message
from dabyl.core.formats.cap.rules.registry import rule
from dabyl.core.formats.cap.values import Alert, Reference
from dabyl.core.formats.cap.vocabulary import Status
from dabyl.core.values.instants import Instant

MOST_BYTES: Final = 900_000
BETTER_BYTES: Final = 100_000
STAYS: Final = timedelta(days=1)
LEAVES: Final = timedelta(days=14)
BEAT_S: Final = 60
LAST: Final = 10
_LATE_S: Final = 2 * BEAT_S
_LONG_S: Final = 86_400
_SHORT_S: Final = 300
_FEED_KINDS: Final = kinds(E, oasis=I, elsewhere=W, google=E)


@rule(
    number=103,
    code="cap-feed-entry",
    subject=Subject.FEED,
    source="Google, feed requirements; RFC 4287, 4.1.2",
    kinds=_FEED_KINDS,
    needs=(Need.FEED,),
)
def feed_names_the_message(message: Message, context: Context) -> Judged:
    """An entry's id is the identifier, once; it has a title, a date and one link to the alert."""
    feed = context.feed
    if feed is None:
        yield Gap(Need.FEED)
        return
    identifier = message.alert.identifier or ""
    entries = feed.by_id.get(identifier, ())
    if len(entries) > 1:
        yield Fault("identifier", "twice", {"id": identifier, "count": len(entries)})
    for entry in entries:
        yield from entry_faults(entry)
    if not entries and (named := _leads_to(feed, identifier)) is not None:
        yield Fault("identifier", "other-id", {"id": named.id or "-", "identifier": identifier})


def entry_faults(entry: Entry) -> Judged:
    """Yield what is wrong with one entry, whichever message it is of."""
    name = entry.id or entry.title or "-"
    if not entry.id:
        yield Fault("identifier", "no-id", {"id": name})
    if not entry.title:
        yield Fault("identifier", "no-title", {"id": name})
    if entry.dated is None:
        yield Fault("identifier", "no-date", {"id": name})
    links = len(entry.alert_links)
    if not entry.holds and links != 1:
        yield Fault("identifier", "links", {"id": name, "count": links})


def _leads_to(feed: Feed, identifier: str) -> Entry | None:
    """Return the entry that holds the message under another id, or links to its file."""
    for entry in feed.entries:
        names = {link.href.rpartition("/")[2] for link in entry.alert_links}
        if identifier in entry.holds or f"{identifier}.xml" in names:
            return entry
    return None


@rule(
    number=104,
    code="cap-feed-size",
    subject=Subject.FEED,
    source="Google, feed requirements",
    kinds=_FEED_KINDS,
    needs=(Need.FEED,),
)
def feed_is_small(message: Message, context: Context) -> Judged:
    """A feed is under 900 KB, better under 100 KB."""
    del message
    feed = context.feed
    if feed is None:
        yield Gap(Need.FEED)
    elif feed.size_bytes >= MOST_BYTES:
        yield Fault(data={"bytes": feed.size_bytes, "most": MOST_BYTES})
    elif feed.size_bytes > BETTER_BYTES:
        yield Fault(data={"bytes": feed.size_bytes, "most": BETTER_BYTES}, at_most=W)


@rule(
    number=105,
    code="cap-feed-past",
    subject=Subject.FEED,
    source="Google, feed requirements",
    kinds=kinds(W, oasis=I, google=W),
    needs=(Need.FEED, Need.AT),
)
def feed_keeps_what_ended(message: Message, context: Context) -> Judged:
    """What has ended or was superseded stays in the feed for a while, at most two weeks."""
    feed, at = context.feed, context.at
    if feed is None or at is None:
        yield Gap(Need.FEED if feed is None else Need.AT)
        return
    over = _over_since(message.alert, context.chain)
    if feed.is_archive or over is None or at < over:
        return
    is_listed = bool(feed.by_id.get(message.alert.identifier or ""))
    days = (at.s - over.s) // _LONG_S
    if is_listed and at > over.plus(LEAVES):
        yield Fault(case="stays", data={"days": days})
    elif not is_listed and at < over.plus(STAYS):
        yield Fault(case="gone", data={"since": over.text()})


def _over_since(alert: Alert, chain: Chain | None) -> Instant | None:
    """Return since when the message has ended or is superseded, as far as it is known."""
    ends = [info.expires.instant if info.expires else None for info in alert.infos]
    stated = [end.s for end in ends if end is not None]
    found = [max(stated)] if stated and len(stated) == len(ends) else []
    if chain is not None:
        name = (alert.sender or "", alert.identifier or "")
        followers = chain.followers.get(name, ())
        found += [each.sent_s for each in followers if each.sent_s is not None]
    return Instant(min(found)) if found else None


@rule(
    number=106,
    code="cap-feed-unreachable",
    subject=Subject.FEED,
    source="own",
    kinds=kinds(E, oasis=I, google=E),
    needs=(Need.FEED, Need.SERVED),
)
def detail_is_reachable(message: Message, context: Context) -> Judged:
    """What a feed links to can be fetched before the feed says so."""
    feed, served = context.feed, context.served
    if feed is None or served is None:
        yield Gap(Need.FEED if feed is None else Need.SERVED)
        return
    for entry in feed.by_id.get(message.alert.identifier or "", ()):
        for link in entry.alert_links:
            if _at(served, feed, link.href) is None:
                yield Fault("identifier", data={"address": link.href})


def _at(served: Mapping[str, Served], feed: Feed, href: str) -> Served | None:
    """Return what is served where *href* of *feed* leads."""
    path = urlsplit(urljoin(feed.address or "", href)).path.lstrip("/")
    return served.get(path) or next(
        (each for key, each in served.items() if path.endswith(f"/{key}")), None
    )


@rule(
    number=107,
    code="cap-heartbeat",
    subject=Subject.CHAIN,
    source="NAADS LMD guide",
    kinds=kinds(W, oasis=I, cap_cp=W),
    needs=(Need.AT, Need.CHAIN),
)
def heartbeat_names_the_last_ten(message: Message, context: Context) -> Judged:
    """A heartbeat is sent every minute, and refers to the last ten messages."""
    alert = message.alert
    if alert.status != Status.SYSTEM or alert.sent is None or alert.sent.instant is None:
        return
    sent = alert.sent.instant
    if context.at is None:
        yield Gap(Need.AT)
    elif context.at.s - sent.s > _LATE_S:
        yield Fault("sent", "late", {"seconds": context.at.s - sent.s})
    named = [f"{r.sender},{r.identifier},{r.sent}" for r in _references(alert)]
    if len(named) > LAST:
        yield Fault("references", "many", {"count": len(named)})
    if context.chain is None:
        yield Gap(Need.CHAIN)
        return
    missing = [triple for triple in _last(context.chain, sent) if triple not in named]
    if missing:
        yield Fault("references", "missing", {"missing": " ".join(missing)})


def _references(alert: Alert) -> list[Reference]:
    return [each for each in alert.parsed_references if isinstance(each, Reference)]


def _last(chain: Chain, sent: Instant) -> list[str]:
    """Return the triples of the last messages before *sent* that are no heartbeats."""
    known = [
        (each.sent_s, each.triple)
        for same in chain.by_name.values()
        for each in same
        if each.status != Status.SYSTEM and each.sent_s is not None and each.sent_s <= sent.s
    ]
    return [triple for _, triple in sorted(known)[-LAST:]]


@rule(
    number=108,
    code="cap-served",
    subject=Subject.FEED,
    source="own; RFC 9110, 8.8.3; RFC 9111, 5.2",
    kinds=kinds(E, oasis=I),
    needs=(Need.FEED, Need.SERVED),
)
def is_served_as_stored(message: Message, context: Context) -> Judged:
    """Stored bytes are served with an ETag and a long life; a feed with a short one and its end."""
    feed, served = context.feed, context.served
    if feed is None or served is None:
        yield Gap(Need.FEED if feed is None else Need.SERVED)
        return
    for entry in feed.by_id.get(message.alert.identifier or "", ()):
        for link in entry.alert_links:
            found = _at(served, feed, link.href)
            if found is not None:
                yield from _as_stored(found, message.data, link.href)
    own = None if feed.address is None else _at(served, feed, feed.address)
    if own is not None and not feed.is_archive:
        yield from _as_lease(own, feed, context.at)


def _as_stored(found: Served, data: bytes | None, address: str) -> Judged:
    if data is not None and found.body != data:
        yield Fault(case="other-bytes", data={"address": address})
    if found.headers is None:
        yield Gap(Need.SERVED)
        return
    if not found.header("etag"):
        yield Fault(case="no-etag", data={"address": address})
    if not found.is_immutable and found.life_s < _LONG_S:
        yield Fault(case="short-life", data={"address": address, "seconds": found.life_s})


def _as_lease(found: Served, feed: Feed, at: Instant | None) -> Judged:
    if found.headers is not None and found.life_s > _SHORT_S:
        data = {"address": feed.address or "-", "seconds": found.life_s}
        yield Fault(case="long-life", data=data)
    until = None if feed.valid_until is None else read_date(feed.valid_until)
    if until is None:
        yield Fault(case="no-end", data={"address": feed.address or "-"})
    elif at is not None and until <= at:
        yield Fault(case="stale", data={"until": until.text()})
