"""Sanctions as values: what can be imposed, on whom, where, and beside what.

1. A sanction is a list of parts; a part has an id of its own, so that a bill can name it.
2. All mandatory parts are imposed, one of the alternatives, and any of the additional ones.
3. A part without offenders meets everybody.
4. Terms are whole months; a term without an end is for life, or for good.
5. Where only a direction is known ("higher"), the value is ``Unstated``: never a guess.
"""

from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from typing import assert_never

import attrs

from dabyl.core.law.kinds import Manner, Offender, Reach
from dabyl.core.values.codes import Code
from dabyl.core.values.languages import NO_TEXTS, Texts
from dabyl.core.values.problems import Problem

_YEAR = 12


@attrs.frozen
class Term:
    """From *least* to *most* months; ``most=None``: for life, or for good."""

    least: int
    most: int | None

    @classmethod
    def years(cls, least: int, most: int | None) -> "Term":
        """Return the term of that many years."""
        return cls(least * _YEAR, None if most is None else most * _YEAR)

    @property
    def backwards(self) -> bool:
        """Tell whether the term ends before it begins, or is below nothing."""
        return self.least < 0 or (self.most is not None and self.most < self.least)


@attrs.frozen
class Range:
    """From *least* to *most*; the same twice when the law fixes it."""

    least: Decimal
    most: Decimal

    @classmethod
    def fixed(cls, value: Decimal) -> "Range":
        """Return the range of one value."""
        return cls(value, value)

    @property
    def backwards(self) -> bool:
        """Tell whether the range ends before it begins, or is below nothing."""
        return self.least < 0 or self.most < self.least


@attrs.frozen
class Liberty:
    """Deprivation of liberty."""

    term: Term


@attrs.frozen
class Restriction:
    """Restriction of liberty."""

    term: Term


@attrs.frozen
class FineUnits:
    """A fine in units whose value is set by the year."""

    range: Range
    unit: str


@attrs.frozen
class FineAmount:
    """A fine in money, once or *per* something such as a day."""

    range: Range
    currency: str
    per: str = ""


@attrs.frozen
class FineShare:
    """A fine as a share, in percent, of something such as a year's revenue."""

    range: Range
    of: str


@attrs.frozen
class Confiscation:
    """Confiscation of *what*: property, the weapon."""

    what: str = "property"


@attrs.frozen
class Loss:
    """Loss of a licence or a right, for a term."""

    right: str
    term: Term


class Direction(StrEnum):
    """What is known of a value that nobody could read."""

    HIGHER = "higher"
    LOWER = "lower"
    OTHER = "other"


@attrs.frozen(kw_only=True)
class Unstated:
    """A penalty whose value is not known, only where it went from the one *before*."""

    direction: Direction
    before: "Known | None" = None
    searched: Texts = NO_TEXTS  # where it was looked for


Fine = FineUnits | FineAmount | FineShare
Known = Liberty | Restriction | Fine | Confiscation | Loss
Penalty = Known | Unstated


@attrs.frozen(kw_only=True)
class Part:
    """One penalty of a sanction, whom it meets, and how it stands beside the others."""

    id: str
    penalty: Penalty
    manner: Manner = Manner.MANDATORY
    offenders: frozenset[Offender] = frozenset()
    reach: Reach = Reach.ANYWHERE

    def meets(self, offender: Offender, where: Reach) -> bool:
        """Tell whether the part meets that *offender* for something done *where*."""
        return (not self.offenders or offender in self.offenders) and self.reach.holds(where)


@attrs.frozen
class Sanction:
    """What a breach costs: parts in the order of the text."""

    parts: tuple[Part, ...] = ()

    def part(self, name: str) -> Part | None:
        """Return the part of that id, or None."""
        return next((part for part in self.parts if part.id == name), None)

    def meeting(self, offender: Offender, where: Reach) -> tuple[Part, ...]:
        """Return the parts that meet that *offender* for something done *where*."""
        return tuple(part for part in self.parts if part.meets(offender, where))

    def with_part(self, part: Part) -> "Sanction":
        """Return the sanction with the part in the place of the one of its id, or at the end."""
        if self.part(part.id) is None:
            return Sanction((*self.parts, part))
        return Sanction(tuple(part if old.id == part.id else old for old in self.parts))

    def without(self, name: str) -> "Sanction":
        """Return the sanction without the part of that id."""
        return Sanction(tuple(part for part in self.parts if part.id != name))


def _span(penalty: Penalty) -> Term | Range | None:
    match penalty:
        case Liberty(term=term) | Restriction(term=term) | Loss(term=term):
            return term
        case FineUnits(range=span) | FineAmount(range=span) | FineShare(range=span):
            return span
        case Confiscation() | Unstated():
            return None
        case _:
            assert_never(penalty)


def sanction_problems(sanction: Sanction, where: str) -> Iterator[Problem]:
    """Find ranges that go backwards and parts with one id, each with its place."""
    seen: set[str] = set()
    for part in sanction.parts:
        place = f"{where}.{part.id}"
        if part.id in seen:
            yield Problem(code=Code.DUPLICATE, where=place, data={"value": part.id})
        seen.add(part.id)
        span = _span(part.penalty)
        if span is not None and span.backwards:
            data = {"low": str(span.least), "high": str(span.most)}
            yield Problem(code=Code.RANGE_BACKWARDS, where=place, data=data)
