"""Preview: every form to be published, in sandboxed frames, beside what differs from now.

1. A preview is named by the draft's version and editors, an instant, a number of the journal, and
   the way in which it would be released, so that what is shown, what is signed and what a frame
   holds are the same. The last few are kept.
2. A frame runs nothing, opens nothing, and reads nothing of the console.
"""

from enum import StrEnum
from functools import lru_cache
from typing import Any, Final, assert_never

import attrs
from csp.constants import SELF
from csp.decorators import csp_exempt, csp_update
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from dabyl.console import asking
from dabyl.console.differing import Line, differences
from dabyl.console.drafts import desk_now, draft_for
from dabyl.console.form_names import form_name, language_of
from dabyl.console.frame import language, page, words
from dabyl.console.judging import told
from dabyl.console.meanwhile import came_since, standing_of
from dabyl.console.moving import move_rows
from dabyl.console.news import listening_to
from dabyl.console.outstanding import may_release_alone
from dabyl.console.people_reached import ReachShown, reach_shown
from dabyl.console.rights import may_draft, me
from dabyl.console.standing import press_now, spoken_language
from dabyl.console.templated import templated
from dabyl.console.typed_plain import whole
from dabyl.console.watcher import mark_now
from dabyl.core.drafts.draft import Draft, State
from dabyl.core.publication.ready import ready_texts
from dabyl.core.values.codes import Code
from dabyl.core.values.instants import Instant
from dabyl.core.values.problems import Problem, Refused
from dabyl.usecases.desk import load_up_to
from dabyl.usecases.drafts.countersigning import preview_alone, preview_countersigned
from dabyl.usecases.drafts.draft_desk import draft_of
from dabyl.usecases.drafts.forms import SLOTS
from dabyl.usecases.drafts.preview import Preview, Seen, preview_on
from dabyl.usecases.drafts.proposing import challenge_to_propose
from dabyl.wiring_console import console


class Way(StrEnum):
    """How a draft would come true; its frames are in a folder of that name.

    By two persons, by one alone, or countersigned by another after that.
    """

    BOTH = "forms"
    ALONE = "forms-alone"
    COUNTERSIGNED = "forms-countersigned"


PROPOSE: Final = "propose"
_NAMES: Final = {
    Way.BOTH: "draft-form",
    Way.ALONE: "draft-alone-form",
    Way.COUNTERSIGNED: "draft-countersign-form",
}
_KEPT: Final = 4
_AT_ONCE: Final = 20
A_WHILE_S: Final = 900
_SANDBOX: Final = (
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
    "frame-ancestors 'self'; base-uri 'none'; form-action 'none'"
)
_TYPES: Final = {"html": "text/html; charset=utf-8", "svg": "image/svg+xml"}
_PLAIN: Final = "text/plain; charset=utf-8"
_ORDER: Final = ("cap/", "text/")


@attrs.frozen
class Form:
    """A form to be published: its path and name, what differs, and whether a browser draws it."""

    path: str
    name: str
    is_new: bool
    is_page: bool
    lines: tuple[Line, ...]


@csp_update({"frame-src": [SELF]})  # type: ignore[arg-type]  # it knows views without arguments only
@require_safe
def preview(request: HttpRequest, key: str) -> HttpResponse:
    """Show what would be published, or every reason why nothing can be."""
    since = mark_now()
    draft = draft_for(request, "draft-preview", key)
    seen = seen_before(request, draft)
    made = made_of(draft, seen)
    stale = standing_of(draft) if draft.state is State.PROPOSED else None
    is_again = stale is not None and stale.is_stale
    is_free = (draft.state in {State.OPEN, State.REFUSED} or is_again) and not made.problems
    is_theirs = may_draft(request, "draft-propose", draft)
    asked = None
    if is_free and is_theirs:
        asked = asking.to_sign(PROPOSE, challenge=challenge_to_propose(made), person=me(request))
    return page(
        request,
        "preview.html.j2",
        live=listening_to(draft, since),
        draft=draft,
        seen=seen,
        against=told(made.problems, language(request)),
        is_again=is_again,
        again=came_since(request, stale) if stale is not None and is_again else None,
        frames=frames_at(draft, seen),
        keep={"at": seen.at.s, "number": seen.number},
        asked=asked,
        ready_texts=ready_texts(press_now(), made.decision)
        if made.decision and not made.problems
        else None,
        may_begin=False,
        may_alone=not made.problems and may_release_alone(request, draft),
        **forms_in(request, made),
    )


def seen_before(request: HttpRequest, draft: Draft) -> Seen:
    """Return what the address says was seen a while ago, else what is seen now."""
    register, now = console().house.register(), console().domain_now()
    at, number = (whole(request.GET.get(name, "")) or 0 for name in ("at", "number"))
    if now.s - A_WHILE_S <= at <= now.s and 0 < number <= register.number:
        return Seen(version=draft.current.number, at=Instant(at), number=number)
    return Seen(version=draft.current.number, at=now, number=register.number)


def made_of(draft: Draft, seen: Seen, way: Way = Way.BOTH) -> Preview:
    """Return the preview of a draft as it was seen."""
    return _made(console().house.workspace.id, draft.id, draft.editors, seen, way)


def seen_in(request: HttpRequest) -> Seen:
    """Return what a form says was seen.

    Raises:
        Refused: the form doesn't say so.
    """
    version, at, number = (
        whole(request.POST.get(name, "")) for name in ("version", "at", "number")
    )
    if version is None or at is None or number is None:
        data = {"field": "version"}
        raise Refused([Problem(code=Code.MISSING_FIELD, where="version", data=data)])
    return Seen(version=version, at=Instant(at), number=number)


def forms_in(request: HttpRequest, made: Preview) -> dict[str, Any]:
    """Return what a page shows of the forms: some at a time, those that differ first.

    Of those that are alike the ones in the reader's language come first.

    With ``find`` in the address only paths that have it are shown.
    """
    find = request.GET.get("find", "").strip()
    differing, press, lang = frozenset(made.differing), press_now(), language(request)
    spoken = spoken_language(press, lang)

    def place(path: str) -> tuple[bool, int, bool, int, str]:
        is_other = language_of(path) != spoken
        return (path not in differing, _rank(path), is_other, len(path), path)

    paths = sorted((path for path in made.forms if find in path), key=place)
    first = whole(request.GET.get("first", "")) or 0
    shown = paths[first : first + _AT_ONCE]
    return {
        "forms": tuple(
            _form(made, path, form_name(press, path, spoken, words(request))) for path in shown
        ),
        "count": len(paths),
        "first": first,
        "next": first + _AT_ONCE if first + _AT_ONCE < len(paths) else None,
        "find": find,
        "slots": SLOTS,
        "reach": _reach(request, made),
        "made_from": templated(press, made.draft.current.content, lang),
        "moves": move_rows(press, made.moves, lang),
    }


def _reach(request: HttpRequest, made: Preview) -> ReachShown | None:
    body, day = made.draft.current.content, made.seen.at.local("UTC").date()
    return reach_shown(console().house.register(), body, language(request), day)


def _form(made: Preview, path: str, name: str) -> Form:
    return Form(
        path=path,
        name=name,
        is_new=path not in made.now,
        is_page=path.endswith((".html", ".svg")),
        lines=differences(path, made.now.get(path), made.forms[path]),
    )


def frames_at(draft: Draft, seen: Seen, way: Way = Way.BOTH) -> str:
    """Return the address below which the frames of a preview are."""
    return f"/drafts/{draft.id}/{way}/{seen.version}/{seen.at.s}/{seen.number}/"


@require_safe
@csp_exempt()  # type: ignore[arg-type]  # as above
@xframe_options_sameorigin
def one_form(  # noqa: PLR0917 - the parts of the address
    request: HttpRequest,
    key: str,
    version: int,
    at: int,
    number: int,
    path: str,
    way: Way = Way.BOTH,
) -> HttpResponse:
    """Answer with one form, for a frame; see rule 2."""
    draft = draft_for(request, _NAMES[way], key)
    if draft.current.number != version or number > console().house.register().number:
        raise Http404
    data = made_of(draft, Seen(version=version, at=Instant(at), number=number), way).forms.get(path)
    if data is None:
        raise Http404
    reply = HttpResponse(data, content_type=_TYPES.get(path.rpartition(".")[2], _PLAIN))
    reply["Content-Security-Policy"] = _SANDBOX
    return reply


@lru_cache(maxsize=_KEPT)
def _made(workspace: str, key: str, editors: tuple[str, ...], seen: Seen, way: Way) -> Preview:
    del workspace  # drafts of two workspaces may have one name
    desk = desk_now()
    draft = draft_of(desk, key)
    if draft.editors != editors or draft.current.number != seen.version:
        data = {"version": seen.version, "current": draft.current.number}
        raise Refused([Problem(code=Code.DRAFT_CHANGED, where=key, data=data)])
    register = load_up_to(desk.desk, seen.number)
    match way:
        case Way.BOTH:
            return preview_on(desk, register, draft, at=seen.at)
        case Way.ALONE:
            return preview_alone(desk, register, draft, at=seen.at)
        case Way.COUNTERSIGNED:
            return preview_countersigned(desk, register, draft, at=seen.at)
        case _:
            assert_never(way)


def _rank(path: str) -> int:
    """Return how early a form is shown: the act, the front page, places, messages, texts, files."""
    if "/decision/" in path:
        return 0
    if path.endswith("/index.html") and path.count("/") == 1:
        return 1
    if "/place/" in path:
        return 2
    return next((n for n, part in enumerate(_ORDER, 3) if path.startswith(part)), len(_ORDER) + 3)
