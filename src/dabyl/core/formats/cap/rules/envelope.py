"""The envelope: version, document, markers, and elements that say nothing.

1. A message is written as CAP 1.2; older ones are read and converted, never passed on.
2. It is UTF-8, without a document type.
3. It carries the marker of each profile that it claims, spelled exactly.
4. An element that is present says something. An empty one that a rule of its own speaks of is left
   to that rule.
"""

from typing import Any, Final

from lxml import etree

from dabyl.core.formats.cap.rules.context import Context
from dabyl.core.formats.cap.rules.findings import Fault, Gap, Judged, Need
from dabyl.core.formats.cap.rules.kinds import E, I, Profile, Subject, W, kinds
from dabyl.core.formats.cap.rules.lists import has_open_quote, split_list
from dabyl.core.formats.cap.rules.message import Message
from dabyl.core.formats.cap.rules.registry import rule
from dabyl.core.formats.cap.vocabulary import Version
from dabyl.core.formats.cap.where import where_of

MARKERS: Final = {
    Profile.IPAWS: ("IPAWSv1.0",),
    Profile.CAP_CP: ("profile:CAP-CP:1.0", "profile:CAP-CP:0.4", "profile:CAP-CP:0.3"),
    Profile.CAP_AU: ("urn:oasis:names:tc:emergency:cap:1.2:profile:CAP-AU:1.0",),
}
"""What a message of a profile carries in ``code``: one of these."""

_EXACT: Final = {text.casefold(): text for texts in MARKERS.values() for text in texts}
_UTF_8: Final = frozenset({"UTF-8", "UTF8", "US-ASCII", "ASCII"})
_SPOKEN_OF: Final = frozenset(
    {"identifier", "sender", "language", "valueName", "value", "areaDesc"}
)
_EMPTY: Final[Any] = etree.XPath("descendant::*[not(*)][not(normalize-space())]")
_DSIG: Final = "http://www.w3.org/2000/09/xmldsig#"


@rule(
    number=1,
    code="cap-version",
    subject=Subject.MESSAGE,
    source="CAP 1.2, 4.2",
    kinds=kinds(E, oasis=W, elsewhere=E, wmo=W, google=W, uk=W),
)
def is_version_1_2(message: Message, context: Context) -> Judged:
    """The root is ``alert`` in the namespace of CAP 1.2; 1.0 and 1.1 are converted on input."""
    del context
    if message.alert.version is not Version.V1_2:
        yield Fault(data={"version": message.alert.version.value})


@rule(
    number=2,
    code="cap-encoding",
    subject=Subject.MESSAGE,
    source="CAP 1.2, 3.3.3; own",
    kinds=kinds(E, oasis=I, google=W),
    needs=(Need.BYTES,),
)
def is_utf_8_without_doctype(message: Message, context: Context) -> Judged:
    """The document is UTF-8 and has no document type and no entities of its own."""
    del context
    if message.element is None:
        yield Gap(Need.BYTES)
        return
    encoding = (message.element.getroottree().docinfo.encoding or "UTF-8").upper()
    if encoding not in _UTF_8:
        yield Fault(data={"encoding": encoding})
    if message.has_doctype:
        yield Fault(case="doctype")


@rule(
    number=21,
    code="cap-profile-marker",
    subject=Subject.MESSAGE,
    source="IPAWS profile 1.0, code; CAP-CP 1.0, 3; CAP-AU 1.0, code",
    kinds=kinds(E, oasis=I, ipaws=E, cap_cp=E, cap_au=E),
)
def carries_exact_markers(message: Message, context: Context) -> Judged:
    """``code`` carries the exact marker of each profile that the message claims."""
    codes = message.alert.codes
    for profile, markers in MARKERS.items():
        if not any(marker in codes for marker in markers):
            yield Fault(data={"marker": markers[0]}, only=frozenset({profile}))
    for marker in sorted(context.markers.difference(codes)):
        yield Fault(data={"marker": marker}, only=frozenset({Profile.DABYL}))
    for number, code in enumerate(codes, 1):
        exact = _EXACT.get(code.strip().casefold(), code)
        if exact != code:
            yield Fault(f"code[{number}]", "inexact", {"value": code, "marker": exact})


@rule(
    number=22,
    code="cap-incidents",
    subject=Subject.MESSAGE,
    source="CAP 1.2, 3.2.1",
    kinds=kinds(E, oasis=E, elsewhere=W),
    needs=(Need.INCIDENTS,),
)
def incidents_are_a_list_of_known_names(message: Message, context: Context) -> Judged:
    """``incidents`` are separated by white space, quoted when they hold it, and known to us."""
    text = message.alert.incidents
    if not text:
        return
    if has_open_quote(text):
        yield Fault("incidents", data={"value": text})
    elif context.incidents is None:
        yield Gap(Need.INCIDENTS)
    else:
        for name in split_list(text):
            if name not in context.incidents:
                only = frozenset({Profile.DABYL})
                yield Fault("incidents", "unknown", {"value": name}, only=only)


@rule(
    number=23,
    code="cap-empty-element",
    subject=Subject.MESSAGE,
    source="CAP 1.2, 3.2; Google",
    kinds=kinds(E, oasis=I, elsewhere=W),
    needs=(Need.BYTES,),
)
def elements_are_not_empty(message: Message, context: Context) -> Judged:
    """Elements that are present are not empty; the standard allows it, receivers break on it."""
    del context
    alert = message.element
    if alert is None:
        yield Gap(Need.BYTES)
        return
    for element in _EMPTY(alert):
        name = etree.QName(element)
        if name.localname not in _SPOKEN_OF and name.namespace != _DSIG:
            path = where_of(element, alert).removeprefix("/alert/")
            yield Fault(path, data={"name": name.localname})
