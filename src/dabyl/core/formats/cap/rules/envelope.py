"""The envelope: version, document, markers, and elements that say nothing.

1. A message is written as CAP 1.2; older ones are read and converted, never passed on.
2. It is UTF-8, without a document type.
3. It carries the marker of each profile that it claims, spelled exactly.
4. An element that is present says something. An empty one that a rule of its own speaks of is left
   to that rule.
"""

from collections.abc import Iterator
from operator import attrgetter
from typing import Final

from dabyl.core.formats.cap.encodings import UTF_16
from dabyl.core.formats.cap.rules.context import Context
from dabyl.core.formats.cap.rules.findings import Fault, Gap, Judged, Need
from dabyl.core.formats.cap.rules.kinds import E, I, Profile, Subject, W, kinds
from dabyl.core.formats.cap.rules.lists import has_open_quote, split_list
from dabyl.core.formats.cap.rules.message import Message
from dabyl.core.formats.cap.rules.registry import rule
from dabyl.core.formats.cap.values import Info
from dabyl.core.formats.cap.vocabulary import Version

MARKERS: Final = {
    Profile.IPAWS: ("IPAWSv1.0",),
    Profile.CAP_CP: ("profile:CAP-CP:1.0", "profile:CAP-CP:0.4", "profile:CAP-CP:0.3"),
    Profile.CAP_AU: ("urn:oasis:names:tc:emergency:cap:1.2:profile:CAP-AU:1.0",),
}
"""What a message of a profile carries in ``code``: one of these."""

_EXACT: Final = {text.casefold(): text for texts in MARKERS.values() for text in texts}
_UTF_8: Final = frozenset({"UTF-8", "UTF8", "US-ASCII", "ASCII"})
_HEADER: Final = (
    ("status", "status"),
    ("msg_type", "msgType"),
    ("source", "source"),
    ("scope", "scope"),
    ("restriction", "restriction"),
    ("addresses", "addresses"),
    ("note", "note"),
    ("references", "references"),
    ("incidents", "incidents"),
)
_INFO: Final = (
    ("event", "event"),
    ("urgency", "urgency"),
    ("severity", "severity"),
    ("certainty", "certainty"),
    ("audience", "audience"),
    ("sender_name", "senderName"),
    ("headline", "headline"),
    ("description", "description"),
    ("instruction", "instruction"),
    ("web", "web"),
    ("contact", "contact"),
)
_RESOURCE: Final = (
    ("description", "resourceDesc"),
    ("mime_type", "mimeType"),
    ("size", "size"),
    ("uri", "uri"),
    ("deref_uri", "derefUri"),
    ("digest", "digest"),
)
_header: Final = attrgetter(*(name for name, _ in _HEADER))
_info: Final = attrgetter(*(name for name, _ in _INFO))
_resource: Final = attrgetter(*(name for name, _ in _RESOURCE))


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
    if encoding in _UTF_8 and (message.data or b"").startswith(UTF_16):
        encoding = "UTF-16"  # by its first bytes alone, which XML allows
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
)
def elements_are_not_empty(message: Message, context: Context) -> Judged:
    """Elements that are present are not empty; the standard allows it, receivers break on it."""
    del context
    alert = message.alert
    for path in _silent(_header(alert), _HEADER, ""):
        if path != "references" or not message.is_about_others:
            yield _empty(path)
    for path, time in message.times:
        if not time.text.strip():
            yield _empty(path)
    for path in _blanks(alert.codes, "code"):
        yield _empty(path)
    for number, info in enumerate(alert.infos, 1):
        for path in _in_info(info, f"info[{number}]/"):
            yield _empty(path)


def _empty(path: str) -> Fault:
    return Fault(path, data={"name": path.rpartition("/")[2].partition("[")[0]})


def _in_info(info: Info, before: str) -> Iterator[str]:
    yield from _silent(_info(info), _INFO, before)
    yield from _blanks(info.categories, f"{before}category")
    yield from _blanks(info.response_types, f"{before}responseType")
    for number, resource in enumerate(info.resources, 1):
        yield from _silent(_resource(resource), _RESOURCE, f"{before}resource[{number}]/")
    for number, area in enumerate(info.areas, 1):
        if area.altitude is not None and not area.altitude.strip():
            yield f"{before}area[{number}]/altitude"
        if area.ceiling is not None and not area.ceiling.strip():
            yield f"{before}area[{number}]/ceiling"


def _silent(
    texts: tuple[str | None, ...], names: tuple[tuple[str, str], ...], before: str
) -> Iterator[str]:
    """Yield the path of each text that is there and says nothing."""
    if "" in texts or any(text is not None and text.isspace() for text in texts):
        for text, (_, name) in zip(texts, names, strict=True):
            if text is not None and not text.strip():
                yield before + name


def _blanks(texts: tuple[str, ...], path: str) -> Iterator[str]:
    for number, text in enumerate(texts, 1):
        if not text.strip():
            yield f"{path}[{number}]"
