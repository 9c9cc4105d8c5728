"""Signatures and keys: how a message is signed, by whose key, and what that is worth.

1. One enveloped signature over the whole document, with algorithms that hold.
2. What was signed stays as it is; what is released is signed, and was verified by other code.
3. A signature counts by a key that is registered for its sender; what can't be checked is read all
   the same, with a remark.
4. The next key is known before the last one ends.

Source: CAP 1.2, 3.3.4.1; XML Signature 1.1.
"""

from datetime import timedelta
from typing import Final

from lxml import etree

from dabyl.core.formats.cap.rules.context import Context
from dabyl.core.formats.cap.rules.findings import Fault, Gap, Judged, Need
from dabyl.core.formats.cap.rules.kinds import E, I, Profile, Subject, W, kinds
from dabyl.core.formats.cap.rules.message import Message
from dabyl.core.formats.cap.rules.registry import rule
from dabyl.core.formats.cap.signature.algorithms import EXCLUSIVE, FORMS
from dabyl.core.formats.cap.signature.canonical import canonical_document
from dabyl.core.formats.cap.signature.publickeys import certificate_key, is_weak
from dabyl.core.formats.cap.signature.verdict import Faulty, Reason, State
from dabyl.core.formats.cap.where import Element

_OVERLAP: Final = timedelta(days=30)
_SHAPES: Final = frozenset(
    {
        Reason.SEVERAL_SIGNATURES,
        Reason.MISPLACED,
        Reason.SHAPE,
        Reason.SEVERAL_REFERENCES,
        Reason.REFERENCE_ELSEWHERE,
        Reason.TRANSFORM,
    }
)
_OURS: Final = frozenset({Profile.DABYL})
_OTHERS: Final = frozenset(Profile) - _OURS
_WHERE: Final = "Signature"


@rule(
    number=95,
    code="cap-signature-form",
    subject=Subject.MESSAGE,
    source="CAP 1.2, 3.3.4.1",
    kinds=kinds(E, oasis=E, elsewhere=E),
    needs=(Need.BYTES,),
)
def signature_is_enveloped(message: Message, context: Context) -> Judged:
    """A signature is one enveloped one, last in ``alert``, over the whole document."""
    del context
    match message.signature:
        case None if message.element is None:
            yield Gap(Need.BYTES)
        case Faulty(reason=Reason.SEVERAL_SIGNATURES):
            # some countries let the distributor sign beside the author: not forbidden in so many
            # words, and refused here, since a reader can't tell which one covers what
            yield Fault(_WHERE, Reason.SEVERAL_SIGNATURES, only=_OURS)
            yield Fault(_WHERE, Reason.SEVERAL_SIGNATURES, only=_OTHERS, at_most=W)
        case Faulty(reason=reason) if reason in _SHAPES:
            yield Fault(_WHERE, reason)
        case _:
            return


@rule(
    number=96,
    code="cap-signature-algorithm",
    subject=Subject.MESSAGE,
    source="own; XML Signature 1.1, 6.1",
    kinds=kinds(E, oasis=W, elsewhere=W),
    needs=(Need.BYTES,),
)
def signature_is_strong(message: Message, context: Context) -> Judged:
    """SHA-256 or better, RSA of 2,048 bits or P-256 or more, exclusive canonical form."""
    del context
    found = message.signature
    if found is None:
        if message.element is None:
            yield Gap(Need.BYTES)
    elif isinstance(found, Faulty):
        if found.reason in {Reason.HMAC, Reason.ALGORITHM_UNKNOWN}:
            yield Fault(_WHERE, found.reason)
    else:
        if found.digest.is_weak or found.method.digest.is_weak:
            yield Fault(_WHERE, "sha1")
        keys = [key for each in found.certificates if (key := certificate_key(each)) is not None]
        if any(is_weak(key) for key in keys):
            yield Fault(_WHERE, "short-key")
        if not found.is_exclusive:
            yield Fault(_WHERE, "inclusive", at_most=I, only=_OTHERS)
            yield Fault(_WHERE, "inclusive", only=_OURS)


@rule(
    number=97,
    code="cap-signed-bytes",
    subject=Subject.MESSAGE,
    source="own; XML Signature 1.1, 8.1",
    kinds=kinds(E, oasis=I, elsewhere=I),
    needs=(Need.BYTES,),
)
def signed_bytes_are_final(message: Message, context: Context) -> Judged:
    """A signed document is canonical as it stands, and carries no stylesheet instruction."""
    del context
    if message.element is None or message.data is None:
        yield Gap(Need.BYTES)
        return
    if message.signature is None:
        return
    if any(
        next(message.element.itersiblings(etree.ProcessingInstruction, preceding=before), None)
        is not None
        for before in (True, False)
    ):
        yield Fault(case="instruction")
    elif not _is_final(message.element, message.data):
        yield Fault(case="form", only=_OURS)


def _is_final(element: Element, data: bytes) -> bool:
    try:
        return canonical_document(element, FORMS[EXCLUSIVE]) == data
    except Faulty:
        return False


@rule(
    number=98,
    code="cap-release-not-verified",
    subject=Subject.RELEASE,
    source="own",
    kinds=kinds(E, oasis=I),
    needs=(Need.RELEASE,),
)
def own_signature_is_verified(message: Message, context: Context) -> Judged:
    """What we sign is verified by a second implementation before it is released."""
    del message
    if context.release is None:
        yield Gap(Need.RELEASE)
    elif context.release.verified is None:
        yield Fault(_WHERE, "never")
    elif context.release.verified.state is not State.VALID:
        yield Fault(_WHERE, data={"reason": context.release.verified.reason or "-"})


@rule(
    number=99,
    code="cap-unsigned",
    subject=Subject.RELEASE,
    source="own",
    kinds=kinds(E, oasis=I),
    needs=(Need.BYTES, Need.RELEASE),
)
def release_is_signed(message: Message, context: Context) -> Judged:
    """Nothing is released without a signature."""
    if context.release is None:
        yield Gap(Need.RELEASE)
    elif message.element is None:
        yield Gap(Need.BYTES)
    elif message.signature is None:
        yield Fault()


_UNTRUE: Final = {
    Reason.DIGEST_MISMATCH: "changed",
    Reason.SIGNATURE_MISMATCH: "changed",
    Reason.KEY_OF_ANOTHER_SENDER: "other-sender",
    Reason.KEY_NOT_REGISTERED: "not-registered",
    Reason.KEY_NOT_YET_VALID: "time",
    Reason.KEY_EXPIRED: "time",
    Reason.KEY_REVOKED: "revoked",
    Reason.KEY_NOT_LIVE: "not-live",
}
"""Reasons that tell against a message, with the case of the words."""


@rule(
    number=100,
    code="cap-signature-untrue",
    subject=Subject.KEY,
    source="CAP 1.2, 3.3.4.1; own",
    kinds=kinds(E, oasis=W, elsewhere=W, ipaws=E, google=E),
    needs=(Need.KEYS,),
)
def signature_is_of_a_registered_key(message: Message, context: Context) -> Judged:
    """A signature is by a key registered for the sender, holding when sent and when received."""
    if message.signature is None:
        return
    if context.signature is None:
        yield Gap(Need.KEYS)
        return
    verdict = context.signature
    if verdict.reason in _UNTRUE:
        data = {"key": verdict.key or "-", "sender": message.alert.sender or "-"}
        yield Fault(_WHERE, _UNTRUE[verdict.reason], data=data)


@rule(
    number=101,
    code="cap-signature-unchecked",
    subject=Subject.READER,
    source="CAP 1.2, 3.3.4.1",
    kinds=kinds(I, oasis=I),
    needs=(Need.KEYS,),
)
def unchecked_signature_is_remarked(message: Message, context: Context) -> Judged:
    """A message whose signature can't be checked is read, with a remark, and relayed by hand."""
    if message.signature is None:
        return
    if context.signature is None:
        yield Gap(Need.KEYS)
    elif context.signature.state is State.UNVERIFIABLE:
        data = {"reason": context.signature.reason or "-", "sender": message.alert.sender or "-"}
        case = "no-key" if context.signature.reason is Reason.SENDER_WITHOUT_KEY else ""
        yield Fault(_WHERE, case, data=data)


@rule(
    number=102,
    code="cap-key-ends",
    subject=Subject.KEY,
    source="Google, guide for sending alerts; own",
    kinds=kinds(W, oasis=I, google=W),
    needs=(Need.AT, Need.KEYS),
)
def next_key_is_known(message: Message, context: Context) -> Judged:
    """A new key is published 30 days before the last one of a sender ends."""
    if context.keyring is None:
        yield Gap(Need.KEYS)
        return
    if context.at is None:
        yield Gap(Need.AT)
        return
    keys = [k for k in context.keyring.of_sender(message.alert.sender or "") if not k.revoked_at]
    ends = [key.valid.end.s for key in keys if key.valid.end is not None]
    if not ends or len(ends) < len(keys):
        return
    left_s = max(ends) - context.at.s
    if left_s < _OVERLAP.total_seconds():
        data = {"sender": message.alert.sender or "-", "days": max(0, left_s // 86_400)}
        yield Fault("sender", "" if left_s > 0 else "ended", data=data)
