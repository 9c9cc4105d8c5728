"""What is against a draft, in words beside its fields; and what its text messages would cost."""

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from dabyl.core.formats.sms.segments import Segments, segments
from dabyl.core.levels.body import decision_from_body
from dabyl.core.levels.decision import Decision
from dabyl.core.publication.site import plan
from dabyl.core.publication.texts import sms_text
from dabyl.core.register.decide import as_taken, objections
from dabyl.core.register.effects import pieces_named
from dabyl.core.register.register import Register
from dabyl.core.values.instants import Instant
from dabyl.core.values.problems import Problem, Rejected
from dabyl.usecases.drafts.draft_desk import DraftDesk
from dabyl.usecases.drafts.forms import with_fact
from dabyl.wiring_console import console_words, problem_words

FIELDS = (
    *("level", "area", "start", "ending", "review", "layers", "provision", "reason", "incident"),
    *("title", "grounds", "advice", "changes", "contact", "number", "scale", "office", "decision"),
    "template",
)
_FEW = 3


@attrs.frozen
class Reason:
    """A reason against a draft: the field that it is about, what is wrong, what would be right."""

    field: str
    message: str
    fix: str


@attrs.frozen
class PhoneText:
    """A text message as it would read, and what it costs."""

    place: str
    lang: str
    text: str
    cost: Segments


def reasons_against(
    register: Register, body: Mapping[str, Any], lang: str, *, at: Instant
) -> tuple[Reason, ...]:
    """Return every reason against what is typed, at once."""
    return told(_problems(register, body, at), lang)


def told(problems: tuple[Problem, ...], lang: str) -> tuple[Reason, ...]:
    """Return problems in words, each once."""
    return tuple(dict.fromkeys(_told(one, lang) for one in problems))


def _told(problem: Problem, lang: str) -> Reason:
    field = field_of(problem.where)
    names = console_words(lang)["field"]
    named = {"field": names[field]} if field in names else {}
    known = attrs.evolve(problem, data={"field": problem.where, **problem.data, **named})
    return Reason(field, *problem_words(known, lang))


def field_of(where: str) -> str:
    """Return the field that a problem's place is in; empty when in none."""
    parts = where.replace("[", ".").split(".")
    if parts[0] == "effects" and "changes" in parts:
        return "decision"
    return next((part for part in reversed(parts) if part in FIELDS), "")


def _problems(register: Register, body: Mapping[str, Any], at: Instant) -> tuple[Problem, ...]:
    try:
        decision = decision_from_body(body)
    except Rejected as wrong:
        return wrong.problems
    return objections(register, decision, at=at)


def texts_for_phones(
    desk: DraftDesk, register: Register, body: Mapping[str, Any], *, at: Instant
) -> tuple[PhoneText, ...]:
    """Return the text messages of the first places that a sound draft is about."""
    if _problems(register, body, at):
        return ()
    decision = decision_from_body(body)
    after = with_fact(register, as_taken(register, decision, at=at), at=at)
    press = plan(after, at=at, known_at=at, theme=desk.theme).press
    found = []
    for place in [one for one in _places(register, decision) if one in press.paged][:_FEW]:
        for lang in press.languages:
            text = sms_text(press, place, lang).decode().rstrip("\n")
            found.append(PhoneText(press.answers.name(place, lang), lang, text, segments(text)))
    return tuple(found)


def _places(register: Register, decision: Decision) -> Iterator[str]:
    seen: dict[str, None] = {}
    for effect in decision.effects:
        area = getattr(effect, "area", None)
        if area is not None:
            seen |= dict.fromkeys(area.units)
            seen |= dict.fromkeys(key for shape in area.shapes for key in shape.within)
            continue
        day = register.recorded_at.local("UTC").date()
        for piece in pieces_named(register, effect):
            seen |= dict.fromkeys(register.epoch.covering(piece.ground, day))
    yield from seen
