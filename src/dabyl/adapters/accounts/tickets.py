"""Tickets: challenges that need no session, and count once.

1. A ticket says to what end it was made, and when; it is signed, so that nobody else makes one.
2. It is good for five minutes if nothing else is said, and for one answer only.
"""

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256

import attrs
from django.core.signing import BadSignature, Signer
from django.db import IntegrityError, transaction

from dabyl.adapters.accounts.models import Spent
from dabyl.core.values.codes import Code
from dabyl.core.values.instants import Instant
from dabyl.core.values.problems import Problem, Refused

GOOD_FOR_S = 300
_BYTES = 32


@attrs.frozen
class Ticket:
    """A challenge, and the signed text that it comes back with."""

    text: str
    challenge: bytes


def issue(purpose: str, *, at: Instant, challenge: bytes | None = None) -> Ticket:
    """Return a new ticket; *challenge* is random when none is given."""
    signed = secrets.token_bytes(_BYTES) if challenge is None else challenge
    said = {
        "purpose": purpose,
        "at": at.s,
        "challenge": urlsafe_b64encode(signed).decode(),
        "number": secrets.token_hex(8),
    }
    return Ticket(Signer(salt="dabyl.ticket").sign_object(said), signed)


def redeem(text: str, purpose: str, *, at: Instant, good_for_s: int = GOOD_FOR_S) -> bytes:
    """Return the challenge of a ticket, which counts no more afterwards.

    *good_for_s* is at most twice what is usual: so long it is remembered that a ticket was used.

    Raises:
        Refused: it is not ours, of another purpose, too old, or was used.
    """
    try:
        said = Signer(salt="dabyl.ticket").unsign_object(text)
    except BadSignature:
        raise _refused() from None
    if said["purpose"] != purpose or not 0 <= at.s - said["at"] <= good_for_s:
        raise _refused()
    Spent.objects.filter(at_s__lt=at.s - 2 * GOOD_FOR_S).delete()
    try:
        with transaction.atomic():
            Spent.objects.create(hash=sha256(text.encode()).hexdigest(), at_s=at.s)
    except IntegrityError:
        raise _refused() from None
    return urlsafe_b64decode(said["challenge"])


def _refused() -> Refused:
    return Refused([Problem(code=Code.TICKET_SPENT, where="ticket")])
