import pytest
from lxml import etree

from dabyl.core.formats.cap.where import element_at, line_in_tree, where_of

ALERT = etree.fromstring(
    b"""<alerts xmlns:p="urn:p"><alert a="1"><id/><info/><p:info/><info>
<area/><area/><x/></info></alert></alerts>"""
)[0]
AREA = ALERT[3][1]


class TestWhere:
    def test_counts_neighbours_of_the_same_name(self):
        assert where_of(AREA, ALERT) == "/alert/info[2]/area[2]"
        assert where_of(ALERT, ALERT) == "/alert"

    @pytest.mark.parametrize(
        ("path", "found"),
        [
            ("/alert/info[2]/area[2]", AREA),
            ("/*/*[4]/*[2]", AREA),
            ("/alert/p:info", ALERT[2]),
            ("/alert/info[2]/x", ALERT[3][2]),
            ("/alert/@a", ALERT),
            ("/alert", ALERT),
            (None, ALERT),
        ],
    )
    def test_is_found_by_the_path_of_the_parser(self, path, found):
        assert element_at(ALERT, path) is found

    def test_has_a_line(self):
        assert (line_in_tree(AREA), line_in_tree(etree.Element("made"))) == (2, 0)
