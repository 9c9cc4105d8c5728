"""Signing keys: who seals entries, and in whose name.

1. An office's key signs the entries of that office; the keeper's key, of no office, all others.
2. The secret stays behind ``sign``: nothing returns it.
"""

from typing import Protocol


class Signer(Protocol):
    """One key that can sign."""

    @property
    def key_id(self) -> str:
        """Return the id that the journal knows the key by."""

    def sign(self, message: bytes) -> bytes:
        """Return the Ed25519 signature, 64 bytes, of *message*."""


class Signers(Protocol):
    """The keys of one workspace."""

    def signer_for(self, office: str | None) -> Signer:
        """Return the key of *office*; the keeper's when there is no such office or no such key."""
