"""Documents: bytes to a tree of elements, within limits, or the one flaw that forbids it.

1. No entity is replaced, nothing outside is opened, no default of a document type is filled in.
2. Comments, processing instructions and white space stay in the tree: they are part of what was
   signed.
3. A file that is not XML is told by what it is: empty, compressed, a web page.
4. An empty file, a truncated one and one with a wrong byte are as broken as any other.
"""

import re
from functools import lru_cache
from typing import Final

import attrs
from lxml import etree

from dabyl.core.formats.cap.doctype import names_doctype, tree_without_entities
from dabyl.core.formats.cap.encodings import is_wide, may_have_doctype
from dabyl.core.formats.cap.limits import Flaw, Limits, Unreadable
from dabyl.core.formats.cap.where import Element

_PARSER: Final = etree.XMLParser(
    resolve_entities=False,
    no_network=True,
    load_dtd=False,
    huge_tree=True,  # depth, text and names are bounded by our own limits
    collect_ids=False,
)
_COMPRESSED: Final = (b"\x1f\x8b", b"PK\x03\x04", b"BZh", b"\xfd7zXZ\0", b"\x28\xb5\x2f\xfd")
_WEB_PAGE = re.compile(
    rb"(?:<!--.*?-->|[\s\xef\xbb\xbf])*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE
)
_TOO_DEEP_FOR_LIBXML2: Final = "Excessive depth"
_BYTES_OF_SMALLEST_TAG: Final = 3
_PREFIX = re.compile(r"xmlns:([^\s=]+)")
_LOOKED_AT: Final = 4096


@attrs.frozen
class Document:
    """A well-formed file: its root element, and whether it names a document type."""

    root: Element
    has_doctype: bool = False
    is_wide: bool = False


def parse_document(data: bytes, limits: Limits) -> Document:
    """Return the tree of a file.

    Raises:
        Unreadable: it is not well-formed, or over a limit.
    """
    if len(data) > limits.bytes_:
        raise Unreadable(Flaw.TOO_LARGE, limit=limits.bytes_)
    if len(data) > limits.tags * _BYTES_OF_SMALLEST_TAG and data.count(b"<") > limits.tags:
        raise Unreadable(Flaw.TOO_MANY_TAGS, limit=limits.tags)
    wide = is_wide(data)
    if may_have_doctype(data, wide=wide) and names_doctype(data):
        if _WEB_PAGE.match(data[:_LOOKED_AT]):
            raise Unreadable(Flaw.WEB_PAGE, 1)
        document = Document(tree_without_entities(data, limits), has_doctype=True, is_wide=wide)
    else:
        document = Document(_parsed(data), is_wide=wide)
    _check(document, data, limits)
    return document


def _parsed(data: bytes) -> Element:
    try:
        return etree.fromstring(data, _PARSER)
    except etree.XMLSyntaxError as error:
        line = error.lineno or 1
        reason = (error.msg or "").strip()
        if reason.startswith(_TOO_DEEP_FOR_LIBXML2):
            raise Unreadable(Flaw.TOO_DEEP, line) from None
        raise Unreadable(_told_apart(data), line, reason=reason) from None


def _told_apart(data: bytes) -> Flaw:
    if not data.strip(b" \t\r\n\0"):
        return Flaw.EMPTY
    if data.startswith(_COMPRESSED):
        return Flaw.COMPRESSED
    if _WEB_PAGE.match(data[:_LOOKED_AT]):
        return Flaw.WEB_PAGE
    return Flaw.BROKEN if b"<" in data else Flaw.NOT_XML


def _check(document: Document, data: bytes, limits: Limits) -> None:
    """Hold a tree to its limits; cheap where nothing can come near them."""
    root = document.root
    if len(data) > limits.text_chars and _longer_than(limits.text_chars)(root):
        raise Unreadable(Flaw.TEXT_TOO_LONG, limit=limits.text_chars)
    signs = data.count(b"=")
    if signs > limits.attributes and _more_attributes_than(limits.attributes)(root):
        raise Unreadable(Flaw.TOO_MANY_ATTRIBUTES, limit=limits.attributes)
    if signs > limits.prefixes and _prefixes(document, data) > limits.prefixes:
        raise Unreadable(Flaw.TOO_MANY_PREFIXES, limit=limits.prefixes)


def check_depth(root: Element, limits: Limits) -> None:
    """Hold a tree to its depth. One in which only values stand need not be asked.

    Raises:
        Unreadable: it is too deep.
    """
    if _deeper_than(limits.depth)(root):
        raise Unreadable(Flaw.TOO_DEEP, limit=limits.depth)


def _prefixes(document: Document, data: bytes) -> int:
    encoding = "latin-1"
    if document.is_wide:
        encoding = "utf-16-be" if data.startswith((b"\xfe\xff", b"\0<")) else "utf-16-le"
    return len(set(_PREFIX.findall(data.decode(encoding, "replace"))))


@lru_cache(maxsize=16)
def _deeper_than(depth: int) -> etree.XPath:
    return etree.XPath(f"boolean({'/*' * (depth + 1)})")


@lru_cache(maxsize=16)
def _longer_than(chars: int) -> etree.XPath:
    pieces = "//text() | //comment() | //processing-instruction() | //@*"
    return etree.XPath(f"boolean(({pieces})[string-length() > {chars}])")


@lru_cache(maxsize=16)
def _more_attributes_than(count: int) -> etree.XPath:
    return etree.XPath(f"boolean(//*[count(@*) > {count}])")
