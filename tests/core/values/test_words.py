"""Languages, moments, ids and problems: the small values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabyl.core.values.codes import Code
from dabyl.core.values.ids import ID_MAX_CHARS, is_id
from dabyl.core.values.instants import parse_instant
from dabyl.core.values.languages import NO_TEXTS, Texts
from dabyl.core.values.moments import Moment
from dabyl.core.values.problems import Problem, Refused, Rejected

THREE = Texts.of({"ru": "да", "kk": "иә", "en": "yes"})
texts = st.dictionaries(st.sampled_from(("kk", "ru", "en", "fr")), st.text()).map(Texts.of)


class TestTexts:
    def test_are_the_same_in_any_order(self):
        assert Texts.of({"en": "yes", "kk": "иә", "ru": "да"}) == THREE
        assert THREE.languages() == ("en", "kk", "ru")
        assert list(THREE) == [("en", "yes"), ("kk", "иә"), ("ru", "да")]

    def test_give_what_they_have(self):
        assert (THREE.get("ru"), THREE.get("fr")) == ("да", None)

    def test_fall_back_to_another_language_and_then_to_any(self):
        assert THREE.best("fr") == "yes"
        assert THREE.best("fr", otherwise="kk") == "иә"
        assert Texts.of({"nl": "ja"}).best("fr") == "ja"
        assert NO_TEXTS.best("fr") == ""

    def test_name_the_languages_that_are_missing(self):
        some = Texts.of({"en": "yes", "ru": ""})
        assert some.missing(("kk", "ru", "en")) == ("kk", "ru")

    @given(texts)
    def test_are_true_when_there_are_some(self, some):
        assert bool(some) == bool(some.as_dict())
        assert Texts.of(some.as_dict()) == some


class TestIsId:
    @pytest.mark.parametrize("text", ["kz", "kz-2016-03", "kz-decree-611.ch-4", "4"])
    def test_takes_lower_case_letters_digits_hyphens_and_dots(self, text):
        assert is_id(text)

    @pytest.mark.parametrize(
        "text",
        ["", "KZ", "a--b", "-a", "a.", "a_b", "a b", "қала", "a\n", "a" * (ID_MAX_CHARS + 1)],
    )
    def test_takes_nothing_else(self, text):
        assert not is_id(text)

    @given(st.text())
    def test_takes_only_what_can_stand_in_an_address_as_it_is(self, text):
        assert not is_id(text) or (text.isascii() and not set(text) & set("/?#%&\\ "))


class TestMoment:
    def test_is_written_with_the_offset_of_its_zone(self):
        moment = Moment(instant=parse_instant("2016-06-05T18:00Z"), zone="Asia/Almaty")
        assert moment.text() == "2016-06-06T00:00:00+06:00"


class TestProblems:
    def test_are_carried_all_at_once(self):
        one, other = Problem(code=Code.SYNTAX, where="a.toml:3"), Problem(code=Code.DUPLICATE)
        rejected = Rejected(iter([one, other]))
        assert rejected.problems == (one, other)
        assert str(rejected) == "syntax at a.toml:3; duplicate at -"
        assert Refused([one]).problems == (one,)
