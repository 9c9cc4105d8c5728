"""Drafting: beginning a draft, its form, and saving what is typed.

1. A form that is sent saves and comes back; a script sends the same form while one types, and gets
   what changed as JSON.
2. What was typed onto an older version is kept beside, as a fork, and whoever typed it is told.
3. Nothing here judges: what is against a draft is told from the preview of the use cases.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST, require_safe

from dabyl.console import choices
from dabyl.console.draft_form import chosen, heading, parts, view_of
from dabyl.console.drafts import (
    desk_now,
    draft_for,
    known_of,
    original_of,
    said_of,
    typed_in,
    version_of,
)
from dabyl.console.frame import language, page, see
from dabyl.console.news import listening_to
from dabyl.console.rights import may_at, me, rights_of
from dabyl.console.standing import ON_A_LAYER, press_now
from dabyl.console.templated import CHOOSE, with_template
from dabyl.console.typed import begun_body, body_of, with_step, without_step
from dabyl.console.typed_plain import Body, whole
from dabyl.console.typed_step import STEPS
from dabyl.console.typed_times import moment_of
from dabyl.console.watcher import mark_now
from dabyl.core.drafts.draft import Draft
from dabyl.core.law.powers import Action
from dabyl.core.publication.ready import Ready, ready_texts
from dabyl.core.register.register import Register
from dabyl.core.staff.keys import Role
from dabyl.core.values.codes import Code
from dabyl.core.values.instants import Instant
from dabyl.core.values.problems import Problem, Refused
from dabyl.usecases.drafts import writing
from dabyl.usecases.drafts.draft_desk import draft_of
from dabyl.wiring_console import console

BEGINS = (Action.DECLARE, *ON_A_LAYER)


@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a draft: of a declaration on a place, of a step on layers, or of a correction."""
    register, at = console().house.register(), console().domain_now()
    office = _own_office(request)
    action, scale, about = _step(request, register)
    if action is Action.DECLARE and not may_at(request, "draft-begin", office)(about):
        raise PermissionDenied
    effect: dict[str, Any] = {"kind": action.value}
    zone, ready = choices.zone_of(register, scale), request.POST.get("ready", "")
    match action:
        case Action.DECLARE:
            effect["area"] = {"units": [about]}
        case Action.CORRECT:
            withdraw = ready == Ready.CANCEL or not register.scales[scale].erratum
            effect |= {"decision": about, "withdraw": withdraw, "changes": {}}
        case _:
            effect["layers"] = [about]
    if action is not Action.CORRECT:
        effect["start"] = moment_of(f"{at.local(zone):%Y-%m-%dT%H:%M}", zone)
    key = free_key(register, office, at)
    body = begun_body(key, office, scale, effect)
    if action is Action.CORRECT:
        body |= _ready(register, scale, about, ready)
    offered = choices.provisions(register, body, (action,), language(request), at=at)
    giving = [one.value for one in offered if not one.problems]
    if len(giving) == 1:
        body["provision"] = giving[0]
    writing.begin(desk_now(), key, body, office=office, by=me(request).key, at=at)
    return see(f"/drafts/{key}")


@require_safe
def form(request: HttpRequest, key: str) -> HttpResponse:
    """Show a draft; with ``version`` one of its other versions, to go on from."""
    since = mark_now()
    draft = draft_for(request, "draft", key)
    shown = version_of(draft, request.GET.get("version", ""))
    view = view_of(request, draft, shown)
    return page(request, "draft.html.j2", live=listening_to(draft, since), **view)


@require_POST
def save(request: HttpRequest, key: str) -> HttpResponse:
    """Save what was typed."""
    draft = draft_for(request, "draft-save", key)
    register, at = console().house.register(), console().domain_now()
    based_on = whole(request.POST.get("based_on", "")) or 0
    before = next((v for v in draft.versions if v.number == based_on), draft.current).content
    body = body_of(
        request.POST.getlist, before, known_of(register, before), original_of(register, before)
    )
    then = request.POST.get("then", "")
    if then == CHOOSE or before.get("template"):
        body = with_template(press_now(), body, before, request.POST)
    body = _with_steps(body, then, request.POST.get("kind", ""))
    saved = writing.save(desk_now(), key, body, based_on=based_on, by=me(request).key, at=at)
    if "application/json" in request.headers.get("accept", ""):
        return JsonResponse(_told(request, draft, saved, at))
    if saved.is_fork:
        return see(f"/drafts/{key}?kept={saved.version.number}")
    return see(f"/drafts/{key}{_shown_then(then, body)}")


@require_POST
def comment(request: HttpRequest, key: str) -> HttpResponse:
    """Comment on a draft."""
    draft_for(request, "draft-comment", key)
    text = request.POST.get("text", "")
    writing.comment(desk_now(), key, text, by=me(request).key, at=console().domain_now())
    return see(f"/drafts/{key}#comments")


@require_POST
def withdraw(request: HttpRequest, key: str) -> HttpResponse:
    """Withdraw a draft."""
    draft_for(request, "draft-withdraw", key)
    writing.withdraw(desk_now(), key, by=me(request).key, at=console().domain_now())
    return see("/drafts")


def _with_steps(body: Body, then: str, kind: str) -> Body:
    """Return the body with a step more, or less, when that was asked."""
    match then.split(" "):
        case ["add"] if kind in STEPS:
            return with_step(body, Action(kind))
        case ["drop", number]:
            return without_step(body, number)
        case _:
            return body


def _shown_then(then: str, body: Body) -> str:
    """Return the end of the address that is shown after a form was saved."""
    match then.split(" "):
        case ["preview"]:
            return "/preview"
        case ["add"]:
            return f"#step-{len(body['effects'])}"
        case ["area", number] if whole(number) is not None:
            return f"/area/{number}"
        case _:
            return ""


def _step(request: HttpRequest, register: Register) -> tuple[Action, str, str]:
    """Return what is to be done, by which scale, and to which place, layer or decision."""
    said = request.POST.get("step", "").split(" ")
    match said:
        case [action, scale, about] if action in BEGINS and scale in register.scales:
            return Action(action), scale, about
        case _:
            data = {"field": "step"}
            raise Refused([Problem(code=Code.MISSING_FIELD, where="step", data=data)])


def _ready(register: Register, scale: str, about: str, ready: str) -> dict[str, Any]:
    """Return the ready words for a correction, when every language that it needs has them."""
    press = press_now()
    decision = press.answers.decision(about)
    needed = choices.languages_of(register, scale)
    if ready not in set(Ready) or decision is None or not set(needed) <= set(press.languages):
        return {}
    said = ready_texts(press, decision)[Ready(ready)]
    return {
        name: {lang: text for lang, text in texts.as_dict().items() if lang in needed}
        for name, texts in (("title", said.title), ("grounds", said.text))
    }


def _own_office(request: HttpRequest) -> str:
    """Return the office that somebody drafts for: the one they name, else the first of theirs."""
    held = rights_of(request) or ()
    own = [right.office for right in held if right.role is Role.OFFICER and right.office]
    wanted = request.POST.get("office", "")
    if not own or (wanted and wanted not in own):
        raise PermissionDenied
    return wanted or own[0]


def free_key(register: Register, office: str, at: Instant) -> str:
    """Return an id that no decision and no draft has: office, year, and a number."""
    taken = {*register.decision_ids(), *(draft.id for draft in desk_now().drafts.all())}
    year = at.local("UTC").year
    number = next(n for n in range(1, len(taken) + 2) if f"{office}-{year}-{n:02}" not in taken)
    return f"{office}-{year}-{number:02}"


def _told(request: HttpRequest, before: Draft, saved: writing.Saved, at: Instant) -> dict[str, Any]:
    """Return what a script shows after it saved: the version, and the parts that may differ."""
    body, register = saved.version.content, console().house.register()
    draft = draft_of(desk_now(), before.id)
    title = heading(request, draft, body)
    return {
        **said_of(request, saved, at, known_of(register, body).zone),
        "changed": typed_in(register, body).changed,
        "title": f"{title['action']}: {title['about']}",
        "chosen": chosen(request, body),
        "state": draft.state,
        "parts": parts(request, draft, body, before=before.state, at=at),
    }
