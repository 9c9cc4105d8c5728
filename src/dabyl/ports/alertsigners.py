"""Keys that sign alerts: one certificate, and what only its secret can do."""

from typing import Protocol

from dabyl.core.formats.cap.signature.certificates import Certificate


class AlertSigner(Protocol):
    """A key that can sign alerts, and cannot be shown."""

    @property
    def certificate(self) -> Certificate:
        """Return the certificate that goes into what it signs."""

    def sign(self, signed_info: bytes) -> bytes:
        """Return the signature value of *signed_info* as XML signatures write it.

        Raises:
            Unavailable: the key cannot be reached; nothing goes out unsigned.
        """
