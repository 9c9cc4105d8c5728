"""News of a draft, for a page of it that is open: what changed since the page was made.

1. A form that is being typed in, a preview and a proposal are never changed under somebody's eyes:
   they are told who changed the draft and when, or how far it got, and where to look.
2. One's own step is no news to oneself.
3. Comments and versions are shown as they are now.
"""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from dabyl.console.drafts import draft_for, known_of, names
from dabyl.console.frame import language, page
from dabyl.console.rights import me
from dabyl.console.standing import press_now, spoken_language
from dabyl.core.drafts.draft import Draft, State
from dabyl.usecases.live import Mark
from dabyl.wiring_console import console


def listening_to(draft: Draft, since: Mark) -> Mapping[str, object]:
    """Return what a page of a draft listens with; *since* was read before the draft."""
    return {
        "live": since,
        "fresh": f"/drafts/{draft.id}/news",
        "version": draft.current.number,
        "state": draft.state,
        "about": draft.id,
    }


@require_safe
def news(request: HttpRequest, key: str) -> HttpResponse:
    """Tell what changed since the version and the state that a page shows."""
    draft = draft_for(request, "draft-news", key)
    zone = known_of(console().house.register(), draft.current.content).zone
    press = press_now()
    speaker = press.speakers[spoken_language(press, language(request))]
    is_changed = str(draft.current.number) != request.GET.get("version", "")
    return page(
        request,
        "news.html.j2",
        draft=draft,
        changed=draft.current if is_changed else None,
        moved=_is_moved(draft, request.GET.get("state", ""), me(request).key),
        others=tuple(one for one in reversed(draft.versions) if one != draft.current),
        names=names(),
        clock=lambda instant: f"{instant.local(zone):%H:%M}",
        moment=lambda instant: speaker.instant(instant, press.answers.zone),
    )


def _is_moved(draft: Draft, shown: str, reader: str) -> bool:
    own = draft.state is State.OPEN and draft.current.by == reader
    return draft.state.value != shown and not own
