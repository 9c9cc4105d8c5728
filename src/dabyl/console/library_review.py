"""From a draft of the library to its entry: looked at, proposed, sent back or approved.

1. Whoever signs sees every text that differs, and can ask which public pages would, and which
   standing decisions are touched.
2. Each consent is a passkey's signature over the challenge of the use case; whether it counts, the
   core says.
"""

from typing import Any, Final

import attrs
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe
from shapely import Geometry

from dabyl.console import asking
from dabyl.console.differing import Line, differences
from dabyl.console.drafts import names
from dabyl.console.frame import language, page, see
from dabyl.console.library import (
    about_draft,
    desk_now,
    is_of_whole,
    listening,
    moments,
    must_be_of_whole,
)
from dabyl.console.rights import me
from dabyl.console.typed_plain import whole
from dabyl.console.watcher import mark_now
from dabyl.core.drafts import steps
from dabyl.core.drafts.draft import Draft, State
from dabyl.core.formats.library.change import LawChange, PackChange, files_of
from dabyl.core.places.borders import area_km2
from dabyl.core.register.facts import BordersAdopted, LawRecorded
from dabyl.core.register.register import Register
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem, Refused
from dabyl.usecases.drafts.draft_desk import draft_of
from dabyl.usecases.library import approving, proposing
from dabyl.usecases.library.effects import after_change, decisions_touched, pages_changed
from dabyl.usecases.library.looking import Look, look_on
from dabyl.wiring_console import console, load_theme, problem_words
from dabyl.wiring_drafts import approve_change

PROPOSE: Final = "library-propose"
APPROVE: Final = "library-approve"
_FREE: Final = frozenset({State.OPEN, State.REFUSED})
_MOST_PAGES: Final = 200


@attrs.frozen
class FileDiffers:
    """A text that would read otherwise: its name, and the lines that are new or gone."""

    name: str
    is_new: bool
    is_gone: bool
    lines: tuple[Line, ...]


@attrs.frozen
class AreaRow:
    """A unit of a border set: its area, and the one that the set it replaces gave it."""

    key: str
    name: str
    km2: str
    old_km2: str


@attrs.frozen
class PageRow:
    """A public path at which something else would stand."""

    path: str
    is_new: bool
    is_gone: bool
    lines: tuple[Line, ...]


@require_safe
def look(request: HttpRequest, key: str) -> HttpResponse:
    """Show what a draft would change, and let an editor propose it."""
    since = mark_now()
    draft, register = draft_of(desk_now(), key), console().house.register()
    seen = look_on(register, draft)
    asked = None
    if seen.fact is not None and draft.state in _FREE and is_of_whole(request, "library-propose"):
        signed = proposing.challenge_to_propose(seen)
        asked = asking.to_sign(PROPOSE, challenge=signed, person=me(request))
    live = listening(key, request.path, since)
    return page(
        request, "library_look.html.j2", live=live, asked=asked, **_view(request, register, seen)
    )


@require_safe
def pages(request: HttpRequest, key: str) -> HttpResponse:
    """Show which public pages would change, and which standing decisions are touched."""
    since = mark_now()
    draft, register, at = (
        draft_of(desk_now(), key),
        console().house.register(),
        console().domain_now(),
    )
    seen = look_on(register, draft)
    if seen.fact is None:
        return see(f"/library/drafts/{key}/look")
    after = after_change(register, seen.fact, at=at)
    found = pages_changed(register, after, load_theme(), at=at)
    return page(
        request,
        "library_pages.html.j2",
        live=listening(key, request.path, since),
        draft=draft,
        touched=decisions_touched(register, after, at=at),
        count=len(found),
        rows=tuple(
            PageRow(
                one.path,
                one.now is None,
                one.then is None,
                differences(one.path, one.now, one.then or b""),
            )
            for one in sorted(found, key=lambda one: (not one.path.endswith(".html"), one.path))[
                :_MOST_PAGES
            ]
        ),
    )


@require_POST
def propose(request: HttpRequest, key: str) -> HttpResponse:
    """Put forward what was seen."""
    must_be_of_whole(request, "library-propose")
    version, number = (whole(request.POST.get(name, "")) for name in ("version", "number"))
    if version is None or number is None:
        data = {"field": "version"}
        raise Refused([Problem(code=Code.MISSING_FIELD, where="version", data=data)])
    seen = attrs.evolve(
        look_on(console().house.register(), draft_of(desk_now(), key)), number=number
    )
    consent = asking.consented(request, PROPOSE, _signable(seen, proposing.challenge_to_propose))
    proposing.propose(
        desk_now(), key, version=version, number=number, consent=consent, at=console().domain_now()
    )
    return see(f"/library/drafts/{key}")


@require_safe
def review(request: HttpRequest, key: str) -> HttpResponse:
    """Show what is proposed to whoever may approve it."""
    since = mark_now()
    draft, register = draft_of(desk_now(), key), console().house.register()
    if draft.proposal is None:
        return see(f"/library/drafts/{key}")
    seen = look_on(register, draft)
    is_other = me(request).key not in draft.editors
    asked = None
    if is_other and seen.fact is not None and is_of_whole(request, "library-approve"):
        signed = approving.challenge_to_approve(seen)
        asked = asking.to_sign(APPROVE, challenge=signed, person=me(request))
    return page(
        request,
        "library_review.html.j2",
        live=listening(key, request.path, since),
        proposal=draft.proposal,
        is_other=is_other,
        asked=asked,
        names=names(),
        moment=moments(request),
        **_view(request, register, seen),
    )


@require_POST
def refuse(request: HttpRequest, key: str) -> HttpResponse:
    """Send a proposal back, with the reason."""
    must_be_of_whole(request, "library-refuse")
    reason = request.POST.get("reason", "")
    proposing.refuse(desk_now(), key, reason, by=me(request).key, at=console().domain_now())
    return see(f"/library/drafts/{key}")


@require_POST
def approve(request: HttpRequest, key: str) -> HttpResponse:
    """Approve what is proposed: from now on the library reads so."""
    must_be_of_whole(request, "library-approve")
    seen = look_on(console().house.register(), draft_of(desk_now(), key))
    steps.proposal_of(seen.draft)
    consent = asking.consented(request, APPROVE, _signable(seen, approving.challenge_to_approve))
    approve_change(console().house, key, consent=consent, at=console().domain_now())
    return see(f"/library/drafts/{key}")


def _signable(seen: Look, challenge: Any) -> bytes:  # noqa: ANN401 - one of two functions
    """Return what is signed; refused while something speaks against it."""
    if seen.fact is None:
        raise Refused(seen.problems)
    return bytes(challenge(seen))


def _view(request: HttpRequest, register: Register, seen: Look) -> dict[str, Any]:
    draft: Draft = seen.draft
    return {
        "draft": draft,
        "seen": seen,
        "about": about_draft(draft),
        "against": [(one.where, *problem_words(one, language(request))) for one in seen.problems],
        "files": _differing(register, seen),
        "contents": _contents(seen),
        "areas": _areas(register, seen, language(request)),
    }


def _differing(register: Register, seen: Look) -> tuple[FileDiffers, ...]:
    """Return the texts of a draft beside those that stand now."""
    match seen.change:
        case PackChange(pack=pack, files=files):
            now = files_of(register, pack)
            return tuple(
                FileDiffers(
                    name,
                    name not in now,
                    not one.text,
                    differences(name, now.get(name, "").encode(), one.text.encode()),
                )
                for name, one in files.items()
            )
        case LawChange(text=text):
            return (FileDiffers("law", True, False, differences("law", None, text.encode())),)
        case _:
            return ()


def _areas(register: Register, seen: Look, lang: str) -> tuple[AreaRow, ...]:
    """Return the units of a border set, and those of the set of its id that it would replace."""
    if not isinstance(seen.fact, BordersAdopted):
        return ()
    new = seen.fact.borders
    known = {one.id: one for one in register.borders}
    old = known[new.id].shapes if new.id in known else {}
    today = console().domain_now().local("UTC").date()
    return tuple(
        AreaRow(
            key,
            register.gazetteer.name(key, lang, today),
            _km2(new.shapes.get(key)),
            _km2(old.get(key)),
        )
        for key in dict.fromkeys((*new.shapes, *old))
    )


def _km2(shape: Geometry | None) -> str:
    return "" if shape is None else f"{area_km2(shape):,.1f}".replace(",", "\u202f")


def _contents(seen: Look) -> tuple[str, ...]:
    """Return what a book of law names."""
    match seen.fact:
        case LawRecorded(book=book):
            works, clauses = (one.id for one in book.works), (one.id for one in book.clauses)
            return (*works, *clauses, *(one.id for one in book.bills))
        case _:
            return ()
