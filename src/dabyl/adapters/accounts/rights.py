"""Rights: what a person holds at an instant."""

from django.db.models import Q

from dabyl.adapters.accounts.models import Person, Right
from dabyl.core.values.instants import Instant


def rights_held(person: Person, *, at: Instant) -> tuple[Right, ...]:
    """Return the rights of a person that count at an instant."""
    counts = Q(until_s=None) | Q(until_s__gt=at.s)
    return tuple(person.rights.filter(counts, from_s__lte=at.s).order_by("role", "office", "area"))
