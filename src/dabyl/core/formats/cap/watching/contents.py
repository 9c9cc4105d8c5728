"""Contents: what a watcher takes from the bytes that a source answered with.

1. Alerts that stand in it, each as a document of its own in UTF-8: those of a feed or an envelope
   (EDXL) as they stand in it, one that stands alone byte for byte, unless in another encoding.
2. Links to alerts: of an entry that holds none, those of the type of CAP; else the untyped ones and
   those to XML. A page for people (HTML) is no alert, and is not asked for. An envelope (EDXL)
   names files by ``uri``.
3. An alert is known by the SHA-256 of its document.
4. Bytes that are neither a feed nor hold an alert have problems that say why.
"""

from collections.abc import Iterator
from hashlib import sha256
from typing import Final
from urllib.parse import urljoin

import attrs
from lxml import etree

from dabyl.core.formats.cap.documents import parse_document
from dabyl.core.formats.cap.encodings import is_wide
from dabyl.core.formats.cap.feeds import CAP_TYPE, Entry, feed_of
from dabyl.core.formats.cap.limits import LIMITS, Flaw, Limits, ReadProblem
from dabyl.core.formats.cap.reading import Found, read
from dabyl.core.formats.cap.watching.sources import Link
from dabyl.core.formats.cap.where import Element
from dabyl.core.formats.cap.wrappers import Wrapper, own_document, wrapper_of

_XML_TYPES: Final = frozenset({"", "application/xml", "text/xml"})
_ALERT_RELS: Final = frozenset({"alternate", "related", "enclosure", "via"})
_NOTHING: Final = frozenset({Flaw.NO_ALERT, Flaw.FEED_LACKS, Flaw.FEED_UNKNOWN})


@attrs.frozen(kw_only=True)
class Document:
    """An alert as a document of its own, with what was read out of it."""

    data: bytes
    found: Found

    @property
    def hash(self) -> str:
        """The SHA-256 of the document."""
        return sha256(self.data).hexdigest()


@attrs.frozen(kw_only=True)
class Contents:
    """What an answer holds: alerts, links to alerts, or problems."""

    documents: tuple[Document, ...]
    links: tuple[Link, ...]
    problems: tuple[ReadProblem, ...]


def contents(data: bytes, address: str, *, limits: Limits = LIMITS) -> Contents:
    """Return what the bytes hold that *address* answered with."""
    reading = read(data, limits=limits)
    documents = tuple(Document(data=_document(data, each), found=each) for each in reading.alerts)
    links = _links(data, address, limits) if _may_link(reading.wrapper, reading.problems) else None
    is_empty_feed = links is not None and not documents
    problems = () if is_empty_feed else reading.problems
    return Contents(documents=documents, links=links or (), problems=problems)


def _may_link(wrapper: Wrapper | None, problems: tuple[ReadProblem, ...]) -> bool:
    """Tell whether it was read as XML and isn't an alert itself."""
    if problems and not {problem.flaw for problem in problems} <= _NOTHING:
        return False
    return wrapper is not None


def _document(data: bytes, found: Found) -> bytes:
    if found.is_wrapped:
        return found.data
    try:
        data.decode()
    except UnicodeDecodeError:
        return own_document(found.element)
    return own_document(found.element) if is_wide(data) else data


def _links(data: bytes, address: str, limits: Limits) -> tuple[Link, ...] | None:
    """Return the links to alerts; None when it is nothing that names any."""
    root = parse_document(data, limits).root
    feed = feed_of(root, size_bytes=len(data))
    if feed is not None:
        named = [
            Link(href, entry.date)
            for entry in feed.entries
            if not entry.holds
            for href in _alert_hrefs(entry)
        ]
    elif wrapper_of(root) is Wrapper.EDXL_DE:
        named = [Link(uri) for uri in _uris(root)]
    else:
        return None
    return tuple(Link(_joined(address, link.address), link.date) for link in named)


def _alert_hrefs(entry: Entry) -> Iterator[str]:
    links = [link for link in entry.links if link.rel in _ALERT_RELS]
    typed = [link.href for link in links if link.type == CAP_TYPE]
    yield from dict.fromkeys(typed or (link.href for link in links if link.type in _XML_TYPES))


def _uris(root: Element) -> Iterator[str]:
    for each in root.iter("{*}uri"):
        parent = each.getparent()
        if parent is not None and etree.QName(parent).localname == "nonXMLContent":
            yield str(each.xpath("string()")).strip()


def _joined(address: str, href: str) -> str:
    try:
        return urljoin(address, href)
    except ValueError:
        return href
