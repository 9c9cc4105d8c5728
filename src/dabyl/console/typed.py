"""What is typed: the fields of the form, to the plain body of a decision and back.

1. Nothing typed is lost: what makes no sense stands in the body as it was typed, and is told among
   the reasons against the draft.
2. What the form has no field for is kept as it was.
3. The form of a correction shows the decision as it would read; kept is the merge patch of it, and
   it holds only what differs. The words of that decision have names of their own, since the
   correction has a provision and a number as well.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import attrs

from dabyl.console.typed_plain import Body, Known, Sent, mapping, one, put, texts, words_in
from dabyl.console.typed_step import TypedStep, of_step, step_shown, step_typed, suffix_of
from dabyl.core.law.powers import Action
from dabyl.core.levels.body import merged, patch_between

TEXTS = ("title", "grounds", "advice", "changes", "contact")
WORDS = ("provision", "reason", "incident", "number")
ORIGINAL = "original-"
"""How the names of the fields begin that hold the words of the decision that is corrected."""
FIRST = "1"


@attrs.frozen(kw_only=True)
class Typed:
    """The fields of the form, as they are shown; ``said`` holds the words of what is corrected."""

    action: str
    scale: str = ""
    steps: tuple[TypedStep, ...] = ()
    texts: Mapping[str, Mapping[str, str]] = attrs.field(factory=dict)
    words: Mapping[str, str] = attrs.field(factory=dict)
    said: Mapping[str, str] = attrs.field(factory=dict)
    decision: str = ""
    withdraw: bool = False
    changed: tuple[str, ...] = ()

    @property
    def actions(self) -> tuple[str, ...]:
        """Return the kinds of its steps; a correction is one, whatever it corrects."""
        kinds = (step.kind for step in self.steps)
        return (self.action,) if self.decision else tuple(dict.fromkeys(kinds))

    @property
    def level(self) -> str:
        """Return the first level that it sets."""
        return next((step.level for step in self.steps if step.level), "")

    @property
    def places(self) -> tuple[str, ...]:
        """Return the places that it names, each once."""
        return _each(key for step in self.steps for key in (*step.units, *step.unknown))

    @property
    def layers(self) -> tuple[str, ...]:
        """Return the layers that it names, each once."""
        return _each(key for step in self.steps for key in step.layers)


def typed_of(body: Mapping[str, Any], known: Known, original: Mapping[str, Any]) -> Typed:
    """Return the fields of a body; of a correction, those of *original* as it changes."""
    effect = _effect(body)
    changes = mapping(effect.get("changes"))
    shown = reads(body, original)
    return Typed(
        action=str(effect.get("kind", "")),
        scale=str(body.get("scale", "")),
        steps=tuple(
            step_shown(number, mapping(one), known)
            for number, one in mapping(shown.get("effects")).items()
        ),
        texts={name: words_in(shown.get(name)) for name in TEXTS},
        words={name: str(body.get(name, "")) for name in WORDS},
        said={name: str(shown.get(name, "")) for name in WORDS},
        decision=str(effect.get("decision", "")),
        withdraw=bool(effect.get("withdraw")),
        changed=tuple(_changed(changes)),
    )


def body_of(
    sent: Sent, before: Mapping[str, Any], known: Known, original: Mapping[str, Any]
) -> Body:
    """Return the body with what was sent in place of what stood in the form."""
    effect = _effect(before)
    if not _corrects(effect):
        return _decision(sent, before, known)
    body = dict(before)
    _put_words(body, sent)
    if one(sent, "withdraw") or not original:
        made = {**effect, "withdraw": bool(one(sent, "withdraw")), "changes": {}}
        return {**body, "effects": {**mapping(before.get("effects")), FIRST: made}}
    return reading(body, original, _correction(sent, reads(before, original), known, original))


def reads(body: Mapping[str, Any], original: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what the form shows of a body: of a correction, *original* as it changes."""
    effect = _effect(body)
    if not _corrects(effect):
        return body
    return mapping(merged(original, mapping(effect.get("changes"))))


def reading(body: Mapping[str, Any], original: Mapping[str, Any], shown: Mapping[str, Any]) -> Body:
    """Return the body of which the form shows *shown*; a correction that withdraws changes then."""
    effect = _effect(body)
    if not _corrects(effect):
        return dict(shown)
    made = {**effect, "withdraw": False, "changes": patch_between(original, shown)}
    return {**body, "effects": {**mapping(body.get("effects")), FIRST: made}}


def begun_body(key: str, office: str, scale: str, effect: Body) -> Body:
    """Return the body that a draft begins with."""
    return {
        "id": key,
        "mode": "taken",
        "scale": scale,
        "office": office,
        "effects": {FIRST: effect},
    }


# --- several steps ---


def with_step(body: Mapping[str, Any], kind: Action) -> Body:
    """Return the body with one more step, which starts when the last one does."""
    effects = dict(mapping(body.get("effects")))
    last = mapping(effects.get(str(len(effects))))
    step: Body = {"kind": kind.value}
    put(step, "start", last.get("start"))
    return {**body, "effects": {**effects, str(len(effects) + 1): step}}


def without_step(body: Mapping[str, Any], number: str) -> Body:
    """Return the body without a step; those after it move up. The only step stays."""
    effects = mapping(body.get("effects"))
    rest = [effect for key, effect in effects.items() if key != number]
    return {**body, "effects": {str(n): one for n, one in enumerate(rest, 1)} if rest else effects}


# --- decisions and corrections ---


def _decision(sent: Sent, before: Mapping[str, Any], known: Known) -> Body:
    body = dict(before)
    _put_words(body, sent)
    if scale := one(sent, "scale"):
        body["scale"] = scale
    for name in TEXTS:
        put(body, name, texts(sent, name, known.languages, words_in(before.get(name))))
    body["effects"] = {
        number: step_typed(mapping(effect), of_step(sent, number), known)
        for number, effect in mapping(before.get("effects")).items()
    }
    return body


def _correction(
    sent: Sent, stood: Mapping[str, Any], known: Known, original: Mapping[str, Any]
) -> Body:
    """Return what a decision reads like with what was sent."""
    shown = _decision(_of_original(sent), stood, known)
    if any(shown.get(name) != original.get(name) for name in TEXTS):
        shown.pop("template", None)  # its texts are somebody's own words now
    return shown


def _of_original(sent: Sent) -> Sent:
    return lambda name: sent(f"{ORIGINAL}{name}" if name in WORDS else name)


def _put_words(body: Body, sent: Sent) -> None:
    for name in WORDS:
        put(body, name, one(sent, name))


def _changed(changes: Mapping[str, Any]) -> Iterator[str]:
    """Give the fields that a correction changes, by the names that they have in the form."""
    for name in changes:
        if name in WORDS:
            yield f"{ORIGINAL}{name}"
        elif name != "effects":
            yield name
    for number, fields in mapping(changes.get("effects")).items():
        yield from (f"{name}{suffix_of(number)}" for name in mapping(fields))


def _corrects(effect: Mapping[str, Any]) -> bool:
    return effect.get("kind") == Action.CORRECT


def _effect(body: Mapping[str, Any]) -> Mapping[str, Any]:
    return mapping(mapping(body.get("effects")).get(FIRST))


def _each(keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(keys))
