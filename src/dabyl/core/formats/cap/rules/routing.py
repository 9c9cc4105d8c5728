"""Routing: status, type and scope, and what each may and must come with.

1. A draft goes nowhere; a test and an exercise go to no public channel; a heartbeat says nothing.
2. Restricted needs its restriction, Private its addresses.
3. A public feed holds what is public and actual. A rehearsal of a workspace that is not live is
   judged as if it were actual (``message.py``, 2).
"""

from dabyl.core.formats.cap.rules.context import Context
from dabyl.core.formats.cap.rules.findings import Fault, Gap, Judged, Need
from dabyl.core.formats.cap.rules.kinds import E, I, Subject, W, kinds
from dabyl.core.formats.cap.rules.lists import has_open_quote, split_list
from dabyl.core.formats.cap.rules.message import Message
from dabyl.core.formats.cap.rules.registry import rule
from dabyl.core.formats.cap.vocabulary import MsgType, Scope, Status

_NOT_FOR_REAL = frozenset({Status.TEST.value, Status.EXERCISE.value})
_ANSWERS = frozenset({MsgType.ACK.value, MsgType.ERROR.value})


@rule(
    number=14,
    code="cap-status",
    subject=Subject.RELEASE,
    source="CAP 1.2, 3.2.1; CAP-AU 1.0, status; Google",
    kinds=kinds(E, oasis=W, elsewhere=W),
    needs=(Need.CHANNEL,),
)
def only_what_is_meant_goes_out(message: Message, context: Context) -> Judged:
    """A Draft never leaves, Test and Exercise are on no public channel, an Exercise has a note."""
    alert, status = message.alert, message.status
    if status == Status.DRAFT:
        yield Fault("status", "draft")
    if status in _NOT_FOR_REAL:
        if context.channel is None:
            yield Gap(Need.CHANNEL)
        elif context.channel.is_public:
            yield Fault("status", data={"value": status, "channel": context.channel.name})
    if alert.status == Status.EXERCISE and not (alert.note or "").strip():
        yield Fault("note", "note")


@rule(
    number=15,
    code="cap-test-excused",
    subject=Subject.MESSAGE,
    source="own: a test that may be wrong tests nothing",
    kinds=kinds(E, oasis=I),
    after_all=True,
)
def tests_pass_every_rule(message: Message, context: Context) -> Judged:
    """A Test or an Exercise passes every other rule too."""
    if context.errors_in and message.alert.status in _NOT_FOR_REAL:
        yield Fault("status", data={"value": message.alert.status}, only=context.errors_in)


@rule(
    number=16,
    code="cap-system-with-info",
    subject=Subject.MESSAGE,
    source="NAADS LMD guide, heartbeats",
    kinds=kinds(E, oasis=I, elsewhere=W, cap_cp=E),
)
def system_messages_have_no_information(message: Message, context: Context) -> Judged:
    """``System`` is for heartbeats, which have no ``info``."""
    del context
    if message.alert.infos and message.alert.status == Status.SYSTEM:
        yield Fault("status")


@rule(
    number=17,
    code="cap-answer",
    subject=Subject.MESSAGE,
    source="CAP 1.2, 3.2.1",
    kinds=kinds(E, oasis=W, elsewhere=W),
)
def answers_say_to_what(message: Message, context: Context) -> Judged:
    """``Ack`` and ``Error`` carry references, ``Error`` a note, and neither is for the public."""
    del context
    alert = message.alert
    if alert.msg_type not in _ANSWERS:
        return
    if not alert.parsed_references:
        yield Fault("references", data={"value": alert.msg_type})
    if alert.msg_type == MsgType.ERROR and not (alert.note or "").strip():
        yield Fault("note", "note")
    if alert.scope == Scope.PUBLIC:
        yield Fault("scope", "public", {"value": alert.msg_type}, at_most=W)


@rule(
    number=18,
    code="cap-restriction",
    subject=Subject.MESSAGE,
    source="CAP 1.2, 3.2.1; Google",
    kinds=kinds(E, oasis=W, elsewhere=W, google=E),
)
def restriction_goes_with_restricted(message: Message, context: Context) -> Judged:
    """``restriction`` is there exactly when the scope is Restricted."""
    del context
    alert = message.alert
    if alert.scope == Scope.RESTRICTED:
        if not (alert.restriction or "").strip():
            yield Fault("restriction")
    elif (alert.restriction or "").strip():
        yield Fault("restriction", "unasked", {"value": alert.scope})


@rule(
    number=19,
    code="cap-addresses",
    subject=Subject.MESSAGE,
    source="CAP 1.2, 3.2.1",
    kinds=kinds(E, oasis=E, elsewhere=E),
)
def private_messages_are_addressed(message: Message, context: Context) -> Judged:
    """``addresses`` are there when the scope is Private; those with spaces are in double quotes."""
    del context
    text = message.alert.addresses or ""
    if message.alert.scope == Scope.PRIVATE and not split_list(text):
        yield Fault("addresses")
    elif text and has_open_quote(text):
        yield Fault("addresses", "quote", {"value": text})


@rule(
    number=20,
    code="cap-feed-not-public",
    subject=Subject.FEED,
    source="Google; own",
    kinds=kinds(E, oasis=I, elsewhere=W, google=E),
    needs=(Need.FEED,),
)
def public_feeds_hold_public_messages(message: Message, context: Context) -> Judged:
    """A public feed holds messages that are Public and Actual, and heartbeats."""
    if context.feed is None:
        yield Gap(Need.FEED)
        return
    alert, status = message.alert, message.status
    if alert.scope != Scope.PUBLIC:
        yield Fault("scope", data={"value": alert.scope})
    elif status not in {Status.ACTUAL.value, Status.SYSTEM.value}:
        yield Fault("status", data={"value": status})
