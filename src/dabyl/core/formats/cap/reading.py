"""Reading: bytes to alerts, each with its schema verdict; never an exception, whatever the bytes.

1. A file holds any number of alerts. Each stands alone: one that is wrong hides no other.
2. Three things are told apart: whether the file is well-formed XML, whether each alert is built as
   the schema of its own version says, and what each says. None of them waits for another.
3. A file that cannot be read, or holds no alert, has one problem that says why.
4. Of a file with more than 500 problems, only the first one of each further alert is told.
5. An alert of a file that names a document type, or is over a limit, is never valid.
"""

from functools import cached_property
from typing import Final

import attrs
from lxml import etree

from dabyl.core.formats.cap.documents import Document, check_depth, parse_document
from dabyl.core.formats.cap.elements import MOST_PIECES, Context, alert_of
from dabyl.core.formats.cap.feed_demands import first_lack
from dabyl.core.formats.cap.limits import LIMITS, Flaw, Limits, ReadProblem, Unreadable
from dabyl.core.formats.cap.lines import exact_lines
from dabyl.core.formats.cap.values import Alert
from dabyl.core.formats.cap.verdict import SchemaProblem, schema_problems
from dabyl.core.formats.cap.vocabulary import Version
from dabyl.core.formats.cap.where import Element, line_in_tree
from dabyl.core.formats.cap.wrappers import ALERTS, Wrapper, alerts_in, own_document, wrapper_of

_WEB_PAGE: Final = "html"
_SHORT_BYTES: Final = 16_384
_MOST_PROBLEMS: Final = 500
_is_cut_to_pieces: Final = etree.XPath(
    f"boolean(descendant-or-self::*[count(comment() | processing-instruction()) > {MOST_PIECES}])"
)


@attrs.frozen(eq=False)
class Found:
    """One alert of a file: what it says, its element, and the schema's verdict.

    ``index`` counts from 0 in the order of the document.
    """

    index: int
    alert: Alert
    element: Element
    schema_valid: bool
    schema_problems: tuple[SchemaProblem, ...]
    _file: bytes = attrs.field(repr=False)
    is_wrapped: bool = False

    @cached_property
    def data(self) -> bytes:
        """The alert as its own document: the file's bytes, or those of its part of a wrapper."""
        return own_document(self.element) if self.is_wrapped else self._file


@attrs.frozen(eq=False)
class Reading:
    """What a file holds. ``wrapper`` is None where the root is the alert, or nothing was read."""

    wellformed: bool
    alerts: tuple[Found, ...]
    problems: tuple[ReadProblem, ...]
    wrapper: Wrapper | None


def read(data: bytes, *, limits: Limits = LIMITS, assume_zone: str | None = None) -> Reading:
    """Return the alerts of a file, with what is wrong with the file and with each.

    *assume_zone* is the offset (``+06:00``) of times without one, which CAP 1.1 and 1.0 allow; a
    time of CAP 1.2 has none to assume.
    """
    try:
        document = parse_document(data, limits)
    except Unreadable as unreadable:
        return Reading(wellformed=False, alerts=(), problems=(unreadable.problem,), wrapper=None)
    try:
        return _read(document, data, limits, assume_zone)
    except Unreadable as unreadable:
        return Reading(wellformed=True, alerts=(), problems=(unreadable.problem,), wrapper=None)


def _read(document: Document, data: bytes, limits: Limits, zone: str | None) -> Reading:
    root = document.root
    elements: list[Element] = []
    for element in alerts_in(root):
        if len(elements) == limits.alerts:
            raise Unreadable(Flaw.TOO_MANY_ALERTS, limit=limits.alerts)
        elements.append(element)
    wrapper = wrapper_of(root)
    lines = exact_lines(data, root)
    line_of = line_in_tree if lines is None else lines.__getitem__
    is_short = len(data) < _SHORT_BYTES
    odd = wrapper is not None
    found: list[Found] = []
    told = 0
    for index, element in enumerate(elements):
        version = ALERTS[element.tag]
        context = Context(None if version is Version.V1_2 else zone, lines)
        alert = alert_of(element, version, context)
        if context.is_odd and _is_cut_to_pieces(element):
            raise Unreadable(Flaw.TOO_MANY_TAGS, line_in_tree(element), limit=MOST_PIECES)
        odd = odd or context.is_odd
        is_brief = told > _MOST_PROBLEMS
        problems = schema_problems(element, version, line_of, is_short=is_short, is_brief=is_brief)
        told += len(problems)
        found.append(
            Found(
                index,
                alert,
                element,
                not problems and not document.has_doctype,
                problems,
                data,
                wrapper is not None,
            )
        )
    if odd:
        check_depth(root, limits)
    return Reading(
        wellformed=bool(found),
        alerts=tuple(found),
        problems=tuple(_about_the_file(document, found)),
        wrapper=wrapper,
    )


def _about_the_file(document: Document, found: list[Found]) -> list[ReadProblem]:
    if document.has_doctype:
        return [ReadProblem(Flaw.DOCTYPE, 1)]
    return [] if found else [_no_alert(document.root)]


def _no_alert(root: Element) -> ReadProblem:
    name = etree.QName(root)
    line = line_in_tree(root)
    if name.localname.lower() == _WEB_PAGE:
        return ReadProblem(Flaw.WEB_PAGE, line)
    if name.localname == "alert":
        return ReadProblem(Flaw.VERSION_UNKNOWN, line, {"namespace": name.namespace or ""})
    lack = first_lack(root)
    if lack is not None:
        flaw = Flaw.FEED_UNKNOWN if lack.is_unknown else Flaw.FEED_LACKS
        return ReadProblem(flaw, lack.line, {"name": lack.name})
    return ReadProblem(Flaw.NO_ALERT, line, {"root": name.localname})
