"""Keys: made, kept in a folder, and used to sign.

1. A private key lies in ``keys/OFFICE.pem``, the keeper's in ``keys/_keeper.pem`` (no office can be
   called that); each is a PKCS #8 PEM that only its owner can read. Its public half, for everybody,
   is ``keys/OFFICE.pub``.
2. A file that others can read is refused: it may have been read.
3. A secret is in no repr, no error and no log; ``SigningKey`` shows its public half only.
"""

import os
from pathlib import Path

import attrs
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from dabyl.adapters.disk import outside, sync_path, write_new
from dabyl.core.journal.keys import PublicKey
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem, Refused

KEEPER = "_keeper"
_OTHERS = 0o077


@attrs.frozen(eq=False)
class SigningKey:
    """A private key of an office (None: the keeper's); it can sign, and cannot be shown."""

    _secret: Ed25519PrivateKey = attrs.field(repr=False)
    office: str | None = None

    @classmethod
    def make(cls, office: str | None = None) -> "SigningKey":
        """Return a new key."""
        return cls(Ed25519PrivateKey.generate(), office)

    @classmethod
    def from_seed(cls, seed: bytes, office: str | None = None) -> "SigningKey":
        """Return the key that the 32 bytes *seed* always give: for tests and examples."""
        return cls(Ed25519PrivateKey.from_private_bytes(seed), office)

    @property
    def public(self) -> PublicKey:
        """Return the public half."""
        return PublicKey(public=self._secret.public_key().public_bytes_raw(), office=self.office)

    @property
    def key_id(self) -> str:
        """Return the id that the journal knows the key by."""
        return self.public.id

    def sign(self, message: bytes) -> bytes:
        """Return the signature, 64 bytes, of *message*."""
        return self._secret.sign(message)

    def save(self, folder: Path) -> None:
        """Write the key into *folder* under its office's name, readable by its owner only.

        Its public half, for everybody, is written beside it: ``OFFICE.pub``.
        """
        name = self.public.office or KEEPER
        secret = self._secret.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        public = self._secret.public_key().public_bytes(
            Encoding.PEM, PublicFormat.SubjectPublicKeyInfo
        )
        with outside("cannot save a key"):
            write_new(folder / f"{name}.pub", public, mode=0o644)
            write_new(folder / f"{name}.pem", secret, mode=0o600)
            sync_path(folder)


@attrs.frozen
class KeyFolder:
    """The private keys of one workspace, read when they are first needed.

    Who only reads a journal needs none.
    """

    folder: Path
    _read: dict[str, SigningKey] = attrs.field(factory=dict, init=False, repr=False)

    def signer_for(self, office: str | None) -> SigningKey:
        """Return the key of *office*; the keeper's when there is no such office or no such key.

        Raises:
            Refused: the keeper's key is missing, or a file is no key, or open to others.
            Unavailable: the folder cannot be read.
        """
        if not self._read:
            self._read.update(_load_all(self.folder))
        return self._read.get(office or KEEPER, self._read[KEEPER])

    def offices(self) -> tuple[str, ...]:
        """Return the offices that have a key here; see ``signer_for``."""
        self.signer_for(None)
        return tuple(key.office for key in self._read.values() if key.office is not None)

    def forget(self) -> None:
        """Read the folder anew when a key is next needed."""
        self._read.clear()


def _load_all(folder: Path) -> dict[str, SigningKey]:
    with outside("cannot read the keys"):
        names = sorted(os.listdir(folder)) if folder.exists() else []  # noqa: PTH208 - glob() finds nothing where it may not look
        keys = {name[:-4]: _load(folder / name) for name in names if name.endswith(".pem")}
    if KEEPER not in keys:
        raise _refused(Code.KEY_FILE_MISSING, folder / f"{KEEPER}.pem")
    return keys


def _load(file: Path) -> SigningKey:
    if file.stat().st_mode & _OTHERS:
        raise _refused(Code.KEY_FILE_OPEN, file)
    try:
        secret = load_pem_private_key(file.read_bytes(), password=None)
    except (ValueError, TypeError):
        raise _refused(Code.KEY_FILE_UNREADABLE, file) from None
    if not isinstance(secret, Ed25519PrivateKey):
        raise _refused(Code.KEY_FILE_UNREADABLE, file)
    return SigningKey(secret, None if file.stem == KEEPER else file.stem)


def _refused(code: Code, file: Path) -> Refused:
    return Refused((Problem(code=code, where=str(file), data={"file": str(file)}),))
