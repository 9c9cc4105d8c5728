"""The library: what it holds, in tables; each says since which entry of the journal it does.

Drafts of the library are listed before them, those that wait for somebody first.
"""

from collections.abc import Callable, Mapping
from typing import assert_never

import attrs
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from dabyl.console.drafts import names
from dabyl.console.frame import language, page
from dabyl.console.news import telling, telling_entries
from dabyl.console.permissions import TABLE, Holders
from dabyl.console.rights import rights_of
from dabyl.console.shelves import CODES, SHELVES, shelf, since
from dabyl.console.standing import press_now, spoken_language
from dabyl.console.watcher import mark_now
from dabyl.core.drafts.draft import Draft, State
from dabyl.core.formats.library.change import BordersChange, PackChange, parse_change
from dabyl.core.register.facts import BordersAdopted, LawRecorded, LibraryFact, PackAdopted
from dabyl.core.register.library import LibraryEntry, library_entries
from dabyl.core.values.instants import Instant
from dabyl.core.values.problems import Rejected
from dabyl.usecases.drafts.draft_desk import DraftDesk
from dabyl.usecases.library.approving import settle
from dabyl.usecases.live import Kind, Mark
from dabyl.wiring_console import console
from dabyl.wiring_drafts import library_desk

_HISTORY = 50
_LIVELY = (State.PROPOSED, State.REFUSED, State.OPEN)


@attrs.frozen
class DraftRow:
    """A draft of the library in the list."""

    draft: Draft
    about: str
    by: str


@attrs.frozen
class EntryRow:
    """An entry of the library in the list of what was changed when."""

    entry: LibraryEntry
    about: str
    by: str


def desk_now() -> DraftDesk:
    """Return the desk for drafts of the library."""
    return library_desk(console().house)


def is_of_whole(request: HttpRequest, name: str) -> bool:
    """Tell whether whoever asks has a right to an address that is not one office's alone.

    What the library holds is of the whole workspace.
    """
    access = TABLE[name]
    held = rights_of(request) or ()
    return isinstance(access, Holders) and any(
        right.role in access.roles and not right.office for right in held
    )


def must_be_of_whole(request: HttpRequest, name: str) -> None:
    """Refuse whoever has the right for one office only.

    Raises:
        PermissionDenied: they do.
    """
    if not is_of_whole(request, name):
        raise PermissionDenied


def moments(request: HttpRequest) -> Callable[[Instant], str]:
    """Return what prints an instant in the language of the page."""
    press = press_now()
    speaker = press.speakers[spoken_language(press, language(request))]
    return lambda at: speaker.instant(at, press.answers.zone)


def settled() -> tuple[Draft, ...]:
    """Return all drafts of the library, as far as the journal knows better."""
    return settle(desk_now(), console().house.register())


def listening(key: str, where: str, since: Mark) -> Mapping[str, object]:
    """Return what a page of a draft of the library listens with; see ``news``."""
    return telling(where, since, Kind.LIBRARY, Kind.ENTRY, about=key)


@require_safe
def every(request: HttpRequest) -> HttpResponse:
    """Show the drafts, the shelves of each pack, and what was changed when."""
    since_mark = mark_now()
    register, known = console().house.register(), names()
    drafts = settled()
    entries = tuple(library_entries(register))
    return page(
        request,
        "library.html.j2",
        live={"live": since_mark, "fresh": request.path},
        drafts=tuple(
            DraftRow(one, about_draft(one), known.get(one.versions[0].by, one.versions[0].by))
            for one in sorted(drafts, key=_rank)
        ),
        packs=tuple(
            (pack, pack.title.best(language(request)), since(register, pack.id))
            for pack in register.packs.values()
        ),
        shelves=SHELVES,
        entries=tuple(
            EntryRow(one, about_fact(one.fact), _signers(one.fact, known))
            for one in entries[:_HISTORY]
        ),
        count=len(entries),
        may_begin=is_of_whole(request, "library-begin"),
        moment=moments(request),
    )


@require_safe
def part(request: HttpRequest, pack: str, name: str) -> HttpResponse:
    """Show one shelf of a pack."""
    since_mark = mark_now()
    register = console().house.register()
    if pack not in register.packs or name not in SHELVES:
        raise Http404
    return page(
        request,
        "library_part.html.j2",
        live=telling_entries(request.path, since_mark),
        pack=register.packs[pack],
        pack_title=register.packs[pack].title.best(language(request)),
        shelf=shelf(register, pack, name, language(request)),
        codes=CODES.get(name, ()),
        shelves=SHELVES,
        may_begin=is_of_whole(request, "library-begin"),
        moment=moments(request),
    )


def about_draft(draft: Draft) -> str:
    """Return what a draft would change, in the words of its files."""
    try:
        change = parse_change(draft.current.content)
    except Rejected:
        return draft.id
    if isinstance(change, PackChange):
        return f"{change.pack}: {', '.join(change.files) or '–'}"
    if isinstance(change, BordersChange):
        return change.id
    return change.pack


def about_fact(fact: LibraryFact) -> str:
    """Return what an entry of the library is about."""
    match fact:
        case PackAdopted(pack=pack):
            return pack.id
        case BordersAdopted(borders=borders):
            return borders.id
        case LawRecorded(pack=pack_id):
            return pack_id
        case _:
            assert_never(fact)


def _signers(fact: LibraryFact, known: Mapping[str, str]) -> str:
    if fact.approval is None:
        return ""
    return ", ".join(known.get(one.person, one.person) for one in fact.approval.consents)


def _rank(draft: Draft) -> tuple[int, int]:
    place = _LIVELY.index(draft.state) if draft.state in _LIVELY else len(_LIVELY)
    return (place, -draft.current.at.s)
