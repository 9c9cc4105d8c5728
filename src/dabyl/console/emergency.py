"""Emergencies: one person releases alone where the pack allows it; another one countersigns.

1. Both see first what will happen and every form of it, type the name of the level, and sign with
   a passkey. Who may, and until when, the core says.
2. A release alone has a page of its own, so that nobody comes to it by the button for two.
3. Whoever released, or wrote a part, is told that another person has to countersign.
"""

from collections.abc import Callable
from typing import Final

from csp.constants import SELF
from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe
from markupsafe import Markup

from dabyl.console import asking
from dabyl.console.approving import level_named, must_name_level
from dabyl.console.drafts import chip, desk_now, draft_for, summary, typed_in
from dabyl.console.frame import language, page, see, words
from dabyl.console.judging import told
from dabyl.console.news import telling
from dabyl.console.outstanding import FREE, Deadline, Outstanding, deadline_shown, waits_for
from dabyl.console.previewing import Way, forms_in, frames_at, made_of, seen_before, seen_in
from dabyl.console.rights import me
from dabyl.console.standing import level_style, press_now, spoken_language
from dabyl.console.watcher import mark_now
from dabyl.core.drafts.draft import Draft
from dabyl.core.publication.press import Press
from dabyl.usecases.drafts import countersigning
from dabyl.usecases.drafts.preview import Preview, decision_of
from dabyl.usecases.live import Kind, Mark
from dabyl.wiring_console import console

ALONE: Final = "alone"
COUNTERSIGN: Final = "countersign"
_ASKED: Final = {Way.ALONE: ALONE, Way.COUNTERSIGNED: COUNTERSIGN}


@csp_update({"frame-src": [SELF]})  # type: ignore[arg-type]  # it knows views without arguments only
@require_safe
def alone(request: HttpRequest, key: str) -> HttpResponse:
    """Show what would happen if one person released a draft."""
    since, draft = mark_now(), draft_for(request, "draft-alone", key)
    if draft.state not in FREE:
        return see(f"/drafts/{key}")
    seen = seen_before(request, draft)
    made, press = made_of(draft, seen, Way.ALONE), press_now()
    asked = None
    if not made.problems:
        signed = countersigning.challenge_alone(made)
        asked = asking.to_sign(ALONE, challenge=signed, person=me(request))
    ends = None if made.deadline is None else deadline_shown(request, press, made.deadline)
    return _shown(request, press, made, Way.ALONE, ends=ends, asked=asked, since=since)


@require_POST
def release(request: HttpRequest, key: str) -> HttpResponse:
    """Release a draft by one person."""
    draft = draft_for(request, "draft-release-alone", key)
    step = countersigning.release_alone
    return _carried_out(request, draft, Way.ALONE, countersigning.challenge_alone, step)


@csp_update({"frame-src": [SELF]})  # type: ignore[arg-type]  # as above
@require_safe
def countersign(request: HttpRequest, key: str) -> HttpResponse:
    """Show what one person released as it would be once it is countersigned."""
    since, draft, press = mark_now(), draft_for(request, "draft-countersign", key), press_now()
    waits = waits_for(request, press, draft)
    if waits is None:
        return see(f"/drafts/{key}")
    made = made_of(draft, seen_before(request, draft), Way.COUNTERSIGNED)
    asked = None
    if waits.is_other and not made.problems:
        signed = countersigning.challenge_to_countersign(made)
        asked = asking.to_sign(COUNTERSIGN, challenge=signed, person=me(request))
    return _shown(
        request,
        press,
        made,
        Way.COUNTERSIGNED,
        ends=waits.ends,
        asked=asked,
        waits=waits,
        since=since,
    )


@require_POST
def sign(request: HttpRequest, key: str) -> HttpResponse:
    """Countersign what one person released."""
    draft = draft_for(request, "draft-countersign-sign", key)
    challenge, step = countersigning.challenge_to_countersign, countersigning.countersign
    return _carried_out(request, draft, Way.COUNTERSIGNED, challenge, step)


def _carried_out(
    request: HttpRequest,
    draft: Draft,
    way: Way,
    challenge: Callable[[Preview], bytes],
    step: Callable[..., object],
) -> HttpResponse:
    """Carry out what was seen, named and signed."""
    seen = seen_in(request)
    must_name_level(request, decision_of(draft))
    consent = asking.consented(request, _ASKED[way], challenge(made_of(draft, seen, way)))
    step(desk_now(), draft.id, seen=seen, consent=consent, at=console().domain_now())
    return see(f"/drafts/{draft.id}")


def _shown(
    request: HttpRequest,
    press: Press,
    made: Preview,
    way: Way,
    *,
    ends: Deadline | None,
    asked: asking.Asked | None,
    since: Mark,
    waits: Outstanding | None = None,
) -> HttpResponse:
    draft, lang = made.draft, spoken_language(press, language(request))
    typed = typed_in(console().house.register(), draft.current.content)
    seen = made.seen
    return page(
        request,
        "alone.html.j2" if way is Way.ALONE else "countersign.html.j2",
        live=telling(request.path, since, Kind.DRAFT, Kind.ENTRY, about=draft.id),
        draft=draft,
        seen=seen,
        ends=ends,
        action=words(request)["act"].get(typed.action, typed.action),
        about=summary(press, typed, lang),
        chip=chip(press, typed, lang),
        levels=Markup(level_style(press)),  # noqa: S704 - made of the pack's colours
        named=level_named(press.answers, decision_of(draft)) if made.decision else None,
        against=told(made.problems, language(request)),
        frames=frames_at(draft, seen, way),
        keep={"at": seen.at.s, "number": seen.number},
        asked=asked,
        waits=waits,
        **forms_in(request, made),
    )
