"""What can be said about an alert's signature.

1. ``valid``: made by a key that is registered for the alert's sender and held when it counted.
   ``invalid``: something is shown to be wrong. ``unverifiable``: what was given is not enough to
   tell, or is too weak to rely on. ``none``: the alert has no signature.
2. A reason belongs to one state and is never renamed; ``none`` and ``valid`` need none.
3. Only what was digested counts: ``signed`` are those bytes, for a reader to take values from.
"""

from enum import StrEnum

import attrs


class State(StrEnum):
    """What became of a signature."""

    NONE = "none"
    VALID = "valid"
    INVALID = "invalid"
    UNVERIFIABLE = "unverifiable"


class Reason(StrEnum):
    """Why a signature is not valid."""

    # the document and the shape of its signature
    NOT_AN_ALERT = "not-an-alert"
    DOCTYPE = "doctype"
    SEVERAL_SIGNATURES = "several-signatures"
    MISPLACED = "misplaced"
    SHAPE = "signature-shape"
    SEVERAL_REFERENCES = "several-references"
    REFERENCE_ELSEWHERE = "reference-elsewhere"
    TRANSFORM = "transform-refused"
    HMAC = "hmac"
    HEADING_UNCLEAR = "heading-unclear"
    # what was computed
    DIGEST_MISMATCH = "digest-mismatch"
    SIGNATURE_MISMATCH = "signature-mismatch"
    # the key
    KEY_OF_ANOTHER_SENDER = "key-of-another-sender"
    KEY_NOT_REGISTERED = "key-not-registered"
    KEY_NOT_YET_VALID = "key-not-yet-valid"
    KEY_EXPIRED = "key-expired"
    KEY_REVOKED = "key-revoked"
    KEY_NOT_LIVE = "key-not-live"
    # what cannot be told, or is too weak
    ALGORITHM_UNKNOWN = "algorithm-unknown"
    ALGORITHM_WEAK = "algorithm-weak"
    KEY_WEAK = "key-weak"
    SENT_UNREADABLE = "sent-unreadable"
    SENDER_WITHOUT_KEY = "sender-without-key"

    @property
    def is_about_time(self) -> bool:
        """Tell whether the key only doesn't hold at the time."""
        return self in {Reason.KEY_NOT_YET_VALID, Reason.KEY_EXPIRED, Reason.KEY_REVOKED}


_UNTOLD = frozenset(
    {
        Reason.ALGORITHM_UNKNOWN,
        Reason.ALGORITHM_WEAK,
        Reason.KEY_WEAK,
        Reason.SENT_UNREADABLE,
        Reason.SENDER_WITHOUT_KEY,
    }
)


class Faulty(Exception):
    """A document or its signature has not the shape that is verified, for one reason."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


@attrs.frozen(kw_only=True)
class Verdict:
    """The state, its reason, the id of the key that made the signature as far as it is known.

    ``signed`` are the canonical bytes that were digested, once the digest was found right.
    """

    state: State
    reason: Reason | None = None
    key: str | None = None
    signed: bytes | None = attrs.field(default=None, repr=False)

    def as_dict(self) -> dict[str, str | None]:
        """Return what `dabyl cap check --json` says about the signature."""
        return {"state": self.state.value, "reason": self.reason, "key": self.key}


def fault(reason: Reason, *, key: str | None = None, signed: bytes | None = None) -> Verdict:
    """Return the verdict that *reason* means."""
    state = State.UNVERIFIABLE if reason in _UNTOLD else State.INVALID
    return Verdict(state=state, reason=reason, key=key, signed=signed)


UNSIGNED = Verdict(state=State.NONE)
