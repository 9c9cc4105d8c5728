"""Sources: where something about the law was read, by whom it was published, and what it says.

1. What a source says is told in our own short words; a source without them was only named.
2. A date is as exact as it is known: ``2016``, ``2016-10`` or ``2016-10-05``.
"""

import attrs

from dabyl.core.values.languages import NO_TEXTS, Texts


@attrs.frozen(kw_only=True)
class Source:
    """A text that somebody read, or where it stands."""

    id: str
    url: str
    publisher: str = ""
    date: str | None = None
    lang: str | None = None
    says: Texts = NO_TEXTS
