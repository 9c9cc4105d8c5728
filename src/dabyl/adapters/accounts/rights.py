"""Rights that last an hour, beside those that the journal gives a person's keys."""

from dabyl.adapters.accounts.models import Person, Right
from dabyl.core.values.instants import Instant


def elevations(person: Person, *, at: Instant) -> tuple[Right, ...]:
    """Return the rights of a person that were given for a while, and count at an instant."""
    return tuple(person.rights.filter(from_s__lte=at.s, until_s__gt=at.s).order_by("until_s"))
