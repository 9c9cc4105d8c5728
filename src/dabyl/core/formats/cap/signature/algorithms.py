"""Algorithms of XML signatures: which are known, and which are strong enough.

1. Digests: SHA-256, SHA-384, SHA-512; SHA-1 is understood, since old messages carry it, and weak.
2. Signatures: RSA (PKCS #1 v1.5) and ECDSA over those digests. A shared secret (HMAC) proves
   nothing to the public and is refused.
3. Canonical forms: exclusive 1.0, inclusive 1.0 and 1.1, each also "with comments".

Source: XML Signature 1.1, 6; RFC 9231; rule 96.
"""

from collections.abc import Mapping
from enum import Enum
from hashlib import sha1, sha256, sha384, sha512

import attrs
from cryptography.hazmat.primitives import hashes

DSIG = "http://www.w3.org/2000/09/xmldsig#"
_MORE = "http://www.w3.org/2001/04/xmldsig-more#"
_ENC = "http://www.w3.org/2001/04/xmlenc#"
EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#"
ENVELOPED = f"{DSIG}enveloped-signature"
SHA256 = f"{_ENC}sha256"
RSA_SHA256 = f"{_MORE}rsa-sha256"
ECDSA_SHA256 = f"{_MORE}ecdsa-sha256"
HMACS = (f"{DSIG}hmac-", f"{_MORE}hmac-")


class Digest(Enum):
    """A digest."""

    SHA1 = "sha1"
    SHA256 = "sha256"
    SHA384 = "sha384"
    SHA512 = "sha512"

    @property
    def is_weak(self) -> bool:
        """Tell whether collisions can be made."""
        return self is Digest.SHA1

    def of(self, data: bytes) -> bytes:
        """Return the digest of *data*."""
        return _DIGESTS[self](data).digest()

    def hash(self) -> hashes.HashAlgorithm:
        """Return what the cryptography library calls it."""
        return _HASHES[self]


_DIGESTS = {
    Digest.SHA1: sha1,
    Digest.SHA256: sha256,
    Digest.SHA384: sha384,
    Digest.SHA512: sha512,
}
_HASHES: Mapping[Digest, hashes.HashAlgorithm] = {
    Digest.SHA1: hashes.SHA1(),  # noqa: S303 - as above
    Digest.SHA256: hashes.SHA256(),
    Digest.SHA384: hashes.SHA384(),
    Digest.SHA512: hashes.SHA512(),
}


class KeyKind(Enum):
    """A kind of key pair."""

    RSA = "rsa"
    EC = "ecdsa"


@attrs.frozen
class Method:
    """How a signature value is made: with which kind of key, over which digest."""

    kind: KeyKind
    digest: Digest


@attrs.frozen
class Form:
    """A canonical form: exclusive, but for the listed prefixes, or inclusive."""

    exclusive: bool
    prefixes: tuple[str, ...] = ()


DIGESTS: Mapping[str, Digest] = {
    f"{DSIG}sha1": Digest.SHA1,
    SHA256: Digest.SHA256,
    f"{_MORE}sha384": Digest.SHA384,
    f"{_ENC}sha512": Digest.SHA512,
}
METHODS: Mapping[str, Method] = {
    f"{DSIG}rsa-sha1": Method(KeyKind.RSA, Digest.SHA1),
    RSA_SHA256: Method(KeyKind.RSA, Digest.SHA256),
    f"{_MORE}rsa-sha384": Method(KeyKind.RSA, Digest.SHA384),
    f"{_MORE}rsa-sha512": Method(KeyKind.RSA, Digest.SHA512),
    f"{_MORE}ecdsa-sha1": Method(KeyKind.EC, Digest.SHA1),
    ECDSA_SHA256: Method(KeyKind.EC, Digest.SHA256),
    f"{_MORE}ecdsa-sha384": Method(KeyKind.EC, Digest.SHA384),
    f"{_MORE}ecdsa-sha512": Method(KeyKind.EC, Digest.SHA512),
}
_C14N_10 = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
_C14N_11 = "http://www.w3.org/2006/12/xml-c14n11"
INCLUSIVE = Form(exclusive=False)
FORMS: Mapping[str, Form] = {
    EXCLUSIVE: Form(exclusive=True),
    f"{EXCLUSIVE}WithComments": Form(exclusive=True),
    _C14N_10: INCLUSIVE,
    f"{_C14N_10}#WithComments": INCLUSIVE,
    _C14N_11: INCLUSIVE,
    f"{_C14N_11}#WithComments": INCLUSIVE,
}
"""Comments reach no digest here: a reference to ``""`` leaves them out (XML Signature, 4.4.3.3),
and a signature that holds some is refused."""
