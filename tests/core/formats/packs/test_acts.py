"""Templates of whole acts in the texts of a pack."""

import pytest

from support.acts import WITH_ACTS, changed
from support.packs import a_pack, placed, problems_of


class TestActs:
    def test_have_their_texts_and_slots_in_every_language(self):
        amber, lifted = a_pack(WITH_ACTS).acts
        assert (amber.id, amber.action, amber.scale, amber.level) == (
            "amber",
            "declare",
            "xo-alert",
            "amber",
        )
        assert amber.names.as_dict() == {"en": "Amber declared", "fr": "Ambre"}
        assert amber.slots["phone"].as_dict() == {"en": "Telephone", "fr": "Téléphone"}
        assert list(amber.texts) == ["title", "grounds", "contact"]
        assert amber.texts["grounds"].get("fr") == "{why}\nDu : {start}. Jusqu'à : {end}."
        assert (lifted.level, dict(lifted.slots)) == (None, {})

    def test_are_none_in_a_pack_without_them(self):
        assert a_pack().acts == ()

    @pytest.mark.parametrize(
        ("old", "new", "told"),
        [
            ("{phone}.", "{nobody}.", [("slot-unknown", "act.amber.contact")]),
            ("{phone}.", "{phone.", [("template-unreadable", "act.amber.contact")]),
            (
                'action = "lift"',
                'action = "correct"',
                [("unknown-value", "act.lifted.action"), ("template-differs", "act.lifted")],
            ),
            (
                'level = "amber"\ntitle',
                'level = "blue"\ntitle',
                [("unknown-reference", "act.amber.level"), ("template-differs", "act.amber")],
            ),
            ('name = "Lifted"\n', "", [("missing-field", "act.lifted")]),
            ('why = "Why"\n', "", [("slot-unknown", "act.amber.grounds"), ("words-missing", "")]),
            ('contact = "Ask {phone}."\n', "", [("words-missing", "")]),
        ],
    )
    def test_are_checked(self, old, new, told):
        found = placed(problems_of(changed(old, new)))
        assert {code for code, _ in found} == {code for code, _ in told}
        for code, field in told:
            assert any(code == have and field in where for have, where in found)
