"""The list of drafts.

A draft that the journal released counts as released, whatever became of the console meanwhile.
"""

from collections.abc import Iterator

import attrs
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from markupsafe import Markup

from dabyl.console.drafts import age, chip, desk_now, names, summary, typed_in
from dabyl.console.frame import language, page, words
from dabyl.console.outstanding import all_outstanding
from dabyl.console.rights import may_draft
from dabyl.console.standing import level_style, press_now, spoken_language
from dabyl.console.watcher import mark_now
from dabyl.core.drafts.draft import Draft
from dabyl.core.publication.press import Press
from dabyl.usecases.drafts.approving import settle
from dabyl.wiring_console import console


@attrs.frozen
class DraftRow:
    """A draft in the list."""

    draft: Draft
    action: str
    what: str
    chip: Markup | str
    age: str
    by: str


@require_safe
def every(request: HttpRequest) -> HttpResponse:
    """Show the drafts, the newest first."""
    since, press = mark_now(), press_now()
    return page(
        request,
        "drafts.html.j2",
        live={"live": since, "fresh": request.path},
        rows=tuple(_rows(request, press)),
        outstanding=tuple(all_outstanding(request, press, desk_now())),
        levels=Markup(level_style(press)),  # noqa: S704 - made of the pack's colours
    )


def _rows(request: HttpRequest, press: Press) -> Iterator[DraftRow]:
    register = console().house.register()
    lang, said, known = spoken_language(press, language(request)), words(request), names()
    drafts = settle(desk_now(), register)
    for draft in sorted(drafts, key=lambda one: -one.versions[0].at.s):
        if not may_draft(request, "drafts", draft):
            continue
        typed = typed_in(register, draft.current.content)
        first = draft.versions[0]
        yield DraftRow(
            draft=draft,
            action=said["act"].get(typed.action, typed.action),
            what=summary(press, typed, lang),
            chip=chip(press, typed, lang),
            age=age(first.at, press.answers.at, said["age"]),
            by=known.get(first.by, first.by),
        )
