"""Canonical bytes of a document and of a part of one.

1. A document with a DOCTYPE is refused, whatever it declares; the limits are those of reading.
2. Comments are in no canonical form. Processing instructions are, outside the root element too.
3. A part that is made canonical inclusively takes in the namespaces that are in scope, and the
   ``xml:`` attributes of its ancestors (Canonical XML 1.0, 2.4).
"""

from typing import Final

from lxml import etree

from dabyl.core.formats.cap import documents
from dabyl.core.formats.cap.limits import LIMITS, Limits, Unreadable
from dabyl.core.formats.cap.signature.algorithms import EXCLUSIVE, FORMS, Form
from dabyl.core.formats.cap.signature.verdict import Faulty, Reason
from dabyl.core.formats.cap.where import Element

Document = etree._ElementTree  # noqa: SLF001 - the only name that lxml gives the type
_XML: Final = "{http://www.w3.org/XML/1998/namespace}"
_PARSER: Final = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


def parse_document(data: bytes, limits: Limits = LIMITS) -> Element:
    """Return the root element of the document *data*.

    Raises:
        Faulty: it is not well-formed, over a limit, or has a DOCTYPE.
    """
    try:
        found = documents.parse_document(data, limits)
    except Unreadable:
        raise Faulty(Reason.NOT_AN_ALERT) from None
    if found.has_doctype:
        raise Faulty(Reason.DOCTYPE)
    return found.root


def canonical_document(root: Element, form: Form) -> bytes:
    """Return the canonical bytes of the whole document that *root* is of."""
    return _bytes(root.getroottree(), form)


def canonical_part(part: Element, form: Form) -> bytes:
    """Return the canonical bytes of *part* as it stands in its document."""
    written = etree.tostring(part, with_tail=False)  # with every namespace that is in scope
    own = etree.fromstring(written, _PARSER)
    if not form.exclusive:
        for ancestor in part.iterancestors():
            for name, value in ancestor.items():
                if str(name).startswith(_XML) and name not in own.attrib:
                    own.set(name, value)
    return _bytes(own.getroottree(), form)


def final_form(data: bytes) -> bytes:
    """Return the bytes that are signed for the document *data*: its root element, canonical.

    What stands beside the root element, such as a stylesheet instruction, is left out, and so are
    comments.

    Raises:
        Faulty: see `parse_document`.
    """
    return canonical_part(parse_document(data), FORMS[EXCLUSIVE])


def _bytes(document: Document, form: Form) -> bytes:
    try:
        return etree.tostring(
            document,
            method="c14n",
            exclusive=form.exclusive,
            with_comments=False,
            inclusive_ns_prefixes=list(form.prefixes) or None,
        )
    except etree.C14NError:  # a namespace is relative, which has no canonical form
        raise Faulty(Reason.TRANSFORM) from None
