"""Signing: the bytes to be signed, and the signed alert, both canonical by construction.

1. What is signed are canonical bytes (exclusive, UTF-8, no declaration): the digest is over just
   them, and the signed alert is them with one Signature before the end tag. Nothing is parsed,
   laid out or encoded again afterwards.
2. SignedInfo is filled into a text that is canonical as it stands; only the digest changes.
3. ECDSA on P-256, or RSA with 2,048 bits or more, over SHA-256, with the certificate in KeyInfo.
4. The secret stays in the shell: it is given ``signed_info`` and hands back the value.

Source: CAP 1.2, 3.3.4.1; XML Signature 1.1, 4; rules 95 to 97.
"""

import re
from base64 import b64encode
from hashlib import sha256
from typing import Final, Self

import attrs

from dabyl.core.formats.cap.signature.algorithms import (
    DSIG,
    ECDSA_SHA256,
    ENVELOPED,
    EXCLUSIVE,
    RSA_SHA256,
    SHA256,
    KeyKind,
)
from dabyl.core.formats.cap.signature.certificates import Certificate
from dabyl.core.formats.cap.signature.publickeys import signing_kind

_METHODS: Final = {KeyKind.RSA: RSA_SHA256, KeyKind.EC: ECDSA_SHA256}
_END: Final = re.compile(rb"</(?:[^\s<>:/]+:)?alert>\Z")
_INFO: Final = (
    '<CanonicalizationMethod Algorithm="{exclusive}"></CanonicalizationMethod>'
    '<SignatureMethod Algorithm="{method}"></SignatureMethod>'
    '<Reference URI=""><Transforms><Transform Algorithm="{enveloped}"></Transform>'
    '<Transform Algorithm="{exclusive}"></Transform></Transforms>'
    '<DigestMethod Algorithm="{sha256}"></DigestMethod><DigestValue>'
)
_INFO_END: Final = b"</DigestValue></Reference></SignedInfo>"
_INFO_START: Final = b"<SignedInfo>"
_INFO_START_ALONE: Final = f'<SignedInfo xmlns="{DSIG}">'.encode()


@attrs.frozen
class Template:
    """What each signature of one key has in common."""

    kind: KeyKind
    _info: bytes = attrs.field(repr=False)
    _key_info: bytes = attrs.field(repr=False)

    @classmethod
    def of(cls, certificate: Certificate) -> Self:
        """Return the template of the key in *certificate*.

        Raises:
            ValueError: the key is too weak, or of a curve that not every receiver knows.
        """
        kind = signing_kind(certificate.public)
        info = _INFO.format(
            exclusive=EXCLUSIVE, method=_METHODS[kind], enveloped=ENVELOPED, sha256=SHA256
        )
        packed = b64encode(certificate.der).decode()
        key_info = (
            f"<KeyInfo><X509Data><X509Certificate>{packed}</X509Certificate></X509Data></KeyInfo>"
        )
        return cls(kind, info.encode(), key_info.encode())

    def signed_info(self, alert: bytes) -> bytes:
        """Return what is to be signed for the canonical bytes *alert*."""
        return _INFO_START_ALONE + self._info + b64encode(sha256(alert).digest()) + _INFO_END

    def assemble(self, alert: bytes, signed_info: bytes, value: bytes) -> bytes:
        """Return *alert* with its Signature, whose *value* is of *signed_info*.

        Raises:
            ValueError: *alert* doesn't end with the end tag of an alert.
        """
        end = _END.search(alert, max(0, len(alert) - _LONGEST_END_TAG))
        if end is None:
            raise ValueError("canonical bytes of an alert end with its end tag")
        return b"".join(
            (
                alert[: end.start()],
                _START,
                _INFO_START,
                signed_info[len(_INFO_START_ALONE) :],
                b"<SignatureValue>",
                b64encode(value),
                b"</SignatureValue>",
                self._key_info,
                b"</Signature>",
                end[0],
            )
        )


_START: Final = f'<Signature xmlns="{DSIG}">'.encode()
_LONGEST_END_TAG: Final = 200
