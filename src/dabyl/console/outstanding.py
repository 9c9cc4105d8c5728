"""Outstanding: what one person released, and nobody has countersigned yet, with the time left.

1. The journal says what waits, whatever became of the console meanwhile.
2. An instant is printed by the clocks of its place; a script adds the viewer's own.
"""

from collections.abc import Iterator

import attrs
from django.http import HttpRequest
from markupsafe import Markup

from dabyl.console.drafts import chip, summary, typed_in
from dabyl.console.frame import language, words
from dabyl.console.rights import may_draft, me
from dabyl.console.standing import spoken_language
from dabyl.core.drafts.draft import Draft, State
from dabyl.core.publication.press import Press
from dabyl.core.register.countersigned import Fate, fate_of
from dabyl.core.register.emergency import alone_until
from dabyl.core.values.instants import Instant
from dabyl.core.values.problems import Refused, Rejected
from dabyl.usecases.drafts.draft_desk import DraftDesk
from dabyl.usecases.drafts.preview import decision_of
from dabyl.wiring_console import console

FREE = frozenset({State.OPEN, State.PROPOSED, State.REFUSED})
"""Drafts that can still be released."""
_MINUTE_S, _HOUR_S = 60, 3_600


@attrs.frozen
class Deadline:
    """A deadline as a page shows it, and how long it is until then."""

    iso: str
    text: str
    zone: str
    left: str


@attrs.frozen
class Outstanding:
    """A decision that waits for a countersignature; ``is_other``: whoever asks may give it."""

    draft: Draft
    what: str
    chip: Markup | str
    ends: Deadline
    may_sign: bool
    is_other: bool


def deadline_shown(request: HttpRequest, press: Press, deadline: Instant) -> Deadline:
    """Return a deadline in the words of a request."""
    zone, said = press.answers.zone, words(request)
    minutes = max(0, deadline.s - press.answers.at.s) // _MINUTE_S
    hours, minutes = divmod(minutes, _HOUR_S // _MINUTE_S)
    left = said["left"]["hours"] if hours else said["left"]["minutes"]
    return Deadline(
        iso=deadline.text(),
        text=press.speakers[spoken_language(press, language(request))].instant(deadline, zone),
        zone=zone,
        left=left.format(h=hours, m=minutes),
    )


def waits_for(request: HttpRequest, press: Press, draft: Draft) -> Outstanding | None:
    """Return what a draft waits for, None when for no countersignature."""
    register, now = press.answers.register, press.answers.at
    fate = fate_of(register, draft.id, at=now, known_at=press.answers.known_at)
    alone = register.record(draft.id).alone if fate is Fate.WAITS else None
    if alone is None:
        return None
    lang = spoken_language(press, language(request))
    typed = typed_in(register, draft.current.content)
    may_sign = may_draft(request, "draft-countersign", draft)
    return Outstanding(
        draft=draft,
        what=summary(press, typed, lang),
        chip=chip(press, typed, lang),
        ends=deadline_shown(request, press, alone.deadline),
        may_sign=may_sign,
        is_other=may_sign and me(request).key not in {*draft.editors, alone.person},
    )


def all_outstanding(request: HttpRequest, press: Press, desk: DraftDesk) -> Iterator[Outstanding]:
    """Give what waits for a countersignature, the first to end first."""
    found = (waits_for(request, press, one) for one in desk.drafts.all() if _is_seen(request, one))
    yield from sorted(
        (one for one in found if one is not None), key=lambda one: (one.ends.iso, one.draft.id)
    )


def may_release_alone(request: HttpRequest, draft: Draft) -> bool:
    """Tell whether whoever asks may release a draft alone now."""
    if draft.state not in FREE or not may_draft(request, "draft-alone", draft):
        return False
    try:
        decision = decision_of(draft)
    except (Refused, Rejected):
        return False
    return alone_until(console().house.register(), decision, at=console().domain_now()) is not None


def _is_seen(request: HttpRequest, draft: Draft) -> bool:
    return may_draft(request, "draft", draft)
