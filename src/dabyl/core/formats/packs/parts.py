"""The parts of a scale's version beside its levels: one reader for each."""

import attrs

from dabyl.core.formats.packs.rules import Around, confirmed, days_in_order
from dabyl.core.formats.toml.table import Table
from dabyl.core.levels.scale import (
    ChannelRule,
    CompanionState,
    Measure,
    Modifier,
    PeriodKind,
    PeriodRule,
    PublicationKind,
    ReasonClass,
    Transitions,
)
from dabyl.core.values.codes import Code


@attrs.frozen
class PartReader:
    """Reads the parts of one version."""

    around: Around

    def period(self, table: Table) -> PeriodRule:
        """Read a period rule: days are given exactly for ``max-days``."""
        kind = table.choice("kind", PeriodKind)
        days = table.optional_integer("days", at_least=1)
        if (kind is PeriodKind.MAX_DAYS) != ("days" in table) and "kind" in table:
            table.problem(Code.PERIOD_DAYS, kind=kind.value)
        rule = PeriodRule(
            kind=kind,
            levels=self.around.level_ids(table),
            days=days,
            valid_from=table.optional_day("valid_from"),
            valid_to=table.optional_day("valid_to"),
            confirmed=confirmed(table),
            source=self.around.references.use_source(table),
        )
        days_in_order(table, rule.valid_from, rule.valid_to, "valid_to")
        return rule

    def transitions(self, table: Table | None) -> Transitions:
        """Read which changes of level are allowed; all of them when nothing is said."""
        if table is None:
            return Transitions()
        return Transitions(
            skip=table.flag("skip", default=True),
            needs_incident=self.around.level_ids(table, "needs_incident"),
            announce_ahead=table.flag("announce_ahead", default=True),
        )

    def modifier(self, table: Table) -> Modifier:
        """Read a mark within a level."""
        return Modifier(
            id=table.id("id"),
            names=self.around.names(table),
            levels=self.around.level_ids(table),
        )

    def reason(self, table: Table) -> ReasonClass:
        """Read a reason class."""
        return ReasonClass(
            id=table.id("id"),
            names=self.around.names(table),
            preventive=table.flag("preventive", default=False),
            no_specific_threat=table.flag("no_specific_threat", default=False),
        )

    def publication(self, table: Table) -> PublicationKind:
        """Read a kind of publication that is not a level."""
        return PublicationKind(
            id=table.id("id"),
            names=self.around.names(table),
            ranked=table.flag("ranked", default=False),
            max_days=table.optional_integer("max_days", at_least=1),
        )

    def state(self, table: Table) -> CompanionState:
        """Read a legal state beside the level."""
        return CompanionState(
            id=table.id("id"),
            names=self.around.names(table),
            provision=self.around.reference(table, "provision", "provision"),
            confirmed=confirmed(table),
            source=self.around.references.use_source(table),
        )

    def measure(self, table: Table) -> Measure:
        """Read a measure that follows from levels."""
        return Measure(
            id=table.id("id"),
            levels=self.around.level_ids(table, required=True),
            office=self.around.reference(table, "office", "office"),
            addressee=self.around.texts(table, "addressee"),
            text=self.around.names(table, "text"),
            provision=self.around.reference(table, "provision", "provision"),
            binding=table.optional_flag("binding"),
            permanent=table.flag("permanent", default=False),
            sector=table.optional_id("sector"),
            confirmed=confirmed(table),
            source=self.around.references.use_source(table),
        )

    @staticmethod
    def channel(table: Table) -> ChannelRule:
        """Read a channel with its longest text."""
        return ChannelRule(
            id=table.id("id"),
            formats=table.strings("formats"),
            max_chars=table.optional_integer("max_chars", at_least=1),
        )
