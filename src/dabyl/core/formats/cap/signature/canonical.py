"""Canonical bytes of a document, of a part of one, and of an alert cut out of its wrapper.

1. The parser reads no DTD, expands no entity and opens no network; a document with a DOCTYPE is
   refused, whatever it declares.
2. Comments are in no canonical form. Processing instructions are, outside the root element too.
3. A part that is made canonical inclusively takes in the namespaces that are in scope, and the
   ``xml:`` attributes of its ancestors (Canonical XML 1.0, 2.4).
4. An alert in a wrapper is its own document: namespaces that only the wrapper declares and that
   the alert doesn't use stay behind.
"""

import re
from copy import deepcopy
from typing import Final

from lxml import etree

from dabyl.core.formats.cap.signature.algorithms import EXCLUSIVE, FORMS, Form
from dabyl.core.formats.cap.signature.verdict import Faulty, Reason

Element = etree._Element  # noqa: SLF001 - the only name that lxml gives the type
Document = etree._ElementTree  # noqa: SLF001 - likewise
_XML = "{http://www.w3.org/XML/1998/namespace}"
_ONE_TEXT_BYTES: Final = 9_000_000
"""Below what libxml2 takes as one text; longer documents are read with its larger limits."""
_ENCODING: Final = re.compile(rb"""encoding\s*=\s*["']([\w.-]+)""", re.ASCII)
_ASCII_BASED: Final = frozenset({b"UTF-8", b"US-ASCII", b"ISO-8859-1"})
_DECLARATION_BYTES: Final = 200


def parse_document(data: bytes) -> Element:
    """Return the root element of the document *data*.

    Raises:
        Faulty: it is not well-formed, beyond the limits of the parser, or has a DOCTYPE.
    """
    try:
        root = etree.fromstring(data, _parser(huge=_is_long_and_plain(data)))
    except etree.XMLSyntaxError:
        raise Faulty(Reason.NOT_AN_ALERT) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise Faulty(Reason.DOCTYPE)
    return root


def _parser(*, huge: bool) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=huge,
        remove_blank_text=False,
    )


def _is_long_and_plain(data: bytes) -> bool:
    """Tell whether *data* is long, and in an encoding in which a DOCTYPE would be seen."""
    if len(data) < _ONE_TEXT_BYTES or b"<!DOCTYPE" in data:
        return False
    stated = _ENCODING.search(data[:_DECLARATION_BYTES])
    encoding = b"UTF-8" if stated is None else stated[1].upper()
    return encoding in _ASCII_BASED and b"\0" not in data[:_DECLARATION_BYTES]


def canonical_document(root: Element, form: Form) -> bytes:
    """Return the canonical bytes of the whole document that *root* is of."""
    return _bytes(root.getroottree(), form)


def canonical_part(part: Element, form: Form) -> bytes:
    """Return the canonical bytes of *part* as it stands in its document."""
    written = etree.tostring(part, with_tail=False)  # with every namespace that is in scope
    own = etree.fromstring(written, _parser(huge=False))
    if not form.exclusive:
        for ancestor in part.iterancestors():
            for name, value in ancestor.items():
                if str(name).startswith(_XML) and name not in own.attrib:
                    own.set(name, value)
    return _bytes(own.getroottree(), form)


def canonical(data: bytes) -> bytes:
    """Return the exclusive canonical form of the document *data*.

    Raises:
        Faulty: see `parse_document`.
    """
    return canonical_document(parse_document(data), FORMS[EXCLUSIVE])


def own_document(alert: Element) -> bytes:
    """Return the element *alert* of a wrapper as a document of its own, in UTF-8."""
    own = deepcopy(alert)  # takes along the namespaces that it uses, and no others
    own.tail = None
    return etree.tostring(own, encoding="utf-8", xml_declaration=False)


def _bytes(document: Document, form: Form) -> bytes:
    return etree.tostring(
        document,
        method="c14n",
        exclusive=form.exclusive,
        with_comments=False,
        inclusive_ns_prefixes=list(form.prefixes) or None,
    )
