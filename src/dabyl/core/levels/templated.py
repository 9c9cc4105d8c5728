"""Wire shape of the template from which an act's texts were made."""

from msgspec import field

from dabyl.core.levels.decision import FromTemplate
from dabyl.core.levels.parts import Wire, Words, texts_of


class WireTemplate(Wire):
    """The template's id, and what was put into each of its slots, by language."""

    id: str
    slots: dict[str, Words] = field(default_factory=dict)

    def value(self) -> FromTemplate:
        """Return the template and its slots."""
        slots = tuple((name, texts_of(said)) for name, said in sorted(self.slots.items()))
        return FromTemplate(id=self.id, slots=slots)


def wire_template(template: FromTemplate) -> WireTemplate:
    """Return the shape of a template and its slots."""
    return WireTemplate(
        id=template.id, slots={name: said.as_dict() for name, said in template.slots}
    )
