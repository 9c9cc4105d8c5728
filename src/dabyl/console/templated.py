"""Templates at the console: choosing one, filling its slots, and leaving it.

1. With a template only its slots can be typed. Its texts are made anew whenever the draft is saved,
   from what the draft says of places, level, start and end, and from what was typed.
2. Whoever leaves a template goes on from its texts, freely; nothing typed is lost.
"""

from collections.abc import Mapping
from typing import Any

import attrs
from django.http import QueryDict

from dabyl.console.choices import languages_of
from dabyl.core.publication.act_words import from_template, languages_of_act
from dabyl.core.publication.press import Press
from dabyl.core.register.from_template import act_template, slots_in
from dabyl.core.register.templates import ACT_TEXTS

CHOOSE, LEAVE = "template", "freely"
Body = dict[str, Any]


@attrs.frozen(kw_only=True)
class Offered:
    """A template that can be chosen."""

    id: str
    name: str


@attrs.frozen(kw_only=True)
class SlotShown:
    """A slot to be typed: its name for people in the page's language, and what is in it."""

    id: str
    name: str
    texts: Mapping[str, str]


@attrs.frozen(kw_only=True)
class Templated:
    """The template of a draft: its slots, and its texts by field and language."""

    id: str
    name: str
    slots: tuple[SlotShown, ...]
    filled: tuple[tuple[str, Mapping[str, str]], ...]
    texts: tuple[tuple[str, Mapping[str, str]], ...]


def with_template(press: Press, body: Body, before: Mapping[str, Any], sent: QueryDict) -> Body:
    """Return the body as its template makes it; *before* is how the form showed it."""
    then, stood = sent.get("then", ""), _mapping(before.get("template"))
    if then == LEAVE:
        texts = {field: before[field] for field in ACT_TEXTS if field in before}
        return {**{name: value for name, value in body.items() if name != "template"}, **texts}
    key = sent.get("template", "") if then == CHOOSE else str(stood.get("id", ""))
    act = act_template(press.answers.register, str(body.get("scale", "")), key)
    if act is None:
        return body
    typed = {
        name: {
            lang: sent.get(f"slot-{name}-{lang}", "").replace("\r\n", "\n").strip()
            for lang in languages_of_act(act)
        }
        for name in act.slots
    }
    return from_template(press, _with_level(body, act.level), key, typed)


def offered(press: Press, body: Mapping[str, Any], lang: str) -> tuple[Offered, ...]:
    """Return the pack's templates for what a draft does, and for its level when it names one."""
    effect, scale = _mapping(_mapping(body.get("effects")).get("1")), str(body.get("scale", ""))
    epoch = press.answers.epoch
    pack = epoch.packs.get(epoch.pack_of.get(scale, ""))
    levels = _levels(press, effect)
    return tuple(
        Offered(id=act.id, name=act.names.best(lang))
        for act in (() if pack is None else pack.acts)
        if act.scale == scale
        and act.action == effect.get("kind")
        and (act.level is None or not levels or act.level in levels)
    )


def templated(press: Press, body: Mapping[str, Any], lang: str) -> Templated | None:
    """Return the template of a draft; None when it has none that the pack knows."""
    stood = _mapping(body.get("template"))
    key = str(stood.get("id", ""))
    act = act_template(press.answers.register, str(body.get("scale", "")), key)
    if act is None:
        return None
    said = _mapping(stood.get("slots"))
    wanted = languages_of(press.answers.register, act.scale)
    spoken = languages_of_act(act)
    languages = tuple(sorted(spoken, key=(*wanted, *spoken).index))
    used = dict.fromkeys(name for one in languages for name in slots_in(act, one))
    return Templated(
        id=key,
        name=act.names.best(lang),
        slots=tuple(
            SlotShown(id=name, name=label.best(lang), texts=_each(said.get(name), languages))
            for name, label in act.slots.items()
        ),
        filled=tuple(
            (name, _each(said.get(name), languages)) for name in used if name not in act.slots
        ),
        texts=tuple(
            (field, _each(body.get(field), languages)) for field in ACT_TEXTS if field in act.texts
        ),
    )


def _levels(press: Press, effect: Mapping[str, Any]) -> set[str]:
    layers = effect.get("layers")
    found = [press.answers.layer(str(one)) for one in layers] if isinstance(layers, list) else []
    levels = {layer.level for layer in found if layer is not None}
    return {str(effect["level"])} if effect.get("level") else levels


def _with_level(body: Body, level: str | None) -> Body:
    """Return the body with the template's level where a level is set and none is named yet."""
    effects = _mapping(body.get("effects"))
    effect = _mapping(effects.get("1"))
    if level is None or effect.get("kind") != "declare" or effect.get("level"):
        return body
    return {**body, "effects": {**effects, "1": {**effect, "level": level}}}


def _each(said: object, languages: tuple[str, ...]) -> dict[str, str]:
    return {lang: str(_mapping(said).get(lang, "")) for lang in languages}


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
