"""Explaining: an alert of a file becomes an explanation for one reader at one instant.

1. *at* is when the reader has the message before him: keys must hold then, too.
2. Where the signature is valid, what is explained is what was signed, and nothing else.
3. A signature is computed without keys as well: that a message was changed shows by itself.
"""

from dabyl.core.formats.cap.explaining.choosing import choose
from dabyl.core.formats.cap.explaining.explanation import Block, Earlier, Explanation
from dabyl.core.formats.cap.explaining.force import alert_force, block_force
from dabyl.core.formats.cap.explaining.ground import ground_of
from dabyl.core.formats.cap.explaining.seen import Seen
from dabyl.core.formats.cap.reading import Found, read
from dabyl.core.formats.cap.signature.keyring import NO_KEYS, Keyring
from dabyl.core.formats.cap.signature.structure import has_signature
from dabyl.core.formats.cap.signature.verdict import UNSIGNED, State, Verdict
from dabyl.core.formats.cap.signature.verify import verify
from dabyl.core.formats.cap.values import Alert, Reference
from dabyl.core.values.instants import Instant


def explain(
    found: Found,
    *,
    at: Instant,
    lang: str = "en",
    zone: str = "UTC",
    keyring: Keyring | None = None,
    seen: Seen | None = None,
) -> Explanation:
    """Return what an alert says at *at* to a reader of *lang* whose clocks show *zone*."""
    signature = _signature(found, keyring, at)
    alert = _believed(found, signature)
    choice = choose(alert, lang)
    blocks = tuple(
        Block(info=info, force=block_force(alert, info, at), ground=ground_of(info.areas))
        for info in choice.blocks
    )
    later = None if seen is None else seen.later(alert, keyring=keyring, at=at)
    force = alert_force(
        alert,
        (block.force for block in blocks),
        replaced_by=(each.message.msg_type for each in later or () if each.doubt is None),
        at=at,
    )
    return Explanation(
        index=found.index,
        alert=alert,
        at=at,
        zone=zone,
        choice=choice,
        force=force,
        blocks=blocks,
        earlier=tuple(_earlier(each, seen) for each in alert.parsed_references),
        later=later,
        beyond=seen is not None and seen.beyond,
        signature=signature,
        has_keys=keyring is not None,
        schema_valid=found.schema_valid,
    )


def _signature(found: Found, keyring: Keyring | None, at: Instant) -> Verdict:
    if not has_signature(found.element):
        return UNSIGNED
    return verify(found.data, NO_KEYS if keyring is None else keyring, received_at=at)


def _believed(found: Found, signature: Verdict) -> Alert:
    if signature.state is State.VALID and signature.signed is not None:
        return read(signature.signed).alerts[0].alert
    return found.alert


def _earlier(reference: Reference | str, seen: Seen | None) -> Earlier:
    if seen is None or isinstance(reference, str):
        return Earlier(reference, None)
    return Earlier(reference, seen.named(reference))
