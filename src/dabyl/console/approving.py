"""Approving: an officer proposes with a passkey; another person reads, then sends back or approves.

1. Whoever approves sees what was proposed, made again from what it was made from, and types the
   name of the level: nobody approves red while thinking of yellow.
2. Each consent is a passkey's signature over the challenge of the use case; what it means, and
   whether it counts, the core says.
"""

from collections.abc import Iterator
from typing import Final

import attrs
from csp.constants import SELF
from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe
from markupsafe import Markup

from dabyl.console import asking
from dabyl.console.drafts import chip, desk_now, draft_for, names, summary, typed_in
from dabyl.console.frame import language, page, see, words
from dabyl.console.judging import told
from dabyl.console.meanwhile import Standing, came_since, standing_of
from dabyl.console.news import listening_to
from dabyl.console.outstanding import may_release_alone
from dabyl.console.previewing import PROPOSE, forms_in, frames_at, made_of, seen_in
from dabyl.console.rights import may_draft, me
from dabyl.console.standing import level_style, press_now, spoken_language
from dabyl.console.watcher import mark_now
from dabyl.core.drafts import steps
from dabyl.core.drafts.draft import Proposal
from dabyl.core.levels.body import corrected
from dabyl.core.levels.decision import Correct, Decision
from dabyl.core.levels.pieces import Track
from dabyl.core.levels.scale import Level
from dabyl.core.publication.answers import Answers
from dabyl.core.register.effects import pieces_named
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem, Refused
from dabyl.usecases.drafts import approving, proposing
from dabyl.usecases.drafts.preview import Preview, Seen, decision_of
from dabyl.usecases.drafts.unchanged import Since
from dabyl.wiring_console import console

APPROVE: Final = "approve"
_LEVELLED: Final = frozenset({Track.LEVEL, Track.SCOPED})


@require_POST
def propose(request: HttpRequest, key: str) -> HttpResponse:
    """Put forward what was seen."""
    draft, seen = draft_for(request, "draft-propose", key), seen_in(request)
    made = made_of(draft, seen)
    consent = asking.consented(request, PROPOSE, proposing.challenge_to_propose(made))
    proposing.propose(desk_now(), key, seen=seen, consent=consent, made=made)
    return see(f"/drafts/{key}")


@csp_update({"frame-src": [SELF]})  # type: ignore[arg-type]  # it knows views without arguments only
@require_safe
def review(request: HttpRequest, key: str) -> HttpResponse:
    """Show what is proposed to whoever may approve it."""
    since = mark_now()
    draft = draft_for(request, "draft-review", key)
    if draft.proposal is None:
        return see(f"/drafts/{key}")
    press, register = press_now(), console().house.register()
    lang = spoken_language(press, language(request))
    seen = seen_by(draft.proposal)
    made = made_of(draft, seen)
    typed = typed_in(register, draft.current.content)
    found = Standing(problems=made.problems) if made.problems else standing_of(draft, made)
    earlier = draft.proposal.earlier
    is_other = me(request).key not in draft.editors
    asked = None
    if is_other and not found.problems:
        signed = approving.challenge_to_approve(draft, workspace=console().workspace)
        asked = asking.to_sign(APPROVE, challenge=signed, person=me(request))
    return page(
        request,
        "review.html.j2",
        live=listening_to(draft, since),
        draft=draft,
        proposal=draft.proposal,
        action=words(request)["act"].get(typed.action, typed.action),
        about=summary(press, typed, lang),
        chip=chip(press, typed, lang),
        levels=Markup(level_style(press)),  # noqa: S704 - made of the pack's colours
        named=level_named(press.answers, made.decision) if made.decision else None,
        against=told(found.problems, language(request)),
        meanwhile=came_since(request, found),
        is_again=earlier is not None,
        earlier=None if earlier is None else came_since(request, _since_first(made, earlier)),
        may_propose=may_draft(request, "draft-propose", draft),
        is_other=is_other,
        names=names(),
        frames=frames_at(draft, seen),
        keep={},
        asked=asked,
        may_alone=not found.problems and not is_other and may_release_alone(request, draft),
        moment=lambda instant: press.speakers[lang].instant(instant, press.answers.zone),
        **forms_in(request, made),
    )


def _since_first(made: Preview, earlier: int) -> Standing:
    """Return what came between the last two times that a draft was proposed."""
    seen, journal = made.seen, console().house.desk.journal
    between = tuple(one for one in journal.entries(earlier) if one.number <= seen.number)
    before = made_of(made.draft, attrs.evolve(seen, number=earlier))
    return Standing(since=Since(between=between, before=before.forms, now=made.forms))


@require_POST
def refuse(request: HttpRequest, key: str) -> HttpResponse:
    """Send a proposal back, with the reason."""
    draft_for(request, "draft-refuse", key)
    reason = request.POST.get("reason", "")
    proposing.refuse(desk_now(), key, reason, by=me(request).key, at=console().domain_now())
    return see(f"/drafts/{key}")


@require_POST
def approve(request: HttpRequest, key: str) -> HttpResponse:
    """Approve and release what is proposed."""
    draft, desk = draft_for(request, "draft-approve", key), desk_now()
    must_name_level(request, decision_of(draft))
    signed = approving.challenge_to_approve(draft, workspace=console().workspace)
    consent = asking.consented(request, APPROVE, signed)
    made = made_of(draft, seen_by(steps.proposal_of(draft)))
    approving.approve(desk, key, consent=consent, at=console().domain_now(), made=made)
    return see(f"/drafts/{key}")


def seen_by(proposal: Proposal) -> Seen:
    """Return what a proposal was made from."""
    return Seen(version=proposal.version, at=proposal.at, number=proposal.number)


def must_name_level(request: HttpRequest, decision: Decision) -> None:
    """Refuse what was sent without the name of the level that the decision is about."""
    level = level_named(press_now().answers, decision)
    given = request.POST.get("level", "").strip()
    if level is not None and given.casefold() not in names_of(level):
        raise Refused([Problem(code=Code.LEVEL_NOT_TYPED, where="level", data={"given": given})])


def level_named(answers: Answers, decision: Decision) -> Level | None:
    """Return the highest level that a decision is about, which whoever approves types."""
    found = [answers.level(decision.scale, level) for level in _levels(answers, decision)]
    return max(found, key=lambda level: level.rank, default=None)


def names_of(level: Level) -> frozenset[str]:
    """Return what counts as the name of a level: in any language, or its short form, code or id."""
    texts = (*level.names.as_dict().values(), *level.short.as_dict().values())
    return frozenset(text.casefold() for text in (*texts, level.id, level.code or level.id))


def _levels(answers: Answers, decision: Decision) -> Iterator[str]:
    """Give the levels that effects set, else those of the layers or the decision they change."""
    for effect in decision.effects:
        level = getattr(effect, "level", None)
        if level is not None:
            yield level
        elif isinstance(effect, Correct):
            other = answers.decision(effect.decision)
            if other is not None:
                yield from _levels(answers, corrected(other, effect.changes))
        else:
            pieces = pieces_named(answers.register, effect)
            yield from (one.layer.level for one in pieces if one.layer.track in _LEVELLED)
