"""News of a draft, for a page of it that is open: what changed since the page was made.

1. A form that is being typed in, a preview and a proposal are never changed under somebody's eyes:
   they are told who changed the draft and when, or how far it got, and where to look.
2. One's own step is no news to oneself.
3. Comments and versions are shown as they are now.
4. Other pages that are typed in or signed are told only that something changed, and since when.
"""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from dabyl.console.drafts import draft_for, known_of, names
from dabyl.console.frame import language, page
from dabyl.console.rights import me
from dabyl.console.standing import press_now, spoken_language
from dabyl.core.drafts.draft import Draft, State
from dabyl.usecases.live import Kind, Mark
from dabyl.wiring_console import console


def listening_to(draft: Draft, since: Mark) -> Mapping[str, object]:
    """Return what a page of a draft listens with; *since* was read before the draft."""
    return listening_at(f"/drafts/{draft.id}/news", draft, since)


def listening_at(fresh: str, draft: Draft, since: Mark) -> Mapping[str, object]:
    """Return what a page of a draft listens with whose news stand at an address."""
    return {
        "live": since,
        "fresh": fresh,
        "version": draft.current.number,
        "state": draft.state,
        "about": draft.id,
    }


def telling(where: str, since: Mark, *kinds: Kind, about: str = "") -> Mapping[str, object]:
    """Return what a page listens with that is only told that something of some kinds changed.

    *where* is the address at which the page is made anew; *about* the only draft that matters.
    """
    return {"live": since, "hears": " ".join(kinds), "about": about, "again": where}


def telling_entries(where: str, since: Mark) -> Mapping[str, object]:
    """Return what a page listens with that is only told of new entries of the journal."""
    return telling(where, since, Kind.ENTRY)


@require_safe
def news(request: HttpRequest, key: str) -> HttpResponse:
    """Tell what changed since the version and the state that a page shows."""
    draft = draft_for(request, "draft-news", key)
    zone = known_of(console().house.register(), draft.current.content).zone
    press = press_now()
    speaker = press.speakers[spoken_language(press, language(request))]
    return page(
        request,
        "news.html.j2",
        draft=draft,
        **newer(request, draft),
        others=tuple(one for one in reversed(draft.versions) if one != draft.current),
        names=names(),
        clock=lambda instant: f"{instant.local(zone):%H:%M}",
        moment=lambda instant: speaker.instant(instant, press.answers.zone),
    )


def newer(request: HttpRequest, draft: Draft) -> dict[str, Any]:
    """Return what is newer of a draft than the version and the state with which a page asks."""
    asked = request.GET
    is_older = "state" in asked and asked.get("version", "") != str(draft.current.number)
    moved = _is_moved(draft, asked.get("state", draft.state), me(request).key)
    return {"changed": draft.current if is_older else None, "moved": moved}


def _is_moved(draft: Draft, shown: str, reader: str) -> bool:
    own = draft.state is State.OPEN and draft.current.by == reader
    return draft.state.value != shown and not own
