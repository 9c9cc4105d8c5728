"""Consents: what a person signed with a passkey, and what exactly was signed.

1. The challenge of a consent is the SHA-256 of the canonical bytes of its purpose, the hash of its
   subject, the workspace, and the number of the journal at which the person saw it. So nothing that
   was signed in an exercise counts in the register it copies.
2. A subject is a plain value; its hash is the SHA-256 of its canonical bytes.
"""

from collections.abc import Mapping
from enum import StrEnum
from hashlib import sha256
from typing import Any

import attrs

from dabyl.core.journal.canonical import format_canonical
from dabyl.core.values.instants import Instant


class Purpose(StrEnum):
    """To what end a person signs."""

    PROPOSE = "propose"
    APPROVE = "approve"
    EMERGENCY = "emergency"


@attrs.frozen(kw_only=True)
class Consent:
    """What the browser gave for a person: a WebAuthn assertion, unread.

    ``credential`` is the credential's id in base64url without padding.
    """

    person: str
    credential: str
    authenticator_data: bytes
    client_data: bytes
    signature: bytes


@attrs.frozen(kw_only=True)
class Approval:
    """The consents to one act, in their order, and what beside the act they cover.

    ``number`` is that of the journal's last entry when the act was proposed, ``forms`` the hash of
    all forms to be published (empty: none), ``editors`` who wrote any version of the draft.
    A release in an emergency, by one person, has the ``deadline`` at which it ends by itself; what
    another person signs before that has the id of the decision that it ``countersigns``.
    """

    number: int
    consents: tuple[Consent, ...]
    forms: str = ""
    editors: tuple[str, ...] = ()
    deadline: Instant | None = None
    countersigns: str = ""


def subject_hash(subject: Mapping[str, Any]) -> str:
    """Return the hash of a plain value that persons consent to."""
    return sha256(format_canonical(subject)).hexdigest()


def challenge(purpose: Purpose, subject: str, number: int, *, workspace: str) -> bytes:
    """Return the 32 bytes that a passkey signs.

    *subject* is a hash, see ``subject_hash``; *workspace* is the id in the journal's first entry.
    """
    said = {"number": number, "purpose": purpose, "subject": subject, "workspace": workspace}
    return sha256(format_canonical(said)).digest()
