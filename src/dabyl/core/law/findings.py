"""Findings: what became known of a bill beside its own text.

1. What was seen of it once it was adopted, or nearly, is not its text; what came later may be by
   another act. Both stand beside the bill, each with its day, status and sources, and change no
   provision.
"""

from enum import StrEnum

import attrs

from dabyl.core.law.days import NOT_KNOWN, Day
from dabyl.core.values.languages import Texts


class FindingKind(StrEnum):
    """What a finding tells of a bill."""

    ADOPTED = "adopted"  # seen in its adopted form, or nearly
    LATER = "later"  # came after it, by it or by another act


@attrs.frozen(kw_only=True)
class Finding:
    """One thing that became known, in our own words."""

    kind: FindingKind
    says: Texts
    on: Day = NOT_KNOWN
    articles: tuple[str, ...] = ()  # of the bill, that it bears on; empty: on the whole
    confirmed: bool = True
    sources: tuple[str, ...] = ()
