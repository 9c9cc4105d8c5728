"""Language tags: whether one is well formed, and which language it names."""

import pytest

from dabyl.core.formats.cap.rules.tags import is_tag, language_of, primary


class TestTag:
    @pytest.mark.parametrize(
        "text",
        [
            "kk",
            "en-US",
            "EN-us",
            " fr-CA\n",
            "zh-Hant-TW",
            "es-419",
            "sl-rozaj-biske",
            "de-1996",
            "zh-yue-HK",
            "kaz",
            "en-x-short",
            "de-DE-u-co-phonebk",
            "i-navajo",
            "x-klingon",
        ],
    )
    def test_is_well_formed(self, text):
        assert is_tag(text)

    @pytest.mark.parametrize(
        "text",
        [
            "english",
            "en_US",
            "en-",
            "kz",
            "jp",
            "cn",
            "e",
            "en--US",
            "en US",
            "қаз",
            "еn",
            "",
            "en-x",
            "en-" + "a" * 9,
            "en-x" + "-abcdefgh" * 20,
            "1",
        ],
    )
    def test_is_no_tag(self, text):
        assert not is_tag(text)

    def test_is_judged_at_once_however_long(self):
        assert not is_tag("en" + "-aa" * 1_000_000)


class TestLanguage:
    def test_is_in_small_letters(self):
        assert language_of(" fr-CA\n") == "fr-ca"

    @pytest.mark.parametrize("text", [None, "", " \n"])
    def test_is_american_english_when_none_is_written(self, text):
        assert language_of(text) == "en-us"

    def test_is_first_in_the_tag(self):
        assert primary("zh-hant-tw") == "zh"
        assert primary("kk") == "kk"
