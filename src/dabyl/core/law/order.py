"""The order on sanctions: harsher, milder, equal, or not comparable.

1. Sanctions are compared for one class of offender and one reach, by what can come of them: the
   *tops*, the most that each alternative can bring, and the *bottoms*, the least.
2. An outcome is its main penalties (liberty, then restriction, then fines, compared in that order)
   beside its extras (confiscations, losses of rights). Fines of different measures, and extras of
   different kinds, are only compared with their like.
3. One sanction is at most as harsh as another when each of its tops is reached by a top of the
   other, and each bottom of the other reaches down to one of its own. Both ways: equal. This is a
   preorder, therefore transitive.
4. A penalty whose value is not stated makes a sanction comparable with itself only.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import assert_never

import attrs

from dabyl.core.law.kinds import Manner, Offender, Reach
from dabyl.core.law.sanctions import (
    Confiscation,
    FineAmount,
    FineShare,
    FineUnits,
    Known,
    Liberty,
    Loss,
    Part,
    Restriction,
    Sanction,
    Term,
    Unstated,
)

_ENDLESS = Decimal("Infinity")
Measure = tuple[str, str]
Bundle = Mapping[Measure, Decimal]
_LIBERTY, _RESTRICTION = ("liberty", ""), ("restriction", "")
_FINES = {"units", "amount", "share"}
_NOTHING = Decimal(0)


class Comparison(StrEnum):
    """What one sanction is beside another."""

    HARSHER = "harsher"
    MILDER = "milder"
    EQUAL = "equal"
    NOT_COMPARABLE = "not-comparable"


@attrs.frozen
class _Outcomes:
    tops: tuple[Bundle, ...]
    bottoms: tuple[Bundle, ...]


def compare(
    one: Sanction, other: Sanction, *, offender: Offender, where: Reach = Reach.INSIDE
) -> Comparison:
    """Return what *one* is beside the *other*, for that offender and something done *where*."""
    ours, theirs = one.meeting(offender, where), other.meeting(offender, where)
    if set(ours) == set(theirs):
        return Comparison.EQUAL
    mine, yours = _outcomes(ours), _outcomes(theirs)
    if mine is None or yours is None:
        return Comparison.NOT_COMPARABLE
    match (_at_most(mine, yours), _at_most(yours, mine)):
        case (True, True):
            return Comparison.EQUAL
        case (True, False):
            return Comparison.MILDER
        case (False, True):
            return Comparison.HARSHER
        case _:
            return Comparison.NOT_COMPARABLE


def _outcomes(parts: tuple[Part, ...]) -> _Outcomes | None:
    """Return what can come of the parts; None when a value is not stated."""
    known: list[tuple[Manner, Known]] = []
    for part in parts:
        if isinstance(part.penalty, Unstated):
            return None
        known.append((part.manner, part.penalty))
    always = [penalty for manner, penalty in known if manner is Manner.MANDATORY]
    added = [penalty for manner, penalty in known if manner is Manner.ADDITIONAL]
    one_of = [[penalty] for manner, penalty in known if manner is Manner.ALTERNATIVE] or [[]]
    return _Outcomes(
        tops=tuple(_sum(_most(p) for p in (*always, *choice, *added)) for choice in one_of),
        bottoms=tuple(_sum(_least(p) for p in (*always, *choice)) for choice in one_of),
    )


def _sum(weights: Iterable[tuple[Measure, Decimal]]) -> Bundle:
    bundle: dict[Measure, Decimal] = {}
    for measure, weight in weights:
        bundle[measure] = bundle.get(measure, _NOTHING) + weight
    return bundle


def _most(penalty: Known) -> tuple[Measure, Decimal]:
    return _measured(penalty)[0], _measured(penalty)[2]


def _least(penalty: Known) -> tuple[Measure, Decimal]:
    return _measured(penalty)[0], _measured(penalty)[1]


def _measured(penalty: Known) -> tuple[Measure, Decimal, Decimal]:
    match penalty:
        case Liberty(term=term):
            return (_LIBERTY, *_months(term))
        case Restriction(term=term):
            return (_RESTRICTION, *_months(term))
        case FineUnits(range=span, unit=unit):
            return (("units", unit), span.least, span.most)
        case FineAmount(range=span, currency=currency, per=per):
            return (("amount", f"{currency}/{per}"), span.least, span.most)
        case FineShare(range=span, of=of):
            return (("share", of), span.least, span.most)
        case Confiscation(what=what):
            return (("confiscation", what), Decimal(1), Decimal(1))
        case Loss(right=right, term=term):
            return (("loss", right), *_months(term))
        case _:
            assert_never(penalty)


def _months(term: Term) -> tuple[Decimal, Decimal]:
    return Decimal(term.least), _ENDLESS if term.most is None else Decimal(term.most)


def _at_most(one: _Outcomes, other: _Outcomes) -> bool:
    return all(any(_lighter(a, b) for b in other.tops) for a in one.tops) and all(
        any(_lighter(a, b) for a in one.bottoms) for b in other.bottoms
    )


def _lighter(one: Bundle, other: Bundle) -> bool:
    """Tell whether an outcome is at most as heavy as the other."""
    mains = {measure for measure in (*one, *other) if measure[0] in _FINES}
    extras = {*one, *other} - mains - {_LIBERTY, _RESTRICTION}
    return _mains_lighter(one, other, mains) and _each_lighter(one, other, extras)


def _mains_lighter(one: Bundle, other: Bundle, fines: set[Measure]) -> bool:
    for measure in (_LIBERTY, _RESTRICTION):
        mine, yours = one.get(measure, _NOTHING), other.get(measure, _NOTHING)
        if mine != yours:
            return mine < yours
    return _each_lighter(one, other, fines)


def _each_lighter(one: Bundle, other: Bundle, measures: set[Measure]) -> bool:
    return all(one.get(m, _NOTHING) <= other.get(m, _NOTHING) for m in measures)
