"""Kept: what is written beside an alert that was read, and both together.

1. An alert is kept once, under the hash of its document: from where it came first, when, and what
   was found about it then. A later copy changes nothing, so no date can be moved.
2. The verdict on the signature is that of the keys registered when it was received.
3. How far a message is to be relied on: a valid signature comes before none, and none, or one that
   can't be told, before one that is wrong. What an office of ours confirmed is as good as signed.
"""

from typing import Final

import attrs
import msgspec

from dabyl.core.formats.cap.rules.checking import check_found
from dabyl.core.formats.cap.rules.kinds import Kind, Profile
from dabyl.core.formats.cap.signature.keyring import Keyring
from dabyl.core.formats.cap.signature.structure import has_signature
from dabyl.core.formats.cap.signature.verdict import UNSIGNED, State
from dabyl.core.formats.cap.signature.verify import verify
from dabyl.core.formats.cap.values import Alert
from dabyl.core.formats.cap.watching.contents import Document
from dabyl.core.values.instants import Instant

_TRUST: Final = {State.VALID: 2, State.NONE: 1, State.UNVERIFIABLE: 1, State.INVALID: 0}


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of an alert that was read. ``errors`` are the codes of rules it breaks."""

    hash: str
    source: str
    received_at_s: int
    identifier: str
    sender: str
    sent: str
    signature: State
    reason: str | None = None
    key: str | None = None
    schema_valid: bool
    errors: tuple[str, ...] = ()

    @property
    def received_at(self) -> Instant:
        """When it was received first."""
        return Instant(self.received_at_s)


@attrs.frozen(kw_only=True)
class Heard:
    """An alert that was read, with what is known of it; ours may have confirmed it."""

    kept: Kept
    alert: Alert
    is_confirmed: bool = False

    @property
    def trust(self) -> int:
        """How far it is to be relied on; more is better."""
        return _TRUST[State.VALID if self.is_confirmed else self.kept.signature]


def kept_of(document: Document, source: str, keyring: Keyring, *, received_at: Instant) -> Kept:
    """Return what is written beside a document that came from *source*."""
    found, alert = document.found, document.found.alert
    verdict = UNSIGNED
    if has_signature(found.element):
        verdict = verify(document.data, keyring, received_at=received_at)
    checked = check_found(found, (Profile.OASIS,))
    errors = {each.code for each in checked.findings if each.kind is Kind.ERROR}
    return Kept(
        hash=document.hash,
        source=source,
        received_at_s=received_at.s,
        identifier=alert.identifier or "",
        sender=alert.sender or "",
        sent="" if alert.sent is None else alert.sent.text.strip(),
        signature=verdict.state,
        reason=verdict.reason,
        key=verdict.key,
        schema_valid=found.schema_valid,
        errors=tuple(sorted(errors)),
    )
