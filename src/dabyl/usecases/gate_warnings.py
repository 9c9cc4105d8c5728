"""What the gate said against released messages and let pass: warnings are for people.

1. A message is judged again as it was at its release, on the journal as it was before it: the same
   rules say the same. A later version of the program may say more.
"""

from collections.abc import Iterator

import attrs

from dabyl.core.formats.cap.rules.findings import Finding
from dabyl.core.formats.cap.rules.kinds import Kind
from dabyl.core.formats.cap.signature.verify import verify
from dabyl.core.publication.cap.channels import Channel
from dabyl.core.publication.cap.due import Order, messages_due
from dabyl.core.publication.cap.gate import judged
from dabyl.core.publication.cap.voice import Voice
from dabyl.core.register.facts import MessageReleased
from dabyl.core.register.records import MessageRecord
from dabyl.core.register.register import Register
from dabyl.ports.alertsigners import AlertSigner
from dabyl.usecases.desk import Desk, load_up_to
from dabyl.usecases.release import ROADS, own_keyring, sender_of


@attrs.frozen
class Warned:
    """A released message, and what the gate said against it."""

    message: MessageReleased
    findings: tuple[Finding, ...]


def gate_warnings(
    desk: Desk, register: Register, decision: str, *, channels: tuple[Channel, ...] = ROADS
) -> Iterator[Warned]:
    """Give the messages of a decision's layers that were released with warnings.

    A desk without a key for messages can't judge them.

    Raises:
        Unavailable: the journal cannot be read.
    """
    signer = desk.alerts
    if signer is None:
        return
    for record in register.messages:
        if _decision_of(register, record) != decision:
            continue
        before = load_up_to(desk, record.number - 1)
        for order in _orders(before, record, channels):
            found = _judged(desk, before, order, record, signer)
            if found:
                yield Warned(record.message, found)


def _orders(
    before: Register, record: MessageRecord, channels: tuple[Channel, ...]
) -> Iterator[Order]:
    """Give the order by which a message was made: the first of its layer, chain and channel."""
    message = record.message
    for channel in channels:
        if channel.id == message.channel:
            due = messages_due(before, at=record.recorded_at, channel=channel)
            meant = (one for one in due if (one.layer, one.chain) == (message.layer, message.chain))
            yield from list(meant)[:1]


def _judged(
    desk: Desk, before: Register, order: Order, record: MessageRecord, signer: AlertSigner
) -> tuple[Finding, ...]:
    message = record.message
    voice = Voice.of(before, sender_of(signer), desk.words)
    signed, keys = message.text.encode(), own_keyring(signer)
    verified = verify(signed, keys, received_at=record.recorded_at)
    found = judged(before, order, voice, message, verified).findings
    return tuple(one for one in found if one.kind is Kind.WARNING)


def _decision_of(register: Register, record: MessageRecord) -> str:
    rows = register.epoch_at(record.recorded_at).ledger.rows(record.message.layer)
    return rows[-1].piece.layer.decision if rows else ""
