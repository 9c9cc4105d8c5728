"""What stands at a unit at an instant, as known at another, from queries."""

# mypy: disable-error-code="attr-defined"
# (the checker knows the managers of Dabyl's own tables only)

import attrs
from django.db.models import Prefetch

from _django.models import Decision, Layer, Level, Unit

FOREVER = 1 << 52


@attrs.frozen(kw_only=True)
class Stands:
    """What stands at a unit."""

    layers: list[Layer]
    parts: list[Layer]
    since: int | None
    until: int | None
    then: Layer | None

    @property
    def level(self) -> Level | None:
        """The level on all of the ground."""
        return self.layers[0].level if self.layers else None


def stands_at(unit: Unit, *, at: int, known: int) -> Stands:
    """Return what stands at a unit."""
    known_rows = Layer.objects.filter(known__lte=known, gone__gt=known)
    above = unit.path.strip("/").split("/")
    rows = list(
        known_rows.filter(area__in=above)
        .select_related("level")
        .prefetch_related(Prefetch("extended_by", Decision.objects.order_by("decided_s")))
    )
    inside = known_rows.filter(area__path__startswith=unit.path, start__lte=at, end__gt=at)
    here = [row for row in rows if row.start <= at < row.end]
    top = _rank(rows, at)
    edges = sorted({edge for row in rows for edge in (row.start, row.end)})
    later = (edge for edge in edges if edge > at and _rank(rows, edge) != top)
    earlier = (e for e in reversed(edges) if e <= at and _rank(rows, e - 1) != top)
    until = next(later, None)
    then = [] if until is None else [row for row in rows if row.start <= until < row.end]
    return Stands(
        layers=[row for row in here if row.level.rank == top],
        parts=list(inside.exclude(area=unit).select_related("level")),
        since=next(earlier, None),
        until=until,
        then=max(then, key=lambda row: row.level.rank, default=None),
    )


def _rank(rows: list[Layer], at: int) -> int:
    return max((row.level.rank for row in rows if row.start <= at < row.end), default=-1)
