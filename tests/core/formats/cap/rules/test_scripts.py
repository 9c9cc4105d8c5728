"""Scripts: which texts can't be in a language."""

import pytest

from dabyl.core.formats.cap.rules.scripts import can_be_in


class TestText:
    @pytest.mark.parametrize(
        ("text", "language"),
        [
            ("Vale", "ru"),
            ("Vale", "kk-KZ"),
            ("Aktobe Region", " RU "),
            ("Долина", "en"),
            ("Долина", "de-AT"),
            ("Долина", None),
            ("Долина", ""),
            ("Παράκτια περιοχή", "fr-CA"),
            ("Gemeinde Bevern", "ar"),
            ("上海市", "en"),
        ],
    )
    def test_is_in_another_script(self, text, language):
        assert not can_be_in(text, language)

    @pytest.mark.parametrize(
        ("text", "language"),
        [
            ("Долина", "ru"),
            ("Ақтөбе облысы", "kk"),
            ("трасса M36 (Western Europe)", "ru"),
            ("M36", "ru"),
            ("", "ru"),
            ("12", "el"),
            ("Vale", "en-GB"),
            ("Łódź", "pl"),
            ("Vale", "kk-Latn"),
            ("Vale", "sr"),
            ("Долина", "sr"),
            ("Vale", "x-unknown"),
            ("Vale", "q"),
            ("Vale", "kkj"),
            ("上海市", "zh-CN"),
        ],
    )
    def test_can_be_in_the_language(self, text, language):
        assert can_be_in(text, language)
