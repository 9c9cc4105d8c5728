"""Fines: units x the unit's value on the day of the offence, less reductions, with the working.

1. The value of a unit is a dated period; a day without exactly one value refuses.
2. Reductions are taken in order, each from what the one before left.
3. Everything is an exact decimal: nothing is rounded.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Context, Decimal, Inexact

import attrs

from dabyl.core.values.codes import Code
from dabyl.core.values.languages import NO_TEXTS, Texts
from dabyl.core.values.problems import Problem, Refused

_EXACT = Context(prec=1_000, traps=[Inexact])
_ALL = Decimal(100)


@attrs.frozen(kw_only=True)
class UnitValue:
    """What a unit is worth from a day until another (exclusive)."""

    unit: str
    value: Decimal
    currency: str
    valid_from: date
    valid_to: date | None = None
    confirmed: bool = True
    sources: tuple[str, ...] = ()
    note: Texts = NO_TEXTS

    def holds(self, on: date) -> bool:
        """Tell whether the value holds on a day."""
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)


@attrs.frozen(kw_only=True)
class Reduction:
    """So many percent less, and why."""

    percent: Decimal
    reason: Texts = NO_TEXTS


@attrs.frozen(kw_only=True)
class Step:
    """One line of the working: *left* times or less *right* percent gives *result*."""

    kind: str  # "times" or "less-percent"
    left: Decimal
    right: Decimal
    result: Decimal


@attrs.frozen(kw_only=True)
class Working:
    """A fine in money, and how it was worked out."""

    amount: Decimal
    currency: str
    unit_value: UnitValue
    steps: tuple[Step, ...]


def unit_value(values: Iterable[UnitValue], unit: str, on: date) -> UnitValue:
    """Return the value of the unit on a day.

    Raises:
        Refused: no value is known of that day, or more than one.
    """
    held = [value for value in values if value.unit == unit and value.holds(on)]
    if len(held) == 1:
        return held[0]
    data = {"unit": unit, "on": on.isoformat(), "values": ", ".join(str(v.value) for v in held)}
    code = Code.UNIT_VALUE_TWICE if held else Code.UNIT_VALUE_MISSING
    raise Refused((Problem(code=code, where="unit", data=data),))


def fine(units: Decimal, value: UnitValue, reductions: Iterable[Reduction] = ()) -> Working:
    """Return the fine of so many units, with its working.

    Raises:
        Refused: with every reduction that is not between 0 and 100 percent.
    """
    wanted = tuple(reductions)
    problems = [
        Problem(
            code=Code.REDUCTION_RANGE,
            where=f"reductions[{number}]",
            data={"percent": str(reduction.percent)},
        )
        for number, reduction in enumerate(wanted)
        if not 0 <= reduction.percent <= _ALL
    ]
    if problems:
        raise Refused(problems)
    amount = _EXACT.multiply(units, value.value)
    steps = [Step(kind="times", left=units, right=value.value, result=amount)]
    for reduction in wanted:
        rest = _EXACT.multiply(amount, _EXACT.subtract(_ALL, reduction.percent).scaleb(-2, _EXACT))
        step = Step(kind="less-percent", left=amount, right=reduction.percent, result=rest)
        steps.append(step)
        amount = rest
    return Working(amount=amount, currency=value.currency, unit_value=value, steps=tuple(steps))


def plain(value: Decimal) -> str:
    """Return a decimal in plain digits, without zeros that say nothing: ``168350``."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
