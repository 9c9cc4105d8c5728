"""Public keys in files: PEM, the JSON of a journal's entry, a JWK, or the bare base64url text."""

import binascii
from base64 import urlsafe_b64decode
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from dabyl.core.journal.keys import PublicKey
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem, Rejected

_PUBLIC_BYTES = 32


class _Json(msgspec.Struct):
    public: str | None = None
    x: str | None = None
    office: str | None = None


def load_public_key(file: Path) -> PublicKey:
    """Return the public key in *file*.

    Raises:
        Rejected: there is no such file, or it holds no Ed25519 public key.
    """
    try:
        return parse_public_key(file.read_bytes())
    except OSError:
        raise _rejected(Code.FILE_MISSING, file) from None
    except (ValueError, binascii.Error, msgspec.MsgspecError):
        raise _rejected(_why(file), file) from None


def parse_public_key(raw: bytes) -> PublicKey:
    """Return the public key that *raw* spells.

    Raises:
        ValueError: it spells none.
    """
    text, office = raw.strip(), None
    if text.startswith(b"-----BEGIN"):
        key = load_pem_public_key(text)
        if not isinstance(key, Ed25519PublicKey):
            raise ValueError("not an Ed25519 key")
        return PublicKey(public=key.public_bytes_raw(), office=None)
    if text.startswith(b"{"):
        fields = msgspec.json.decode(text, type=_Json)
        text, office = (fields.public or fields.x or "").encode(), fields.office
    if not text.translate(None, b"-_").isalnum():
        raise ValueError("not base64url")
    public = urlsafe_b64decode(text + b"=" * (-len(text) % 4))
    if len(public) != _PUBLIC_BYTES:
        raise ValueError("not 32 bytes")
    return PublicKey(public=public, office=office)


def _why(file: Path) -> Code:
    private = b"PRIVATE KEY" in file.read_bytes()
    return Code.KEY_IS_PRIVATE if private else Code.PUBLIC_KEY_UNREADABLE


def _rejected(code: Code, file: Path) -> Rejected:
    return Rejected([Problem(code=code, where=str(file), data={"file": str(file)})])
