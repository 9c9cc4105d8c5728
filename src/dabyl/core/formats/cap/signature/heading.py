"""What a signature is judged by: who sends, when, and in earnest or not.

1. It is read from the document that is verified or signed, never from another reading of it.
2. Each of the three stands exactly once, as text; comments in it don't count, elements and
   processing instructions aren't allowed.
"""

import attrs
from lxml import etree

from dabyl.core.formats.cap.limits import LIMITS, Limits
from dabyl.core.formats.cap.signature.canonical import parse_document
from dabyl.core.formats.cap.signature.verdict import Faulty, Reason
from dabyl.core.formats.cap.values import SPACE, Time
from dabyl.core.formats.cap.vocabulary import VERSIONS
from dabyl.core.formats.cap.where import Element


@attrs.frozen(kw_only=True)
class Heading:
    """The sender, the time and the status of an alert."""

    sender: str
    sent: Time
    status: str


def parse_alert(data: bytes, limits: Limits = LIMITS) -> Element:
    """Return the root element of the alert that is the document *data*.

    Raises:
        Faulty: it is not well-formed or over a limit, has a DOCTYPE, or is no alert.
    """
    root = parse_document(data, limits)
    name = etree.QName(root)
    if name.localname != "alert" or name.namespace not in VERSIONS:
        raise Faulty(Reason.NOT_AN_ALERT)
    return root


def heading(root: Element) -> Heading:
    """Return the heading of the alert *root*.

    Raises:
        Faulty: a part of it is missing, or there twice.
    """
    return Heading(
        sender=_only(root, "sender").strip(SPACE),
        sent=Time(_only(root, "sent")),
        status=_only(root, "status").strip(SPACE),
    )


def _only(root: Element, name: str) -> str:
    found = root.findall(f"{{{etree.QName(root).namespace}}}{name}")
    if len(found) != 1 or len(found[0]) != len(list(found[0].iterchildren(etree.Comment))):
        raise Faulty(Reason.HEADING_UNCLEAR)
    return str(found[0].xpath("string()"))
