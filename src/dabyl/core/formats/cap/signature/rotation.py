"""Changing keys: a new one is known well before the old one ends.

1. A successor is due 30 days before its key ends, and is published at once; both hold meanwhile.
2. A new key signs once half of that time has passed, so that receivers have had time to register
   it, and so that what the old key signed reaches everybody while it still holds.
3. With no other key at hand, the one that holds signs until its end.

Source: rule 102; Google, guide for sending alerts.
"""

from collections.abc import Iterable
from datetime import timedelta

from dabyl.core.formats.cap.signature.certificates import Certificate
from dabyl.core.values.instants import Instant

OVERLAP = timedelta(days=30)
_SETTLING = OVERLAP / 2


def signing_certificate(known: Iterable[Certificate], *, at: Instant) -> Certificate | None:
    """Return the certificate whose key signs at *at*, or None when none holds."""
    held = [each for each in _in_order(known) if each.valid.holds(at)]
    settled = [each for each in held if each.valid_from.plus(_SETTLING) <= at]
    return settled[-1] if settled else next(iter(held), None)


def successor_due(known: Iterable[Certificate]) -> Instant | None:
    """Return the instant from which a new key is wanted; None when there is no key at all."""
    ends = [each.valid_to.s for each in known]
    return Instant(max(ends)).plus(-OVERLAP) if ends else None


def published(known: Iterable[Certificate], *, at: Instant) -> tuple[Certificate, ...]:
    """Return the certificates that hold at *at* or will, the first to begin first."""
    return tuple(each for each in _in_order(known) if at < each.valid_to)


def _in_order(known: Iterable[Certificate]) -> list[Certificate]:
    return sorted(known, key=lambda each: (each.valid_from.s, each.id))
