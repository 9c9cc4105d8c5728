"""A book of law: what one text says of works, provisions, unit values and bills.

1. The law names groups, goods, rights and units by ids; its *words* say them in every language.
"""

from collections.abc import Mapping

import attrs

from dabyl.core.law.bills import Bill
from dabyl.core.law.fines import UnitValue
from dabyl.core.law.sources import Source
from dabyl.core.law.works import Clause, Work
from dabyl.core.values.languages import Texts


@attrs.frozen(kw_only=True)
class LawBook:
    """What one text holds, in its order."""

    works: tuple[Work, ...] = ()
    clauses: tuple[Clause, ...] = ()
    units: tuple[UnitValue, ...] = ()
    bills: tuple[Bill, ...] = ()
    sources: Mapping[str, Source] = attrs.field(factory=dict)  # by id
    words: Mapping[str, Texts] = attrs.field(factory=dict)  # by id


NO_BOOK = LawBook()
