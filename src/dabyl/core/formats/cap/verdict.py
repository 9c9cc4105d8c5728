"""The schema verdict: whether an alert is built as its version says, and where it is not.

1. The verdict is that of an XML Schema, by libxml2.
2. An alert inside a wrapper is judged as the root of a document of its own; lines are the file's.
3. At most 25 problems are told. Of an alert with more than 2,000 elements, or asked to be brief, it
   is the first: libxml2 describes each problem by counting neighbours, which would take hours where
   all are wrong.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, Final

import attrs
from lxml import etree

from dabyl.core.formats.cap.schema import schema_text
from dabyl.core.formats.cap.vocabulary import NAMESPACES, Version
from dabyl.core.formats.cap.where import Element, element_at, line_in_tree, where_of

_MOST_PROBLEMS: Final = 25
_MOST_ELEMENTS: Final = 2_000
_MOST_CHARS: Final = 600
_CHUNK_BYTES: Final = 65_536
_NAMED = re.compile(r"Element '(?:\{[^}]*\})?([^']+)'")
_count: Final[Any] = etree.XPath("count(descendant::*)")

LineOf = Callable[[Element], int]


@attrs.frozen
class SchemaProblem:
    """One place in which an alert is not built as its version says.

    ``where`` is an XPath of local names that begins at the alert; ``kind`` is libxml2's name of the
    broken rule (``element-content``, ``cvc-enumeration-valid``); ``message`` is libxml2's words.
    """

    line: int
    message: str
    where: str
    kind: str
    element: str


def schema_problems(
    element: Element,
    version: Version,
    line_of: LineOf = line_in_tree,
    *,
    is_short: bool = False,
    is_brief: bool = False,
) -> tuple[SchemaProblem, ...]:
    """Return what is wrong with an ``alert`` element, in document order; nothing when valid.

    *is_short* says that its file is too short for more than a few thousand elements; *is_brief*
    asks for no more than the first problem.
    """
    if is_brief or (not is_short and _count(element) > _MOST_ELEMENTS):
        return _of_large(element, version, line_of)
    schema = _SCHEMAS[version]
    if schema.validate(element):
        return ()
    entries = islice(_log(schema), _MOST_PROBLEMS)
    return tuple(
        _problem(entry, element, element_at(element, entry.path), version, line_of)
        for entry in entries
    )


def _of_large(element: Element, version: Version, line_of: LineOf) -> tuple[SchemaProblem, ...]:
    """Judge an alert while it is read again, so that the first problem ends it.

    One that is wrong is read once more, line by line, for the line in which it goes wrong.
    """
    data = etree.tostring(element, with_tail=False, encoding="utf-8")
    for _ in _stops(((0, piece) for piece in _cut(data)), version):
        lines, entry = next(_stops(_lines(data), version))
        found = _found(element, entry.message, lines)
        return (_problem(entry, element, found, version, line_of),)
    return ()


def _stops(pieces: Iterable[tuple[int, bytes]], version: Version) -> Iterator[tuple[int, Any]]:
    """Yield each problem that a piece brings, with the number of lines before that piece."""
    parser = etree.XMLParser(
        schema=_SCHEMAS[version], huge_tree=True, resolve_entities=False, no_network=True
    )
    for lines, piece in pieces:
        parser.feed(piece)
        yield from ((lines, entry) for entry in _log(parser))


def _lines(data: bytes) -> list[tuple[int, bytes]]:
    """Return the data in pieces of at most a line, each with the number of lines before it."""
    lines = enumerate(data.splitlines(keepends=True))
    return [(number, piece) for number, line in lines for piece in _cut(line)]


def _cut(data: bytes) -> Iterator[bytes]:
    return (data[start : start + _CHUNK_BYTES] for start in range(0, len(data), _CHUNK_BYTES))


def _log(told: Any) -> Iterator[Any]:  # noqa: ANN401 - stubs let no log be walked through
    """Return the entries of a schema's log, or of a parser's that is being fed."""
    return iter(told.feed_error_log if isinstance(told, etree.XMLParser) else told.error_log)


def _found(alert: Element, message: str, lines: int) -> Element:
    """Return the element that a message names, in or after the line that was read last."""
    match = _NAMED.search(message)
    name = "" if match is None else match[1]
    first = line_in_tree(alert) + lines
    named = (each for each in alert.iter("*") if etree.QName(each).localname == name)
    return next((each for each in named if line_in_tree(each) >= first), alert)


def _problem(
    entry: Any,  # noqa: ANN401 - an entry of lxml's log
    alert: Element,
    found: Element,
    version: Version,
    line_of: LineOf,
) -> SchemaProblem:
    return SchemaProblem(
        line=line_of(found),
        message=entry.message.replace(f"{{{NAMESPACES[version]}}}", "")[:_MOST_CHARS],
        where=where_of(found, alert),
        kind=entry.type_name.removeprefix("SCHEMAV_").lower().replace("_", "-"),
        element=etree.QName(found).localname,
    )


_SCHEMAS: Final = {
    version: etree.XMLSchema(etree.fromstring(schema_text(version))) for version in Version
}
