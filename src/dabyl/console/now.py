"""The first page: what waits, the most urgent first, and what stands now."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from markupsafe import Markup

from dabyl.console.drafts import desk_now
from dabyl.console.frame import language, may_see, page
from dabyl.console.offered_places import begins_at
from dabyl.console.outstanding import all_outstanding
from dabyl.console.rights import may_draft
from dabyl.console.standing import (
    ON_A_LAYER,
    level_style,
    map_of,
    press_now,
    rows,
    spoken_language,
)
from dabyl.console.waiting import waiting
from dabyl.console.watcher import mark_now
from dabyl.core.law.powers import Action


@require_safe
def now(request: HttpRequest) -> HttpResponse:
    """Show what waits and what stands now."""
    since, press, lang = mark_now(), press_now(), language(request)
    spoken = spoken_language(press, lang)
    return page(
        request,
        "now.html.j2",
        live={"live": since, "fresh": request.path},
        outstanding=tuple(all_outstanding(request, press, desk_now())),
        released=frozenset(_released(request)),
        waiting=waiting(request, press, spoken),
        rows=tuple(rows(press, spoken)),
        map=map_of(press, spoken),
        levels=Markup(level_style(press)),  # noqa: S704 - made of the pack's colours
        as_of=press.speakers[spoken].instant(press.answers.at, press.answers.zone),
        begins=may_see(request, "draft-begin"),
        begins_at=begins_at(request),
        declare=Action.DECLARE,
        actions=ON_A_LAYER,
    )


def _released(request: HttpRequest) -> Iterator[str]:
    """Give the drafts that were released and that whoever asks may read."""
    for one in desk_now().drafts.all():
        if one.entry is not None and may_draft(request, "draft-after", one):
            yield one.id
