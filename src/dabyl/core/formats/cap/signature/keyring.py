"""Keyrings: whose key it is, when it holds, and until when it may be relied on.

1. A key is registered for senders by name; it counts for these only.
2. It holds from ``valid_from`` up to, not including, ``valid_to``; once revoked it counts for
   nothing that is first received at or after that instant, whenever it says it was sent.
3. A key of a workspace that is not live signs for senders under ``.invalid`` and for nobody else, a
   live one never does (RFC 2606 keeps ``.invalid`` from ever being anybody's).
4. A signature counts when its key holds at ``sent`` **and** when the message was first received: a
   key that leaked after its time cannot be used with an old date.
"""

from collections.abc import Iterable, Mapping
from typing import Self

import attrs

from dabyl.core.formats.cap.signature.publickeys import key_id
from dabyl.core.formats.cap.signature.verdict import Reason
from dabyl.core.journal.keys import WorkspaceKind
from dabyl.core.values.instants import Instant
from dabyl.core.values.periods import Period

_NOBODY = ".invalid"


def is_nobody(sender: str) -> bool:
    """Tell whether *sender* lies under ``.invalid``, and so can be no real authority."""
    return f".{sender.rpartition('@')[2]}".lower().rstrip("./").endswith(_NOBODY)


@attrs.frozen(kw_only=True)
class RegisteredKey:
    """A public key, the senders that it signs for, and when it holds."""

    public: bytes = attrs.field(repr=False)
    senders: frozenset[str]
    valid: Period
    revoked_at: Instant | None = None
    kind: WorkspaceKind = WorkspaceKind.LIVE
    name: str = ""

    def __attrs_post_init__(self) -> None:
        """Refuse a key that could make an exercise look like a warning."""
        live = self.kind is WorkspaceKind.LIVE
        if not self.senders or any(is_nobody(sender) is live for sender in self.senders):
            raise ValueError("a live key signs for real senders, another for .invalid ones only")

    @property
    def id(self) -> str:
        """Return the id of the key."""
        return key_id(self.public)

    def objection(self, *, sent: Instant, received_at: Instant) -> Reason | None:
        """Return why the key does not count for a message, or None."""
        if self.revoked_at is not None and self.revoked_at <= max(sent, received_at, key=_s):
            return Reason.KEY_REVOKED
        for at in (sent, received_at):
            if at < self.valid.start:
                return Reason.KEY_NOT_YET_VALID
            if not self.valid.holds(at):
                return Reason.KEY_EXPIRED
        return None


@attrs.frozen
class Keyring:
    """The registered keys, found by sender and by public key."""

    keys: tuple[RegisteredKey, ...] = ()
    _by_sender: Mapping[str, tuple[RegisteredKey, ...]] = attrs.field(init=False, repr=False)
    _public: frozenset[bytes] = attrs.field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        """Make the indexes."""
        senders = {sender for key in self.keys for sender in key.senders}
        index = {name: tuple(k for k in self.keys if name in k.senders) for name in senders}
        object.__setattr__(self, "_by_sender", index)
        object.__setattr__(self, "_public", frozenset(key.public for key in self.keys))

    @classmethod
    def of(cls, keys: Iterable[RegisteredKey]) -> Self:
        """Return the keyring of *keys*."""
        return cls(tuple(keys))

    def of_sender(self, sender: str) -> tuple[RegisteredKey, ...]:
        """Return the keys that are registered for *sender*."""
        return self._by_sender.get(sender, ())

    def knows(self, public: bytes) -> bool:
        """Tell whether somebody's key is *public*."""
        return public in self._public


NO_KEYS = Keyring()


def _s(at: Instant) -> int:
    return at.s
