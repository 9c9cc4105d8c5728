"""Bodies: decisions as the plain values that stand in the journal.

1. ``decision_from_body`` undoes ``decision_to_body``. What is not known, or as usual, is left out.
2. Effects are an object, numbered from ``"1"`` like the layers they make, so that a correction can
   change one field of one effect and say nothing of the others.
3. A correction is an RFC 7396 merge patch of the body: null takes a field away, an object goes
   into the object that is there, and anything else replaces what is there. It may change any field
   but the id and the scale: what was another act altogether is withdrawn and recorded anew.
4. A decision's id doesn't end in a dot and a number: that is how layers are named.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from msgspec import field

from dabyl.core.levels.acts import WireEffect
from dabyl.core.levels.decision import Decision, Mode
from dabyl.core.levels.parts import (
    Wire,
    WireClaim,
    WireConsent,
    WireMoment,
    WireSource,
    Words,
    moment_or_none,
    plain_of,
    texts_of,
    wire_claim,
    wire_consent,
    wire_or_none,
    wire_source,
)
from dabyl.core.levels.templated import WireTemplate, wire_template
from dabyl.core.levels.written import wire_effect
from dabyl.core.values.codes import Code
from dabyl.core.values.ids import is_id
from dabyl.core.values.problems import Problem, Rejected
from dabyl.core.values.wire import Fault, Path, Senseless, dotted, read, unknown_value

FIXED = ("id", "scale")


class DecisionBody(Wire):
    """A decision on the wire."""

    id: str
    mode: Mode
    scale: str
    effects: dict[str, WireEffect]
    office: str | None = None
    number: str | None = None
    provision: str | None = None
    decided: WireMoment | None = None
    announced: WireMoment | None = None
    signer: Words = field(default_factory=dict)
    reason: str | None = None
    grounds: Words = field(default_factory=dict)
    advice: Words = field(default_factory=dict)
    changes: Words = field(default_factory=dict)
    contact: Words = field(default_factory=dict)
    title: Words = field(default_factory=dict)
    incident: str | None = None
    consents: tuple[WireConsent, ...] = ()
    sources: tuple[WireSource, ...] = ()
    claims: tuple[WireClaim, ...] = ()
    uncertain: tuple[Words, ...] = ()
    note: Words = field(default_factory=dict)
    template: WireTemplate | None = None

    def __post_init__(self) -> None:
        """Refuse an id that is none, and effects that are not numbered from 1."""
        found = []
        if not is_decision_id(self.id):
            found.append(unknown_value(self.id, "an id such as kz-2016-03").under(("id",)))
        numbers = [str(number) for number in range(1, len(self.effects) + 1)]
        if not numbers or self.effects.keys() != set(numbers):
            near = ", ".join(numbers) or "1"
            found.append(unknown_value(", ".join(self.effects), near).under(("effects",)))
        if found:
            raise Senseless(*found)

    def value(self) -> Decision:
        """Return the decision."""
        effects = self.effects
        return Decision(
            id=self.id,
            mode=self.mode,
            scale=self.scale,
            effects=tuple([effects[str(n + 1)].value() for n in range(len(effects))]),
            office=self.office,
            number=self.number,
            provision=self.provision,
            decided=moment_or_none(self.decided),
            announced=moment_or_none(self.announced),
            signer=texts_of(self.signer),
            reason=self.reason,
            grounds=texts_of(self.grounds),
            advice=texts_of(self.advice),
            changes=texts_of(self.changes),
            contact=texts_of(self.contact),
            title=texts_of(self.title),
            incident=self.incident,
            consents=tuple([consent.value() for consent in self.consents]),
            sources=tuple([source.value() for source in self.sources]),
            claims=tuple([claim.value() for claim in self.claims]),
            uncertain=tuple([texts_of(words) for words in self.uncertain]),
            note=texts_of(self.note),
            template=None if self.template is None else self.template.value(),
        )


def is_decision_id(text: str) -> bool:
    """Tell whether *text* can name a decision: an id that no layer can have."""
    head, _, tail = text.rpartition(".")
    return is_id(text) and not (head and tail.isdecimal())


def decision_to_body(decision: Decision) -> dict[str, Any]:
    """Return the plain value of a decision."""
    return plain_of(
        DecisionBody(
            id=decision.id,
            mode=decision.mode,
            scale=decision.scale,
            effects={
                str(number): wire_effect(effect)
                for number, effect in enumerate(decision.effects, 1)
            },
            office=decision.office,
            number=decision.number,
            provision=decision.provision,
            decided=wire_or_none(decision.decided),
            announced=wire_or_none(decision.announced),
            signer=decision.signer.as_dict(),
            reason=decision.reason,
            grounds=decision.grounds.as_dict(),
            advice=decision.advice.as_dict(),
            changes=decision.changes.as_dict(),
            contact=decision.contact.as_dict(),
            title=decision.title.as_dict(),
            incident=decision.incident,
            consents=tuple(map(wire_consent, decision.consents)),
            sources=tuple(map(wire_source, decision.sources)),
            claims=tuple(map(wire_claim, decision.claims)),
            uncertain=tuple(words.as_dict() for words in decision.uncertain),
            note=decision.note.as_dict(),
            template=None if decision.template is None else wire_template(decision.template),
        )
    )


def decision_from_body(body: object, where: Callable[[Path], str] = dotted) -> Decision:
    """Return the decision of a plain value; *where* prints the path of a problem.

    Raises:
        Rejected: with every problem found.
    """
    return read(body, DecisionBody, where).value()


def merged(value: Any, patch: Any) -> Any:  # noqa: ANN401 - JSON has no narrower type
    """Return the plain *value* with an RFC 7396 merge *patch*; neither is changed."""
    if not isinstance(patch, Mapping):
        return patch
    target = dict(value) if isinstance(value, Mapping) else {}
    for key, part in patch.items():
        if part is None:
            target.pop(key, None)
        else:
            target[key] = merged(target.get(key), part)
    return target


def patch_between(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """Return the smallest merge patch that makes *after* of *before*; neither holds a null."""
    patch: dict[str, Any] = {key: None for key in before if key not in after}
    for key, value in after.items():
        stood = before.get(key)
        if isinstance(value, Mapping) and isinstance(stood, Mapping):
            if inner := patch_between(stood, value):
                patch[key] = inner
        elif key not in before or value != stood:
            patch[key] = value
    return patch


def corrected(decision: Decision, changes: Mapping[str, Any]) -> Decision:
    """Return the decision as the merge patch *changes* corrects it.

    Raises:
        Rejected: the result is no decision, or another one.
    """
    body = decision_to_body(decision)
    changed = merged(body, changes)
    if problems := tuple(_fixed_problems(body, changed)):
        raise Rejected(problems)
    return decision_from_body(changed)


def _fixed_problems(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterable[Problem]:
    for name in FIXED:
        if after.get(name) != before[name]:
            yield Fault((name,), Code.FIELD_FIXED).problem(dotted)
