"""Public keys that sign alerts: RSA and elliptic curves, as DER bytes with an id.

1. A key is known by its SubjectPublicKeyInfo; its id is the first 16 hexadecimal digits of the
   SHA-256 of that.
2. RSA has 2,048 bits or more; curves are P-256, P-384 and P-521. Anything else is no key here, and
   a shorter RSA key is weak.
3. An ECDSA value is the two numbers side by side, each as long as the curve (RFC 9231, 2.3.6).
"""

from functools import lru_cache
from hashlib import sha256

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    SECP256R1,
    SECP384R1,
    SECP521R1,
    EllipticCurvePublicKey,
)
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_der_public_key,
)

from dabyl.core.formats.cap.signature.algorithms import KeyKind, Method

LEAST_RSA_BITS = 2048
CURVES = (SECP256R1, SECP384R1, SECP521R1)
PublicKey = RSAPublicKey | EllipticCurvePublicKey


def key_id(public: bytes) -> str:
    """Return the id of the key with the SubjectPublicKeyInfo *public*."""
    return sha256(public).hexdigest()[:16]


def public_bytes(key: object) -> bytes:
    """Return the SubjectPublicKeyInfo of *key*.

    Raises:
        ValueError: it is no key that signs alerts.
    """
    if isinstance(key, RSAPublicKey) or (
        isinstance(key, EllipticCurvePublicKey) and isinstance(key.curve, CURVES)
    ):
        return key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    raise ValueError("neither RSA nor one of P-256, P-384, P-521")


def certificate_key(certificate: bytes) -> bytes | None:
    """Return the key in the DER *certificate*, or None when there is none that signs alerts."""
    try:
        return public_bytes(x509.load_der_x509_certificate(certificate).public_key())
    except (ValueError, UnsupportedAlgorithm):
        return None


def is_weak(public: bytes) -> bool:
    """Tell whether the key is too short to rely on."""
    key = _loaded(public)
    return isinstance(key, RSAPublicKey) and key.key_size < LEAST_RSA_BITS


def signing_kind(public: bytes) -> KeyKind:
    """Return the kind of a key that may sign our own alerts: RSA of 2,048 bits or more, or P-256.

    Raises:
        ValueError: it may not.
    """
    key = _loaded(public)
    if isinstance(key, RSAPublicKey):
        if key.key_size < LEAST_RSA_BITS:
            raise ValueError(f"an RSA key of {key.key_size} bits, fewer than {LEAST_RSA_BITS}")
        return KeyKind.RSA
    if isinstance(key.curve, SECP256R1):
        return KeyKind.EC
    raise ValueError(f"a key on {key.curve.name}, not on P-256")


def holds(public: bytes, method: Method, value: bytes, data: bytes) -> bool:
    """Tell whether *value* is the signature of *data* by the key *public*."""
    key = _loaded(public)
    try:
        if isinstance(key, RSAPublicKey):
            if method.kind is not KeyKind.RSA:
                return False
            key.verify(value, data, PKCS1v15(), method.digest.hash())
        else:
            if method.kind is not KeyKind.EC:
                return False
            key.verify(_dss(key, value), data, ECDSA(method.digest.hash()))
    except (InvalidSignature, UnsupportedAlgorithm):
        return False
    return True


def _dss(key: EllipticCurvePublicKey, value: bytes) -> bytes:
    size = (key.curve.key_size + 7) // 8
    if len(value) != 2 * size:
        raise InvalidSignature
    r, s = value[:size], value[size:]
    return encode_dss_signature(int.from_bytes(r), int.from_bytes(s))


@lru_cache(maxsize=1024)
def _loaded(public: bytes) -> PublicKey:
    key = load_der_public_key(public)
    if isinstance(key, RSAPublicKey | EllipticCurvePublicKey):
        return key
    raise ValueError("neither RSA nor an elliptic curve")
