import pytest

from dabyl.core.formats.cap.explaining.times import printed_time
from dabyl.core.formats.cap.explaining.words import Words
from dabyl.core.formats.cap.values import Time


def printed(text, lang="en", zone="Asia/Almaty"):
    return printed_time(None if text is None else Time(text), Words(lang), zone)


class TestPrintedTime:
    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("2016-06-06T12:00:00+06:00", "6 June 2016 12:00 (UTC+06:00)"),
            (
                "2016-06-06T12:00:00-03:30",
                "6 June 2016 12:00 (UTC-03:30); for you 6 June 2016 21:30 (Almaty time)",
            ),
            (
                "2016-06-06T23:00:00-00:00",
                "6 June 2016 23:00 (UTC); for you 7 June 2016 05:00 (Almaty time)",
            ),
            (None, "not stated"),
            ("tomorrow\x9b", "tomorrow\ufffd (can't be read, or has no time zone)"),
            (
                "2016-06-06T12:00:00",
                "2016-06-06T12:00:00 (can't be read, or has no time zone)",
            ),
            (
                "0001-01-01T00:00:00+06:00",
                "0001-01-01T00:00:00+06:00 (can't be read, or has no time zone)",
            ),
        ],
    )
    def test_says_it_as_written_and_for_the_reader(self, text, words):
        assert printed(text) == words

    def test_speaks_the_language_of_the_reader(self):
        assert printed("2016-06-06T12:00:00Z", "ru") == (
            "6 июня 2016 года, 12:00 (UTC); у вас 6 июня 2016 года, 18:00 (время Алматы)"
        )
        assert printed("2016-06-06T12:00:00Z", "kk") == (
            "2016 жылғы 6 маусым, сағат 12:00 (UTC); "
            "сізде 2016 жылғы 6 маусым, сағат 18:00 (Алматы уақыты)"
        )
