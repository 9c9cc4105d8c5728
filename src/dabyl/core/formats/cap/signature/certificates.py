"""Certificates: what is written in one, and the mark of those that are not live.

1. A certificate is a handy envelope for a public key with a period and a name; nothing is believed
   because it stands in one.
2. The sender stands in the common name, when it fits, and as an alternative name: an e-mail
   address, a domain name, or else a URI.
3. A workspace that is not live writes ``not live: replay`` or ``not live: exercise`` as
   organizational unit, so that a registry can refuse it whatever else is claimed.
4. ``not after`` is the last second of a certificate; periods here end with the second after it.
"""

import re
from base64 import b64decode
from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from typing import Final

import attrs
from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import load_der_public_key
from cryptography.x509.oid import NameOID

from dabyl.core.formats.cap.signature.publickeys import key_id, public_bytes
from dabyl.core.journal.keys import WorkspaceKind
from dabyl.core.values.instants import Instant, from_datetime
from dabyl.core.values.periods import Period

NOT_LIVE: Final = "not live: "
_PEM: Final = re.compile(
    rb"-----BEGIN (CERTIFICATE|PUBLIC KEY)-----([A-Za-z0-9+/=\s]*)-----END \1-----"
)
_CERTIFICATE: Final = b"CERTIFICATE"


@attrs.frozen
class BareKey:
    """A public key without a certificate: it says nothing of period and senders."""

    public: bytes = attrs.field(repr=False)


@attrs.frozen(kw_only=True)
class Certificate:
    """What a certificate says; it holds up to, not including, ``valid_to``."""

    der: bytes = attrs.field(repr=False)
    public: bytes = attrs.field(repr=False)
    valid_from: Instant
    valid_to: Instant
    senders: tuple[str, ...]
    kind: WorkspaceKind

    @property
    def id(self) -> str:
        """Return the id of its key."""
        return key_id(self.public)

    @property
    def fingerprint(self) -> str:
        """Return the SHA-256 of the certificate, in hexadecimal."""
        return sha256(self.der).hexdigest()

    @property
    def valid(self) -> Period:
        """Return the period in which it holds."""
        return Period(start=self.valid_from, end=self.valid_to)


def parse_keys(pem: bytes) -> tuple[Certificate | BareKey, ...]:
    """Return the certificates and public keys in *pem*, in order; text between them is skipped.

    Raises:
        ValueError: there are none, or one cannot be read or is of a kind that signs no alerts.
    """
    found = tuple(_each(pem))
    if not found:
        raise ValueError("no certificate and no public key")
    return found


def _each(pem: bytes) -> Iterator[Certificate | BareKey]:
    for label, packed in _PEM.findall(pem):
        der = b64decode(packed)
        try:
            if label == _CERTIFICATE:
                yield read_certificate(der)
            else:
                yield BareKey(public_bytes(load_der_public_key(der)))
        except UnsupportedAlgorithm as error:
            raise ValueError(str(error)) from None


def read_certificate(der: bytes) -> Certificate:
    """Return what the certificate *der* says.

    Raises:
        ValueError: it cannot be read, or its key is of a kind that signs no alerts.
    """
    found = x509.load_der_x509_certificate(der)
    return Certificate(
        der=der,
        public=public_bytes(found.public_key()),
        valid_from=from_datetime(found.not_valid_before_utc),
        valid_to=from_datetime(found.not_valid_after_utc).plus(timedelta(seconds=1)),
        senders=tuple(dict.fromkeys(_names(found))),
        kind=_kind(found),
    )


def _kind(found: x509.Certificate) -> WorkspaceKind:
    units = found.subject.get_attributes_for_oid(NameOID.ORGANIZATIONAL_UNIT_NAME)
    marks = [str(unit.value) for unit in units if str(unit.value).startswith(NOT_LIVE)]
    if not marks:
        return WorkspaceKind.LIVE
    is_replay = marks[0] == NOT_LIVE + WorkspaceKind.REPLAY
    return WorkspaceKind.REPLAY if is_replay else WorkspaceKind.EXERCISE


def _names(found: x509.Certificate) -> Iterator[str]:
    try:
        names = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return
    yield from (name.value for name in names if isinstance(name.value, str))


def alternative_name(sender: str) -> x509.GeneralName:
    """Return *sender* as the alternative name of a certificate.

    Raises:
        ValueError: it is written with other letters than ASCII.
    """
    if "@" in sender:
        return x509.RFC822Name(sender)
    is_domain = re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", sender, re.ASCII | re.IGNORECASE)
    return x509.DNSName(sender) if is_domain else x509.UniformResourceIdentifier(sender)
