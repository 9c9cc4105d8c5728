from datetime import date

import pytest

from dabyl.core.places.gazetteer import gazetteer
from dabyl.core.publication.links import joined, keeps_its_page, link, outward
from support.osland import UNITS, unit

DAY = date(2021, 1, 1)


class TestLink:
    def test_escapes_its_text_and_its_address(self):
        assert link('a"b', "<i>") == '<a href="a%22b">&lt;i&gt;</a>'

    def test_stand_in_a_row(self):
        assert joined(["<", link("x", "y")]) == '&lt;, <a href="x">y</a>'


class TestOutward:
    def test_leads_to_the_web_only(self):
        assert 'href="https://example.org"' in outward("https://example.org", "x")
        assert outward("javascript:alert(1)", "<x>") == "&lt;x&gt;"


class TestKeepsItsPage:
    @pytest.mark.parametrize(
        ("key", "expected"),
        [("XO", True), ("XO-N-1", True), ("XO-N-1-a", False), ("old", False), ("ring", False)],
    )
    def test_is_so_for_two_floors_of_units_that_stay(self, key, expected):
        below = unit("XO-N-1-a", "XO-N-1", "Quarter")
        old = unit("old", "XO", "Old", valid_to=date(2030, 1, 1))
        places = gazetteer((*UNITS, below, old))
        assert keeps_its_page(places, key, DAY) is expected
