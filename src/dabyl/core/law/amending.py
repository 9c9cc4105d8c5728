"""Bills on statutes: what they make of the law, and what they would make of it.

1. ``apply_bill`` changes the statutes when the bill is law, and otherwise leaves no trace, not even
   of what it left before it was dropped. Applying it again replaces what it did.
2. Only the clauses that the bill names are touched: the work grows with the bill.
3. ``compare_bill`` shows each amendment before and after, from the wordings that applying makes.
4. Two bills that are not dropped and change one provision are flagged.
"""

from collections.abc import Iterable
from enum import StrEnum
from itertools import combinations

import attrs

from dabyl.core.law.bills import Amendment, Article, Bill
from dabyl.core.law.changes import part_named
from dabyl.core.law.contradictions import bill_problems
from dabyl.core.law.days import Day
from dabyl.core.law.patching import laid_on
from dabyl.core.law.sanctions import Part
from dabyl.core.law.wordings import Wording
from dabyl.core.law.works import Statutes
from dabyl.core.values.problems import Refused


class Standing(StrEnum):
    """Whether what a bill changes is, or would be."""

    IS = "is"  # the bill is law
    WOULD_BE = "would-be"
    DROPPED = "dropped"


@attrs.frozen(kw_only=True)
class Item:
    """One amendment: how the provision, or a part of its sanction, reads before and after."""

    article: str
    amendment: Amendment
    provision: str
    part: str | None
    before: Wording | None
    after: Wording | None  # None: nothing reads there any more
    standing: Standing
    commences: Day

    @property
    def part_before(self) -> Part | None:
        """The part of the sanction before, when the amendment is on one and it is known."""
        return _part(self.before, self.part)

    @property
    def part_after(self) -> Part | None:
        """The part of the sanction after, when the amendment is on one and leaves one."""
        return _part(self.after, self.part)


@attrs.frozen(kw_only=True)
class Conflict:
    """Two bills that change one provision."""

    provision: str
    bills: tuple[str, str]
    parts: tuple[str, ...]  # parts of the sanction that both name; empty: no common part


def apply_bill(statutes: Statutes, bill: Bill) -> Statutes:
    """Return the statutes with the bill in them, when it is law.

    Raises:
        Refused: with every contradiction of the bill.
    """
    bare = without_bill(statutes, bill.id)
    return _with(bare, bill) if bill.is_law else bare


def compare_bill(statutes: Statutes, bill: Bill) -> tuple[Item, ...]:
    """Return every amendment of the bill, before and after, in its order.

    Raises:
        Refused: with every contradiction of the bill.
    """
    changed = _with(without_bill(statutes, bill.id), bill)
    return tuple(
        _item(changed, bill, article, amendment)
        for article in bill.articles
        for amendment in article.amendments
    )


def conflicts(bills: Iterable[Bill]) -> tuple[Conflict, ...]:
    """Return the provisions that two of the bills change, dropped ones aside."""
    alive = [bill for bill in bills if not bill.is_dropped]
    found = []
    for one, other in combinations(alive, 2):
        ours, theirs = _named(one), _named(other)
        for provision in ours:
            if provision in theirs:
                parts = tuple(part for part in ours[provision] if part in theirs[provision])
                pair = (one.id, other.id)
                found.append(Conflict(provision=provision, bills=pair, parts=parts))
    return tuple(found)


def _named(bill: Bill) -> dict[str, list[str]]:
    named: dict[str, list[str]] = {}
    for article in bill.articles:
        for amendment in article.amendments:
            part = part_named(amendment.change)
            named.setdefault(amendment.change.provision, []).extend([part] if part else [])
    return named


def without_bill(statutes: Statutes, bill: str) -> Statutes:
    """Return the statutes without any trace of the bill."""
    kept, gone = [], []
    for name in statutes.patched_by.get(bill, ()):
        clause = statutes.clauses[name]
        left = tuple(patch for patch in clause.patches if patch.bill != bill)
        if left or clause.wordings:
            kept.append(attrs.evolve(clause, patches=left))
        else:
            gone.append(name)
    statutes = statutes.with_clauses(kept).without_clauses(gone)
    if bill in statutes.patched_by:
        return attrs.evolve(statutes, patched_by=statutes.patched_by.delete(bill))
    return statutes


def _with(statutes: Statutes, bill: Bill) -> Statutes:
    """Return the statutes with the bill in them, law or not."""
    problems = tuple(bill_problems(statutes, bill))
    if problems:
        raise Refused(problems)
    return laid_on(statutes, bill)


def _item(changed: Statutes, bill: Bill, article: Article, amendment: Amendment) -> Item:
    change = amendment.change
    history = changed.clauses[change.provision].history
    place = next(n for n, wording in enumerate(history) if wording.by == (bill.id, article.id))
    before = history[place - 1] if place else None
    return Item(
        article=article.id,
        amendment=amendment,
        provision=change.provision,
        part=part_named(change),
        before=_reading(before),
        after=_reading(history[place]),
        standing=_standing(bill),
        commences=history[place].commences,
    )


def _reading(wording: Wording | None) -> Wording | None:
    return None if wording is None or wording.repeals else wording


def _standing(bill: Bill) -> Standing:
    if bill.is_dropped:
        return Standing.DROPPED
    return Standing.IS if bill.is_law else Standing.WOULD_BE


def _part(wording: Wording | None, name: str | None) -> Part | None:
    if wording is None or wording.sanction is None or name is None:
        return None
    return wording.sanction.part(name)
