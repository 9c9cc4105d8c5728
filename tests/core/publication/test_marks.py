import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabyl.core.levels.scale import Level
from dabyl.core.publication.marks import bars, colour, css_class, ink, level_styles, patterns
from support.osland import pack

VERSION = pack().scales[0].versions[-1]


def luminance(text):
    parts = [int(text[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


class TestInk:
    @given(st.integers(0, 0xFFFFFF))
    def test_is_readable_on_every_colour(self, number):
        back = f"#{number:06x}"
        front = {"#000": 0.0, "#fff": 1.0}[ink(back)]
        light, dark = sorted((luminance(back), front), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5

    def test_reads_short_colours(self):
        assert ink("#fff") == ink("#ffffff") == "#000"


class TestColour:
    def test_is_the_levels_own(self):
        assert colour(Level(id="a", rank=1, colour="#c4161c")) == "#c4161c"

    @pytest.mark.parametrize("text", [None, "red", "#12", "#fff}</style>"])
    def test_is_a_grey_when_there_is_none_that_can_be_used(self, text):
        assert colour(Level(id="a", rank=1, colour=text)) == "#dfe5ec"
        assert colour(Level(id="a", rank=9, colour=text)) == "#2f3f51"


class TestBars:
    def test_fills_as_many_as_the_rank(self):
        full, rest = bars(2, 3).split('fill="none"')
        assert full.count("h4v-") == 2
        assert rest.count("h4v-") == 1


class TestPatterns:
    def test_has_one_for_each_rank(self):
        found = patterns(VERSION)
        assert [f'id="p{rank}"' in found for rank in (1, 2, 3)] == [True] * 3


class TestLevelStyles:
    def test_has_one_class_for_each_level(self):
        assert css_class(0, 3) == "s0l3"
        assert ".s0l3{--c:#c4161c;--k:#fff}" in level_styles(0, VERSION)
