"""What a terminal shows: words, a map, and nothing that the terminal would obey."""

import pytest

from dabyl.core.formats.cap.explaining.text import explained_text, text_lines
from dabyl.core.formats.cap.values import Circle
from support.cap import CLEAN, an_area, an_update, changed, with_area, with_info
from support.explained import explained, shown

HOSTILE = "\x9b2J\x9d0;owned\x9c \u202egnp.exe\u202c \u2066x"


class TestText:
    def test_begins_with_what_matters(self):
        lines = shown().splitlines()
        assert lines[:4] == [
            "In force at 6 June 2016 12:30 (Almaty time).",
            "",
            "Moderate threat level in Vale",
            "What about",
        ]

    def test_draws_a_map_under_the_words_about_where(self):
        lines = shown().splitlines()
        where = lines.index("Where")
        assert lines[where + 4].strip("⠀ ")
        assert all("⠀" <= dot <= "⣿" for dot in lines[where + 4].strip())

    def test_draws_no_map_of_a_spot_or_of_nothing(self):
        for circles in ((Circle("50,60 0"),), ()):
            text = shown(with_area(CLEAN, 0, polygons=(), circles=circles))
            assert not any("⠀" <= letter <= "⣿" for letter in text)

    def test_counts_the_alerts_of_a_file(self):
        text = explained_text([explained(), explained(an_update())], "ru")
        assert text.startswith("── Сообщение 1 из 2 ──\n")
        assert "── Сообщение 2 из 2 ──\n" in text

    def test_tells_of_each_of_several_blocks_whether_it_holds(self):
        two = changed(CLEAN, infos=(CLEAN.infos[0], CLEAN.infos[0]))
        assert "Moderate threat level in Vale\nIn force.\nWhat about\n" in shown(two)

    def test_knows_what_each_line_is(self):
        lines = list(text_lines([explained()], "en"))
        assert {line.text for line in lines if line.is_heading} >= {"What about", "Signature"}
        assert any(line.is_map for line in lines)

    @pytest.mark.parametrize("field", ["headline", "description", "instruction", "web", "contact"])
    def test_is_harmless_whatever_a_block_holds(self, field):
        assert_harmless(shown(with_info(CLEAN, 0, **{field: HOSTILE})))

    @pytest.mark.parametrize("field", ["identifier", "sender", "source", "note", "references"])
    def test_is_harmless_whatever_the_message_holds(self, field):
        assert_harmless(shown(changed(CLEAN, **{field: HOSTILE})))

    def test_is_harmless_whatever_an_area_holds(self):
        area = an_area(description=HOSTILE, altitude=HOSTILE)
        assert_harmless(shown(with_info(CLEAN, 0, areas=(area,), event=HOSTILE)))


def assert_harmless(text):
    assert "\ufffd" in text
    assert not set(text) & set("\x1b\x9b\x9c\x9d\u202e\u202c\u2066")
