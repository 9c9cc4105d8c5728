"""The gate: a signed message is judged before it is released, by every rule, in our own profile.

1. What the rules call an error keeps the message back. Warnings are for people and let it pass.
2. It is judged beside the channel's live messages, and those that it refers to.
3. What the second implementation says about the signature is a part of the judgement.
"""

from functools import lru_cache

from dabyl.core.formats.cap.reading import read
from dabyl.core.formats.cap.rules import context as facts
from dabyl.core.formats.cap.rules.chain import Known, chain_of, known
from dabyl.core.formats.cap.rules.checking import check_found
from dabyl.core.formats.cap.rules.context import Context, Release
from dabyl.core.formats.cap.rules.findings import Finding
from dabyl.core.formats.cap.rules.kinds import Kind, Profile
from dabyl.core.formats.cap.rules.message import message_of
from dabyl.core.formats.cap.signature.verdict import Verdict
from dabyl.core.formats.cap.values import Reference
from dabyl.core.publication.cap.due import Order, live_messages
from dabyl.core.register.facts import MessageReleased
from dabyl.core.register.register import Register


def objections(
    register: Register, order: Order, message: MessageReleased, verified: Verdict
) -> tuple[Finding, ...]:
    """Return the errors for which *message* may not be released."""
    found = read(message.text.encode()).alerts[0]
    known_now = tuple(
        _known(record.message.text) for record in live_messages(register, order.channel, order.at)
    )
    context = Context(
        at=order.at,
        chain=chain_of((*known_now, known(message_of(found)))),
        channel=facts.Channel(
            name=order.channel.id,
            longest_life_s=None
            if order.channel.longest is None
            else int(order.channel.longest.total_seconds()),
            heeds_onset=order.channel.heeds_onset,
            has_all_of=frozenset(each.triple for each in known_now),
        ),
        release=Release(
            at=order.at,
            fixed=Reference(message.sender, message.identifier, message.sent),
            verified=verified,
        ),
        signature=verified,
    )
    checked = check_found(found, (Profile.DABYL,), context)
    return tuple(finding for finding in checked.findings if finding.kind is Kind.ERROR)


@lru_cache(maxsize=256)
def _known(text: str) -> Known:
    return known(message_of(read(text.encode()).alerts[0]))
