"""Guessing is slowed, by where it comes from; nobody's account is ever blocked by others.

1. The first tries are free; after them each wrong one doubles the wait, up to a quarter of an hour.
2. Every try counts as wrong until it was right, so that many at once gain nothing.
3. A source is an address, of IPv6 its network; only a keyed hash of it is kept, for a day.
4. Signing in by a passkey does not ask here: it can't be guessed, and must work during an attack.
"""

from datetime import timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from django.utils.crypto import salted_hmac

from dabyl.adapters.accounts.models import Slowed
from dabyl.adapters.accounts.turns import turn
from dabyl.core.values.codes import Code
from dabyl.core.values.instants import Instant
from dabyl.core.values.problems import Problem, Refused

FREE = 5
LONGEST_S = 900
FORGOTTEN_AFTER = timedelta(days=1)
_NETWORK_BITS = 64


def wait_s(failures: int) -> int:
    """Return how long to wait after so many wrong tries."""
    over = failures - FREE
    return 0 if over < 0 else min(LONGEST_S, 1 << min(over, LONGEST_S.bit_length()))


def take_turn(address: str, *, at: Instant, what: str = "") -> None:
    """Count a try from an address; what is tried is counted apart from anything else.

    Raises:
        Refused: it came too soon; it is not counted, and nothing else is looked at.
    """
    source = source_of(address, what)
    with turn():
        forgotten = at.plus(-FORGOTTEN_AFTER).s
        Slowed.objects.filter(last_at_s__lt=forgotten).delete()
        row, _ = Slowed.objects.get_or_create(source=source)
        left = row.last_at_s + wait_s(row.failures) - at.s
        if left > 0:
            data = {"wait_s": left}
            raise Refused([Problem(code=Code.CODE_TOO_SOON, where="source", data=data)])
        row.failures, row.last_at_s = row.failures + 1, at.s
        row.save()


def was_right(address: str, *, what: str = "") -> None:
    """Forget the wrong tries from an address."""
    Slowed.objects.filter(source=source_of(address, what)).delete()


def source_of(address: str, what: str = "") -> str:
    """Return what an address is remembered as."""
    return salted_hmac(f"dabyl.source{what}", _near(address)).hexdigest()


def _near(address: str) -> str:
    try:
        found = ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(found, IPv6Address):
        mapped = found.ipv4_mapped
        return str(mapped or ip_network((found, _NETWORK_BITS), strict=False).network_address)
    return str(found)
