"""Decisions as people write them: one TOML file for ``dabyl decide``, or a step of a scenario.

1. A file gives ``id``, ``scale``, ``zone``, and one effect in place or several in ``effect``.
2. A decision is taken unless ``mode = "recorded"`` says otherwise; a scenario has it the other way.
3. ``sources`` names sources by id; a file without it means every source that it gives.

``docs/reference/decision.md`` lists every field with an example.
"""

from collections.abc import Mapping

import attrs

from dabyl.core.formats.decisions.effects import Setting, read_effect
from dabyl.core.formats.decisions.grounds import Find, own_key, read_units, texts
from dabyl.core.formats.decisions.times import optional_moment
from dabyl.core.formats.toml.node import nearest
from dabyl.core.formats.toml.reader import read_toml
from dabyl.core.formats.toml.table import Table
from dabyl.core.levels.body import is_decision_id
from dabyl.core.levels.decision import Claim, Consent, Decision, Mode, Source
from dabyl.core.values.codes import Code
from dabyl.core.values.languages import Texts


def parse_decision(text: str, *, file: str = "decision.toml", find: Find = own_key) -> Decision:
    """Read a decision from TOML; *find* turns codes and names of places into keys.

    Raises:
        Rejected: with every problem found, in file order.
    """
    table = read_toml(text, file=file)
    sources = read_sources(table)
    setting = Setting(zone=table.zone("zone"), mode=Mode.TAKEN, sources=sources, find=find)
    decision = read_decision(table, setting)
    if "sources" not in table:
        decision = attrs.evolve(decision, sources=tuple(sources.values()))
    table.done()
    table.findings.reject()
    return decision


def read_sources(table: Table) -> Mapping[str, Source]:
    """Read the ``source`` tables, by id."""
    sources: dict[str, Source] = {}
    for row in table.tables("source"):
        source = Source(
            id=row.id("id"),
            publisher=row.optional_text("publisher") or "",
            url=row.optional_text("url") or "",
            date=_date(row),
            lang=row.optional_text("lang") or "",
            note=row.optional_text("note") or "",
        )
        if source.id in sources:
            row.problem(Code.DUPLICATE, "id", value=source.id)
        sources[source.id] = source
    return sources


def _date(table: Table) -> str:
    """Read a date as printed: text, or what TOML takes for a day or a time."""
    found = table.plain("date")
    return str(found) if hasattr(found, "isoformat") else table.optional_text("date") or ""


def read_decision(table: Table, setting: Setting) -> Decision:
    """Read a decision from a table that may hold other fields as well."""
    decision_id = table.id("id")
    if not is_decision_id(decision_id) and decision_id:
        table.problem(Code.NOT_A_DECISION_ID, "id", value=decision_id)
    rows = table.tables("effect") or (table,)
    scale = setting.scale if "scale" not in table else None
    return Decision(
        id=decision_id,
        mode=table.optional_choice("mode", Mode) or setting.mode,
        scale=scale or table.id("scale"),
        effects=tuple(read_effect(row, setting) for row in rows),
        office=table.optional_id("office"),
        number=table.optional_text("number"),
        provision=table.optional_id("provision"),
        decided=optional_moment(table, "decided", setting.zone),
        announced=optional_moment(table, "announced", setting.zone),
        signer=texts(table, "signer"),
        reason=table.optional_id("reason"),
        grounds=texts(table, "grounds"),
        advice=texts(table, "advice"),
        changes=texts(table, "changes"),
        contact=texts(table, "contact"),
        title=texts(table, "title"),
        incident=table.optional_id("incident"),
        consents=tuple(_consent(row, setting) for row in table.tables("consent")),
        sources=use_sources(table, setting.sources),
        claims=tuple(_claim(row, setting) for row in table.tables("claim")),
        uncertain=rows_of_texts(table, "uncertain"),
        note=texts(table, "note"),
    )


def use_sources(table: Table, known: Mapping[str, Source]) -> tuple[Source, ...]:
    """Read the field ``sources``: ids of sources that are given."""
    found = table.ids("sources")
    for place, name in enumerate(found):
        _check_source(table, name, known, "sources", place)
    return tuple(known[name] for name in dict.fromkeys(found) if name in known)


def use_source(table: Table, known: Mapping[str, Source]) -> str:
    """Read the field ``source``: the id of a source that is given."""
    name = table.id("source")
    if name:
        _check_source(table, name, known, "source")
    return name


def _check_source(table: Table, name: str, known: Mapping[str, Source], *field: str | int) -> None:
    if name not in known:
        near = nearest(name, known)
        table.problem(Code.UNKNOWN_REFERENCE, *field, value=name, kind="source", near=near)


def rows_of_texts(table: Table, field: str) -> tuple[Texts, ...]:
    """Read a list of texts: ``uncertain = [{ en = "...", ru = "..." }]``."""
    rows = table.tables(field)
    return tuple(Texts.of({lang: row.lines(lang) for lang in row.fields()}) for row in rows)


def _consent(table: Table, setting: Setting) -> Consent:
    return Consent(
        office=table.id("office"),
        given=optional_moment(table, "given", setting.zone),
        reference=table.optional_text("reference") or "",
    )


def _claim(table: Table, setting: Setting) -> Claim:
    return Claim(
        field=table.text("field"),
        text=table.texts("text"),
        source=use_source(table, setting.sources) if "source" in table else "",
        instant=optional_moment(table, "at", setting.zone),
        level=table.optional_id("level"),
        units=read_units(table, "where", setting.find),
    )
