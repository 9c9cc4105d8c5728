"""Verifying: is this alert, byte for byte, what its sender signed with a key of its own?

1. The document is verified as it is given; an alert in a wrapper is given as its own document.
2. The digest comes first, then the signature value against the keys that are registered for the
   sender named in the digested bytes, then what the key may do and when.
3. The certificate inside proves nothing; it is looked at only to say more about a signature that no
   registered key made.
4. SHA-1 and short RSA keys are computed, so that a broken message is found out; what holds by them
   alone is ``unverifiable``, unless the policy of the reader says otherwise.
"""

import hmac

import attrs

from dabyl.core.formats.cap.limits import LIMITS, Limits
from dabyl.core.formats.cap.signature.keyring import Keyring, RegisteredKey
from dabyl.core.formats.cap.signature.publickeys import certificate_key, holds, is_weak, key_id
from dabyl.core.formats.cap.signature.structure import Signed, take_apart
from dabyl.core.formats.cap.signature.verdict import (
    UNSIGNED,
    Faulty,
    Reason,
    State,
    Verdict,
    fault,
)
from dabyl.core.formats.cap.vocabulary import Status
from dabyl.core.journal.keys import WorkspaceKind
from dabyl.core.values.instants import Instant


@attrs.frozen(kw_only=True)
class Policy:
    """What a reader relies on."""

    sha1: bool = False
    short_rsa: bool = False


STRICT = Policy()


def verify(
    data: bytes,
    keyring: Keyring,
    *,
    received_at: Instant,
    policy: Policy = STRICT,
    limits: Limits = LIMITS,
) -> Verdict:
    """Return what is to be said about the signature of the alert that is the document *data*.

    *received_at* is when the message first reached the reader.
    """
    try:
        signed = take_apart(data, limits)
    except Faulty as faulty:
        return fault(faulty.reason)
    if signed is None:
        return UNSIGNED
    if not hmac.compare_digest(signed.digest.of(signed.document), signed.digest_value):
        return fault(Reason.DIGEST_MISMATCH)
    made = [key for key in keyring.of_sender(signed.heading.sender) if _made(key.public, signed)]
    if not made:
        return _by_none(signed, keyring)
    objections = [(_objection(key, signed, received_at, policy), key) for key in made]
    reason, key = next((pair for pair in objections if pair[0] is None), objections[0])
    if reason is not None:
        return fault(reason, key=key.id, signed=signed.document)
    return Verdict(state=State.VALID, key=key.id, signed=signed.document)


def _made(public: bytes, signed: Signed) -> bool:
    return holds(public, signed.method, signed.value, signed.signed_info)


def _objection(
    key: RegisteredKey, signed: Signed, received_at: Instant, policy: Policy
) -> Reason | None:
    sent = signed.heading.sent.instant
    if sent is None:
        return Reason.SENT_UNREADABLE
    if reason := key.objection(sent=sent, received_at=received_at):
        return reason
    if key.kind is not WorkspaceKind.LIVE and signed.heading.status == Status.ACTUAL:
        return Reason.KEY_NOT_LIVE
    if not policy.sha1 and (signed.digest.is_weak or signed.method.digest.is_weak):
        return Reason.ALGORITHM_WEAK
    if not policy.short_rsa and is_weak(key.public):
        return Reason.KEY_WEAK
    return None


def _by_none(signed: Signed, keyring: Keyring) -> Verdict:
    """Return the verdict on a signature that no key of its sender made."""
    carried = [public for each in signed.certificates if (public := certificate_key(each))]
    maker = next((public for public in carried if _made(public, signed)), None)
    if maker is None:
        known = carried or keyring.of_sender(signed.heading.sender)
        reason = Reason.SIGNATURE_MISMATCH if known else Reason.SENDER_WITHOUT_KEY
        return fault(reason, signed=signed.document)
    if keyring.knows(maker):
        reason = Reason.KEY_OF_ANOTHER_SENDER
    elif keyring.of_sender(signed.heading.sender):
        reason = Reason.KEY_NOT_REGISTERED
    else:
        reason = Reason.SENDER_WITHOUT_KEY
    return fault(reason, key=key_id(maker), signed=signed.document)
