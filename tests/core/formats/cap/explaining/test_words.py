import pytest

from dabyl.core.formats.cap.explaining.words import Words
from dabyl.core.formats.cap.signature.verdict import UNSIGNED, Reason, fault


class TestWords:
    def test_fall_back_to_english(self):
        assert Words("nl").lang == "en"
        assert Words("RU-kz").lang == "ru"
        assert Words("nl").say("label", "when") == "When"
        assert "changed" in Words("nl").verdict(fault(Reason.DIGEST_MISMATCH))

    def test_tell_a_word_of_cap_in_plain_words(self):
        assert Words("ru").of("response", " Shelter\n") == "Укройтесь."

    @pytest.mark.parametrize("value", ["Sheltr", "label", "{x}"])
    def test_say_of_other_words_that_they_are_none(self, value):
        assert Words("en").of("severity", value) == f"“{value}”, a word that CAP doesn't know"

    def test_say_that_nothing_is_stated(self):
        assert Words("en").of("severity", None) == "not stated"

    def test_name_languages_with_their_tag(self):
        assert Words("kk").tongue("ru-KZ") == "орыс (ru-KZ)"
        assert Words("kk").tongue("romanian") == "romanian"

    def test_know_what_is_said_of_signatures(self):
        assert Words("kk").verdict(UNSIGNED) == "қол қойылмаған"
