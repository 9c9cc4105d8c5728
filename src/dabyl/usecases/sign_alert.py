"""Signing an alert: no signature, no release.

1. What is signed are the alert's final bytes, already canonical; what comes back is served as it
   is.
2. The key signs for the alert's sender, holds when it is sent and released, and is live exactly
   when the alert's sender is.
3. What the key made is verified by other code than made it, before anybody gets it; when it doesn't
   verify to just the bytes that were given, nothing is released.
"""

from collections.abc import Iterator

from dabyl.core.formats.cap.signature.certificates import Certificate
from dabyl.core.formats.cap.signature.heading import Heading, heading, parse_alert
from dabyl.core.formats.cap.signature.keyring import Keyring, RegisteredKey, is_nobody
from dabyl.core.formats.cap.signature.signing import Template
from dabyl.core.formats.cap.signature.structure import has_signature
from dabyl.core.formats.cap.signature.verdict import Faulty, Reason, State
from dabyl.core.formats.cap.signature.verify import verify
from dabyl.core.journal.keys import WorkspaceKind
from dabyl.core.values.codes import Code
from dabyl.core.values.instants import Instant
from dabyl.core.values.problems import Problem, Refused
from dabyl.ports.alertsigners import AlertSigner


def sign_alert(alert: bytes, signer: AlertSigner, *, at: Instant) -> bytes:
    """Return the canonical bytes *alert* signed, to be released at *at*.

    Raises:
        Refused: it is no alert, signed already or not canonical, the key may not sign it, or the
            signature doesn't verify; every reason at once.
        Unavailable: the key cannot be reached.
    """
    certificate = signer.certificate
    head = _head(alert)
    if problems := tuple(_objections(head, certificate)):
        raise Refused(problems)
    template = Template.of(certificate)
    signed_info = template.signed_info(alert)
    try:
        signed = template.assemble(alert, signed_info, signer.sign(signed_info))
    except ValueError:
        raise _refused(Code.CAP_NOT_CANONICAL) from None
    verdict = verify(signed, _own(head, certificate), received_at=at)
    if verdict.state is not State.VALID:
        raise _broken(verdict.reason)
    return signed


def _head(alert: bytes) -> Heading:
    try:
        root = parse_alert(alert)
        if has_signature(root):
            raise _refused(Code.CAP_SIGNED_ALREADY)
        return heading(root)
    except Faulty as faulty:
        raise _refused(Code.CAP_NOT_AN_ALERT, reason=faulty.reason) from None


def _objections(head: Heading, certificate: Certificate) -> Iterator[Problem]:
    if certificate.senders and head.sender not in certificate.senders:
        data = {"senders": ", ".join(certificate.senders), "sender": head.sender}
        yield Problem(code=Code.CAP_KEY_SENDER, where="sender", data=data)
    if is_nobody(head.sender) is (certificate.kind is WorkspaceKind.LIVE):
        kind = {"kind": certificate.kind, "sender": head.sender}
        yield Problem(code=Code.CAP_SENDER_KIND, where="sender", data=kind)


def _own(head: Heading, certificate: Certificate) -> Keyring:
    key = RegisteredKey(
        public=certificate.public,
        senders=frozenset({head.sender}),
        valid=certificate.valid,
        kind=certificate.kind,
    )
    return Keyring.of([key])


def _broken(reason: Reason | None) -> Refused:
    if reason is Reason.DIGEST_MISMATCH:  # the digest was of the bytes as given
        return _refused(Code.CAP_NOT_CANONICAL)
    about_time = reason is not None and reason.is_about_time
    code = Code.CAP_KEY_TIME if about_time else Code.CAP_SIGNATURE_BROKEN
    return _refused(code, reason=reason)


def _refused(code: Code, **data: object) -> Refused:
    return Refused([Problem(code=code, where="alert", data=data)])
