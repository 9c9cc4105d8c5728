"""A book of law: the statutes of a country with its unit values, its bills and its sources.

1. The law names groups, goods, rights and units by ids; its *words* say them in every language.
"""

from collections.abc import Mapping
from functools import cached_property

import attrs

from dabyl.core.law.amending import apply_bill
from dabyl.core.law.bills import Bill
from dabyl.core.law.fines import UnitValue
from dabyl.core.law.sources import Source
from dabyl.core.law.works import Statutes
from dabyl.core.values.languages import Texts


@attrs.frozen(kw_only=True)
class LawBook:
    """What one file of law holds."""

    recorded: Statutes
    units: tuple[UnitValue, ...] = ()
    bills: tuple[Bill, ...] = ()
    sources: Mapping[str, Source] = attrs.field(factory=dict)  # by id
    words: Mapping[str, Texts] = attrs.field(factory=dict)  # by id

    @cached_property
    def statutes(self) -> Statutes:
        """The statutes with every bill that is law."""
        statutes = self.recorded
        for bill in self.bills:
            statutes = apply_bill(statutes, bill)
        return statutes

    def bill(self, name: str) -> Bill | None:
        """Return the bill of that id, or None."""
        return next((bill for bill in self.bills if bill.id == name), None)
