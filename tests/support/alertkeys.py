"""Keys and signed alerts for tests; the same ones in every run, but for RSA."""

from datetime import timedelta
from functools import cache
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from dabyl.adapters.alertkeys import AlertKey
from dabyl.core.formats.cap.signature.algorithms import KeyKind
from dabyl.core.formats.cap.signature.keyring import Keyring, RegisteredKey
from dabyl.core.formats.cap.signature.signing import Template
from dabyl.core.journal.keys import WorkspaceKind
from dabyl.core.values.instants import Instant, parse_instant
from dabyl.core.values.periods import Period

SENDER: Final = "alerts@example.kz"
OTHER_SENDER: Final = "alerts@example.org"
EXERCISE_SENDER: Final = "drill@example.invalid"
SENT_TEXT: Final = "2026-06-06T12:00:00+05:00"
SENT: Final = parse_instant(SENT_TEXT)
RECEIVED: Final = SENT.plus(timedelta(minutes=1))
VALID: Final = Period(start=SENT.plus(timedelta(days=-100)), end=SENT.plus(timedelta(days=265)))
CAP: Final = "urn:oasis:names:tc:emergency:cap:1.2"


def an_alert(
    *,
    sender: str = SENDER,
    sent: str = SENT_TEXT,
    status: str = "Actual",
    inner: str = "",
    identifier: str = "KZ-0001",
) -> bytes:
    """Return the canonical bytes of a small alert; *inner* is put at its end."""
    return (
        f'<alert xmlns="{CAP}"><identifier>{identifier}</identifier><sender>{sender}</sender>'
        f"<sent>{sent}</sent><status>{status}</status><msgType>Alert</msgType>"
        "<scope>Public</scope><note>Жоғары деңгей &amp; сақ болыңыз</note>"
        f"{inner}</alert>"
    ).encode()


@cache
def a_key(
    sender: str = SENDER,
    *,
    kind: KeyKind = KeyKind.EC,
    workspace: WorkspaceKind = WorkspaceKind.LIVE,
    valid: Period = VALID,
    number: int = 0,
) -> AlertKey:
    """Return a key of *sender*, made once a run; another *number* is another key."""
    del number
    return AlertKey.make(sender, valid=valid, workspace=workspace, kind=kind, bits=2048)


def signed(alert: bytes, key: AlertKey) -> bytes:
    """Return *alert* signed, whatever anybody thinks of it."""
    template = Template.of(key.certificate)
    info = template.signed_info(alert)
    return template.assemble(alert, info, key.sign(info))


def registered(
    key: AlertKey,
    *senders: str,
    revoked_at: Instant | None = None,
    valid: Period | None = None,
) -> RegisteredKey:
    """Return the key as a registry knows it; for the senders of its certificate by default."""
    certificate = key.certificate
    return RegisteredKey(
        public=certificate.public,
        senders=frozenset(senders or certificate.senders),
        valid=valid or certificate.valid,
        revoked_at=revoked_at,
        kind=certificate.kind,
    )


def ring(*keys: AlertKey | RegisteredKey) -> Keyring:
    """Return the keyring of *keys*, registered for the senders of their certificates."""
    return Keyring.of(key if isinstance(key, RegisteredKey) else registered(key) for key in keys)


def private_pem(key: AlertKey) -> bytes:
    """Return the private key in PEM, for other programs."""
    secret = key._secret  # noqa: SLF001 - tests let other programs sign with it
    return secret.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def a_certificate(*names: x509.GeneralName) -> bytes:
    """Return a certificate of another maker, with these alternative names."""
    secret, name = generate_private_key(SECP256R1()), x509.Name([])
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(secret.public_key())
        .serial_number(1)
        .not_valid_before(VALID.start.local("UTC"))
        .not_valid_after(SENT.local("UTC"))
    )
    if names:
        builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
    return builder.sign(secret, SHA256()).public_bytes(Encoding.DER)
