"""Wordings: how a clause reads from a day on.

1. A wording has four days: adopted, published, commences, applies until (exclusive); the last two
   may be uncertain.
2. The text is ours, short, and stands beside a link to the official one.
3. A sanction of ``None`` is one that is not known; a sanction without parts costs nothing.
4. A wording that repeals says that nothing reads there any more.
5. What was assumed, and where a value was looked for, stands in its note, never in its text.
"""

from datetime import date

import attrs

from dabyl.core.law.days import NOT_KNOWN, Day
from dabyl.core.law.sanctions import Sanction
from dabyl.core.values.languages import NO_TEXTS, Texts


@attrs.frozen(kw_only=True)
class Wording:
    """A clause as it reads from a day on."""

    id: str
    adopted: date | None = None
    published: date | None = None
    commences: Day = NOT_KNOWN
    applies_until: Day | None = None
    text: Texts = NO_TEXTS
    sanction: Sanction | None = None
    forbids: tuple[str, ...] = ()  # goods and acts, such as "complete-firearm-in-shop"
    repeals: bool = False
    by: tuple[str, str] | None = None  # the bill that made it, and its article
    official: str | None = None  # address of the official text
    confirmed: bool = True
    sources: tuple[str, ...] = ()
    note: Texts = NO_TEXTS
