"""Words of a pack: ``texts/<language>.toml``, one file a language.

1. The files of all languages of the pack say the same things: what one of them has, all have.
2. Advice and changes stand under the scale and the level that they belong to, and hold in every
   version of the scale that does not bring its own.
3. A template is the same template in every language: its action, level and form agree.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum

import attrs

from dabyl.core.formats.packs.acts import ACT, read_acts, whole_acts
from dabyl.core.formats.packs.references import References
from dabyl.core.formats.toml.table import Table
from dabyl.core.law.powers import Action
from dabyl.core.register.pack import ActTemplate, Template
from dabyl.core.register.templates import SLOTS, slots_of
from dabyl.core.values.codes import Code
from dabyl.core.values.languages import NO_TEXTS, Texts

Named = Mapping[str, Texts]
LAPSE = "lapse"


class Form(StrEnum):
    """For what a template is written."""

    TEXT = "text"
    HEADLINE = "headline"
    SMS = "sms"
    SPEECH = "speech"


@attrs.frozen(kw_only=True)
class Words:
    """What the texts of a pack say, over all languages; *complete* when all could be read."""

    help: Texts = NO_TEXTS
    office_kinds: Named = attrs.field(factory=dict)
    unit_kinds: Named = attrs.field(factory=dict)
    categories: Named = attrs.field(factory=dict)
    advice: Mapping[tuple[str, str], Texts] = attrs.field(factory=dict)  # by scale and level
    changes: Mapping[tuple[str, str], Texts] = attrs.field(factory=dict)
    templates: tuple[Template, ...] = ()
    acts: tuple[ActTemplate, ...] = ()
    complete: bool = True


@attrs.frozen(kw_only=True)
class _Said:
    """What one language says; every text with the fields that lead to it."""

    lang: str
    file: Table
    texts: Mapping[tuple[str, ...], str]
    templates: Mapping[str, Template]
    acts: Mapping[str, ActTemplate]


def read_words(files: Mapping[str, Table], references: References, *, complete: bool) -> Words:
    """Read the texts of all languages; *files* are the tables by language."""
    said = [_read(lang, file, references) for lang, file in files.items()]
    _same_everywhere(said)
    _same_templates(said)
    acts = {key: act for one in reversed(said) for key, act in one.acts.items()}
    texts: dict[tuple[str, ...], dict[str, str]] = {}
    templates: dict[str, Template] = {}
    for one in said:
        for path, text in one.texts.items():
            texts.setdefault(path, {})[one.lang] = text
        for name, template in one.templates.items():
            templates.setdefault(name, template)
    whole = {path: Texts.of(langs) for path, langs in texts.items()}
    kinds = _named(whole, "office_kinds")
    references.give("office kind", *kinds)
    return Words(
        help=whole.get(("help",), NO_TEXTS),
        office_kinds=kinds,
        unit_kinds=_named(whole, "unit_kinds"),
        categories=_named(whole, "categories"),
        advice=_by_level(whole, "advice"),
        changes=_by_level(whole, "changes"),
        templates=tuple(
            attrs.evolve(template, texts=whole.get(("template", name), NO_TEXTS))
            for name, template in templates.items()
        ),
        acts=whole_acts(acts, whole),
        complete=complete,
    )


def _named(texts: Mapping[tuple[str, ...], Texts], section: str) -> Named:
    return {path[1]: text for path, text in texts.items() if path[0] == section}


def _by_level(
    texts: Mapping[tuple[str, ...], Texts], section: str
) -> Mapping[tuple[str, str], Texts]:
    return {(path[1], path[2]): text for path, text in texts.items() if path[0] == section}


def _read(lang: str, file: Table, references: References) -> _Said:
    texts: dict[tuple[str, ...], str] = {}
    templates: dict[str, Template] = {}
    if "help" in file:
        texts["help",] = file.lines("help")
    for section in ("office_kinds", "unit_kinds", "categories"):
        if (names := file.optional_table(section)) is not None:
            texts |= {(section, name): names.lines(name) for name in names.fields()}
    for section in ("advice", "changes"):
        scales = file.optional_table(section)
        for scale, levels in () if scales is None else scales.entries():
            references.use("scale", scale, levels)
            for level in levels.fields():
                references.use(f"level:{scale}", level, levels, level)
                texts[section, scale, level] = levels.lines(level)
    found = file.optional_table("template")
    for name, table in () if found is None else found.entries():
        templates[name] = _template(name, table, references)
        texts["template", name] = _filled(table)
    acts, of_acts = read_acts(file, references)
    return _Said(lang=lang, file=file, texts={**texts, **of_acts}, templates=templates, acts=acts)


def _template(name: str, table: Table, references: References) -> Template:
    action = table.text("action")
    actions = (*(kind.value for kind in Action), LAPSE)
    if action and action not in actions:
        table.problem(Code.UNKNOWN_VALUE, "action", value=action, near=", ".join(actions))
    level = table.optional_id("level")
    references.use("level", level, table, "level")
    form = table.optional_choice("form", Form) or Form.TEXT
    return Template(id=name, action=action, level=level, form=form.value)


def _filled(table: Table) -> str:
    text = table.lines("text")
    try:
        slots = slots_of(text)
    except ValueError as error:
        table.problem(Code.TEMPLATE_UNREADABLE, "text", reason=str(error))
        return text
    for slot in slots:
        if slot not in SLOTS:
            table.problem(Code.SLOT_UNKNOWN, "text", slot=slot, slots=", ".join(SLOTS))
    return text


def _same_everywhere(said: Iterable[_Said]) -> None:
    every = list(said)
    wanted = dict.fromkeys(path for one in every for path in one.texts)
    for one in every:
        for path in wanted:
            if path not in one.texts:
                one.file.problem(Code.WORDS_MISSING, what=".".join(path), language=one.lang)


def _same_templates(said: Iterable[_Said]) -> None:
    first: dict[tuple[str, str], tuple[str, Template | ActTemplate]] = {}
    for one in said:
        every = (("template", one.templates), (ACT, one.acts))
        for section, name, template in (
            (section, name, each) for section, found in every for name, each in found.items()
        ):
            lang, before = first.setdefault((section, name), (one.lang, template))
            if before != template:
                one.file.problem(Code.TEMPLATE_DIFFERS, section, name, template=name, other=lang)
