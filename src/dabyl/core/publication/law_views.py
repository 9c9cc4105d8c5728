"""What the pages of the law show, each thing once for all languages.

1. A bill is shown as it stood on the site's day: what had not happened by then is left out. Where
   so little of it stood that its amendments can't be laid, they are laid as the whole bill says.
2. Works come in the order of their adoption, provisions as their works have them.
"""

from datetime import date

import attrs

from dabyl.core.law.amending import Conflict, Item, compare_bill, conflicts
from dabyl.core.law.as_of import bill_as_of
from dabyl.core.law.bills import Bill
from dabyl.core.law.law import Law
from dabyl.core.law.works import Clause, Work
from dabyl.core.values.problems import Refused


@attrs.frozen(kw_only=True)
class ShownBill:
    """A bill as it stood, its amendments before and after, and who else changes the same."""

    bill: Bill
    items: tuple[Item, ...]
    conflicts: tuple[Conflict, ...]


def works_in_order(law: Law) -> tuple[Work, ...]:
    """Return the works that have provisions, the oldest first; undated ones last."""
    works = [work for name, work in law.statutes.works.items() if law.statutes.inside.get(name)]
    return tuple(sorted(works, key=lambda work: (work.adopted or date.max, work.id)))


def clauses_of(law: Law, work: str) -> tuple[Clause, ...]:
    """Return the provisions of a work, in its order."""
    return tuple(law.statutes.clauses[name] for name in law.statutes.inside.get(work, ()))


def shown_bill(law: Law, name: str, day: date) -> ShownBill | None:
    """Return a bill as it stood on a day; None when there was none yet."""
    whole = law.bills[name]
    bill = bill_as_of(whole, day)
    if bill is None:
        return None
    shown = bill if bill.articles else attrs.evolve(bill, versions=whole.versions)
    disputed = [each for each in conflicts(law.bills.values()) if name in each.bills]
    return ShownBill(bill=bill, items=_items(law, shown, whole), conflicts=tuple(disputed))


def _items(law: Law, bill: Bill, whole: Bill) -> tuple[Item, ...]:
    try:
        return compare_bill(law.statutes, bill)
    except Refused:
        return compare_bill(law.statutes, whole)


def shown_bills(law: Law, day: date) -> tuple[ShownBill, ...]:
    """Return every bill that was there on a day, by its first stage."""
    found = [shown for name in law.bills if (shown := shown_bill(law, name, day)) is not None]
    return tuple(sorted(found, key=_first))


def _first(shown: ShownBill) -> tuple[date, str]:
    stages = shown.bill.stages
    return (stages[0].on.earliest if stages else date.min, shown.bill.id)
