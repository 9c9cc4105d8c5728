"""A strand that is too much for one message of a channel."""

import attrs
import pytest
import shapely

from dabyl.core.calendars.endings import ForDays
from dabyl.core.levels.decision import Area, Declare, Lift
from dabyl.core.places import shapes
from dabyl.core.publication.cap.channels import CELL, FEED
from dabyl.core.publication.cap.grounds import blocks_of
from dabyl.core.publication.cap.parts import strands_on
from dabyl.core.values.instants import parse_instant
from support import osland
from support.alerts import Teller

START = "2021-03-01T00:00+01:00"
AT = parse_instant(START)
TEN = ForDays(days=10)
MANY = tuple(f"XO-N-{number}" for number in range(10, 35))


def many(*, kind="region", point=None):
    """Return Osland with 25 more units in its north, each with a border of its own."""
    more = tuple(osland.unit(key, "XO-N", key, kind=kind, point=point) for key in MANY)
    borders = {
        key: osland.square(8 + number * 0.1, 60, 8.1 + number * 0.1, 60.1)
        for number, key in enumerate(MANY)
    }
    return osland.pack(units=(*osland.UNITS, *more)), borders


def teller(*effects, borders=None, pack=None, channel=CELL):
    own = osland.BORDERS.shapes | (borders or {})
    borders = attrs.evolve(osland.BORDERS, shapes=own)
    register = osland.register(packs=(pack or osland.pack(),), borders=(borders,))
    one = Teller(register=register, channel=channel)
    one.decide(START, osland.decision("amber", *effects))
    return one


def islands(number, *, south=50):
    """Return so many islands in a row."""
    row = [osland.square(8 + n, south, 8.5 + n, south + 0.5) for n in range(number)]
    return shapely.union_all(row)


def declare(units=(), drawn=()):
    return Declare(
        area=Area(units=units, shapes=drawn), level="amber", start=osland.at(START), ending=TEN
    )


def areas(one, at=AT):
    """Return the keys of the areas of each message."""
    found = strands_on(one.register, at, one.channel)
    return [[b.key for b in blocks_of(one.register, part, at, one.channel)] for part in found]


class TestManyUnits:
    @pytest.fixture
    def told(self):
        pack, borders = many()
        return teller(declare(MANY), borders=borders, pack=pack)

    def test_are_told_ten_at_a_time(self, told):
        assert [len(one) for one in areas(told)] == [10, 10, 5]
        assert [key for one in areas(told) for key in one] == list(MANY)

    def test_begin_a_chain_for_each_part(self, told):
        messages = [record.message for record in told.register.messages]
        assert [message.kind for message in messages] == ["Alert"] * 3
        assert len({message.chain for message in messages}) == 3

    def test_are_told_at_once_on_a_channel_with_room(self):
        pack, borders = many()
        assert areas(teller(declare(MANY), borders=borders, pack=pack, channel=FEED)) == [
            list(MANY)
        ]

    def test_that_lose_one_stir_the_message_of_that_one_only(self, told):
        later = "2021-03-01T06:00+01:00"
        lift = Lift(layers=("amber",), start=osland.at(later), area=Area(units=MANY[:1]))
        (order,) = told.decide(later, osland.decision("lift", lift))
        assert order.kind == "Update"
        assert order.strand.areas == MANY[1:10]

    def test_that_lose_a_whole_part_end_its_chain(self, told):
        later = "2021-03-01T06:00+01:00"
        lift = Lift(layers=("amber",), start=osland.at(later), area=Area(units=MANY[10:20]))
        (order,) = told.decide(later, osland.decision("lift", lift))
        assert order.kind == "Cancel"
        assert [area.description for area in told.alerts()[-1].infos[0].areas] == list(MANY[10:20])

    def test_are_renewed_part_by_part(self, told):
        renewals = told.pass_to(parse_instant("2021-03-01T22:00+01:00"))
        assert [order.kind for order in renewals] == ["Update"] * 3


class TestAUnitThatDoesNotFit:
    def test_is_divided_into_those_that_make_it_up(self):
        whole = osland.BORDERS.shapes
        apart = {"XO-N": islands(6), "XO-S": islands(6, south=52)}
        both = {key: shapely.union(whole[key], more) for key, more in apart.items()}
        assert areas(teller(declare(("XO",)), borders=both)) == [["XO-N"], ["XO-S"]]

    def test_stays_whole_when_nothing_makes_it_up(self):
        one = teller(declare(("XO-S",)), borders={"XO-S": islands(12)})
        assert areas(one) == [["XO-S"]]

    def test_stays_whole_when_its_units_leave_something_over(self):
        units = tuple(
            attrs.evolve(unit, children_cover=unit.key != "XO-N") for unit in osland.UNITS
        )
        pack = osland.pack(units=units)
        one = teller(declare(("XO-N",)), borders={"XO-N": islands(12)}, pack=pack)
        assert areas(one) == [["XO-N"]]

    def test_loses_no_town(self):
        pack, borders = many(kind="city", point=(0.0, 0.0))
        one = teller(declare(MANY[:3]), borders=borders, pack=pack)
        assert areas(one) == [[key] for key in MANY[:3]]


class TestShapes:
    def test_that_are_many_are_told_in_several_messages(self):
        drawn = tuple(
            attrs.evolve(
                osland.CIRCLE, id=f"ring-{number}", geometry=shapes.Circle(8.2 + number, 61, 5)
            )
            for number in range(3)
        )
        told = areas(teller(declare(drawn=drawn)))
        assert [key for one in told for key in one] == [shape.id for shape in drawn]

    def test_leave_the_units_beside_them_in(self):
        for channel in (CELL, FEED):
            one = teller(declare(("XO-S",), (osland.CIRCLE,)), channel=channel)
            assert {key for keys in areas(one) for key in keys} == {"ring", "XO-S"}

    def test_that_do_not_fit_alone_stay_whole(self):
        rings = tuple(
            ((8.1 + n, 61.0), (8.13 + n, 61.0), (8.13 + n, 61.03), (8.1 + n, 61.0))
            for n in (number / 20 for number in range(12))
        )
        many = attrs.evolve(osland.CIRCLE, geometry=shapes.Area(tuple((ring,) for ring in rings)))
        assert areas(teller(declare(drawn=(many,)))) == [["ring"]]
