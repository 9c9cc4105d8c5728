"""Acts of Osland that were made from a template, and those that only say so."""

import attrs
import pytest

from dabyl.core.levels.body import decision_from_body, decision_to_body
from dabyl.core.levels.decision import FromTemplate
from dabyl.core.register.from_template import act_template, slots_in, template_problems
from dabyl.core.values.languages import Texts
from support import osland as o
from support.acts import WITH_ACTS
from support.packs import a_pack

SLOTS = {
    "area": {"en": "North", "fr": "Nord"},
    "level": {"en": "amber", "fr": "ambre"},
    "why": {"en": "A match.", "fr": "Un match."},
    "start": {"en": "noon", "fr": "midi"},
    "end": {"en": "night", "fr": "nuit"},
    "office": {"en": "HQ"},
    "phone": {"en": "1", "fr": "1"},
}
GIVEN = FromTemplate(
    id="amber", slots=tuple((name, Texts.of(said)) for name, said in sorted(SLOTS.items()))
)
AMBER = o.declared(
    "amber",
    "amber",
    ["XO-N"],
    "2021-03-01T00:00+01:00",
    title=Texts.of({"en": "North: amber", "fr": "Nord : ambre"}),
    grounds=Texts.of(
        {
            "en": "A match.\nFrom: noon. Until: night.\nBy: HQ.",
            "fr": "Un match.\nDu : midi. Jusqu'à : nuit.",
        }
    ),
    contact=Texts.of({"en": "Ask 1.", "fr": "Demandez 1."}),
    template=GIVEN,
)


@pytest.fixture(scope="module")
def register():
    return o.register(packs=(attrs.evolve(a_pack(WITH_ACTS), units=o.UNITS),))


def told(register, decision):
    return [(one.code.value, one.where, one.data) for one in template_problems(register, decision)]


class TestAnActFromATemplate:
    def test_says_what_the_template_says(self, register):
        assert told(register, AMBER) == []

    def test_is_read_from_the_journal_as_it_was_written(self):
        assert decision_from_body(decision_to_body(AMBER)) == AMBER

    def test_says_nothing_else(self, register):
        other = attrs.evolve(AMBER, title=Texts.of({"en": "Run!", "fr": "Nord : ambre"}))
        assert told(register, other) == [("template-strayed", "title", {"template": "amber"})]
        more = attrs.evolve(AMBER, advice=Texts.of({"en": "Run!"}))
        assert [where for _, where, _ in told(register, more)] == ["advice"]

    def test_fills_every_slot_in_every_language(self, register):
        slots = tuple((name, said) for name, said in GIVEN.slots if name != "why")
        half = (*slots, ("why", Texts.of({"en": "A match."})))
        given = attrs.evolve(AMBER, template=FromTemplate(id="amber", slots=half))
        assert told(register, given) == [
            ("slot-empty", "template", {"slot": "why", "language": "fr"})
        ]
        none = attrs.evolve(AMBER, template=FromTemplate(id="amber"))
        assert len(told(register, none)) == 7 + 6  # the office only in English

    @pytest.mark.parametrize(("scale", "key"), [("xo-alert", "gone"), ("nowhere", "amber")])
    def test_names_a_template_of_its_scale(self, register, scale, key):
        given = attrs.evolve(AMBER, scale=scale, template=FromTemplate(id=key))
        assert [code for code, _, _ in told(register, given)] == ["template-unknown"]

    def test_is_not_asked_of_an_act_that_was_written_freely(self, register):
        assert told(register, attrs.evolve(AMBER, template=None, title=Texts.of({"en": "x"}))) == []


class TestSlotsIn:
    def test_are_each_named_once(self, register):
        act = act_template(register, "xo-alert", "amber")
        assert slots_in(act, "fr") == ("area", "level", "why", "start", "end", "phone")
        assert slots_in(act, "de") == ()
