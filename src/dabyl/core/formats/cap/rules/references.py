"""References: how a message names those before it.

1. An Update and a Cancel name at least one message; a name has three parts.
2. Nothing refers to itself, or to what is sent later.
3. A message acts on those of its own sender, or of one who gave it the power on record.
"""

import re
from typing import Final

from dabyl.core.formats.cap.rules.context import Context
from dabyl.core.formats.cap.rules.findings import Fault, Judged
from dabyl.core.formats.cap.rules.kinds import E, I, Subject, W, kinds
from dabyl.core.formats.cap.rules.message import Message
from dabyl.core.formats.cap.rules.registry import rule
from dabyl.core.formats.cap.rules.times import WRITTEN
from dabyl.core.formats.cap.values import Reference

_SEPARATOR: Final = re.compile(r"[\s<&]")


@rule(
    number=24,
    code="cap-references-missing",
    subject=Subject.MESSAGE,
    source="CAP-CP 1.0; IPAWS profile 1.0, references; CAP-AU 1.0, references; Google",
    kinds=kinds(E, oasis=W, elsewhere=E),
)
def acts_have_references(message: Message, context: Context) -> Judged:
    """An Update and a Cancel have at least one reference."""
    del context
    if message.is_about_others and not message.alert.parsed_references:
        yield Fault("references", data={"value": message.alert.msg_type})


@rule(
    number=25,
    code="cap-reference-form",
    subject=Subject.MESSAGE,
    source="CAP 1.2, 3.2.1",
    kinds=kinds(E, oasis=E, elsewhere=E),
)
def references_have_three_parts(message: Message, context: Context) -> Judged:
    """A reference is ``sender,identifier,sent``; its parts are written as those elements are."""
    del context
    for reference, sent in message.references:
        if isinstance(reference, str):
            yield Fault("references", data={"value": reference})
        elif sent is None or not WRITTEN.fullmatch(reference.sent):
            yield Fault("references", "sent", {"value": reference.sent})
        elif _SEPARATOR.search(reference.sender + reference.identifier):
            yield Fault("references", data={"value": f"{reference.sender},{reference.identifier}"})


@rule(
    number=27,
    code="cap-reference-to-itself",
    subject=Subject.MESSAGE,
    source="Google",
    kinds=kinds(E, oasis=W, elsewhere=W, google=E),
)
def nothing_refers_to_itself(message: Message, context: Context) -> Judged:
    """A message does not refer to itself."""
    del context
    alert = message.alert
    if not alert.references:
        return
    for reference in alert.parsed_references:
        if _is_own(message, reference):
            yield Fault("references", data={"value": alert.identifier})


@rule(
    number=28,
    code="cap-reference-to-later",
    subject=Subject.MESSAGE,
    source="Google",
    kinds=kinds(E, oasis=W, elsewhere=W, google=E),
)
def nothing_refers_to_what_comes_later(message: Message, context: Context) -> Judged:
    """A message does not refer to one that is sent later."""
    del context
    alert = message.alert
    if not alert.references or alert.sent is None or alert.sent.instant is None:
        return
    own = alert.sent.instant
    for reference, sent in message.references:
        if isinstance(reference, str) or sent is None or sent <= own:
            continue
        if not _is_own(message, reference):
            yield Fault("references", data={"value": reference.sent, "sent": alert.sent.text})


@rule(
    number=32,
    code="cap-reference-to-another-sender",
    subject=Subject.CHAIN,
    source="IPAWS profile 1.0, references; own",
    kinds=kinds(E, oasis=I, elsewhere=W, ipaws=E),
)
def references_stay_with_the_sender(message: Message, context: Context) -> Judged:
    """Referenced messages are of the same sender, or of one whose powers were delegated."""
    alert = message.alert
    if not alert.references:
        return
    for reference in alert.parsed_references:
        if not isinstance(reference, Reference) or reference.sender == alert.sender:
            continue
        if (reference.sender, alert.sender) not in context.delegations:
            yield Fault("references", data={"value": reference.sender, "sender": alert.sender})


def _is_own(message: Message, reference: Reference | str) -> bool:
    alert = message.alert
    return (
        isinstance(reference, Reference)
        and reference.identifier == alert.identifier
        and reference.sender == alert.sender
    )
