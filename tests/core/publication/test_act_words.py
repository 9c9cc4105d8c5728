"""What a decision about Osland fills into a template by itself."""

import attrs
import pytest

from dabyl.core.levels.body import decision_from_body, decision_to_body
from dabyl.core.levels.decision import Area, Lift
from dabyl.core.publication.act_words import from_template, languages_of_act
from dabyl.core.register.from_template import act_template, template_problems
from support import osland as o
from support.acts import WITH_ACTS
from support.packs import a_pack
from support.sites import press_at

NOON = "2021-03-02T11:00Z"
AMBER = o.declared("amber-2", "amber", ["XO-N"], "2021-03-01T00:00+01:00")
LYING = o.declared("lying", "amber", ["XO-S"], "2021-03-01T00:00+01:00")
FOR_DAYS = attrs.evolve(AMBER, effects=(attrs.evolve(AMBER.effects[0], ending=o.ForDays(days=5)),))
TYPED = {
    "why": {"en": "A match.", "fr": "Un match."},
    "phone": {"en": "1", "fr": "1"},
}


@pytest.fixture(scope="module")
def press():
    pack = attrs.evolve(a_pack(WITH_ACTS), units=o.UNITS)
    facts = o.made("2021-03-01T00:00Z", LYING)
    return press_at(NOON, o.register(*facts, packs=(pack,)))


def body_of(decision):
    return decision_to_body(decision)


def made(press, decision, key="amber", typed=TYPED):
    return from_template(press, body_of(decision), key, typed)


class TestFromTemplate:
    def test_fills_what_the_decision_says_in_each_language(self, press):
        body = made(press, AMBER)
        assert body["title"]["en"] == "North: High"
        assert body["grounds"]["en"].startswith("A match.\nFrom: ")
        assert body["template"]["slots"]["office"]["en"]
        assert body["contact"] == {"en": "Ask 1.", "fr": "Demandez 1."}

    def test_stands_in_figures_where_the_pages_do_not_speak_the_language(self, press):
        body = made(press, FOR_DAYS)
        assert body["grounds"]["fr"].startswith(
            "Un match.\nDu : 2021-03-01 00:00. Jusqu'à : 2021-03-0"
        )
        assert body["title"]["fr"] == "North : élevé"
        assert "end" in made(press, AMBER)["template"]["slots"]
        assert "fr" not in made(press, AMBER)["template"]["slots"]["end"]

    def test_makes_what_the_register_takes(self, press):
        decision = decision_from_body(made(press, FOR_DAYS))
        assert list(template_problems(press.answers.register, decision)) == []

    def test_takes_away_texts_that_the_template_does_not_have(self, press):
        assert "advice" not in made(press, attrs.evolve(AMBER, advice=o.en("Run!")))

    def test_names_drawn_areas_before_places(self, press):
        area = Area(units=("XO-S",), shapes=(o.CIRCLE,))
        drawn = attrs.evolve(AMBER, effects=(attrs.evolve(AMBER.effects[0], area=area),))
        assert made(press, drawn)["template"]["slots"]["area"]["en"] == "the ring, South"

    def test_takes_places_and_level_from_the_layers_that_are_lifted(self, press):
        lift = o.decision("lift", Lift(layers=("lying", "gone"), start=o.at(NOON)))
        body = made(press, lift, "lifted", {})
        assert body["title"]["en"] == "South: High lifted"
        assert body["grounds"]["en"] == "It is over. …"  # a lift has no end

    def test_prints_an_end(self, press):
        assert "2021" in made(press, FOR_DAYS)["template"]["slots"]["end"]["en"]

    @pytest.mark.parametrize(
        "change",
        [
            {"effects": {"1": {"kind": "declare"}}},
            {"effects": {"1": {**decision_to_body(AMBER)["effects"]["1"], "level": "nowhere"}}},
            {"effects": None},
            {"office": "nobody"},
        ],
    )
    def test_leaves_empty_what_is_not_said_yet(self, press, change):
        body = from_template(press, {**body_of(AMBER), **change}, "amber", TYPED)
        assert "…" in body["title"]["en"] + body["grounds"]["en"]
        assert body["template"]["slots"]["why"] == TYPED["why"]

    def test_leaves_a_body_as_it_is_whose_template_is_not_there(self, press):
        assert made(press, AMBER, "gone") == body_of(AMBER)

    def test_keeps_an_unknown_place_out(self, press):
        body = body_of(AMBER)
        body["effects"]["1"]["area"]["units"] = ["nowhere"]
        assert from_template(press, body, "amber", {})["template"]["slots"]["level"]["en"] == "High"


class TestLanguagesOfAct:
    def test_are_those_of_its_texts(self, press):
        act = act_template(press.answers.register, "xo-alert", "amber")
        assert languages_of_act(act) == ("en", "fr")
