"""Units: the places that a country pack knows, with dates on everything that changes.

1. A unit's key never changes: KATO in Kazakhstan, ISO 3166-2 elsewhere, ISO 3166-1 for a country.
2. Dates are days of the unit's own country, half-open: ``valid_from <= day < valid_to``; None is
   open. Names, codes and parents have such dates, and so has the unit itself.
3. A question about a unit on a day on which it does not exist is answered for the nearest day on
   which it does.
4. Names never identify a unit: many units share one.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Protocol, TypeVar

import attrs

from dabyl.core.values.languages import NO_TEXTS, Texts


class Dated(Protocol):
    """Anything that holds from a day until a day."""

    @property
    def valid_from(self) -> date | None:
        """First day, or None when it has always held."""
        ...

    @property
    def valid_to(self) -> date | None:
        """First day on which it no longer holds, or None when it still does."""
        ...


D = TypeVar("D", bound=Dated)


@attrs.frozen(kw_only=True)
class DatedTexts:
    """A unit's names during a span of days."""

    texts: Texts
    valid_from: date | None = None
    valid_to: date | None = None


@attrs.frozen(kw_only=True)
class DatedCode:
    """A code of a unit in a scheme (``kato``, ``iso-3166-2``) during a span of days."""

    scheme: str
    code: str
    valid_from: date | None = None
    valid_to: date | None = None


@attrs.frozen(kw_only=True)
class DatedParent:
    """The unit that another one lies in during a span of days."""

    key: str
    valid_from: date | None = None
    valid_to: date | None = None


@attrs.frozen(kw_only=True)
class Unit:
    """A place with its names, codes, parents and life.

    ``children_cover`` tells whether its children leave nothing of it over; it says nothing about a
    unit without children. ``drawn_by`` is the unit whose border stands in for a missing one.
    ``point`` is (longitude, latitude) in degrees, WGS84.
    """

    key: str
    country: str
    kind: str
    zone: str
    names: tuple[DatedTexts, ...] = ()
    codes: tuple[DatedCode, ...] = ()
    aliases: tuple[str, ...] = ()
    parents: tuple[DatedParent, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    predecessors: tuple[str, ...] = ()
    successors: tuple[str, ...] = ()
    children_cover: bool = True
    point: tuple[float, float] | None = None
    population: int | None = None
    population_as_of: date | None = None
    population_source: str = ""
    drawn_by: str | None = None
    note: str = ""
    source: str = ""

    def exists(self, on: date) -> bool:
        """Tell whether the unit exists on the day."""
        return holds(self, on)

    def texts(self, on: date) -> Texts:
        """Return the names of the day, or of the nearest day that has some."""
        names = on_day(self.names, nearest_day(self, on))
        return NO_TEXTS if names is None else names.texts

    def name(self, lang: str, on: date) -> str:
        """Return the name in *lang* on the day, else in another language, else the key."""
        return self.texts(on).best(lang) or self.key

    def parent(self, on: date) -> str | None:
        """Return the key of the unit that this one lies in on the day; None for a root."""
        parent = on_day(self.parents, nearest_day(self, on))
        return None if parent is None else parent.key

    def code(self, scheme: str, on: date) -> str | None:
        """Return the code in the scheme on the day; None when it has none then."""
        return next((c.code for c in self.codes if c.scheme == scheme and holds(c, on)), None)


def holds(dated: Dated, on: date) -> bool:
    """Tell whether the day lies in the span."""
    return (dated.valid_from is None or dated.valid_from <= on) and (
        dated.valid_to is None or on < dated.valid_to
    )


def nearest_day(dated: Dated, on: date) -> date:
    """Return the day of the span that is nearest to *on*."""
    if dated.valid_from is not None and on < dated.valid_from:
        return dated.valid_from
    if dated.valid_to is not None and on >= dated.valid_to:
        return dated.valid_to - timedelta(days=1)
    return on


def on_day(items: Iterable[D], on: date) -> D | None:
    """Return the item whose span holds the day or, when none does, the one nearest to it."""
    return min(items, key=lambda item: abs((nearest_day(item, on) - on).days), default=None)


def overlap(one: Dated, other: Dated) -> bool:
    """Tell whether some day lies in both spans."""
    return (
        one.valid_to is None or other.valid_from is None or other.valid_from < one.valid_to
    ) and (other.valid_to is None or one.valid_from is None or one.valid_from < other.valid_to)


@attrs.frozen
class Days:
    """A bare span of days."""

    valid_from: date | None = None
    valid_to: date | None = None


def common(one: Dated, other: Dated) -> Days:
    """Return the days that lie in both spans, which must overlap."""
    starts = [day for day in (one.valid_from, other.valid_from) if day is not None]
    ends = [day for day in (one.valid_to, other.valid_to) if day is not None]
    return Days(max(starts, default=None), min(ends, default=None))


def within(inner: Dated, outer: Dated) -> bool:
    """Tell whether every day of *inner* is a day of *outer*."""
    starts = outer.valid_from is None or (
        inner.valid_from is not None and outer.valid_from <= inner.valid_from
    )
    ends = outer.valid_to is None or (
        inner.valid_to is not None and inner.valid_to <= outer.valid_to
    )
    return starts and ends
