"""The map of the draft's form."""

import attrs
import pytest

from dabyl.core.formats.places.borders import format_borders
from dabyl.core.register.facts import BordersAdopted
from dabyl.core.staff.keys import Role
from dabyl.usecases.desk import record
from support import osland
from support.consoles import a_console, a_desk, a_passkey, seat, sign_in

OFFICER = a_passkey("officer-1", "xo-hq", Role.OFFICER)


@pytest.fixture
def console(tmp_path):
    with a_console(tmp_path) as opened:
        seat(opened, OFFICER)
        yield opened


@pytest.fixture
def desk(console):  # noqa: ARG001 - it must be open
    desk = a_desk()
    assert sign_in(desk, OFFICER)["Location"] == "/"
    return desk


def text(reply):
    return reply.content.decode()


def with_borders(console):
    text_of = format_borders(osland.BORDERS)
    fact = BordersAdopted(borders=osland.BORDERS, geojson=text_of)
    record(console.house.desk, console.house.register(), [fact], at=console.now())


class TestTheMap:
    def test_shows_the_country_and_where_it_is_from(self, console, desk):
        with_borders(console)
        shown = text(desk.get("/map"))
        assert 'data-unit="XO-N"' in shown
        assert "Not on this map" not in shown
        assert "Osland Survey" in shown
        assert '<option value="XO" selected>' in shown

    @pytest.mark.parametrize("place", ["XO-N", "%22%3E%3Cb%3E", "nowhere"])
    def test_shows_the_country_for_a_place_without_parts(self, console, desk, place):
        with_borders(console)
        assert '<option value="XO" selected>' in text(desk.get(f"/map?in={place}"))

    def test_names_the_parts_of_which_nobody_knows_where_they_lie(self, console, desk):
        only = {"XO-N": osland.BORDERS.shapes["XO-N"]}
        borders = attrs.evolve(osland.BORDERS, shapes=only)
        fact = BordersAdopted(borders=borders, geojson=format_borders(borders))
        record(console.house.desk, console.house.register(), [fact], at=console.now())
        assert "Not on this map, choose from the list: South." in text(desk.get("/map"))

    def test_says_so_when_there_are_no_borders(self, desk):
        assert "no borders of this place" in text(desk.get("/map"))

    def test_stands_in_the_form_beside_the_list(self, desk):
        draft = desk.post("/drafts/begin", page="/", step="declare xo-alert XO-N")["Location"]
        shown = text(desk.get(draft))
        assert 'data-map="/map"' in shown
        assert 'name="unit" value="XO-N" checked' in shown
