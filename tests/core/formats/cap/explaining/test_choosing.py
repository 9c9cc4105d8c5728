import pytest

from dabyl.core.formats.cap.explaining.choosing import choose
from support.cap import an_alert, an_info


def chosen(wanted, *languages):
    infos = tuple(an_info(language=language) for language in languages)
    return choose(an_alert(infos=infos), wanted)


class TestChoose:
    @pytest.mark.parametrize(
        ("wanted", "languages", "expected"),
        [
            ("kk", ("en", "ru", "kk"), "kk"),
            ("kk", ("en", "ru-RU", "de"), "ru-RU"),
            ("kk", ("de", "en-GB"), "en-GB"),
            ("ru", ("de", "fr", "en"), "en"),
            ("ru", ("de", "fr"), "de"),
            ("en", ("ru", "EN-gb"), "EN-gb"),
            ("en-GB", ("en-US", "en-gb"), "en-gb"),
            ("en", ("en-US", "en"), "en"),
            ("en", ("ru", None), "en-US"),
            ("en", ("ru", " "), "en-US"),
            ("fr", ("ru", "fr_CA"), "fr-CA"),
        ],
    )
    def test_takes_the_best_language(self, wanted, languages, expected):
        assert chosen(wanted, *languages).language == expected

    def test_takes_all_blocks_of_the_language(self):
        choice = chosen("ru", "en", "ru", "en", "ru")
        assert [info.language for info in choice.blocks] == ["ru", "ru"]
        assert choice.others == ("en",)

    def test_says_whether_it_is_what_was_wanted(self):
        assert chosen("ru", "ru-KZ").is_wanted
        assert not chosen("kk", "ru").is_wanted

    def test_finds_nothing_where_there_are_no_blocks(self):
        choice = chosen("ru")
        assert (choice.language, choice.blocks, choice.is_wanted) == (None, (), False)
