import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabyl.core.formats.sms.segments import Alphabet, longest_that_fits, segments


class TestSegments:
    @pytest.mark.parametrize(
        ("text", "alphabet", "units", "count"),
        [
            ("", Alphabet.GSM_7, 0, 1),
            ("a" * 160, Alphabet.GSM_7, 160, 1),
            ("a" * 161, Alphabet.GSM_7, 161, 2),
            ("a" * 306, Alphabet.GSM_7, 306, 2),
            ("a" * 307, Alphabet.GSM_7, 307, 3),
            ("€" * 80, Alphabet.GSM_7, 160, 1),
            ("қ" * 70, Alphabet.UCS_2, 70, 1),
            ("қ" * 71, Alphabet.UCS_2, 71, 2),
            ("қ" * 134, Alphabet.UCS_2, 134, 2),
            ("қ" * 135, Alphabet.UCS_2, 135, 3),
            ("😀" * 35, Alphabet.UCS_2, 70, 1),
        ],
    )
    def test_counts_as_the_standard_does(self, text, alphabet, units, count):
        found = segments(text)
        assert (found.alphabet, found.units, found.count) == (alphabet, units, count)

    def test_never_cuts_an_escaped_character(self):
        assert segments("a" * 152 + "€" + "a" * 152).count == 3

    def test_never_cuts_a_pair_of_surrogates(self):
        assert segments("қ" * 66 + "😀" + "қ" * 66).count == 3

    @given(st.text(max_size=400), st.text(max_size=50))
    def test_never_falls_when_a_text_grows(self, text, more):
        assert segments(text + more).count >= segments(text).count


class TestLongestThatFits:
    def test_takes_the_first_that_fits(self):
        assert longest_that_fits(("a" * 400, "b" * 300, "c"), 2) == "b" * 300

    def test_takes_the_last_when_none_fits(self):
        assert longest_that_fits(("a" * 400, "b" * 200), 1) == "b" * 200

    def test_takes_nothing_from_nothing(self):
        assert longest_that_fits((), 1) == ""
