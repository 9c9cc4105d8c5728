"""Acts made from a template: only its slots are anybody's own words.

1. The template is one of the scale's pack, for what the act does.
2. Every slot is filled in every language of the template, and every text is the template's with its
   slots filled, to the letter. A text that the template doesn't have isn't there.
"""

from collections.abc import Iterator

from dabyl.core.levels.decision import Decision, FromTemplate
from dabyl.core.register.pack import ActTemplate
from dabyl.core.register.register import Register
from dabyl.core.register.templates import ACT_TEXTS, filled, slots_of
from dabyl.core.values.codes import Code
from dabyl.core.values.languages import NO_TEXTS, Texts
from dabyl.core.values.problems import Problem


def act_template(register: Register, scale: str, key: str) -> ActTemplate | None:
    """Return a template of the pack that a scale comes from; None when there is none."""
    pack = register.epoch.packs.get(register.epoch.pack_of.get(scale, ""))
    acts = () if pack is None else pack.acts
    return next((act for act in acts if act.id == key and act.scale == scale), None)


def template_problems(register: Register, decision: Decision) -> Iterator[Problem]:
    """Find what in an act's texts isn't its template's."""
    if decision.template is None:
        return
    act = act_template(register, decision.scale, decision.template.id)
    if act is None:
        data = {"template": decision.template.id}
        yield Problem(code=Code.TEMPLATE_UNKNOWN, where="template", data=data)
        return
    empty = tuple(_empty(act, decision.template))
    yield from empty
    for field in () if empty else ACT_TEXTS:
        if getattr(decision, field) != written(act, field, decision.template):
            data = {"template": act.id}
            yield Problem(code=Code.TEMPLATE_STRAYED, where=field, data=data)


def written(act: ActTemplate, field: str, given: FromTemplate) -> Texts:
    """Return a text of a template with its slots filled, in each language."""
    said = dict(given.slots)
    return Texts.of(
        {
            lang: filled(text, {name: texts.get(lang) or "" for name, texts in said.items()})
            for lang, text in act.texts.get(field, NO_TEXTS)
        }
    )


def slots_in(act: ActTemplate, lang: str) -> tuple[str, ...]:
    """Return the slots of a template's texts in a language, each once."""
    texts = [said.get(lang) or "" for said in act.texts.values()]
    return tuple(dict.fromkeys(name for text in texts for name in slots_of(text)))


def _empty(act: ActTemplate, given: FromTemplate) -> Iterator[Problem]:
    said = dict(given.slots)
    languages = dict.fromkeys(lang for texts in act.texts.values() for lang, _ in texts)
    for lang in languages:
        for name in slots_in(act, lang):
            if not said.get(name, NO_TEXTS).get(lang):
                data = {"slot": name, "language": lang}
                yield Problem(code=Code.SLOT_EMPTY, where="template", data=data)
