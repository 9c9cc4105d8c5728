import pytest

from dabyl.core.calendars.endings import OpenEnd
from dabyl.core.levels.scale import Level
from dabyl.core.publication.speaker import Speaker, plural_form
from dabyl.core.values.instants import parse_instant
from dabyl.core.values.languages import Texts
from dabyl.core.values.moments import Status
from support.osland import at, en
from support.sites import THEME

END = parse_instant("2016-08-15T00:00+06:00")


def speaker(lang="en"):
    return Speaker(lang, THEME.words[lang])


class TestSpeaker:
    def test_prints_the_end_in_its_one_form(self):
        text = "through 14 August 2016, ends 15 August 2016 00:00 (Almaty time)"
        english = speaker()
        assert english.end(END, "Asia/Almaty") == text
        assert english.end(END, "Asia/Almaty") == text

    def test_prints_an_open_end_as_its_wording_has_it(self):
        assert speaker().end(None, "Asia/Almaty", OpenEnd()) == "until further notice"
        assert speaker().end(None, "Asia/Almaty") == "until further notice"

    def test_says_where_a_time_comes_from(self):
        stated = at("2021-03-01T10:00+01:00")
        assert speaker().moment(stated) == "1 March 2021 10:00 (Oslo time)"
        played = at("2021-03-01T10:00+01:00", status=Status.PLAYED)
        assert speaker().moment(played).endswith("no source states it")

    @pytest.mark.parametrize(
        ("lang", "n", "text"),
        [("en", 1, "1 day"), ("en", 2, "2 days"), ("ru", 1, "1 день"), ("kk", 5, "5 күн")],
    )
    def test_chooses_the_form_that_a_number_takes(self, lang, n, text):
        assert speaker(lang).count("in_force", n) == text

    def test_writes_in_the_direction_of_the_language(self):
        assert speaker().direction == "ltr"
        assert Speaker("ar", {}).direction == "rtl"

    def test_calls_a_level_by_colour_name_and_code(self):
        level = Level(id="a", rank=1, names=en("high"))
        assert speaker().level(level) == "High"
        coloured = Level(id="a", rank=1, code="X", names=en("high"), colour_name=en("red"))
        assert speaker().level(coloured) == "X · Red (high)"
        assert speaker().level(Level(id="a", rank=1)) == "A"

    def test_calls_a_level_shortly(self):
        assert speaker().level_short(Level(id="a", rank=1, short=en("s"), names=en("n"))) == "s"
        assert speaker().level_short(Level(id="a", rank=1, names=en("n"))) == "n"
        assert speaker().level_short(Level(id="a", rank=1, names=Texts())) == "a"


class TestPluralForm:
    @pytest.mark.parametrize(
        ("n", "form"),
        [(1, "one"), (2, "few"), (5, "many"), (11, "many"), (12, "many"), (21, "one"), (22, "few")],
    )
    def test_follows_the_russian_rule(self, n, form):
        assert plural_form("ru", n) == form

    def test_follows_the_other_rules(self):
        assert plural_form("kk", 1) == "other"
        assert plural_form("en", 1) == "one"
        assert plural_form("en", 0) == "other"
