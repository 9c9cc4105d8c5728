"""WebAuthn assertions: does this passkey's signature say this, by a person who was verified?

1. The client data is of the type ``webauthn.get``, holds the challenge, and comes from a page of
   the key's own site, over TLS (``http`` on ``localhost`` only), not framed by another one.
2. The authenticator data names the same site and says that the user was there and was verified.
3. The signature, ES256, covers the authenticator data and the hash of the client data.
4. Counters are not compared: passkeys that are kept in several places have none.

Source: W3C Web Authentication, Level 2, section 7.2.
"""

from base64 import urlsafe_b64encode
from collections.abc import Iterator
from hashlib import sha256
from urllib.parse import urlsplit

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA
from cryptography.hazmat.primitives.hashes import SHA256

from dabyl.core.staff.consents import Consent
from dabyl.core.staff.keys import StaffKey, public_key
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem

_TYPE = "webauthn.get"
_HASH_BYTES = 32
_FLAGS_AT = _HASH_BYTES
_LEAST_BYTES = 37
_PRESENT_AND_VERIFIED = 0b101


class _ClientData(msgspec.Struct, rename="camel"):
    type: str
    challenge: str
    origin: str
    cross_origin: bool = False


def assertion_problems(
    consent: Consent, key: StaffKey, challenge: bytes, where: str
) -> Iterator[Problem]:
    """Find every reason why *consent* is not *key*'s signature of *challenge*."""
    data = {"person": consent.person}
    try:
        client = msgspec.json.decode(consent.client_data, type=_ClientData)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        yield Problem(code=Code.CONSENT_UNREADABLE, where=f"{where}.client_data", data=data)
        return
    if len(consent.authenticator_data) < _LEAST_BYTES:
        yield Problem(code=Code.CONSENT_UNREADABLE, where=f"{where}.authenticator_data", data=data)
        return
    if client.type != _TYPE or client.challenge != text_of(challenge):
        yield Problem(code=Code.CONSENT_OF_OTHER, where=where, data=data)
    if not _is_at_home(client, consent.authenticator_data, key.site):
        about = {**data, "origin": client.origin, "site": key.site}
        yield Problem(code=Code.CONSENT_SITE, where=where, data=about)
    if consent.authenticator_data[_FLAGS_AT] & _PRESENT_AND_VERIFIED != _PRESENT_AND_VERIFIED:
        yield Problem(code=Code.CONSENT_NOT_VERIFIED, where=where, data=data)
    if not _is_signed(consent, key):
        yield Problem(code=Code.CONSENT_SIGNATURE, where=where, data=data)


def text_of(data: bytes) -> str:
    """Return bytes in base64url without padding, as WebAuthn writes them."""
    return urlsafe_b64encode(data).decode().rstrip("=")


def _is_at_home(client: _ClientData, authenticator_data: bytes, site: str) -> bool:
    named = authenticator_data[:_HASH_BYTES] == sha256(site.encode()).digest()
    return named and not client.cross_origin and is_origin_of(client.origin, site)


def is_origin_of(origin: str, site: str) -> bool:
    """Tell whether a page of *origin* may use the passkeys of *site*."""
    try:
        parts = urlsplit(origin)
        host = parts.hostname or ""
    except ValueError:
        return False
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and host == "localhost")
    return is_safe and (host == site or host.endswith(f".{site}"))


def _is_signed(consent: Consent, key: StaffKey) -> bool:
    signed = consent.authenticator_data + sha256(consent.client_data).digest()
    try:
        public_key(key.cose).verify(consent.signature, signed, ECDSA(SHA256()))
    except InvalidSignature:
        return False
    return True
