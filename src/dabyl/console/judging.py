"""What is against a draft, in words beside its fields; and what its text messages would cost."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from dabyl.console.misread import as_typed
from dabyl.console.problem_names import by_name
from dabyl.console.typed import FIRST, ORIGINAL, WORDS
from dabyl.console.typed_step import suffix_of
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
    """A reason against a draft: the field that it is about, what is wrong, what would be right.

    ``anchor`` is that field's name in the form; ``step`` numbers the step after the first.
    """

    field: str
    anchor: str
    step: str
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
    return told(_problems(register, body, at), lang, str(body.get("scale", "")))


def told(problems: tuple[Problem, ...], lang: str, scale: str = "") -> tuple[Reason, ...]:
    """Return problems in words, each once; levels are those of a *scale*."""
    return tuple(dict.fromkeys(_told(one, lang, scale) for one in problems))


def _told(problem: Problem, lang: str, scale: str) -> Reason:
    place = place_of(problem.where)
    field = place.field
    names = console_words(lang)["field"]
    named = {"field": names[field]} if field in names else {}
    known = attrs.evolve(problem, data={"field": problem.where, **problem.data, **named})
    said = problem_words(by_name(known, lang, scale), lang)
    return Reason(field, place.anchor, place.step, *said)


@attrs.frozen
class Place:
    """Where in the form something is: a field, empty for none; a step, empty for the first."""

    field: str
    step: str = ""
    original: bool = False

    @property
    def anchor(self) -> str:
        """Return the name of the field in the form."""
        said = ORIGINAL if self.original and self.field in WORDS else ""
        return f"{said}{self.field}{suffix_of(self.step or FIRST)}"


def place_of(where: str) -> Place:
    """Return where in the form the place of a problem is.

    Effects are counted from 0 in brackets, and from 1 between dots.
    """
    outer, is_inner, inner = where.partition(".changes.")
    if outer.startswith("effects") and (is_inner or outer.endswith(".changes")):
        return attrs.evolve(place_of(inner), original=True) if inner else Place("decision")
    field = next((part for part in reversed(re.split(r"[.\[]", where)) if part in FIELDS), "")
    counted = re.match(r"effects(?:\[(\d+)\]|\.(\d+))", where)
    if counted is None:
        return Place(field)
    number = counted[2] or str(int(counted[1]) + 1)
    return Place(field, "" if number == FIRST else number)


def _problems(register: Register, body: Mapping[str, Any], at: Instant) -> tuple[Problem, ...]:
    try:
        decision = decision_from_body(body)
    except Rejected as wrong:
        return tuple(as_typed(one, body) for one in wrong.problems)
    return tuple(as_typed(one, body) for one in objections(register, decision, at=at))


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
