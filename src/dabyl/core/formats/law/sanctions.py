"""Sanctions: ``[[...sanction]]``, a part each.

1. ``years`` or ``months`` is ``{ from = 4, to = 10 }``; without ``to`` it is for life, or for good.
2. A fine is ``{ from = 200, to = 500 }``; without ``to`` the law fixes it. ``per = "day"``: an
   amount for each day.
"""

from enum import StrEnum
from typing import assert_never

from dabyl.core.formats.law.shared import Reading, decimal
from dabyl.core.formats.toml.table import Table
from dabyl.core.law.kinds import Manner, Offender, Reach
from dabyl.core.law.sanctions import (
    Confiscation,
    Direction,
    FineAmount,
    FineShare,
    FineUnits,
    Liberty,
    Loss,
    Part,
    Penalty,
    Range,
    Restriction,
    Sanction,
    Term,
    Unstated,
)


class PenaltyKind(StrEnum):
    """What a part of a sanction is."""

    LIBERTY = "liberty"
    RESTRICTION = "restriction"
    FINE_UNITS = "fine-units"
    FINE_AMOUNT = "fine-amount"
    FINE_SHARE = "fine-share"
    CONFISCATION = "confiscation"
    LOSS = "loss"
    UNSTATED = "unstated"


def read_sanction(table: Table, field: str, reading: Reading) -> Sanction | None:
    """Read a sanction; None when nothing is said of it."""
    parts = tuple(read_part(each, reading) for each in table.tables(field))
    return Sanction(parts) if parts else None


def read_part(table: Table, reading: Reading) -> Part:
    """Read one part of a sanction."""
    return Part(
        id=table.id("id"),
        penalty=_penalty(table, reading),
        manner=table.optional_choice("manner", Manner) or Manner.MANDATORY,
        offenders=frozenset(table.choices("offenders", Offender)),
        reach=table.optional_choice("reach", Reach) or Reach.ANYWHERE,
    )


def _penalty(table: Table, reading: Reading) -> Penalty:
    kind = table.choice("penalty", PenaltyKind)
    match kind:
        case PenaltyKind.LIBERTY:
            return Liberty(_term(table))
        case PenaltyKind.RESTRICTION:
            return Restriction(_term(table))
        case PenaltyKind.FINE_UNITS:
            return FineUnits(_range(table), table.text("unit"))
        case PenaltyKind.FINE_AMOUNT:
            per = table.optional_text("per") or ""
            return FineAmount(_range(table), table.text("currency"), per)
        case PenaltyKind.FINE_SHARE:
            return FineShare(_range(table), table.text("of"))
        case PenaltyKind.CONFISCATION:
            return Confiscation(table.optional_text("of") or "property")
        case PenaltyKind.LOSS:
            return Loss(table.text("right"), _term(table))
        case PenaltyKind.UNSTATED:
            direction = table.choice("direction", Direction)
            return Unstated(direction=direction, searched=reading.texts(table, "searched"))
        case _:
            assert_never(kind)


def _term(table: Table) -> Term:
    if "months" in table:
        months = table.table("months")
        return Term(months.integer("from"), months.optional_integer("to"))
    years = table.table("years")
    return Term.years(years.integer("from"), years.optional_integer("to"))


def _range(table: Table) -> Range:
    span = table.table("range")
    least = decimal(span, "from")
    return Range(least, decimal(span, "to") if "to" in span else least)
