"""What is remembered while somebody is at the provider: a ticket in their browser, nothing else.

1. A ticket counts once, for one end, for ten minutes. Who binds an account has another end than who
   signs in, and each person their own.
2. ``state``, ``nonce`` and the proof of PKCE follow from the ticket and the console's secret: who
   reads the ticket learns none of them.
"""

from base64 import urlsafe_b64encode
from hashlib import sha256
from hmac import compare_digest
from typing import Final

import attrs
from django.utils.crypto import salted_hmac

from dabyl.adapters.accounts import tickets
from dabyl.core.values.codes import Code
from dabyl.core.values.instants import Instant
from dabyl.core.values.problems import Problem, Refused

GOOD_FOR_S: Final = 600
SIGN_IN: Final = "oidc"


@attrs.frozen
class Errand:
    """Somebody who is sent to the provider, or came back."""

    ticket: str = attrs.field(repr=False)
    state: str = attrs.field(repr=False)
    nonce: str = attrs.field(repr=False)
    proof: str = attrs.field(repr=False)
    """The ``code_verifier`` of PKCE."""

    @property
    def challenge(self) -> str:
        """Return what the provider is told at first, so that the proof fits only us later."""
        return _text(sha256(self.proof.encode()).digest())


def to_bind(person: str) -> str:
    """Return the end of an errand by which a person binds an account."""
    return f"{SIGN_IN} {person}"


def begin(end: str, *, at: Instant) -> Errand:
    """Send somebody to the provider."""
    issued = tickets.issue(end, at=at)
    return _errand(issued.text, issued.challenge)


def come_back(ticket: str, end: str, state: str, *, at: Instant) -> Errand:
    """Return the errand of somebody who came back; it is over.

    Raises:
        Refused: the ticket is not good, or another errand led here.
    """
    errand = _errand(ticket, tickets.redeem(ticket, end, at=at, good_for_s=GOOD_FOR_S))
    if not compare_digest(errand.state.encode(), state.encode("utf-8", "replace")):
        raise Refused([Problem(code=Code.TICKET_SPENT, where="state")])
    return errand


def _errand(ticket: str, seed: bytes) -> Errand:
    state, nonce, proof = (_drawn(name, seed) for name in ("state", "nonce", "proof"))
    return Errand(ticket, state, nonce, proof)


def _drawn(name: str, seed: bytes) -> str:
    drawn = salted_hmac(f"dabyl.oidc.{name}", seed.hex(), algorithm="sha256")
    return _text(drawn.digest())


def _text(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()
