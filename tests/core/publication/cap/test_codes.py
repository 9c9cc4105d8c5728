"""Codes of places: how they are named, and what there was of them on a day."""

from datetime import date

from dabyl.core.places.units import DatedCode, DatedParent, Unit
from dabyl.core.publication.cap.codes import KnownCodes, codes_on
from support import osland

BEFORE, AFTER = date(2020, 1, 1), date(2022, 1, 1)
TURN = date(2021, 1, 1)
NORTH = osland.unit(
    "123",
    "XO",
    "North",
    codes=(
        DatedCode(scheme="census", code="123"),
        DatedCode(scheme="iso-3166-2", code="XO-N", valid_to=TURN),
        DatedCode(scheme="iso-3166-2", code="XO-01", valid_from=TURN),
    ),
)
SOUTH = osland.unit("124", "XO", "South", codes=NORTH.codes[:1], valid_from=TURN)


def known(*units: Unit, drawn: tuple[str, ...] = ()) -> KnownCodes:
    return KnownCodes({unit.key: unit for unit in units}, drawn.__contains__)


class TestCodes:
    def test_are_those_of_the_day_by_scheme_and_day(self):
        assert codes_on(NORTH, BEFORE) == (
            ("CENSUS:2020-01-01", "123"),
            ("ISO 3166-2:2020-01-01", "XO-N"),
        )
        assert codes_on(NORTH, AFTER) == (
            ("CENSUS:2022-01-01", "123"),
            ("ISO 3166-2:2022-01-01", "XO-01"),
        )

    def test_are_one_of_each_scheme_the_first(self):
        more = (*NORTH.codes, DatedCode(scheme="census", code="999"))
        assert codes_on(osland.unit("1", "XO", "One", codes=more), BEFORE)[0][1] == "123"

    def test_are_the_key_where_the_pack_gives_none(self):
        country = osland.unit("XO", None, "Osland")
        assert codes_on(country, AFTER) == (("ISO 3166-1:2022-01-01", "XO"),)
        part = osland.unit("XO-S", "XO", "South", parents=(DatedParent(key="XO"),))
        assert codes_on(part, AFTER) == (("ISO 3166-2:2022-01-01", "XO-S"),)


class TestKnownCodes:
    def test_existed_on_a_day_or_did_not(self):
        codes = known(NORTH)
        assert codes.existed("ISO 3166-2", "XO-N", BEFORE) is True
        assert codes.existed("ISO 3166-2", "XO-N", AFTER) is False
        assert codes.existed("ISO 3166-2", "XO-99", AFTER) is False

    def test_existed_when_a_unit_of_the_code_did(self):
        assert known(SOUTH).existed("CENSUS", "123", BEFORE) is False
        assert known(SOUTH).existed("CENSUS", "123", AFTER) is True
        assert known(SOUTH, NORTH).existed("CENSUS", "123", BEFORE) is True

    def test_of_a_scheme_of_no_pack_are_unknown(self):
        assert known(NORTH).existed("NUTS", "XO-N", BEFORE) is None
        assert known(NORTH).has_geometry("NUTS", "XO-N") is None
        assert known(NORTH).has_geometry("CENSUS", "7") is None

    def test_can_be_drawn_when_a_unit_of_the_code_can(self):
        assert known(NORTH, SOUTH, drawn=("124",)).has_geometry("CENSUS", "123") is True
        assert known(NORTH, SOUTH).has_geometry("CENSUS", "123") is False
