"""Names: identifiers and senders, by which references find a message for ever.

1. An identifier and a sender hold nothing that separates the parts of a reference.
2. A sender uses an identifier once. Identifier, sender and time stay what they were at approval.
3. An identifier made of a time alone is one that comes twice.
"""

import re
from typing import Final

from dabyl.core.formats.cap.rules.chain import mark_of
from dabyl.core.formats.cap.rules.context import Context
from dabyl.core.formats.cap.rules.findings import Fault, Gap, Judged, Need
from dabyl.core.formats.cap.rules.kinds import E, I, Subject, W, kinds
from dabyl.core.formats.cap.rules.message import Message
from dabyl.core.formats.cap.rules.registry import rule

_SEPARATOR: Final = re.compile(r"[\s,<&]")
_OID: Final = re.compile(r"(?:urn:oid:)?2\.49\.0\.(\d+)(?:\.|$)")
_TIME: Final = re.compile(
    r"(?<!\d)(?:19|20)\d\d[-.]?(?:0[1-9]|1[0-2])[-.]?(?:0[1-9]|[12]\d|3[01])[-_.T ]?"
    r"(?:[01]\d|2[0-3])[:-]?[0-5]\d(?:[:-]?[0-5]\d(?:[.,]\d+)?)?(?:Z|[+-]\d\d:?\d\d$)?(?!\d)"
    r"|(?<!\d)1\d{9}(?:\d{3})?(?!\d)"
)
_DIGIT: Final = re.compile(r"\d")
_SENDER: Final = re.compile(
    r"(?:[^\s@,<&]+@)?[^\W_](?:[\w-]*[^\W_])?(?:\.[^\W_](?:[\w-]*[^\W_])?)*\.[^\W\d_][\w-]+"
)


@rule(
    number=3,
    code="cap-identifier",
    subject=Subject.MESSAGE,
    source="CAP 1.2, 3.2.1",
    kinds=kinds(E, oasis=E, elsewhere=E),
)
def identifier_has_no_separators(message: Message, context: Context) -> Judged:
    """``identifier`` is not empty and holds no white space, comma, ``<`` or ``&``."""
    del context
    text = message.alert.identifier
    if not text:
        yield Fault("identifier", "empty")
    elif _SEPARATOR.search(text):
        yield Fault("identifier", data={"value": text})


@rule(
    number=4,
    code="cap-identifier-reused",
    subject=Subject.CHAIN,
    source="CAP 1.2, 3.2.1",
    kinds=kinds(E, oasis=E, elsewhere=E),
    needs=(Need.CHAIN,),
)
def identifier_is_used_once(message: Message, context: Context) -> Judged:
    """A sender never uses an identifier twice, not for an update either."""
    alert = message.alert
    if context.chain is None:
        yield Gap(Need.CHAIN)
        return
    same = context.chain.by_name.get((alert.sender or "", alert.identifier or ""), ())
    if same and any(other.mark != mark_of(message) for other in same):
        yield Fault("identifier", data={"value": alert.identifier, "sender": alert.sender})


@rule(
    number=5,
    code="cap-name-moved",
    subject=Subject.RELEASE,
    source="own: a name is fixed at approval",
    kinds=kinds(E, oasis=I),
    needs=(Need.RELEASE,),
)
def name_is_that_of_the_approval(message: Message, context: Context) -> Judged:
    """Identifier, sender and sent are what was fixed at approval; nothing later moves them."""
    if context.release is None or context.release.fixed is None:
        yield Gap(Need.RELEASE)
        return
    alert, fixed = message.alert, context.release.fixed
    sent = "" if alert.sent is None else alert.sent.text
    for name, found, was in (
        ("identifier", alert.identifier, fixed.identifier),
        ("sender", alert.sender, fixed.sender),
        ("sent", sent, fixed.sent),
    ):
        if found != was:
            yield Fault(name, data={"name": name, "value": found, "was": was})


@rule(
    number=6,
    code="cap-identifier-oid",
    subject=Subject.MESSAGE,
    source="WMO, procedure for the Register of Alerting Authorities, message identifiers",
    kinds=kinds(E, oasis=I, elsewhere=W, wmo=E),
)
def oid_is_that_of_a_message(message: Message, context: Context) -> Judged:
    """An identifier that is an OID under 2.49.0 goes on with 1, for messages, not 0."""
    del context
    match = _OID.match(message.alert.identifier or "")
    if match is not None and match[1] != "1":
        yield Fault("identifier", data={"value": message.alert.identifier})


@rule(
    number=7,
    code="cap-identifier-time",
    subject=Subject.MESSAGE,
    source="own: two messages of one second would share their name",
    kinds=kinds(E, oasis=I),
)
def identifier_of_a_time_has_a_sequence(message: Message, context: Context) -> Judged:
    """An identifier that is built from a time carries a sequence as well."""
    del context
    text = message.alert.identifier or ""
    match = _TIME.search(text)
    if match and not _DIGIT.search(text[: match.start()] + text[match.end() :]):
        yield Fault("identifier", data={"value": text})


@rule(
    number=8,
    code="cap-sender",
    subject=Subject.MESSAGE,
    source="CAP 1.2, 3.2.1; CAP-AU 1.0, sender",
    kinds=kinds(E, oasis=E, elsewhere=E),
)
def sender_is_a_stable_name(message: Message, context: Context) -> Judged:
    """``sender`` holds none of those characters either, and is an e-mail address or a domain."""
    del context
    text = message.alert.sender
    if not text:
        yield Fault("sender", "empty")
    elif _SEPARATOR.search(text):
        yield Fault("sender", data={"value": text})
    elif not _SENDER.fullmatch(text):
        yield Fault("sender", "form", {"value": text}, at_most=W)
