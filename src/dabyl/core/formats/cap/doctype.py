"""Files that name a document type: read for what they are, with nothing of it carried out.

1. The XML reader that is used elsewhere opens files that a document type names, even when told not
   to. So it never sees one: expat reads these files, opens nothing and replaces nothing.
2. Comments are left out, and so is a reference to an entity in text; one in an attribute is
   replaced under expat's own bound on growth.
3. What is read is for the report only: no alert of such a file is ever valid.
"""

from contextlib import suppress
from typing import Any
from xml.parsers import expat

from lxml import etree

from dabyl.core.formats.cap.limits import Flaw, Limits, Unreadable
from dabyl.core.formats.cap.where import Element


class _Known(Exception):
    """Enough has been read."""


def names_doctype(data: bytes) -> bool:
    """Tell whether the file names a document type before its first element."""
    parser = expat.ParserCreate()
    found = []

    def doctype(*_: object) -> None:
        found.append(True)
        raise _Known

    def start(*_: object) -> None:
        raise _Known

    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = start
    with suppress(_Known):
        try:
            parser.Parse(data, True)
        except (expat.ExpatError, LookupError, ValueError):
            return True
    return bool(found)


def tree_without_entities(data: bytes, limits: Limits) -> Element:
    """Return the root element of a file that names a document type.

    Raises:
        Unreadable: it is not well-formed, or too deep.
    """
    parser = expat.ParserCreate(namespace_separator="}")
    builder = _Builder(parser, limits.depth)
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.target.data
    parser.DefaultHandler = _ignored
    parser.buffer_text = True
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        reason = expat.ErrorString(error.code)
        raise Unreadable(Flaw.DOCTYPE, error.lineno, reason=reason) from None
    except (LookupError, ValueError) as error:
        raise Unreadable(Flaw.DOCTYPE, 1, reason=str(error)[:200]) from None
    return builder.target.close()


def _ignored(_: str) -> None:
    """Take a reference to an entity as nothing; that it is taken keeps expat from replacing it."""


class _Builder:
    def __init__(self, parser: expat.XMLParserType, depth: int) -> None:
        self.target = etree.TreeBuilder()
        self._parser = parser
        self._room = depth

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._room -= 1
        if self._room < 0:
            raise Unreadable(Flaw.TOO_DEEP, self._parser.CurrentLineNumber)
        target: Any = self.target  # whose stubs know no element that is returned
        element = target.start(
            _clark(name), {_clark(key): value for key, value in attributes.items()}
        )
        element.sourceline = self._parser.CurrentLineNumber

    def end(self, name: str) -> None:
        self._room += 1
        self.target.end(_clark(name))


def _clark(name: str) -> str:
    namespace, _, local = name.rpartition("}")
    return f"{{{namespace}}}{local}" if namespace else local
