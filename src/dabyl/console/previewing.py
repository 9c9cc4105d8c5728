"""Preview: every form to be published, in sandboxed frames, beside what differs from now.

1. A preview is named by the draft's revision, its version, an instant and a number of the journal,
   so that what is shown, what is signed and what a frame holds are the same.
2. A frame runs nothing, opens nothing, and reads nothing of the console.
"""

from functools import lru_cache
from typing import Final

import attrs
from csp.constants import SELF
from csp.decorators import csp_exempt, csp_update
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from dabyl.console import asking
from dabyl.console.differing import Line, differences
from dabyl.console.drafts import desk_now, draft_for
from dabyl.console.frame import language, page
from dabyl.console.judging import told
from dabyl.console.permissions import Thing
from dabyl.console.rights import may, me
from dabyl.core.drafts.draft import Draft, State
from dabyl.core.values.codes import Code
from dabyl.core.values.instants import Instant
from dabyl.core.values.problems import Problem, Refused
from dabyl.usecases.desk import load_up_to
from dabyl.usecases.drafts.draft_desk import draft_of
from dabyl.usecases.drafts.forms import SLOTS
from dabyl.usecases.drafts.preview import Preview, Seen, preview_on
from dabyl.usecases.drafts.proposing import challenge_to_propose
from dabyl.wiring_console import console

PROPOSE: Final = "propose"
_KEPT: Final = 8
_SANDBOX: Final = (
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
    "frame-ancestors 'self'; base-uri 'none'; form-action 'none'"
)
_TYPES: Final = {"html": "text/html; charset=utf-8", "svg": "image/svg+xml"}
_PLAIN: Final = "text/plain; charset=utf-8"


@attrs.frozen
class Form:
    """A form to be published: its path, what differs, and whether a browser draws it."""

    path: str
    is_new: bool
    is_page: bool
    lines: tuple[Line, ...]


@csp_update({"frame-src": [SELF]})  # type: ignore[arg-type]  # it knows views without arguments only
@require_safe
def preview(request: HttpRequest, key: str) -> HttpResponse:
    """Show what would be published, or every reason why nothing can be."""
    draft = draft_for(request, "draft-preview", key)
    register, at = console().house.register(), console().now()
    seen = Seen(version=draft.current.number, at=at, number=register.number)
    made = made_of(draft, seen)
    is_free = draft.state in {State.OPEN, State.REFUSED} and not made.problems
    is_theirs = may(request, "draft-propose", Thing(office=draft.office))
    asked = None
    if is_free and is_theirs:
        asked = asking.to_sign(PROPOSE, challenge=challenge_to_propose(made), person=me(request))
    return page(
        request,
        "preview.html.j2",
        draft=draft,
        seen=seen,
        against=told(made.problems, language(request)),
        forms=forms_in(made),
        frames=frames_at(draft, seen),
        slots=SLOTS,
        asked=asked,
    )


def made_of(draft: Draft, seen: Seen) -> Preview:
    """Return the preview of a draft as it was seen; the last few are kept."""
    return _made(draft.id, draft.revision, seen)


def seen_in(request: HttpRequest) -> Seen:
    """Return what a form says was seen.

    Raises:
        Refused: the form doesn't say so.
    """
    said = [request.POST.get(name, "") for name in ("version", "at", "number")]
    if not all(one.isascii() and one.isdecimal() for one in said):
        data = {"field": "version"}
        raise Refused([Problem(code=Code.MISSING_FIELD, where="version", data=data)])
    version, at, number = map(int, said)
    return Seen(version=version, at=Instant(at), number=number)


def forms_in(made: Preview) -> tuple[Form, ...]:
    """Return the forms, those that differ first, pages before files."""
    every = [
        Form(
            path=path,
            is_new=path not in made.now,
            is_page=path.endswith((".html", ".svg")),
            lines=differences(path, made.now.get(path), data),
        )
        for path, data in made.forms.items()
    ]
    return tuple(sorted(every, key=lambda one: (not one.lines, _rank(one.path), one.path)))


def frames_at(draft: Draft, seen: Seen) -> str:
    """Return the address below which the frames of a preview are."""
    return f"/drafts/{draft.id}/forms/{seen.version}/{seen.at.s}/{seen.number}/"


@csp_exempt()  # type: ignore[arg-type]  # as above
@xframe_options_sameorigin
@require_safe
def one_form(  # noqa: PLR0917 - the parts of the address
    request: HttpRequest, key: str, version: int, at: int, number: int, path: str
) -> HttpResponse:
    """Answer with one form, for a frame; see rule 2."""
    draft = draft_for(request, "draft-form", key)
    if draft.current.number != version or number > console().house.register().number:
        raise Http404
    data = made_of(draft, Seen(version=version, at=Instant(at), number=number)).forms.get(path)
    if data is None:
        raise Http404
    reply = HttpResponse(data, content_type=_TYPES.get(path.rpartition(".")[2], _PLAIN))
    reply["Content-Security-Policy"] = _SANDBOX
    return reply


@lru_cache(maxsize=_KEPT)
def _made(key: str, revision: int, seen: Seen) -> Preview:
    desk = desk_now()
    draft = draft_of(desk, key)
    if draft.revision != revision or draft.current.number != seen.version:
        data = {"version": seen.version, "current": draft.current.number}
        raise Refused([Problem(code=Code.DRAFT_CHANGED, where=key, data=data)])
    return preview_on(desk, load_up_to(desk.desk, seen.number), draft, at=seen.at)


_ORDER: Final = ("/decision/", "/place/", "/index.html", "text/", "cap/", "print/")


def _rank(path: str) -> int:
    return next((n for n, part in enumerate(_ORDER) if part in path), len(_ORDER))
