"""Offices (``offices.toml``), and provisions with the powers that they give (``law.toml``).

1. A provision of ``law.toml`` is one that is cited. Its ``work`` is the id of a work in
   ``statutes.toml``, or words: then the work has the id that the provision's begins with, up to the
   first dot.
2. A version whose commencement isn't given is in force from its publication, else its adoption.
"""

import attrs

from dabyl.core.formats.packs.rules import Around, confirmed, days_in_order, each
from dabyl.core.formats.toml.table import Table
from dabyl.core.law.days import NOT_KNOWN, Day
from dabyl.core.law.kinds import Kind
from dabyl.core.law.powers import Action, Office, Power
from dabyl.core.law.wordings import Wording
from dabyl.core.law.works import Clause, Work
from dabyl.core.values.languages import Texts


@attrs.frozen
class LawReader:
    """Reads offices, provisions and powers of one pack; gathers the works that it only cites."""

    around: Around
    country: str
    works: dict[str, Work]

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

    def provision(self, table: Table) -> Clause:
        """Read a provision with its versions."""
        name = table.id("id")
        self.around.references.define("provision", name, table, "id")
        return Clause(
            id=name,
            work=self._work(table.text("work"), name),
            kind=table.optional_choice("kind", Kind) or Kind.POWER,
            number=table.text("number"),
            title=self.around.texts(table, "title"),
            wordings=each(table, "version", self._version),
        )

    def _work(self, said: str, provision: str) -> str:
        if said in self.works:
            return said
        name = provision.partition(".")[0]
        title = Texts.of({self.around.languages[0]: said} if self.around.languages else {})
        self.works.setdefault(name, Work(id=name, country=self.country, title=title))
        return name

    def _version(self, table: Table) -> Wording:
        adopted, published = table.optional_day("adopted"), table.optional_day("published")
        begins = table.optional_day("commences") or published or adopted
        ends = table.optional_day("applies_until")
        days_in_order(table, begins, ends, "applies_until")
        source = self.around.references.use_source(table)
        return Wording(
            id=table.id("id"),
            adopted=adopted,
            published=published,
            commences=NOT_KNOWN if begins is None else Day.on(begins),
            applies_until=None if ends is None else Day.on(ends),
            text=self.around.texts(table, "text"),
            official=table.optional_text("official"),
            confirmed=confirmed(table),
            sources=tuple(name.strip() for name in source.split(",")) if source else (),
        )

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
            emergency_hours=table.optional_integer("emergency_hours", at_least=1),
            confirmed=confirmed(table),
            source=references.use_source(table),
        )
        references.use("provision", power.provision, table, "provision")
        references.use_all("kind of area", power.area_kinds, table, "area_kinds")
        references.use_all("office kind", power.office_kinds, table, "office_kinds")
        references.use_all("office kind", power.consents, table, "consents")
        references.use_all("office kind", power.ends_layers_of, table, "ends_layers_of")
        return power
