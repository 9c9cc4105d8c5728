"""Where: the place of an element in its alert, as a person and an XPath processor read it.

1. The path begins at the alert and counts elements of the same name: ``/alert/info[2]/area[1]``.
   An element that stands once among its neighbours has its number all the same, but for the alert.
2. Names are local: the namespace is the alert's own, or told by the name.
"""

import re
from itertools import takewhile
from typing import Any

from lxml import etree

Element = etree._Element  # noqa: SLF001 - the only name that lxml has for the type

_STEP = re.compile(r"(\*|[^\[\]@()]+)(?:\[(\d+)\])?")


def line_in_tree(element: Any) -> int:  # noqa: ANN401 - an element; its stubs know no line
    """Return the line in which a start tag ends, as libxml2 counts; exact below 65,535."""
    return element.sourceline or 0


def where_of(element: Element, alert: Element) -> str:
    """Return the path of *element* in *alert*."""
    steps = []
    inside = takewhile(lambda each: each is not alert, (element, *element.iterancestors()))
    for each in inside:
        name = etree.QName(each).localname
        same = each.itersiblings(each.tag, preceding=True)
        steps.append(f"{name}[{sum(1 for _ in same) + 1}]")
    return "/".join(["/alert", *reversed(steps)])


def element_at(alert: Element, path: str | None) -> Element:
    """Return the element that libxml2 names by *path*, of which the first step is the alert.

    Steps are names with prefixes, or ``*``, and a number where there are several; an attribute, or
    a piece of text, is in the element that holds it.
    """
    found = alert
    for step in (path or "").split("/")[2:]:
        match = _STEP.fullmatch(step)
        if match is None:
            break
        inner = [each for each in found.iterchildren("*") if match[1] in {"*", _prefixed(each)}]
        found = inner[int(match[2] or 1) - 1]
    return found


def _prefixed(element: Element) -> str:
    name = etree.QName(element).localname
    return f"{element.prefix}:{name}" if element.prefix else name
