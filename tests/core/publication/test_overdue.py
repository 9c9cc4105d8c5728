"""Overdue reviews are marked where a level is shown, in words, in each language."""

import re

import pytest

from dabyl.core.calendars.endings import OpenEnd
from dabyl.core.levels.decision import Extend
from support.osland import at, decision, declared, made, pack, register
from support.sites import site_at

DUE = "2021-03-05T00:00+01:00"
WORDS = {
    "en": "Review overdue",
    "ru": "Пересмотр просрочен",
    "kk": "Қайта қарау мерзімі өтіп кетті",
}
AMBER = declared("amber", "amber", ["XO"], "2021-03-01T00:00+01:00", review=at(DUE))
NORD = declared("nord", "amber", ["XO-N-1"], "2021-03-01T00:00+01:00", review=at(DUE))
RED = declared("red", "red", ["XO"], "2021-03-02T00:00+01:00")
PACKS = (pack(languages=("kk", "ru", "en")),)


def pages(*acts, when=DUE):
    facts = [fact for act in acts for fact in made("2021-03-01T10:00Z", act)]
    return site_at(when, register(*facts, packs=PACKS))


def marks(data: bytes) -> list[str]:
    return re.findall(r'<strong class="over">([^<]+)</strong>', data.decode())


class TestOverdue:
    @pytest.mark.parametrize("lang", ["kk", "ru", "en"])
    def test_marks_each_place_on_the_front_page_in_its_language(self, lang):
        found = marks(pages(AMBER).page(f"{lang}/index.html"))
        assert found == [WORDS[lang]] * 2

    def test_marks_the_part_and_not_the_whole(self):
        front = pages(NORD).page("en/index.html").decode()
        rows = [row for row in re.findall(r"<tr.*?</tr>", front) if "overdue" in row]
        assert len(rows) == 1
        assert "Nordhavn" in rows[0]

    @pytest.mark.parametrize("lang", ["kk", "ru", "en"])
    def test_marks_the_card_on_the_place_s_page(self, lang):
        assert marks(pages(AMBER).page(f"{lang}/place/XO/index.html")) == [WORDS[lang]]

    def test_marks_the_card_of_a_level_that_is_overruled(self):
        site = pages(AMBER, RED)
        assert marks(site.page("en/place/XO/index.html")) == [WORDS["en"]]
        assert marks(site.page("en/index.html")) == []

    def test_is_nothing_a_second_before(self):
        early = pages(AMBER, when="2021-03-04T23:59:59+01:00")
        assert (
            marks(early.page("en/index.html")) == marks(early.page("en/place/XO/index.html")) == []
        )

    def test_ends_with_a_decision_that_sets_another_review(self):
        longer = decision(
            "longer",
            Extend(
                layers=("amber",),
                start=at("2021-03-04T00:00+01:00"),
                ending=OpenEnd(),
                review=at("2021-04-05T00:00+02:00"),
            ),
        )
        assert marks(pages(AMBER, longer).page("en/index.html")) == []
