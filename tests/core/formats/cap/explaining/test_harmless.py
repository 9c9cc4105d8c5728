"""A stranger's text can do nothing to a terminal, nor turn its lines around."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabyl.core.formats.cap.explaining.harmless import LONGEST, harmless, one_line

OVERRIDES = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


class TestHarmless:
    @pytest.mark.parametrize("hostile", ["\x1b[2J", "\x9b31m", "\x07", "\x00", "\x7f", *OVERRIDES])
    def test_shows_that_something_was_taken_out(self, hostile):
        assert harmless(f"a{hostile}b") == f"a\ufffd{hostile[1:]}b"

    def test_keeps_marks_that_a_script_needs(self):
        text = "می\u200cخواهم क्\u200dष \u200fשלום မြန်မာ\u200bဘာသာ"
        assert harmless(text) == text

    def test_knows_line_ends_of_every_kind(self):
        text = "a\r\nb\rc\u2028d\x85e\x0bf<br/>g<BR >h"
        assert harmless(text) == "\n".join("abcdefgh")

    def test_leaves_other_markup_as_the_text_that_it_is(self):
        assert harmless("<b onclick=x>&amp;</b>") == "<b onclick=x>&amp;</b>"

    def test_keeps_paragraphs_and_no_other_space(self):
        assert harmless("\n a\t b  \n\n\n\n c \n") == "a b\n\nc"

    def test_cuts_what_nobody_would_read(self):
        assert harmless("a" * (LONGEST + 1)) == "a" * LONGEST + "…"
        assert harmless("a" * LONGEST) == "a" * LONGEST

    @given(st.text())
    def test_never_leaves_a_control_character(self, text):
        shown = harmless(text)
        odd = {c for c in shown if unicodedata.category(c) in {"Cc", "Cs"} and c != "\n"}
        assert odd == set()
        assert not set(shown) & set(OVERRIDES)

    @given(st.text())
    def test_changes_nothing_the_second_time(self, text):
        assert harmless(harmless(text)) == harmless(text)


class TestOneLine:
    def test_is_one_line(self):
        assert one_line(" a\n b<br>c ") == "a b c"

    def test_of_nothing_is_nothing(self):
        assert one_line(None) == ""
