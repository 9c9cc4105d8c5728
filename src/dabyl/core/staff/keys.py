"""Keys of persons: who may do what for which office, and the passkey that shows it.

1. A person is a pseudonym such as ``officer-7``; no name stands in the journal.
2. A key is a WebAuthn credential of one person, for one office (None: the workspace), with roles;
   its area, places of the register, can be smaller than the office's, and is so when it names any.
3. A public key is ES256 in the canonical form of CTAP2, which is always the same 77 bytes around
   its two coordinates; anything else is no key.
"""

from enum import StrEnum

import attrs
from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePublicKey,
    EllipticCurvePublicNumbers,
)

_HEAD = bytes.fromhex("a5010203262001215820")
_BETWEEN = bytes.fromhex("225820")
_COORDINATE_BYTES = 32
_SECOND_AT = len(_HEAD) + _COORDINATE_BYTES + len(_BETWEEN)


class Role(StrEnum):
    """What a person may do."""

    OFFICER = "officer"
    APPROVER = "approver"
    ADMINISTRATOR = "administrator"
    EDITOR = "editor"
    INSPECTOR = "inspector"
    AUDITOR = "auditor"


@attrs.frozen(kw_only=True)
class StaffKey:
    """A passkey of a person.

    ``credential`` is the credential's id in base64url without padding, ``cose`` the public key as
    the authenticator gave it, ``site`` the relying party's id: the domain that it signs in at.
    """

    person: str
    office: str | None
    roles: tuple[Role, ...]
    credential: str
    cose: bytes
    site: str
    area: tuple[str, ...] = ()

    def __attrs_post_init__(self) -> None:
        """Refuse bytes that are no public key."""
        public_key(self.cose)


def public_key(cose: bytes) -> EllipticCurvePublicKey:
    """Return the public key in a COSE_Key.

    Raises:
        ValueError: it is no ES256 key in canonical form, or no point of the curve.

    Source: CTAP 2.1, section 8 (canonical CBOR); RFC 9053, section 7.1.1.
    """
    first = cose[len(_HEAD) : len(_HEAD) + _COORDINATE_BYTES]
    second = cose[_SECOND_AT:]
    if cose != cose_key(first, second):
        raise ValueError("no ES256 key in canonical form")
    numbers = EllipticCurvePublicNumbers(
        int.from_bytes(first, "big"), int.from_bytes(second, "big"), SECP256R1()
    )
    return numbers.public_key()


def cose_key(x: bytes, y: bytes) -> bytes:
    """Return the COSE_Key of the ES256 key with the coordinates *x* and *y*, 32 bytes each."""
    width = _COORDINATE_BYTES
    return _HEAD + x.ljust(width, b"\0")[:width] + _BETWEEN + y.ljust(width, b"\0")[:width]
