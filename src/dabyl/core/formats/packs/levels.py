"""The levels of a scale's version.

1. Ranks are 1, 2, 3, … from the lowest; each once, so that "3 of 5" can be printed.
2. A level has advice, in ``texts/`` or here, or says ``advice = "unknown"``.
3. A colour is ``#rrggbb``; it is never the only cue.
"""

import re
from collections.abc import Mapping

import attrs

from dabyl.core.formats.packs.rules import Around, confirmed, each
from dabyl.core.formats.packs.words import Words
from dabyl.core.formats.toml.table import Table
from dabyl.core.levels.scale import Evidence, Level
from dabyl.core.values.codes import Code
from dabyl.core.values.languages import NO_TEXTS, Texts

_COLOUR = re.compile(r"#[0-9a-f]{6}", re.ASCII)


@attrs.frozen(kw_only=True)
class LevelReader:
    """Reads levels of one scale, with the words that the texts have for them."""

    scale: str
    around: Around
    words: Words

    def levels(self, version: Table) -> tuple[Level, ...]:
        """Read the levels of a version, in rank order."""
        found = each(version, "level", self._level)
        self._check_ranks(version, found)
        return tuple(sorted(found, key=lambda level: level.rank))

    def _level(self, table: Table) -> Level:
        level_id = table.id("id")
        self.around.references.give(f"level:{self.scale}", level_id)
        self.around.references.give("level", level_id)
        return Level(
            id=level_id,
            rank=table.integer("rank", at_least=1),
            code=table.optional_text("code"),
            names=self.around.names(table),
            short=self.around.texts(table, "short"),
            definition=self.around.texts(table, "definition"),
            criteria=self.around.texts(table, "criteria"),
            evidence=table.optional_choice("evidence", Evidence),
            horizon=self.around.texts(table, "horizon"),
            advice=self._advice(table, level_id),
            changes=self._own_or(table, "changes", self.words.changes, level_id),
            colour=_colour(table),
            colour_name=self.around.texts(table, "colour_name"),
            aliases=table.strings("aliases"),
            confirmed=confirmed(table),
            source=self.around.references.use_source(table),
        )

    def _advice(self, table: Table, level_id: str) -> Texts:
        advice = self._own_or(table, "advice", self.words.advice, level_id)
        if not advice and "advice" not in table and self.words.complete:
            table.problem(Code.ADVICE_MISSING, level=level_id)
        return advice

    def _own_or(
        self, table: Table, field: str, words: Mapping[tuple[str, str], Texts], level_id: str
    ) -> Texts:
        own = self.around.texts(table, field)
        return own if field in table else words.get((self.scale, level_id), NO_TEXTS)

    @staticmethod
    def _check_ranks(version: Table, levels: tuple[Level, ...]) -> None:
        rows = version.tables("level")
        seen: dict[int, str] = {}
        for row, level in zip(rows, levels, strict=True):
            if row.plain("rank") != level.rank:
                continue  # no rank, or one that is reported already
            if level.rank in seen:
                other = seen[level.rank]
                row.problem(Code.RANK_TWICE, "rank", rank=level.rank, level=level.id, other=other)
            elif level.rank > len(levels):
                row.problem(Code.RANK_GAP, "rank", rank=level.rank, steps=len(levels))
            seen.setdefault(level.rank, level.id)


def _colour(table: Table) -> str | None:
    colour = table.optional_text("colour")
    if colour is not None and not _COLOUR.fullmatch(colour):
        table.problem(Code.COLOUR_UNREADABLE, "colour", value=colour)
    return colour
