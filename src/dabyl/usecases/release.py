"""Release: the messages that are due are composed, signed once, judged, and recorded.

1. What is due is told from the journal; so a step that was interrupted is made up for by the next
   call, and nothing goes out twice.
2. The bytes are final before they are signed. What was signed is verified by other code than made
   it, judged by the gate, and stored as it is; nothing later makes these bytes again.
3. No key, no signature, an error by a rule: no release of any message of this turn.
"""

from collections.abc import Iterator

from dabyl.core.formats.cap.signature.keyring import Keyring, RegisteredKey
from dabyl.core.formats.cap.signature.verify import verify
from dabyl.core.formats.cap.writing import format_alert
from dabyl.core.publication.cap.channels import FEED, Channel
from dabyl.core.publication.cap.compose import compose, fact
from dabyl.core.publication.cap.due import Order, messages_due, next_release
from dabyl.core.publication.cap.gate import objections
from dabyl.core.publication.cap.voice import Voice
from dabyl.core.register.facts import MessageReleased
from dabyl.core.register.register import Register
from dabyl.core.values.codes import Code
from dabyl.core.values.instants import Instant
from dabyl.core.values.problems import Problem, Refused
from dabyl.ports.alertsigners import AlertSigner
from dabyl.usecases.desk import Desk, record
from dabyl.usecases.sign_alert import sign_alert

ROADS = (FEED,)
"""The channels that every workspace has."""


def release(
    desk: Desk, register: Register, *, at: Instant, channels: tuple[Channel, ...] = ROADS
) -> Register:
    """Release what is due at *at*, and return the register that knows it.

    A desk without a key for messages releases none.

    Raises:
        Refused: a message breaks a rule of the gate, or the key may not sign it.
        Overtaken: another step was recorded meanwhile.
        Unavailable: the key or the journal cannot be reached.
    """
    signer = desk.alerts
    if signer is None or not register.epochs:
        return register
    for channel in channels:
        orders = messages_due(register, at=at, channel=channel)
        if orders:
            facts = tuple(_signed(desk, register, signer, orders))
            register = record(desk, register, facts, at=at)
    return register


def release_up_to(
    desk: Desk, register: Register, until: Instant, *, channels: tuple[Channel, ...] = ROADS
) -> Register:
    """Release what fell due since the register's last entry, each at its instant; see `release`.

    For a clock that jumps: one that runs calls `release` when something is due.
    """
    if desk.alerts is None or not register.epochs:
        return register
    at = register.recorded_at
    while at < until:
        soon = [next_release(register, after=at, until=until, channel=c) for c in channels]
        at = min((one for one in soon if one is not None), default=until)
        register = release(desk, register, at=at, channels=channels)
    return release(desk, register, at=until, channels=channels)


def sender_of(signer: AlertSigner) -> str:
    """Return for whom a key signs."""
    return next(iter(signer.certificate.senders), "")


def _signed(
    desk: Desk, register: Register, signer: AlertSigner, orders: tuple[Order, ...]
) -> Iterator[MessageReleased]:
    voice = Voice.of(register, sender_of(signer), desk.words)
    for number, order in enumerate(orders, start=register.number + 1):
        alert = compose(register, order, voice, number)
        signed = sign_alert(format_alert(alert), signer, at=order.at)
        message = fact(order, alert, signed)
        verified = verify(signed, own_keyring(signer), received_at=order.at)
        if found := objections(register, order, voice, message, verified):
            raise Refused(
                Problem(
                    code=Code.CAP_RELEASE_REFUSED,
                    where=finding.where,
                    data={"layer": order.layer, "rule": finding.code, "case": finding.case},
                )
                for finding in found
            )
        yield message


def own_keyring(signer: AlertSigner) -> Keyring:
    """Return the keys by which what a key of ours signs is verified: its own."""
    certificate = signer.certificate
    key = RegisteredKey(
        public=certificate.public,
        senders=frozenset({sender_of(signer)}),
        valid=certificate.valid,
        kind=certificate.kind,
    )
    return Keyring.of([key])
