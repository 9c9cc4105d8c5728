"""Disagreements: where figures of one incident cannot all be right, shown and never averaged.

1. Only figures that no later one supersedes are compared, as known at an instant.
2. Two sources disagree about a category when their figures are of one as-of instant and cannot be
   one number.
3. A total (``killed-total``) disagrees with its split (``killed-civilian``, ``killed-police``) of
   the same as-of instant and source when the parts add up to more than it can be. Parts that add up
   to less may be incomplete, and are none.
"""

from collections.abc import Iterable, Iterator
from itertools import combinations

from dabyl.core.incidents.incident import Bound, Disagreement, Figure, Recorded
from dabyl.core.values.instants import Instant

TOTAL = "total"


def disagreements(figures: Iterable[Recorded], known_at: Instant) -> tuple[Disagreement, ...]:
    """Return what disagrees among the figures of one incident, as known at an instant."""
    known = [one.figure for one in figures if one.recorded_at <= known_at]
    replaced = {old for figure in known for old in figure.supersedes}
    current = [figure for figure in known if figure.id not in replaced]
    return (*_of_sources(current), *_of_totals(current))


def _of_sources(figures: list[Figure]) -> Iterator[Disagreement]:
    for one, two in combinations(figures, 2):
        same = one.category == two.category and one.as_of.instant == two.as_of.instant
        if same and _apart(one, two):
            yield Disagreement(category=one.category, figures=(one.id, two.id))


def _of_totals(figures: list[Figure]) -> Iterator[Disagreement]:
    for total in figures:
        whom, _, kind = total.category.rpartition("-")
        if kind == TOTAL:
            parts = [one for one in figures if _is_part(one, total, whom)]
            if sum(part.low for part in parts) > _most(total):
                found = (total.id, *(part.id for part in parts))
                yield Disagreement(category=total.category, figures=found)


def _is_part(one: Figure, total: Figure, whom: str) -> bool:
    return (
        one.category.startswith(f"{whom}-")
        and one.category != total.category
        and one.as_of.instant == total.as_of.instant
        and one.source.id == total.source.id
    )


def _apart(one: Figure, two: Figure) -> bool:
    """Tell whether two figures cannot be one number; what is "about" a number fits any."""
    if Bound.ABOUT in {one.bound, two.bound}:
        return False
    return one.low > _most(two) or two.low > _most(one)


def _most(figure: Figure) -> float:
    loose = figure.bound in {Bound.AT_LEAST, Bound.ABOUT}
    return float("inf") if loose else figure.high
