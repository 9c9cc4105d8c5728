"""The templates of acts in our packs can be filled to the last slot, in every language."""

import pytest

from dabyl.adapters.packs import load_pack
from dabyl.core.calendars.endings import ForDays
from dabyl.core.formats.packs.pack import parse_pack
from dabyl.core.levels.body import decision_from_body, decision_to_body
from dabyl.core.publication.act_words import from_template, languages_of_act
from dabyl.core.register.from_template import template_problems
from support.sites import ALMATY_CITY, declare, kz_register, press_at

START = "2026-11-26T10:00+05:00"
KZ = parse_pack(load_pack("kz").texts)
ACTS = {act.id: act for act in KZ.acts}
LEVELS = {"declare-yellow": "yellow", "declare-orange": "orange", "declare-red": "red"}


@pytest.fixture(scope="module")
def press():
    return press_at("2026-11-26T12:00+05:00", kz_register())


def body_for(key):
    """Return an act for the template; what it does otherwise is of no matter to its words."""
    return decision_to_body(
        declare(key, LEVELS.get(key, "orange"), [ALMATY_CITY], START, ForDays(days=5))
    )


class TestActsOfKazakhstan:
    def test_are_there_for_what_an_office_does_with_a_level(self):
        assert {act.action for act in KZ.acts} == {"declare", "extend", "raise", "lift"}
        assert {act.level for act in KZ.acts if act.action == "declare"} == {
            "yellow",
            "orange",
            "red",
        }

    @pytest.mark.parametrize("key", sorted(ACTS))
    def test_are_filled_in_every_language(self, press, key):
        act = ACTS[key]
        languages = languages_of_act(act)
        assert set(languages) == {"kk", "ru", "en"}
        typed = {name: dict.fromkeys(languages, f"<{name}>") for name in act.slots}
        body = from_template(press, body_for(key), key, typed)
        texts = "".join(text for field in act.texts for text in body[field].values())
        assert "…" not in texts
        assert texts.count("<contact>") == 3
        decision = decision_from_body(body)
        assert list(template_problems(press.answers.register, decision)) == []

    def test_say_level_and_place_in_the_language_of_the_text(self, press):
        body = from_template(press, body_for("declare-red"), "declare-red", {})
        assert body["title"]["kk"].startswith("Алматы: террористік қауіптілік деңгейі: Қызыл")
        assert body["title"]["ru"].startswith("Алматы: уровень террористической опасности: Крас")
        assert "Қашанға дейін: " in body["grounds"]["kk"]


class TestActsOfTheUnitedKingdom:
    def test_are_about_the_national_level(self):
        uk = parse_pack(load_pack("uk").texts)
        assert {act.action for act in uk.acts} == {"declare", "raise", "lower"}
        assert {act.scale for act in uk.acts} == {"uk-national"}
        assert all("steps" in act.slots for act in uk.acts)
