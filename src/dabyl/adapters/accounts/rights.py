"""Rights that last an hour, beside those that the journal gives a person's keys."""

from collections.abc import Sequence
from datetime import timedelta

from dabyl.adapters.accounts.models import Person, Right
from dabyl.core.values.instants import Instant

LASTS = timedelta(hours=1)


def elevations(person: Person, *, at: Instant) -> tuple[Right, ...]:
    """Return the rights of a person that were given for a while, and count at an instant."""
    return tuple(person.rights.filter(from_s__lte=at.s, until_s__gt=at.s).order_by("until_s"))


def elevate(
    person: Person, role: str, office: str, area: Sequence[str] = (), *, at: Instant
) -> Right:
    """Give a person a role for an hour, in an area or wherever the office decides."""
    until = at.plus(LASTS)
    return person.rights.create(
        role=role, office=office, area=list(area), from_s=at.s, until_s=until.s
    )
