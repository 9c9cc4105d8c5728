"""Wrappers: alerts inside feeds, distribution envelopes and whatever else carries them.

1. Every ``alert`` element in a namespace of CAP is an alert, wherever it stands, in the order of
   the document; but not inside another alert, which is one message with all that is in it.
2. The wrapper is told by its root element, not by where the alert stands in it.
3. An alert in a wrapper is a document of its own: its element with the prefixes that it declares
   itself, or uses; what else the wrapper declares is none of its business.
"""

from collections.abc import Iterator
from copy import deepcopy
from enum import StrEnum
from typing import Final

from lxml import etree

from dabyl.core.formats.cap.vocabulary import NAMESPACES
from dabyl.core.formats.cap.where import Element

ALERTS: Final = {f"{{{space}}}alert": version for version, space in NAMESPACES.items()}
"""The full name of an alert, by version."""


class Wrapper(StrEnum):
    """What a file is whose root is no alert."""

    ATOM = "atom"
    RSS = "rss"
    EDXL_DE = "edxl-de"
    ALERTS = "alerts"
    OTHER = "other"


_BY_NAME: Final = {
    "feed": Wrapper.ATOM,
    "entry": Wrapper.ATOM,
    "rss": Wrapper.RSS,
    "RDF": Wrapper.RSS,
    "EDXLDistribution": Wrapper.EDXL_DE,
    "alerts": Wrapper.ALERTS,
}


def wrapper_of(root: Element) -> Wrapper | None:
    """Return what wraps the alerts of a file; None when its root is an alert."""
    if root.tag in ALERTS:
        return None
    return _BY_NAME.get(etree.QName(root).localname, Wrapper.OTHER)


def alerts_in(root: Element) -> Iterator[Element]:
    """Yield the alerts of a file in the order of the document."""
    if root.tag in ALERTS:
        yield root
        return
    for element in root.iter(*ALERTS):
        if next(element.iterancestors(*ALERTS), None) is None:
            yield element


def own_document(element: Element) -> bytes:
    """Return an alert that stands in a wrapper as a document of its own, in UTF-8.

    It is not made canonical: that fails where a wrapper, or an alert, names a relative namespace.
    """
    alone = deepcopy(element)  # with what it declares, and what it uses of the wrapper's
    alone.tail = None
    return etree.tostring(alone, encoding="UTF-8", xml_declaration=False)
