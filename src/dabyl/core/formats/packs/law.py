"""Offices (``offices.toml``), and provisions with the powers that they give (``law.toml``)."""

import attrs

from dabyl.core.formats.packs.rules import Around, confirmed, days_in_order, each
from dabyl.core.formats.toml.table import Table
from dabyl.core.law.powers import Action, Office, Power
from dabyl.core.law.provisions import Provision, ProvisionVersion


@attrs.frozen
class LawReader:
    """Reads offices, provisions and powers of one pack."""

    around: Around

    def office(self, table: Table) -> Office:
        """Read an office."""
        office = Office(
            id=table.id("id"),
            kind=table.id("kind"),
            place=table.text("place"),
            names=self.around.names(table),
            head=self.around.texts(table, "head"),
            contact=self.around.texts(table, "contact"),
            valid_from=table.optional_day("valid_from"),
            valid_to=table.optional_day("valid_to"),
            confirmed=confirmed(table),
            source=self.around.references.use_source(table),
        )
        self.around.references.give("office", office.id)
        self.around.references.use("office kind", office.kind, table, "kind")
        self.around.references.use("place", office.place, table, "place")
        days_in_order(table, office.valid_from, office.valid_to, "valid_to")
        return office

    def provision(self, table: Table) -> Provision:
        """Read a provision with its versions."""
        provision = Provision(
            id=table.id("id"),
            work=table.text("work"),
            number=table.text("number"),
            title=self.around.texts(table, "title"),
            versions=each(table, "version", self._version),
        )
        self.around.references.give("provision", provision.id)
        return provision

    def _version(self, table: Table) -> ProvisionVersion:
        version = ProvisionVersion(
            id=table.id("id"),
            adopted=table.optional_day("adopted"),
            published=table.optional_day("published"),
            commences=table.optional_day("commences"),
            applies_until=table.optional_day("applies_until"),
            text=self.around.texts(table, "text"),
            official=table.optional_text("official"),
            confirmed=confirmed(table),
            source=self.around.references.use_source(table),
        )
        days_in_order(table, version.begins(), version.applies_until, "applies_until")
        return version

    def power(self, table: Table) -> Power:
        """Read a power."""
        references = self.around.references
        scale = self.around.reference(table, "scale", "scale")
        around = (
            self.around if scale is None else attrs.evolve(self.around, levels=f"level:{scale}")
        )
        power = Power(
            id=table.id("id"),
            provision=table.id("provision"),
            office_kinds=table.ids("office_kinds", required=True),
            actions=table.choices("actions", Action, required=True),
            scale=scale,
            levels=around.level_ids(table),
            area_kinds=table.strings("area_kinds"),
            max_days=table.optional_integer("max_days", at_least=1),
            consents=table.ids("consents"),
            beyond_territory=table.flag("beyond_territory", default=False),
            ends_layers_of=table.ids("ends_layers_of"),
            confirmed=confirmed(table),
            source=references.use_source(table),
        )
        references.use("provision", power.provision, table, "provision")
        references.use_all("kind of area", power.area_kinds, table, "area_kinds")
        references.use_all("office kind", power.office_kinds, table, "office_kinds")
        references.use_all("office kind", power.consents, table, "consents")
        references.use_all("office kind", power.ends_layers_of, table, "ends_layers_of")
        return power
