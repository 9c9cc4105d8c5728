"""Templates of whole acts: ``[act.ID]`` in ``texts/<language>.toml``.

1. An act template belongs to one scale and one action, and to one level when it names it.
2. Its texts are those that a decision has; every slot in them is one that the decision fills, or
   one that the template declares in ``[act.ID.slots]`` with its name for people.
3. A template is the same in every language: what it belongs to agrees, and each language has the
   same texts and slots.
"""

from collections.abc import Iterable, Mapping

import attrs

from dabyl.core.formats.packs.references import References
from dabyl.core.formats.toml.table import Table
from dabyl.core.law.powers import Action
from dabyl.core.register.pack import ActTemplate
from dabyl.core.register.templates import ACT_TEXTS, FILLED, slots_of
from dabyl.core.values.codes import Code
from dabyl.core.values.languages import Texts

ACT, SLOTS = "act", "slots"
Path = tuple[str, ...]
_ACTIONS = tuple(kind.value for kind in Action if kind is not Action.CORRECT)


def read_acts(
    file: Table, references: References
) -> tuple[dict[str, ActTemplate], dict[Path, str]]:
    """Read the act templates of one language: what they belong to, and their texts by path."""
    acts: dict[str, ActTemplate] = {}
    texts: dict[Path, str] = {}
    found = file.optional_table(ACT)
    for key, table in () if found is None else found.entries():
        acts[key] = _act(key, table, references)
        texts[ACT, key, "name"] = table.lines("name")
        declared = table.optional_table(SLOTS)
        labels = (
            {} if declared is None else {name: declared.lines(name) for name in declared.fields()}
        )
        texts |= {(ACT, key, SLOTS, name): label for name, label in labels.items()}
        for field in ACT_TEXTS:
            if field in table:
                texts[ACT, key, field] = _text(table, field, labels)
    return acts, texts


def whole_acts(
    acts: Mapping[str, ActTemplate], texts: Mapping[Path, Texts]
) -> tuple[ActTemplate, ...]:
    """Return the templates with their texts of all languages."""
    return tuple(_whole(act, texts) for act in acts.values())


def _whole(act: ActTemplate, texts: Mapping[Path, Texts]) -> ActTemplate:
    own = {path[2:]: said for path, said in texts.items() if path[:2] == (ACT, act.id)}
    return attrs.evolve(
        act,
        names=own["name",],
        slots={path[1]: said for path, said in own.items() if path[0] == SLOTS},
        texts={field: own[field,] for field in ACT_TEXTS if (field,) in own},
    )


def _act(key: str, table: Table, references: References) -> ActTemplate:
    action, scale = table.text("action"), table.id("scale")
    if action and action not in _ACTIONS:
        table.problem(Code.UNKNOWN_VALUE, "action", value=action, near=", ".join(_ACTIONS))
    references.use("scale", scale, table, "scale")
    level = table.optional_id("level")
    references.use(f"level:{scale}", level, table, "level")
    return ActTemplate(id=key, action=action, scale=scale, level=level)


def _text(table: Table, field: str, declared: Iterable[str]) -> str:
    text = table.lines(field)
    try:
        slots = slots_of(text)
    except ValueError as error:
        table.problem(Code.TEMPLATE_UNREADABLE, field, reason=str(error))
        return text
    known = (*FILLED, *declared)
    for slot in slots:
        if slot not in known:
            table.problem(Code.SLOT_UNKNOWN, field, slot=slot, slots=", ".join(known))
    return text
