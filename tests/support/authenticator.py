"""A software authenticator: makes passkeys and signs with them as WebAuthn says.

Its keys are real ES256 keys; ``Passkey.of`` gives the same key for the same person each time.
"""

from base64 import urlsafe_b64encode
from collections.abc import Mapping
from hashlib import sha256

import attrs
import msgspec
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    SECP256R1,
    EllipticCurvePrivateKey,
    derive_private_key,
)
from cryptography.hazmat.primitives.hashes import SHA256

from dabyl.core.staff.consents import Approval, Consent, Purpose, challenge
from dabyl.core.staff.keys import Role, StaffKey

WORKSPACE = "w-test"
"""The id of every workspace that tests make in memory."""
SITE = "console.example.kz"
ORIGIN = f"https://{SITE}"
PRESENT, VERIFIED = 0x01, 0x04
OFFICER, APPROVER = Role.OFFICER, Role.APPROVER
ADMINISTRATOR = Role.ADMINISTRATOR


@attrs.frozen(kw_only=True, eq=False)
class Passkey:
    """A passkey of a person, with its secret."""

    person: str
    secret: EllipticCurvePrivateKey = attrs.field(repr=False)
    office: str | None = None
    roles: tuple[Role, ...] = (ADMINISTRATOR,)
    site: str = SITE
    area: tuple[str, ...] = ()

    @classmethod
    def of(
        cls, person: str, office: str | None = None, *roles: Role, device: str = "phone"
    ) -> "Passkey":
        """Return the passkey that a person has on a device; without roles an administrator's."""
        seed = int.from_bytes(sha256(f"{person} {device}".encode()).digest(), "big")
        secret = derive_private_key(seed % (2**255) + 1, SECP256R1())
        return cls(person=person, secret=secret, office=office, roles=roles or (ADMINISTRATOR,))

    @property
    def credential(self) -> str:
        """Return the credential's id."""
        return _text(sha256(self._cose).digest()[:16])

    @property
    def key(self) -> StaffKey:
        """Return what the journal is to know."""
        return StaffKey(
            person=self.person,
            office=self.office,
            roles=self.roles,
            credential=self.credential,
            cose=self._cose,
            site=self.site,
            area=self.area,
        )

    @property
    def _cose(self) -> bytes:
        point = self.secret.public_key().public_numbers()
        x, y = point.x.to_bytes(32, "big"), point.y.to_bytes(32, "big")
        pairs: list[tuple[int, int | bytes]] = [(1, 2), (3, -7), (-1, 1), (-2, x), (-3, y)]
        return bytes([0xA0 + len(pairs)]) + b"".join(_cbor(k) + _cbor(v) for k, v in pairs)

    def sign(
        self,
        signed: bytes,
        *,
        origin: str = ORIGIN,
        flags: int = PRESENT | VERIFIED,
        kind: str = "webauthn.get",
        framed: bool = False,
        counter: int = 7,
        more: Mapping[str, object] | None = None,
    ) -> Consent:
        """Return the assertion over a challenge."""
        about = {"type": kind, "challenge": _text(signed), "origin": origin, "crossOrigin": framed}
        said = {**about, **(more or {})}
        client_data = msgspec.json.encode(
            {name: value for name, value in said.items() if value is not msgspec.UNSET}
        )
        counted = counter.to_bytes(4, "big")
        authenticator_data = sha256(self.site.encode()).digest() + bytes([flags]) + counted
        message = authenticator_data + sha256(client_data).digest()
        return Consent(
            person=self.person,
            credential=self.credential,
            authenticator_data=authenticator_data,
            client_data=client_data,
            signature=self.secret.sign(message, ECDSA(SHA256())),
        )


def both(
    one: Passkey, other: Passkey, subject: str, number: int, *, workspace: str = WORKSPACE
) -> Approval:
    """Return the approval of a subject: one proposes, the other approves."""
    return Approval(
        number=number,
        consents=(
            one.sign(challenge(Purpose.PROPOSE, subject, number, workspace=workspace)),
            other.sign(challenge(Purpose.APPROVE, subject, number, workspace=workspace)),
        ),
    )


def _cbor(value: int | bytes) -> bytes:
    """Return small whole numbers and texts of bytes as CBOR."""
    if isinstance(value, bytes):
        return bytes([0x58, len(value)]) + value
    return bytes([value]) if value >= 0 else bytes([0x20 - 1 - value])


def _text(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")
