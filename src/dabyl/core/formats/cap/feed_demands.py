"""Demands on a feed that holds no alert: what Atom and RSS want in it, and it lacks.

1. An Atom feed and each of its entries have an id, a title and a date; an entry has a link or holds
   its content. Atom's own namespace has no other elements than Atom's.
2. An RSS channel has a title, a link and a description; each item a title or a description.

Source: RFC 4287, 4.1; RSS 2.0.
"""

from collections.abc import Iterator
from typing import Final

import attrs
from lxml import etree

from dabyl.core.formats.cap.feeds import ATOM
from dabyl.core.formats.cap.where import Element, line_in_tree

_NAMED: Final = (("id",), ("title",), ("updated",))
_OF_ATOM: Final = frozenset(
    {"author", "category", "content", "contributor", "entry", "generator", "icon", "id", "link"}
    | {"logo", "published", "rights", "source", "subtitle", "summary", "title", "updated"}
)


@attrs.frozen
class Lack:
    """What is wrong with an element of a feed: the name that is missing, or should not be there."""

    name: str
    line: int
    is_unknown: bool = False


def first_lack(root: Element) -> Lack | None:
    """Return the first thing that the feed lacks; None when it lacks nothing, or is no feed."""
    name = etree.QName(root)
    if name.localname == "feed" and name.namespace == ATOM:
        return next(_of_atom(root), None)
    return next(_of_rss(root), None) if root.tag == "rss" else None


def _of_atom(root: Element) -> Iterator[Lack]:
    yield from _missing(root, f"{{{ATOM}}}", _NAMED)
    for entry in root.iter(f"{{{ATOM}}}entry"):
        yield from _missing(entry, f"{{{ATOM}}}", (*_NAMED, ("link", "content")))
    for each in (*root, *(child for entry in root.iter(f"{{{ATOM}}}entry") for child in entry)):
        name = etree.QName(each) if isinstance(each.tag, str) else None
        if name is not None and name.namespace == ATOM and name.localname not in _OF_ATOM:
            yield Lack(name.localname, line_in_tree(each), is_unknown=True)


def _of_rss(root: Element) -> Iterator[Lack]:
    yield from _missing(root, "", (("channel",),))
    for channel in root.iter("channel"):
        yield from _missing(channel, "", (("title",), ("link",), ("description",)))
    for item in root.iter("item"):
        yield from _missing(item, "", (("title", "description"),))


def _missing(parent: Element, space: str, wanted: tuple[tuple[str, ...], ...]) -> Iterator[Lack]:
    for names in wanted:
        if all(parent.find(f"{space}{name}") is None for name in names):
            yield Lack(names[0], line_in_tree(parent))
