"""What nobody sees: told of a value, and taken out of what is typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabyl.core.values.seen import unseen_in, without_unseen

UNSEEN = "\x00\x07\x1b\x7f\x9f\u00ad\u200b\u202e\u2066\u2060\u3164\ufeff\uffff\U000e0041"
SEEN = "Ә, ң – «слова», 東京 \u200d\u200e\t\n\u00a0\u202f👍🏽️"


def told(value):
    return [(problem.where, problem.data["char"]) for problem in unseen_in(value)]


class TestUnseenIn:
    @pytest.mark.parametrize("char", UNSEEN, ids=lambda char: f"U+{ord(char):04X}")
    def test_tells_what_it_is(self, char):
        assert told(f"a{char}b") == [("", f"U+{ord(char):04X}")]
        assert without_unseen(f"a{char}b") == "ab"

    def test_leaves_what_is_seen_or_a_script_needs(self):
        assert told(SEEN) == []
        assert without_unseen(SEEN) == SEEN

    def test_tells_where_within_a_value(self):
        value = {"grounds": {"en": "a\u202eb"}, "effects": [{"level": "red", "n": 1}, ["\x07"]]}
        assert told(value) == [("grounds.en", "U+202E"), ("effects[1][0]", "U+0007")]

    def test_shows_no_name_as_it_stands_when_it_hides_something(self):
        assert told({"e\u202en": "\u202e"}) == [("en", "U+202E")]


class TestWithoutUnseen:
    def test_has_one_kind_of_line_end(self):
        assert without_unseen("a\r\nb\rc\x85d\u2028e\u2029f\x0bg") == "a\nb\nc\nd\ne\nf\ng"

    @given(st.text())
    def test_leaves_nothing_unseen(self, text):
        assert told(without_unseen(text)) == []
