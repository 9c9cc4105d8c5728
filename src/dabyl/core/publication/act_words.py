"""Texts made from a template: what the decision itself fills, and what was typed.

1. Places, level, start, end and office are said as the public pages say them, in each language.
2. In a language that the public pages don't speak, times stand in figures.
3. What the decision doesn't say yet leaves its slot empty; the rest is filled nevertheless.
4. The texts of the body are the template's with its slots filled, and no others.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from dabyl.core.levels.body import decision_from_body
from dabyl.core.levels.decision import Decision, FromTemplate, Lift
from dabyl.core.publication.press import Press
from dabyl.core.register.effects import ends_at
from dabyl.core.register.from_template import act_template, slots_in, written
from dabyl.core.register.pack import ActTemplate
from dabyl.core.register.sense import nonsense
from dabyl.core.register.templates import ACT_TEXTS, FILLED
from dabyl.core.values.instants import Instant
from dabyl.core.values.languages import Texts
from dabyl.core.values.moments import Moment
from dabyl.core.values.problems import Rejected

Body = dict[str, Any]
Slots = Mapping[str, Mapping[str, str]]
"""What is in each slot, by language."""


def from_template(press: Press, body: Mapping[str, Any], key: str, typed: Slots) -> Body:
    """Return the body with the texts of a template; of one that isn't there, as it is."""
    act = act_template(press.answers.register, str(body.get("scale", "")), key)
    if act is None:
        return dict(body)
    slots: Slots = {name: typed.get(name, {}) for name in act.slots}
    slots = {**slots, **_said(press, body, act)}
    said = {
        name: {lang: text for lang, text in texts.items() if text} for name, texts in slots.items()
    }
    given = FromTemplate(id=key, slots=tuple((n, Texts.of(t)) for n, t in said.items()))
    made = {field: written(act, field, given).as_dict() for field in ACT_TEXTS}
    rest = {name: value for name, value in body.items() if name not in ACT_TEXTS}
    own = {field: texts for field, texts in made.items() if texts}
    filled = {name: texts for name, texts in said.items() if texts}
    return {**rest, **own, "template": {"id": key, "slots": filled}}


def languages_of_act(act: ActTemplate) -> tuple[str, ...]:
    """Return the languages in which a template speaks."""
    return tuple(dict.fromkeys(lang for texts in act.texts.values() for lang, _ in texts))


def _said(press: Press, body: Mapping[str, Any], act: ActTemplate) -> Slots:
    """Return what the decision says of itself, for the slots that the template has."""
    languages = languages_of_act(act)
    used = {name for lang in languages for name in slots_in(act, lang)}
    saying = _Saying(press, body)
    say: Mapping[str, Callable[[str], str]] = {
        "area": saying.area,
        "level": saying.level,
        "start": saying.start,
        "end": saying.end,
        "office": saying.office,
    }
    return {name: {lang: say[name](lang) for lang in languages} for name in FILLED if name in used}


class _Saying:
    """A body in words, as far as it says something."""

    def __init__(self, press: Press, body: Mapping[str, Any]) -> None:
        self.press = press
        self.body = body
        self.effect = _mapping(_mapping(body.get("effects")).get("1"))
        self.decision = _sensible(press, body)

    def area(self, lang: str) -> str:
        answers = self.press.answers
        area = _mapping(self.effect.get("area"))
        drawn = [_mapping(_mapping(one).get("names")) for one in _list(area.get("shapes"))]
        keys = [str(key) for key in _list(area.get("units"))]
        known = [key for key in keys if answers.places.unit(key) is not None]
        names = [*(str(said.get(lang, "")) for said in drawn), *self._names(known, lang)]
        if not area:
            names = list(self._names(self._under(), lang))
        return ", ".join(name for name in names if name)

    def level(self, lang: str) -> str:
        scale, key = str(self.body.get("scale", "")), str(self.effect.get("level", ""))
        layers = [self.press.answers.layer(str(one)) for one in _list(self.effect.get("layers"))]
        key = key or next((layer.level for layer in layers if layer is not None), "")
        found = [one for one in self.press.answers.version(scale).levels if one.id == key]
        if not found:
            return ""
        speaker = self.press.speakers.get(lang)
        return found[0].names.best(lang) if speaker is None else speaker.level(found[0])

    def start(self, lang: str) -> str:
        if self.decision is None:
            return ""
        start: Moment = self.decision.effects[0].start  # type: ignore[union-attr]  # corrections have no template
        if lang in self.press.speakers:
            return self.press.speakers[lang].moment(start)
        return _figures(start.instant, start.zone)

    def end(self, lang: str) -> str:
        effect = None if self.decision is None else self.decision.effects[0]
        ending = getattr(effect, "ending", None)
        if self.decision is None or effect is None or ending is None or isinstance(effect, Lift):
            return ""
        at = ends_at(self.press.answers.register, self.decision, effect)
        zone = effect.start.zone  # type: ignore[union-attr]  # as above
        if lang in self.press.speakers:
            return self.press.speakers[lang].end(None if at is None else Instant(at), zone, ending)
        return "" if at is None else _figures(Instant(at), zone)

    def office(self, lang: str) -> str:
        found = self.press.answers.epoch.offices.get(str(self.body.get("office", "")))
        return "" if found is None else found.names.best(lang)

    def _names(self, keys: Iterable[str], lang: str) -> Iterable[str]:
        return (self.press.answers.name(key, lang) for key in keys)

    def _under(self) -> tuple[str, ...]:
        """Return the places of the layers that are named."""
        epoch, known_at = self.press.answers.epoch, self.press.answers.known_at.s
        names = [str(one) for one in _list(self.effect.get("layers"))]
        lying = (name for name in names if name in epoch.ledger.layers)
        pieces = (piece for name in lying for piece in epoch.ledger.pieces(name, known_at))
        found = (epoch.covering(piece.ground, self.press.answers.day) for piece in pieces)
        return tuple(dict.fromkeys(key for keys in found for key in keys))


def _figures(at: Instant, zone: str) -> str:
    return f"{at.local(zone):%Y-%m-%d %H:%M}"


def _sensible(press: Press, body: Mapping[str, Any]) -> Decision | None:
    """Return the decision when it can be understood, whatever its texts are."""
    bare = {name: value for name, value in body.items() if name not in {*ACT_TEXTS, "template"}}
    try:
        decision = decision_from_body(bare)
    except Rejected:
        return None
    senseless = any(True for _ in nonsense(press.answers.register, decision))
    return None if senseless else decision


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _list(value: object) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else []
