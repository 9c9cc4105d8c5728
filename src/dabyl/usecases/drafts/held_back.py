"""What would be held back: messages that the gate refuses, told before anybody signs.

1. Each message that the decision makes due is composed and judged as at its release, but for its
   signature. What the rules call an error speaks against the decision: once that is in the journal,
   the message could not go out, nor any other beside it.
2. What was due before the decision is not its fault, and doesn't hinder it.
"""

from collections.abc import Iterator

from dabyl.core.formats.cap.writing import format_alert
from dabyl.core.publication.cap.compose import compose, fact
from dabyl.core.publication.cap.due import Order, messages_due
from dabyl.core.publication.cap.gate import unsigned_objections
from dabyl.core.publication.cap.voice import Voice
from dabyl.core.register.register import Register
from dabyl.core.values.codes import Code
from dabyl.core.values.instants import Instant
from dabyl.core.values.problems import Problem
from dabyl.usecases.desk import Desk
from dabyl.usecases.release import ROADS, sender_of


def held_back(desk: Desk, register: Register, after: Register, *, at: Instant) -> Iterator[Problem]:
    """Find every error in a message that falls due at *at* because *register* becomes *after*."""
    signer = desk.alerts
    if signer is None:
        return
    voice = Voice.of(after, sender_of(signer), desk.words)
    for channel in ROADS:
        before = {_name(order) for order in messages_due(register, at=at, channel=channel)}
        due = messages_due(after, at=at, channel=channel)
        for number, order in enumerate(due, after.number + 1):
            if _name(order) not in before:
                alert = compose(after, order, voice, number)
                message = fact(order, alert, format_alert(alert))
                for finding in unsigned_objections(after, order, voice, message):
                    data = {"layer": order.layer, "rule": finding.code, "case": finding.case}
                    where = finding.where
                    yield Problem(code=Code.CAP_RELEASE_REFUSED, where=where, data=data)


def _name(order: Order) -> tuple[str, str]:
    return order.layer, order.chain
