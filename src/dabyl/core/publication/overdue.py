"""Overdue reviews: a level that was to be looked at again by now, and wasn't.

1. A review is overdue from its instant on, until a decision replaces the review or ends the level.
2. The mark is words, in the page's language; its colour adds nothing to them.
"""

from collections.abc import Iterable

from markupsafe import Markup

from dabyl.core.levels.standing import StandingLayer
from dabyl.core.publication.press import Press
from dabyl.core.values.instants import Instant


def is_overdue(review: Instant | None, at: Instant) -> bool:
    """Tell whether a review was due by now."""
    return review is not None and review <= at


def overdue_mark(press: Press, layers: Iterable[StandingLayer], lang: str) -> Markup:
    """Return the mark when the review of a layer is overdue, else nothing."""
    reviews = (None if layer.review is None else layer.review.instant for layer in layers)
    if not any(is_overdue(review, press.answers.at) for review in reviews):
        return Markup()
    return Markup('<strong class="over">{}</strong>').format(press.speakers[lang].t.overdue)
