"""Keys that sign alerts: made, kept in files, and used.

1. ``NAME.pem`` holds the private key (PKCS #8) and its certificate, and only its owner can read it;
   ``NAME.crt`` holds the certificate alone, for everybody.
2. A file that others can read is refused: it may have been read.
3. A certificate is signed by its own key: trust comes from registering it, not from who signed.
4. A key for a workspace that isn't live is marked in its certificate, and signs for a sender under
   ``.invalid`` only; a live one never does.
5. ECDSA values are deterministic (RFC 6979): the same bytes signed again are the same file.
"""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Self

import attrs
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    SECP256R1,
    EllipticCurvePrivateKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key as generate_rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import NameOID

from dabyl.adapters.disk import outside, sync_path, write_new
from dabyl.core.formats.cap.signature.algorithms import KeyKind
from dabyl.core.formats.cap.signature.certificates import (
    NOT_LIVE,
    Certificate,
    alternative_name,
    parse_keys,
    read_certificate,
)
from dabyl.core.formats.cap.signature.keyring import is_nobody
from dabyl.core.formats.cap.signature.publickeys import public_bytes, signing_kind
from dabyl.core.journal.keys import WorkspaceKind
from dabyl.core.values.codes import Code
from dabyl.core.values.periods import Period
from dabyl.core.values.problems import Problem, Refused

Secret = EllipticCurvePrivateKey | RSAPrivateKey
RSA_BITS = 3072
_COMMON_NAME_CHARS = 64
_OTHERS = 0o077
_NUMBER_BYTES = 32
_ECDSA = ECDSA(SHA256(), deterministic_signing=True)
_PADDING, _HASH = PKCS1v15(), SHA256()


@attrs.frozen(eq=False)
class AlertKey:
    """A private key with its certificate."""

    _secret: Secret = attrs.field(repr=False)
    certificate: Certificate

    @classmethod
    def make(
        cls,
        sender: str,
        *,
        valid: Period,
        workspace: WorkspaceKind,
        kind: KeyKind = KeyKind.EC,
        bits: int = RSA_BITS,
    ) -> Self:
        """Return a new key of *sender*, whose certificate holds for the period *valid*.

        Raises:
            Refused: a live workspace and a sender under ``.invalid``, or the other way round.
            ValueError: the period is open.
        """
        if is_nobody(sender) is (workspace is WorkspaceKind.LIVE):
            data = {"kind": workspace, "sender": sender}
            raise Refused([Problem(code=Code.CAP_SENDER_KIND, where="sender", data=data)])
        secret: Secret
        if kind is KeyKind.EC:
            secret = generate_private_key(SECP256R1())
        else:
            secret = generate_rsa(public_exponent=65_537, key_size=bits)
        return cls(secret, _certify(secret, sender, valid, workspace))

    @classmethod
    def load(cls, file: Path) -> Self:
        """Return the key in *file*, which holds its certificate too.

        Raises:
            Refused: the file is missing, or open to others, or doesn't hold the two.
            Unavailable: it cannot be read.
        """
        with outside(f"cannot read {file}"):
            if not file.is_file():
                raise _refused(Code.FILE_MISSING, file)
            if file.stat().st_mode & _OTHERS:
                raise _refused(Code.KEY_FILE_OPEN, file)
            pem = file.read_bytes()
        try:
            secret = load_pem_private_key(pem, password=None)
            public = public_bytes(secret.public_key())
            signing_kind(public)
            found = next(_certificates(pem, public), None)
        except (ValueError, TypeError) as error:
            raise _refused(Code.CAP_KEY_FILE, file, reason=str(error)) from None
        if not isinstance(secret, Secret) or found is None:
            raise _refused(Code.CAP_KEY_FILE, file, reason="no certificate of this key")
        return cls(secret, found)

    def sign(self, signed_info: bytes) -> bytes:
        """Return the signature value of *signed_info* as XML signatures write it."""
        if isinstance(self._secret, RSAPrivateKey):
            return self._secret.sign(signed_info, _PADDING, _HASH)
        r, s = decode_dss_signature(self._secret.sign(signed_info, _ECDSA))
        return r.to_bytes(_NUMBER_BYTES) + s.to_bytes(_NUMBER_BYTES)

    def save(self, folder: Path, name: str) -> None:
        """Write ``NAME.pem``, readable by its owner only, and ``NAME.crt`` into *folder*.

        Raises:
            Unavailable: there is such a file already, or the folder is not writable.
        """
        secret = self._secret.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        shown = x509.load_der_x509_certificate(self.certificate.der).public_bytes(Encoding.PEM)
        with outside("cannot save a key"):
            write_new(folder / f"{name}.crt", shown, mode=0o644)
            write_new(folder / f"{name}.pem", secret + shown, mode=0o600)
            sync_path(folder)


def _certify(secret: Secret, sender: str, valid: Period, workspace: WorkspaceKind) -> Certificate:
    if valid.end is None:
        raise ValueError("a certificate has an end")
    attributes = [x509.NameAttribute(NameOID.COMMON_NAME, sender[:_COMMON_NAME_CHARS])]
    if workspace is not WorkspaceKind.LIVE:
        mark = f"{NOT_LIVE}{workspace}"
        attributes.append(x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, mark))
    name = x509.Name(attributes)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(secret.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(valid.start.local("UTC"))
        .not_valid_after(valid.end.plus(timedelta(seconds=-1)).local("UTC"))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.SubjectAlternativeName([alternative_name(sender)]), critical=False)
        .sign(secret, SHA256())
    )
    return read_certificate(certificate.public_bytes(Encoding.DER))


def _certificates(pem: bytes, public: bytes) -> Iterator[Certificate]:
    for each in parse_keys(pem):
        if isinstance(each, Certificate) and each.public == public:
            yield each


def _refused(code: Code, file: Path, **data: str) -> Refused:
    return Refused([Problem(code=code, where=str(file), data={"file": str(file), **data})])
