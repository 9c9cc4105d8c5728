"""Drafts of the library: begun, and edited as the text that it is, a file at a time.

1. A form that is sent saves and comes back; a script sends the same form while one types.
2. What was typed onto an older version is kept beside, as a fork, and whoever typed it is told.
3. A file is saved with the hash of the text that stands now, as its form was opened: so whoever
   saves it has seen that text.
"""

import re
from typing import Any

import attrs
from csp.constants import SELF
from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST, require_safe

from dabyl.console.differing import Line, differences
from dabyl.console.drafts import names, said_of, version_of
from dabyl.console.frame import language, may_see, page, see, words
from dabyl.console.library import (
    about_draft,
    desk_now,
    is_of_whole,
    moments,
    must_be_of_whole,
)
from dabyl.console.news import listening_at, newer
from dabyl.console.rights import me
from dabyl.console.typed_plain import whole
from dabyl.console.watcher import mark_now
from dabyl.core.drafts.draft import Draft, State, Version
from dabyl.core.formats.library.change import (
    LAW_FILE,
    NO_TEXT,
    Change,
    FileChange,
    LawChange,
    PackChange,
    content_of,
    files_of,
    hash_of,
    lines_of,
    parse_change,
)
from dabyl.core.register.register import Register
from dabyl.core.values.codes import Code
from dabyl.core.values.instants import Instant
from dabyl.core.values.problems import Problem, Refused, Rejected
from dabyl.usecases.drafts import writing
from dabyl.usecases.drafts.draft_desk import draft_of
from dabyl.usecases.library.beginning import begin_change
from dabyl.usecases.library.looking import look_on
from dabyl.wiring_console import console, problem_words

MOST_CHARS = 1_000_000
_ROOM = 40
_FILE = re.compile(r"(texts/)?[a-z0-9][a-z0-9.-]{0,60}\.toml", re.ASCII)
_ENDED = frozenset({State.RELEASED, State.WITHDRAWN})


@attrs.frozen
class Said:
    """A problem in words: the line that it is at (0: none), its place, what is wrong and right."""

    line: int
    where: str
    message: str
    fix: str


@attrs.frozen
class Opened:
    """A file as its form shows it: its text, the hash that it goes onto, what differs from now."""

    name: str
    text: str
    onto: str
    lines: int
    differs: tuple[Line, ...]


@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a draft about a file of a pack, or about law; go on with an own one of the pack."""
    must_be_of_whole(request, "library-begin")
    register = console().house.register()
    pack, file = request.POST.get("pack", ""), request.POST.get("file", "")
    if pack not in register.packs:
        data = {"pack": pack, "packs": ", ".join(register.packs)}
        raise Refused([Problem(code=Code.PACK_UNKNOWN, where="pack", data=data)])
    if file == LAW_FILE:
        text = f"languages = {list(register.packs[pack].languages)}\n".replace("'", '"')
        return see(f"/library/drafts/{begun(request, LawChange(pack=pack, text=text)).id}")
    own = own_draft(request, pack)
    draft = own or begun(request, PackChange(pack=pack, files={}))
    return see(f"/library/drafts/{draft.id}?file={file}")


def own_draft(request: HttpRequest, pack: str) -> Draft | None:
    """Return a draft about a pack's files that whoever asks began and nobody proposed yet."""
    for draft in desk_now().drafts.all():
        is_own = draft.versions[0].by == me(request).key and draft.state is State.OPEN
        if (
            is_own
            and draft.current.content.get("pack") == pack
            and "files" in draft.current.content
        ):
            return draft
    return None


def begun(request: HttpRequest, change: Change) -> Draft:
    """Begin a draft of a change, under an id of its own."""
    return begin_change(desk_now(), change, by=me(request).key, at=console().domain_now())


@csp_update({"connect-src": [SELF]})  # type: ignore[arg-type]  # it knows views without arguments only
@require_safe
def form(request: HttpRequest, key: str) -> HttpResponse:
    """Show a draft, and the form of one of its files."""
    since = mark_now()
    draft, register = draft_of(desk_now(), key), console().house.register()
    shown = version_of(draft, request.GET.get("version", ""))
    change = _readable(shown)
    opened = opened_in(register, change, request.GET.get("file", ""))
    return page(
        request,
        "library_draft.html.j2",
        live=listening_at(f"/library/drafts/{key}", draft, since),
        draft=draft,
        shown=shown,
        change=change,
        about=about_draft(draft),
        files=_names(register, change),
        opened=opened,
        room=_ROOM,
        kept=request.GET.get("kept", ""),
        names=names(),
        moment=moments(request),
        may_save=is_of_whole(request, "library-save") and draft.state not in _ENDED,
        may_review=is_of_whole(request, "library-review"),
        may_comment=may_see(request, "library-comment"),
        others=tuple(one for one in reversed(draft.versions) if one != shown),
        **newer(request, draft),
        **against(request, register, draft, opened),
    )


@require_POST
def save(request: HttpRequest, key: str) -> HttpResponse:
    """Save the text of a file, or of a book of law."""
    must_be_of_whole(request, "library-save")
    draft, register = draft_of(desk_now(), key), console().house.register()
    typed_on = version_of(draft, request.POST.get("from", ""))
    change = with_text(
        register,
        parse_change(typed_on.content),
        request.POST.get("file", ""),
        text_in(request),
        onto=request.POST.get("onto", NO_TEXT),
    )
    saved = writing.save(
        desk_now(),
        key,
        content_of(change),
        based_on=whole(request.POST.get("based_on", "")) or 0,
        by=me(request).key,
        at=console().domain_now(),
    )
    if "application/json" in request.headers.get("accept", ""):
        return JsonResponse(_told(request, register, saved, console().domain_now()))
    if saved.is_fork:
        return see(f"/library/drafts/{key}?kept={saved.version.number}")
    if request.POST.get("then") == "look":
        return see(f"/library/drafts/{key}/look")
    return see(f"/library/drafts/{key}?file={request.POST.get('file', '')}")


@require_POST
def comment(request: HttpRequest, key: str) -> HttpResponse:
    """Comment on a draft."""
    text = request.POST.get("text", "")
    writing.comment(desk_now(), key, text, by=me(request).key, at=console().domain_now())
    return see(f"/library/drafts/{key}#comments")


@require_POST
def withdraw(request: HttpRequest, key: str) -> HttpResponse:
    """Withdraw a draft."""
    must_be_of_whole(request, "library-withdraw")
    writing.withdraw(desk_now(), key, by=me(request).key, at=console().domain_now())
    return see("/library")


# --- files ---


def text_in(request: HttpRequest) -> str:
    """Return the text that a form sent, with the ends of lines that files have.

    Raises:
        Refused: it is too long.
    """
    text = request.POST.get("text", "").replace("\r\n", "\n")
    if len(text) > MOST_CHARS:
        data = {"most": MOST_CHARS}
        raise Refused([Problem(code=Code.LIBRARY_TOO_LONG, where="text", data=data)])
    return text


def with_text(register: Register, change: Change, file: str, text: str, *, onto: str) -> Change:
    """Return a change in which a file reads otherwise; one that reads as it does now is none.

    Raises:
        Refused: no file is named, or border sets, which are uploaded, would be typed.
    """
    match change:
        case PackChange() if file and not _FILE.fullmatch(file):
            data = {"value": file, "near": "texts/kk.toml"}
            raise Refused([Problem(code=Code.UNKNOWN_VALUE, where="file", data=data)])
        case PackChange(pack=pack, files=files) if file:
            kept = {name: one for name, one in files.items() if name != file}
            if text != files_of(register, pack).get(file, ""):
                kept[file] = FileChange(text=text, onto=onto)
            return PackChange(pack=pack, files=kept)
        case LawChange(pack=pack):
            return LawChange(pack=pack, text=text)
        case _:
            data = {"field": "file"}
            raise Refused([Problem(code=Code.MISSING_FIELD, where="file", data=data)])


def opened_in(register: Register, change: Change | None, file: str) -> Opened | None:
    """Return a file of a change as its form shows it; the first changed one when none is named."""
    match change:
        case LawChange(text=text):
            return Opened(LAW_FILE, text, NO_TEXT, _count(text), ())
        case PackChange(pack=pack, files=files) if file or files:
            name = file or next(iter(files))
            now = files_of(register, pack).get(name, "")
            text = files[name].text if name in files else now
            differs = differences(name, now.encode(), text.encode())
            return Opened(name, text, hash_of(now), _count(text), differs)
        case _:
            return None


def against(
    request: HttpRequest, register: Register, draft: Draft, opened: Opened | None
) -> dict[str, Any]:
    """Return what a page shows of the reasons against a draft's current version, all at once."""
    seen = look_on(register, draft)
    file = "" if opened is None else opened.name
    lines = {id(one): at for at, found in lines_of(seen.problems, file).items() for one in found}
    said = [
        Said(lines.get(id(one), 0), one.where, *problem_words(one, language(request)))
        for one in seen.problems
    ]
    return {"against": tuple(said), "is_sound": seen.fact is not None}


def _names(register: Register, change: Change | None) -> tuple[str, ...]:
    if not isinstance(change, PackChange):
        return ()
    return tuple(sorted({*files_of(register, change.pack), *change.files}))


def _readable(version: Version) -> Change | None:
    try:
        return parse_change(version.content)
    except Rejected:
        return None


def _count(text: str) -> int:
    return text.count("\n") + 1


def _told(
    request: HttpRequest, register: Register, saved: writing.Saved, at: Instant
) -> dict[str, Any]:
    """Return what a script shows after it saved: the version, and what is against it."""
    opened = opened_in(register, _readable(saved.version), request.POST.get("file", ""))
    view = {"t": words(request), **against(request, register, saved.draft, opened)}
    return {
        **said_of(request, saved, at, _zone(register)),
        "parts": {"against": render_to_string("_library_against.html.j2", view)},
    }


def _zone(register: Register) -> str:
    return next(iter(register.packs.values())).zone
