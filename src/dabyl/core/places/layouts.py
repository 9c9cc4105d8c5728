"""Layouts: which unit lies in which during a span of days in which nothing changes."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

import attrs

from dabyl.core.places.cells import Cell
from dabyl.core.places.units import Unit, nearest_day


@attrs.frozen
class Layout:
    """The tree of one span of days; it starts on ``since`` and lasts until the next layout.

    ``grounds`` and ``parents`` know every unit, also those that do not exist in the span (by their
    nearest day); ``children`` and ``in_order`` name those that do. ``owners`` is by atom.
    """

    since: date
    parents: Mapping[str, str | None]
    children: Mapping[str, tuple[str, ...]]
    in_order: tuple[str, ...]
    grounds: Mapping[str, int]
    owners: tuple[str, ...]


def change_days(units: Iterable[Unit]) -> tuple[date, ...]:
    """Return the days on which some tree begins, in order; the first is the earliest day."""
    days = {day for unit in units for span in _spans(unit) for day in span}
    return tuple(sorted({date.min} | {day for day in days if day is not None}))


def _spans(unit: Unit) -> Iterator[tuple[date | None, date | None]]:
    yield unit.valid_from, unit.valid_to
    yield from ((parent.valid_from, parent.valid_to) for parent in unit.parents)


def layouts(units: Mapping[str, Unit], cells: tuple[Cell, ...]) -> tuple[Layout, ...]:
    """Return the layouts in order of time."""
    days = change_days(units.values())
    trees = {day: _layout(units, cells, day) for day in days}
    return tuple(_with_nearest(units, trees, day) for day in days)


def _layout(units: Mapping[str, Unit], cells: tuple[Cell, ...], day: date) -> Layout:
    parents = {key: unit.parent(day) for key, unit in units.items()}
    children: dict[str, list[str]] = {key: [] for key in units}
    for key, parent in parents.items():
        if parent is not None and units[key].exists(day):
            children[parent].append(key)
    owners = tuple(cell.owner(day) for cell in cells)
    grounds = dict.fromkeys(units, 0)
    for bit, owner in enumerate(owners):
        at: str | None = owner
        while at is not None:
            grounds[at] |= 1 << bit
            at = parents[at]
    roots = [key for key, unit in units.items() if not unit.parents and unit.exists(day)]
    return Layout(
        since=day,
        parents=parents,
        children={key: tuple(below) for key, below in children.items()},
        in_order=tuple(_in_order(roots, children)),
        grounds=grounds,
        owners=owners,
    )


def _in_order(roots: list[str], children: Mapping[str, list[str]]) -> Iterator[str]:
    ahead = roots[::-1]
    while ahead:
        key = ahead.pop()
        yield key
        ahead.extend(reversed(children[key]))


def _with_nearest(units: Mapping[str, Unit], trees: Mapping[date, Layout], day: date) -> Layout:
    days = tuple(trees)
    layout = trees[day]
    grounds, children = {}, {}
    for key, unit in units.items():
        near = nearest_day(unit, day)
        then = layout if near == day else trees[max(d for d in days if d <= near)]
        grounds[key], children[key] = then.grounds[key], then.children[key]
    return attrs.evolve(layout, grounds=grounds, children=children)
