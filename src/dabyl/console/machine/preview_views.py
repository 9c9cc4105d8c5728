"""Previews for programs: what is against a draft, what it would publish, and what would differ.

1. A preview is named by version, instant and number of the journal; pass the three on with the
   questions about its forms, so that all answers are of the same preview.
2. A form is given as bytes to be kept, never as a page to be opened.
"""

from hashlib import sha256
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from dabyl.api.asking import After, Limit, Time, instants
from dabyl.api.problems import flaws
from dabyl.console.differing import differences
from dabyl.console.frame import language
from dabyl.console.machine.answering import answer, octets
from dabyl.console.machine.draft_views import Key, draft_for
from dabyl.console.machine.operations import NOT_THAT, operation
from dabyl.console.machine.shapes import LARGEST, DifferenceShown, PreviewShown
from dabyl.console.previewing import A_WHILE_S, made_of
from dabyl.core.drafts.draft import Draft
from dabyl.core.formats.status.drafts import move_fields
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem, Refused
from dabyl.usecases.drafts.preview import Preview, Seen
from dabyl.wiring_console import console, problem_words

router = Router(tags=["previews"])
OCTETS = "application/octet-stream"
Version = Annotated[
    int | None, Query(ge=1, le=LARGEST, description="The preview's. Default: the current one.")
]
SeenAt = Annotated[Time | None, Query(description="The preview's. Default: now.", max_length=64)]
OnNumber = Annotated[
    int | None, Query(ge=1, le=LARGEST, description="The preview's. Default: the last one.")
]
FormPath = Annotated[str, Query(description="The path of a form.", max_length=300)]
Differing = Annotated[bool, Query(description="Only forms that differ from what stands now.")]


@operation(
    router,
    "GET",
    "/drafts/{draft}/preview",
    "api-draft-preview",
    answers={200: PreviewShown, **NOT_THAT},
    summary="What a draft would publish, or every reason why nothing can be",
)
def preview(
    request: HttpRequest,
    *,
    draft: Key,
    version: Version = None,
    at: SeenAt = None,
    number: OnNumber = None,
    differing: Differing = False,
    limit: Limit = 50,
    after: After = None,
) -> HttpResponse:
    """Tell what is against a draft, what begins and ends by it, and its forms with their hashes."""
    made = _made(draft_for(request, draft), version, at, number)
    changed = frozenset(made.differing)
    paths = [path for path in sorted(made.forms) if not differing or path in changed]
    rest = [path for path in paths if after is None or path > after]
    shown = rest[:limit]
    register, lang = console().house.register(), language(request)
    return answer(
        request,
        {
            "draft": made.draft.id,
            "version": made.seen.version,
            "at": made.seen.at.text(),
            "number": made.seen.number,
            "hash": made.hash or None,
            "against": flaws(made.problems, lambda problem: problem_words(problem, lang)),
            "moves": [move_fields(register, move) for move in made.moves],
            "forms": [
                {
                    "path": path,
                    "sha256": sha256(made.forms[path]).hexdigest(),
                    "bytes": len(made.forms[path]),
                    "is_new": path not in made.now,
                    "differs": path in changed,
                }
                for path in shown
            ],
            "next": shown[-1] if shown and len(rest) > len(shown) else None,
        },
    )


@operation(
    router,
    "GET",
    "/drafts/{draft}/form",
    "api-draft-form",
    answers={200: None, 304: None, **NOT_THAT},
    summary="The bytes of one form",
    extra={
        "responses": {
            200: {"content": {OCTETS: {"schema": {"type": "string", "format": "binary"}}}}
        }
    },
)
def form(
    request: HttpRequest,
    *,
    draft: Key,
    path: FormPath,
    version: Version = None,
    at: SeenAt = None,
    number: OnNumber = None,
) -> HttpResponse:
    """Give a form as it would be published; what only the release knows is a marked slot."""
    data = _form(_made(draft_for(request, draft), version, at, number), path)
    reply = octets(request, data, OCTETS, tag=sha256(data).hexdigest())
    reply["Content-Disposition"] = "attachment"
    return reply


@operation(
    router,
    "GET",
    "/drafts/{draft}/difference",
    "api-draft-difference",
    answers={200: DifferenceShown, **NOT_THAT},
    summary="In which lines one form differs from what stands now",
)
def difference(
    request: HttpRequest,
    *,
    draft: Key,
    path: FormPath,
    version: Version = None,
    at: SeenAt = None,
    number: OnNumber = None,
) -> HttpResponse:
    """Tell the lines of a form that would be new, and those that would stand there no more."""
    made = _made(draft_for(request, draft), version, at, number)
    lines = differences(path, made.now.get(path), _form(made, path))
    return answer(
        request,
        {"path": path, "lines": [{"new": line.is_new, "text": line.text} for line in lines]},
    )


def _made(draft: Draft, version: int | None, at: str | None, number: int | None) -> Preview:
    """Return the preview that a question is about.

    Raises:
        Refused: another version is the current one by now, or the preview is too old.
        Rejected: a time is none.
    """
    now, last = console().domain_now(), console().house.register().number
    (when,) = instants(now, at=at)
    if version is not None and version != draft.current.number:
        data = {"version": version, "current": draft.current.number}
        raise Refused([Problem(code=Code.DRAFT_CHANGED, where="version", data=data)])
    if not now.s - A_WHILE_S <= when.s <= now.s or (number or last) > last:
        raise Refused([Problem(code=Code.PREVIEW_OVER, where="at", data={"most": A_WHILE_S})])
    return made_of(draft, Seen(version=draft.current.number, at=when, number=number or last))


def _form(made: Preview, path: str) -> bytes:
    data = made.forms.get(path)
    if data is None:
        about = {"draft": made.draft.id, "path": path}
        raise Refused([Problem(code=Code.FORM_UNKNOWN, where="path", data=about)])
    return data
