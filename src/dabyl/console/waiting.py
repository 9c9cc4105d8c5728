"""What waits to be done, the most urgent first, each with the step that comes next.

1. First what ends by itself unless somebody acts within hours: a level in its last six hours. Then
   reviews that are overdue, then what waits for approval, then what ends within 24 and 72 hours,
   then what was sent back, then other drafts. What waits for its second signature stands above all
   of this (``outstanding``).
2. Of two that are alike, the one that is due first, or has waited longest, comes first. What waits
   for two reasons is shown once, for the more urgent.
3. A draft is shown to those who may read it; a step to those who may take it.
"""

from collections.abc import Iterator
from enum import IntEnum

import attrs
from django.http import HttpRequest
from markupsafe import Markup

from dabyl.console import library
from dabyl.console.drafts import age, chip, desk_now, summary, typed_in
from dabyl.console.frame import may_see, words
from dabyl.console.rights import may_draft
from dabyl.console.standing import layers_of, places_named
from dabyl.core.drafts.draft import Draft, State
from dabyl.core.law.powers import Action
from dabyl.core.publication.overdue import is_overdue
from dabyl.core.publication.press import Press
from dabyl.core.register.register import Register
from dabyl.core.register.reminders import Reminder, reminders
from dabyl.core.values.instants import Instant
from dabyl.usecases.drafts.approving import settle
from dabyl.wiring_console import console

_HOUR_S = 3600


class Urgency(IntEnum):
    """How soon somebody must act, the soonest first."""

    WITHIN_6_H = 1
    OVERDUE = 2
    APPROVE = 3
    WITHIN_24_H = 4
    WITHIN_72_H = 5
    AGAIN = 6
    WRITE = 7


BY_HOURS = {6: Urgency.WITHIN_6_H, 24: Urgency.WITHIN_24_H, 72: Urgency.WITHIN_72_H}
BY_STATE = {
    State.PROPOSED: Urgency.APPROVE,
    State.REFUSED: Urgency.AGAIN,
    State.OPEN: Urgency.WRITE,
}


@attrs.frozen(kw_only=True)
class Waiting:
    """One thing that waits: since when or until when, and what comes next.

    ``steps`` are begun on a layer; ``link`` leads to a draft, with the words for it.
    """

    urgency: Urgency
    due: Instant
    said: str
    chip: Markup | str
    what: str
    name: str
    steps: tuple[tuple[Action, str], ...] = ()
    link: tuple[str, str] | None = None


def waiting(request: HttpRequest, press: Press, lang: str) -> tuple[Waiting, ...]:
    """Return what waits now."""
    looked = _Look(request, press, console().house.register(), lang)
    found = [*looked.ends(), *looked.overdue()]
    if may_see(request, "drafts"):
        found += looked.drafts()
    if may_see(request, "library"):
        found += looked.changes()
    once: dict[str, Waiting] = {}
    for one in sorted(found, key=lambda one: (one.urgency, one.due, one.name)):
        once.setdefault(one.name, one)
    return tuple(once.values())


@attrs.frozen
class _Look:
    """Somebody who looks, at a moment."""

    request: HttpRequest
    press: Press
    register: Register
    lang: str

    @property
    def at(self) -> Instant:
        return self.press.answers.at

    def said(self, key: str, **slots: object) -> str:
        return words(self.request)["waiting"][key].format(**slots)

    def clock(self, instant: Instant) -> str:
        return self.press.speakers[self.lang].instant(instant, self.press.answers.zone)

    def ends(self) -> Iterator[Waiting]:
        for one in reminders(self.register, at=self.at):
            hours = max(1, -(-(one.end.s - self.at.s) // _HOUR_S))
            yield Waiting(
                urgency=BY_HOURS[one.due.hours_before],
                due=one.end,
                said=self.said("ends", n=hours),
                chip=_chip(self.press, one, self.lang),
                what=places_named(self.press, one.area, self.lang),
                name=one.layer.id,
                steps=_steps(one.layer.scale, one.layer.id),
            )

    def overdue(self) -> Iterator[Waiting]:
        for scale in self.register.scales:
            for one in layers_of(self.press, scale, self.lang):
                review = one.layer.review
                if review is not None and is_overdue(review.instant, self.at):
                    yield Waiting(
                        urgency=Urgency.OVERDUE,
                        due=review.instant,
                        said=self.said("overdue", at=self.clock(review.instant)),
                        chip=one.chip,
                        what=one.where,
                        name=one.layer.id,
                        steps=_steps(scale, one.layer.id),
                    )

    def drafts(self) -> Iterator[Waiting]:
        for draft in settle(desk_now(), self.register):
            found = BY_STATE.get(draft.state)
            if found is not None and may_draft(self.request, "drafts", draft):
                yield self._draft(draft, found)

    def changes(self) -> Iterator[Waiting]:
        """Give the changes of the library that wait."""
        for draft in library.settled():
            if (found := BY_STATE.get(draft.state)) is not None:
                yield self._change(draft, found)

    def _change(self, draft: Draft, urgency: Urgency) -> Waiting:
        since = draft.proposal.at if draft.proposal else draft.versions[0].at
        is_review = urgency is Urgency.APPROVE and library.is_of_whole(
            self.request, "library-review"
        )
        where = f"/library/drafts/{draft.id}" + ("/review" if is_review else "")
        said = words(self.request)
        return Waiting(
            urgency=urgency,
            due=since,
            said=self.said(urgency.name.lower(), age=age(since, self.at, said["age"])),
            chip="",
            what=f"{said['nav']['library']}: {library.about_draft(draft)}",
            name=draft.id,
            link=(where, self.said("decide" if is_review else "open")),
        )

    def _draft(self, draft: Draft, urgency: Urgency) -> Waiting:
        said, typed = words(self.request), typed_in(self.register, draft.current.content)
        action = said["act"].get(typed.action, typed.action)
        since = draft.proposal.at if draft.proposal else draft.versions[0].at
        is_review = urgency is Urgency.APPROVE and may_draft(self.request, "draft-review", draft)
        where = f"/drafts/{draft.id}" + ("/review" if is_review else "")
        return Waiting(
            urgency=urgency,
            due=since,
            said=self.said(urgency.name.lower(), age=age(since, self.at, said["age"])),
            chip=chip(self.press, typed, self.lang),
            what=f"{action}: {summary(self.press, typed, self.lang) or draft.id}",
            name=draft.id,
            link=(where, self.said("decide" if is_review else "open")),
        )


def _chip(press: Press, one: Reminder, lang: str) -> Markup | str:
    version = press.answers.version(one.layer.scale, one.layer.start.instant)
    if all(level.id != one.layer.level for level in version.levels):
        return one.layer.level
    level = press.answers.level(one.layer.scale, one.layer.level, one.layer.start.instant)
    return press.chip(one.layer.scale, level, lang)


def _steps(scale: str, layer: str) -> tuple[tuple[Action, str], ...]:
    actions = (Action.EXTEND, Action.LIFT)
    return tuple((action, f"{action} {scale} {layer}") for action in actions)
