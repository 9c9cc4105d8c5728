"""The texts of a correction and a cancellation are there before a decision is released."""

import pytest

from dabyl.core.levels.decision import Correct
from dabyl.core.publication.ready import Ready, ready_texts
from support.lone import LANGUAGES, PACKS, SOON, WANTED
from support.osland import decision, register
from support.sites import site_at

PRESS = site_at(SOON, register(packs=PACKS)).press


class TestReadyTexts:
    @pytest.mark.parametrize("ready", list(Ready))
    def test_stand_in_every_language_and_name_the_decision_and_its_place(self, ready):
        said = ready_texts(PRESS, WANTED)[ready]
        for texts in (said.title, said.text):
            assert set(texts.as_dict()) == set(LANGUAGES)
            assert len(set(texts.as_dict().values())) == len(LANGUAGES)
        for lang in LANGUAGES:
            assert "x" in said.title.best(lang)
            assert "North" in said.text.best(lang)
            assert "{" not in said.text.best(lang)

    def test_name_the_level(self):
        assert "Red (critical)" in ready_texts(PRESS, WANTED)[Ready.CANCEL].text.best("en")

    def test_name_the_decision_alone_where_it_names_no_place(self):
        other = decision("y", Correct(decision="x", withdraw=True))
        text = ready_texts(PRESS, other)[Ready.CORRECT].text.best("en")
        assert text.startswith("Decision y contained")
