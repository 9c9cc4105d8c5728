"""Scales: ``scale.toml`` and ``scale-*.toml``, one scale a file, in dated versions.

1. Versions stand in the order of their first days; only the first may be without one.
2. A later version maps every level of the one before that it does not have itself; a level whose
   place in the new words is not known is mapped to ``"unknown"``.
3. A scale has levels, or says by ``policy`` why it has none; not both.
4. What is not said of days: the first day counts, and 23:59 is not midnight.
"""

import re
from datetime import date
from enum import StrEnum

import attrs

from dabyl.core.calendars.daycount import Counting
from dabyl.core.calendars.endings import EndRule
from dabyl.core.formats.packs.levels import LevelReader
from dabyl.core.formats.packs.parts import PartReader
from dabyl.core.formats.packs.rules import Around, confirmed, each
from dabyl.core.formats.packs.words import Words
from dabyl.core.formats.toml.table import UNKNOWN, Table
from dabyl.core.levels.scale import (
    AfterEnd,
    Combination,
    Floor,
    Level,
    Required,
    Scale,
    ScaleVersion,
    SetBy,
)
from dabyl.core.values.codes import Code
from dabyl.core.values.languages import NO_TEXTS


class EndForm(StrEnum):
    """A way to word an end."""

    DAYS = "days"
    DATE = "date"
    TIME = "time"
    EVENT = "event"
    OPEN = "open"


@attrs.frozen(kw_only=True)
class ScaleReader:
    """Reads the scales of a pack; *zone* and the languages are the pack's."""

    zone: str
    around: Around
    words: Words

    def scale(self, file: Table) -> Scale:
        """Read a scale with all its versions."""
        scale_id = file.id("id")
        self.around.references.define("scale", scale_id, file, "id")
        languages = file.strings("languages") or self.around.languages
        kind = f"level:{scale_id}"
        around = attrs.evolve(self.around, languages=languages, levels=kind)
        territory = file.strings("territory", required=True)
        around.references.use_all("place", territory, file, "territory")
        rows = file.tables("version", required=True)
        scale = Scale(
            id=scale_id,
            names=around.names(file),
            territory=territory,
            zone=file.optional_zone("zone") or self.zone,
            languages=languages,
            versions=self._versions(rows, scale_id, around),
            subject=around.texts(file, "subject"),
            event_code=_event_code(file),
            purpose=file.optional_id("purpose"),
            policy=around.texts(file, "policy"),
            erratum=file.flag("erratum", default=True),
            source=around.references.use_source(file),
        )
        _check_policy(file, scale)
        return scale

    def _versions(
        self, rows: tuple[Table, ...], scale_id: str, around: Around
    ) -> tuple[ScaleVersion, ...]:
        reader = LevelReader(scale=scale_id, around=around, words=self.words)
        versions = tuple(_version(row, reader.levels(row), around) for row in rows)
        for number, (row, version) in enumerate(zip(rows, versions, strict=True)):
            before = versions[number - 1] if number else None
            _check_order(row, version.valid_from, before)
            _check_mapping(row, version, before)
        return versions or (_NOTHING,)


_EVENT_CODE = re.compile(r"OET-\d{3}", re.ASCII)
_NOTHING = ScaleVersion(ends=EndRule(counting=Counting.FIRST_DAY_COUNTS))


def _event_code(file: Table) -> str | None:
    code = file.optional_text("event_code")
    if code is not None and not _EVENT_CODE.fullmatch(code):
        file.problem(Code.EVENT_CODE_UNREADABLE, "event_code", value=code)
    return code


def _version(table: Table, levels: tuple[Level, ...], around: Around) -> ScaleVersion:
    parts = PartReader(around)
    scopes = table.strings("scopes")
    around.references.use_all("kind of area", scopes, table, "scopes")
    mapping = table.optional_table("mapping")
    return ScaleVersion(
        valid_from=table.optional_day("valid_from"),
        levels=levels,
        mapping=()
        if mapping is None
        else tuple((old, _new(mapping, old)) for old in mapping.fields()),
        floor=table.choice("floor", Floor),
        combination=table.optional_choice("combination", Combination) or Combination.HIGHEST,
        below_parent=table.flag("below_parent", default=False),
        after_end=table.optional_choice("after_end", AfterEnd) or AfterEnd.UNDERNEATH,
        set_by=table.optional_choice("set_by", SetBy) or SetBy.UNKNOWN,
        scopes=scopes,
        ends=_ends(table.optional_table("ends")),
        end_forms=tuple(form.value for form in table.choices("end_forms", EndForm)),
        periods=tuple(parts.period(row) for row in table.tables("period")),
        review_months=table.optional_integer("review_months", at_least=1),
        transitions=parts.transitions(table.optional_table("transitions")),
        modifiers=each(table, "modifier", parts.modifier),
        trend=table.flag("trend", default=False),
        measures=each(table, "measure", parts.measure),
        states=each(table, "state", parts.state),
        required=table.choices("required", Required),
        reasons=each(table, "reason", parts.reason),
        channels=each(table, "channel", parts.channel),
        publications=each(table, "publication", parts.publication),
        note=table.optional_texts("note") or NO_TEXTS,
        confirmed=confirmed(table),
        source=around.references.use_source(table),
    )


def _new(mapping: Table, old: str) -> str | None:
    new = mapping.text(old)
    return None if new == UNKNOWN else new


def _ends(table: Table | None) -> EndRule:
    if table is None:
        return _NOTHING.ends
    return EndRule(
        counting=table.choice("counting", Counting),
        last_minute_is_midnight=table.flag("last_minute_is_midnight", default=False),
    )


def _check_order(row: Table, valid_from: date | None, before: ScaleVersion | None) -> None:
    if before is None:
        return
    if valid_from is None:
        row.problem(Code.VERSION_WITHOUT_DAY)
    elif before.valid_from is not None and valid_from <= before.valid_from:
        row.problem(
            Code.VERSION_OVERLAPS, "valid_from", day=str(valid_from), before=str(before.valid_from)
        )


def _check_mapping(row: Table, version: ScaleVersion, before: ScaleVersion | None) -> None:
    old = {} if before is None else {level.id for level in before.levels}
    have = {level.id for level in version.levels}
    mapped = dict(version.mapping)
    for one, other in mapped.items():
        if one not in old:
            row.problem(Code.MAPPING_FROM_UNKNOWN, "mapping", one, level=one)
        if other is not None and other not in have:
            row.problem(Code.MAPPING_TO_UNKNOWN, "mapping", one, level=other)
    for level in sorted(old):
        if level not in have and level not in mapped:
            row.problem(Code.MAPPING_MISSING, level=level)


def _check_policy(file: Table, scale: Scale) -> None:
    if bool(scale.policy) == (not scale.no_scale()):
        file.problem(Code.SCALE_NEEDS_LEVELS if scale.no_scale() else Code.SCALE_HAS_POLICY)
